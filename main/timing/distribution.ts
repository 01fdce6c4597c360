// How a sample lies on a logarithmic axis: values per bin, and the exact cumulative curve.
import type { SortedRuns } from './sorted-runs.ts';

/** Points of a curve: about a pixel column each. */
const POINTS = 480;

/** How many values are 0. */
export const zeros = (runs: SortedRuns): number => runs.countUpTo(0);

/** The smallest value above 0; undefined when there is none. */
export function leastAboveZero(runs: SortedRuns): number | undefined {
  const none = zeros(runs);
  return none < runs.length ? runs.at(none) : undefined;
}

/** Values in [edges[i], edges[i + 1]). */
export function histogram(runs: SortedRuns, edges: readonly number[]): number[] {
  const below = edges.map(edge => runs.countBelow(edge));
  return below.slice(1).map((count, i) => count - below[i]!);
}

/**
 * `count[i]` values are at most `at[i]`: at every value of a small sample, otherwise at up to 480 places evenly apart on a
 * logarithmic axis, from the smallest value above 0 to the largest; at 0 too when it occurs. Exact at each of them.
 */
export function cumulativeCurve(runs: SortedRuns): { at: number[]; count: number[] } {
  const at = runs.length === 0 ? [] : runs.length <= POINTS ? everyValue(runs) : evenlyApart(runs);
  return { at, count: at.map(value => runs.countUpTo(value)) };
}

function everyValue(runs: SortedRuns): number[] {
  const values = Array.from({ length: runs.length }, (_, k) => runs.at(k));
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}

function evenlyApart(runs: SortedRuns): number[] {
  const out = runs.min === 0 ? [0] : [];
  const least = leastAboveZero(runs);
  if (least === undefined) return out;
  for (let i = 0; i < POINTS; i++) {
    const value = Math.floor(least * (runs.max / least) ** (i / (POINTS - 1)));
    if (value >= least && value < runs.max && value !== out.at(-1)) out.push(value);
  }
  return [...out, runs.max];
}
