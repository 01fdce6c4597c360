// What the panels of the timeline draw of the records: its axis, and how a value reads.
import { formatCount, formatDuration, formatRate } from '../../../shared/unit/format.ts';
import { largestSize } from '../../chart/option/timeline.ts';
import { durationScale, type SizeScale, sizeScale } from '../../chart/size-scale.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';

export const PLOT_MEASURES = ['payload', 'gap', 'rate'] as const;
export type PlotMeasure = (typeof PLOT_MEASURES)[number];

/** Bytes of payload, exactly; a duration; bytes a second. */
export const VALUE_TEXT: Readonly<Record<PlotMeasure, (value: number) => string>> = {
  payload: bytes => formatCount(Math.round(bytes)),
  gap: formatDuration,
  rate: formatRate,
};

/** What follows a value. */
export const VALUE_UNIT: Readonly<Record<PlotMeasure, string>> = {
  payload: ' bytes of payload',
  gap: ' since the record before',
  rate: ' of payload',
};

function smallestAboveZero({ meta, columns }: TimelineFrame, hidden: ReadonlySet<number>): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const { key, first, count } of meta.series) {
    if (hidden.has(key)) continue;
    for (let row = first; row < first + count; row++) {
      const value = columns.min![row]!;
      if (value > 0 && value < smallest) smallest = value;
    }
  }
  return smallest;
}

/** Without the zeros that would not fit beside the axis: `50 kB/s`. */
const shortRate = (rate: number): string => formatRate(rate).replace(/\.0+ /, ' ');

export function scaleOf(
  measure: PlotMeasure,
  frame: TimelineFrame | undefined,
  hidden: ReadonlySet<number>,
  logarithmic: boolean,
): SizeScale {
  const largest = frame ? largestSize(frame, hidden) : 0;
  if (measure === 'payload') return sizeScale(largest, logarithmic);
  if (measure === 'rate') return sizeScale(largest, logarithmic, shortRate);
  return durationScale(frame ? smallestAboveZero(frame, hidden) : 1, largest);
}
