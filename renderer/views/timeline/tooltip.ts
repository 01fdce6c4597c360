// What the chart says of the mark under the pointer, built as elements: nothing of a capture is read as HTML.
import type { TimelineMeta } from '../../../shared/contract/calls.ts';
import type { Frame } from '../../../shared/contract/frame.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { addNanos, isoTime } from '../../../shared/unit/time.ts';
import { BANDS } from '../../chart/option/timeline.ts';

/** ECharts' description of a mark. */
export interface Mark {
  readonly seriesId: string;
  readonly dataIndex: number;
  readonly value: readonly number[];
}

function element(lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  lines.forEach((line, i) => {
    const row = document.createElement(i === 0 ? 'strong' : 'div');
    row.textContent = line;
    row.style.display = 'block';
    box.append(row);
  });
  return box;
}

const route = (s: { readonly src: string; readonly dst: string }): string => `${s.src} → ${s.dst}`;

export function tooltip(frame: Frame<TimelineMeta>, mark: Mark): HTMLElement | string {
  const { meta, columns } = frame;
  const time = (nanos: number): string => isoTime(addNanos(meta.origin, Math.round(nanos)));
  if (mark.seriesId === BANDS) {
    const row = mark.value[3]!;
    const merged = columns.burstMerged![row]!;
    const [start, end] = [columns.burstStart![row]!, columns.burstEnd![row]!];
    return element([
      merged > 1
        ? `${formatCount(merged)} bursts from ${columns.burstNumber![row]} on: zoom in`
        : `Burst ${columns.burstNumber![row]}`,
      route(meta.series[columns.burstSeries![row]!]!),
      `${formatCount(columns.burstPackets![row]!)} packets, ${formatBytes(columns.burstBytes![row]!)} payload`,
      `${time(start)} for ${formatDuration(end - start)}`,
    ]);
  }
  const series = meta.series[Number(mark.seriesId.slice(1))];
  if (!series) return '';
  const row = series.first + mark.dataIndex;
  const at = columns.time![row]!;
  if (series.mode === 'points') {
    return element([
      `${formatCount(columns.max![row]!)} bytes of payload`,
      route(series),
      `Record ${formatCount(columns.record![row]!)}`,
      time(at),
    ]);
  }
  return element([
    `${formatCount(columns.count![row]!)} records around ${time(at)}`,
    route(series),
    `${formatCount(columns.min![row]!)} to ${formatCount(columns.max![row]!)} bytes of payload, mean ${formatCount(Math.round(columns.mean![row]!))}`,
    `Largest: record ${formatCount(columns.record![row]!)}`,
  ]);
}
