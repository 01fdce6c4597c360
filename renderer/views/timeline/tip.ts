// What a timeline says of the marks under the pointer, as lines of text.

import { counted, formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { addNanos, isoTime } from '../../../shared/unit/time.ts';
import type { Hit } from '../../chart/hit.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';
import { type PlotMeasure, VALUE_TEXT, VALUE_UNIT } from './measure.ts';
import { type Called, seriesCalled } from './series-called.ts';

export interface TipPart {
  readonly title: string;
  readonly lines: readonly string[];
  /** The series whose colour marks the part. */
  readonly key: number;
}

/** Bursts that are told of; more than these lie under one pixel only when many streams burst at once. */
const MOST_BURSTS = 3;

function markPart(
  { meta, columns }: TimelineFrame,
  { series, row }: NonNullable<Hit['mark']>,
  measure: PlotMeasure,
  called: Called,
): TipPart {
  const text = VALUE_TEXT[measure];
  const unit = VALUE_UNIT[measure];
  const time = isoTime(addNanos(meta.origin, Math.round(columns.time![row]!)));
  const record = formatCount(columns.record![row]!);
  if (series.mode === 'points') {
    return {
      title: text(columns.max![row]!) + unit,
      lines: [seriesCalled(called, series), `Record ${record}`, time],
      key: series.key,
    };
  }
  const [min, max] = [text(columns.min![row]!), text(columns.max![row]!)];
  const count = columns.count![row]!;
  const mean = text(columns.mean![row]!);
  return {
    title: counted(count, 'record'),
    lines: [
      seriesCalled(called, series),
      min === max || measure === 'rate' ? max + unit : `${min} to ${max}${unit}, mean ${mean}`,
      count === 1 ? `Record ${record}` : `The largest is record ${record}`,
      `around ${time}`,
    ],
    key: series.key,
  };
}

function burstPart({ meta, columns }: TimelineFrame, row: number, called: Called): TipPart {
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
      seriesCalled(called, series),
      `${counted(columns.burstPackets![row]!, 'packet')}, ${formatBytes(columns.burstBytes![row]!)} in ${formatDuration(end - start)}`,
      merged > 1 ? 'Click to zoom in' : `from ${isoTime(addNanos(meta.origin, Math.round(start)))}`,
    ],
    key: series.key,
  };
}

/** `called`: what hosts are called. */
export function tipOf(
  frame: TimelineFrame,
  { mark, bursts }: Hit,
  measure: PlotMeasure,
  called: Called,
): readonly TipPart[] {
  const parts = mark ? [markPart(frame, mark, measure, called)] : [];
  const own = mark ? bursts.filter(row => frame.meta.series[frame.columns.burstSeries![row]!] === mark.series) : bursts;
  return [...parts, ...own.slice(0, MOST_BURSTS).map(row => burstPart(frame, row, called))];
}
