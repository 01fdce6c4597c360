// Bursts of a timeline frame as bands: which are drawn, where they melt into one, and the lane of each above the plot.
import type { TimelineMeta } from '../../shared/contract/calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';

export interface Band {
  /** Row of the frame's burst columns. */
  readonly row: number;
  /** Nanoseconds since the capture's start. */
  readonly from: number;
  readonly to: number;
  /** Place of its stream in the frame. */
  readonly series: number;
  /** From 0 at the top; bands of one lane do not touch, unless there are more at once than lanes. */
  readonly lane: number;
}

export const LANES = 3;

/** The bursts of the streams that are switched on, by start. `least` is the narrowest band in nanoseconds. */
export function bandsOf(frame: Frame<TimelineMeta>, hidden: ReadonlySet<number>, least: number): Band[] {
  const { burstStart, burstEnd, burstSeries } = frame.columns;
  const free = new Float64Array(LANES).fill(Number.NEGATIVE_INFINITY);
  const rows = Array.from(burstStart ?? [], (_, row) => row);
  rows.sort((a, b) => burstStart![a]! - burstStart![b]!);
  const bands: Band[] = [];
  for (const row of rows) {
    const series = burstSeries![row]!;
    const key = frame.meta.series[series]?.key;
    if (key === undefined || hidden.has(key)) continue;
    const from = burstStart![row]!;
    const to = Math.max(burstEnd![row]!, from + least);
    const open = free.findIndex(until => until < from);
    const lane = open < 0 ? free.indexOf(Math.min(...free)) : open;
    free[lane] = Math.max(free[lane]!, to);
    bands.push({ row, from, to, series, lane });
  }
  return bands;
}

/** What the bands cover together, as flat [from, to] pairs: translucent bands drawn one on another would hide the points. */
export function covered(bands: readonly Band[]): number[] {
  const out: number[] = [];
  for (const { from, to } of bands) {
    const last = out.length - 1;
    if (last > 0 && from <= out[last]!) out[last] = Math.max(out[last]!, to);
    else out.push(from, to);
  }
  return out;
}
