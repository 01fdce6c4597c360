// Ticks of a pair laid out over pixel columns: seen, missed, and the gaps as points. Pure.

export interface Ticks {
  /** Nanoseconds, ascending. */
  readonly time: Float64Array;
  /** Whole periods since the start before; 0: one more within a period. */
  readonly ticks: Float64Array;
  readonly bytes: Float64Array;
}

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Ticks of a gap that are placed one by one. */
const ONE_BY_ONE = 4096;

/** Calls back with the time of each tick that was missed, `many` at once where they lie denser than pixels. */
export function eachMissed(
  { time, ticks }: Ticks,
  { from, to }: Stretch,
  columns: number,
  take: (time: number, many: number) => void,
): void {
  for (let i = 1; i < time.length; i++) {
    const periods = ticks[i]!;
    if (periods < 2) continue;
    const before = time[i - 1]!;
    const gap = time[i]! - before;
    if (time[i]! < from || before > to) continue;
    const missed = periods - 1;
    const places = missed <= ONE_BY_ONE ? missed : Math.min(missed, columns * 2);
    for (let k = 1; k <= places; k++) take(before + (gap * k) / (places + 1), missed / places);
  }
}

/** Ticks that were seen and missed in each column of a picture. */
export function tickColumns(
  ticks: Ticks,
  stretch: Stretch,
  columns: number,
): { seen: Float64Array; missed: Float64Array } {
  const seen = new Float64Array(columns);
  const missed = new Float64Array(columns);
  const width = stretch.to - stretch.from;
  const columnOf = (time: number): number =>
    Math.min(columns - 1, Math.max(0, Math.floor(((time - stretch.from) / width) * columns)));
  const { time } = ticks;
  for (let i = 0; i < time.length; i++) {
    if (time[i]! >= stretch.from && time[i]! <= stretch.to) seen[columnOf(time[i]!)]!++;
  }
  eachMissed(ticks, stretch, columns, (at, many) => {
    if (at >= stretch.from && at <= stretch.to) missed[columnOf(at)]! += many;
  });
  return { seen, missed };
}

/** The start closest to a time; -1 without any. */
export function nearest({ time }: Ticks, at: number): number {
  let lo = 0;
  let hi = time.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (time[mid]! < at) lo = mid + 1;
    else hi = mid;
  }
  if (lo === time.length) return time.length - 1;
  return lo > 0 && at - time[lo - 1]! < time[lo]! - at ? lo - 1 : lo;
}
