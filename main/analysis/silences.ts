// Long silences: gaps that stand apart even from the longest of the others.
//
// In a tail of any power law, i times the log ratio of the i-th to the (i + 1)-th longest gap is exponentially distributed,
// with the same mean for each i (Rényi 1953; the mean is Hill's estimate); lighter tails keep closer together. So the
// longest gap, or the two longest, are silences when their ratio to the next one is one that such a tail would show with
// probability CHANCE, whatever its power: where gaps are heavy-tailed, a long one is nothing to wonder at.
import { SortedRuns } from '../timing/sorted-runs.ts';

const CHANCE = 1e-4;
/** A silence is this many times the 99th percentile, at least. */
const FAR = 5;
/** Fewer gaps have no tail to compare with. */
const LEAST_GAPS = 200;
/** Gaps that the tail is estimated from: a hundredth of them, but no fewer and no more than these. */
const LEAST_TAIL = 20;
const MOST_TAIL = 200;

export interface Silences {
  /** Indices of the gaps, longest first: none, one or two. */
  readonly found: readonly number[];
  /** Of the gaps above 0, in their unit; 0 without any. */
  readonly median: number;
}

const NONE: Silences = { found: [], median: 0 };

/** Of gaps in the order of time, in any unit. Those of no length are left out of the comparison. Gives way now and then. */
export function* silences(gaps: Float64Array): Generator<undefined, Silences> {
  const above = gaps.filter(gap => gap > 0);
  const n = above.length;
  if (n < LEAST_GAPS) return NONE;
  const sorted = yield* SortedRuns.of(above);
  const tail = Math.min(MOST_TAIL, Math.max(LEAST_TAIL, Math.floor(n / 100)));
  const longest = Array.from({ length: tail + 1 }, (_, i) => sorted.at(n - 1 - i));
  const least = longest[silent(longest) - 1];
  const median = sorted.quantile(0.5);
  if (least === undefined || least < FAR * sorted.quantile(0.99)) return { found: [], median };
  const found: number[] = [];
  for (let i = 0; i < gaps.length; i++) if (gaps[i]! >= least) found.push(i);
  return { found: found.sort((a, b) => gaps[b]! - gaps[a]!), median };
}

/** How many of the longest gaps, in descending order, stand apart: 0, 1 or 2. */
function silent(longest: readonly number[]): number {
  const spacing = longest.slice(1).map((next, i) => (i + 1) * Math.log(longest[i]! / next));
  const [first, second, ...others] = spacing as [number, number, ...number[]];
  const mean = others.reduce((sum, one) => sum + one, 0) / others.length;
  // The mean is itself a guess from as many: the ratio follows a Pareto law in place of the exponential one.
  const limit = mean * others.length * (CHANCE ** (-1 / others.length) - 1);
  if (second > limit) return 2;
  return first > limit ? 1 : 0;
}
