// How fast each series of a timeline sends: its payload in columns of a few pixels, by the second.
import type { TimelineSeries } from '../../shared/contract/calls.ts';
import type { TimelineFrame } from './timeline-frame.ts';

/** Pixels of a column: narrower ones would be more noise than shape. */
const COLUMN = 4;

interface Row {
  readonly time: number;
  readonly rate: number;
  readonly count: number;
  readonly record: number;
}

/** A frame of the same series with bytes a second from 0 to the rate of each column; `record` is that of its largest payload. */
export function rateFrame({ meta, columns }: TimelineFrame, from: number, to: number, pixels: number): TimelineFrame {
  const { time, mean, max, count, record } = columns;
  const width = ((to - from) / Math.max(1, pixels)) * COLUMN;
  const rows: Row[] = [];
  const series = meta.series.map((one): TimelineSeries => {
    const first = rows.length;
    const sums = new Map<number, { bytes: number; count: number; record: number; largest: number }>();
    for (let row = one.first; row < one.first + one.count; row++) {
      const column = Math.floor((time![row]! - from) / width);
      const sum = sums.get(column) ?? { bytes: 0, count: 0, record: 0, largest: -1 };
      sum.bytes += mean![row]! * count![row]!;
      sum.count += count![row]!;
      if (max![row]! > sum.largest) {
        sum.largest = max![row]!;
        sum.record = record![row]!;
      }
      sums.set(column, sum);
    }
    for (const [column, sum] of [...sums].sort(([a], [b]) => a - b)) {
      const rate = (sum.bytes / width) * 1e9;
      rows.push({ time: from + (column + 0.5) * width, rate, count: sum.count, record: sum.record });
    }
    return { ...one, mode: 'levels', first, count: rows.length - first };
  });
  const rates = Float64Array.from(rows, row => row.rate);
  return {
    meta: { ...meta, series },
    columns: {
      time: Float64Array.from(rows, row => row.time),
      min: new Float64Array(rows.length),
      max: rates,
      mean: rates,
      count: Uint32Array.from(rows, row => row.count),
      record: Uint32Array.from(rows, row => row.record),
    },
  };
}
