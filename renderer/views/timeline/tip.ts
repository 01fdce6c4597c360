// What a timeline says of the marks under the pointer, as lines of text.

import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { addNanos, isoTime } from '../../../shared/unit/time.ts';
import type { Hit } from '../../chart/hit.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';

export interface TipPart {
  readonly title: string;
  readonly lines: readonly string[];
  /** The stream whose colour marks the part. */
  readonly stream: number;
}

/** Bursts that are told of; more than these lie under one pixel only when many streams burst at once. */
const MOST_BURSTS = 3;

const route = (s: { readonly src: string; readonly dst: string }): string => `${s.src} → ${s.dst}`;

function markPart({ meta, columns }: TimelineFrame, { series, row }: NonNullable<Hit['mark']>): TipPart {
  const time = isoTime(addNanos(meta.origin, Math.round(columns.time![row]!)));
  const record = formatCount(columns.record![row]!);
  if (series.mode === 'points') {
    return {
      title: `${formatCount(columns.max![row]!)} bytes of payload`,
      lines: [route(series), `Record ${record}`, time],
      stream: series.stream,
    };
  }
  const [min, max] = [formatCount(columns.min![row]!), formatCount(columns.max![row]!)];
  const count = columns.count![row]!;
  const mean = formatCount(Math.round(columns.mean![row]!));
  return {
    title: count === 1 ? '1 record' : `${formatCount(count)} records`,
    lines: [
      route(series),
      min === max ? `${max} bytes of payload` : `${min} to ${max} bytes of payload, mean ${mean}`,
      count === 1 ? `Record ${record}` : `The largest is record ${record}`,
      `around ${time}`,
    ],
    stream: series.stream,
  };
}

function burstPart({ meta, columns }: TimelineFrame, row: number): TipPart {
  const number = columns.burstNumber![row]!;
  const merged = columns.burstMerged![row]!;
  const [start, end] = [columns.burstStart![row]!, columns.burstEnd![row]!];
  const series = meta.series[columns.burstSeries![row]!]!;
  return {
    title:
      merged > 1
        ? `${formatCount(merged)} bursts from number ${formatCount(number)} on`
        : `Burst ${formatCount(number)}`,
    lines: [
      route(series),
      `${formatCount(columns.burstPackets![row]!)} packets, ${formatBytes(columns.burstBytes![row]!)} in ${formatDuration(end - start)}`,
      merged > 1 ? 'Click to zoom in' : `from ${isoTime(addNanos(meta.origin, Math.round(start)))}`,
    ],
    stream: series.stream,
  };
}

export function tipOf(frame: TimelineFrame, { mark, bursts }: Hit): readonly TipPart[] {
  const parts = mark ? [markPart(frame, mark)] : [];
  const own = mark ? bursts.filter(row => frame.meta.series[frame.columns.burstSeries![row]!] === mark.series) : bursts;
  return [...parts, ...own.slice(0, MOST_BURSTS).map(row => burstPart(frame, row))];
}
