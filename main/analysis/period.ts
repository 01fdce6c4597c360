// The period that a pair keeps best, and how likely chance alone would keep one as well.
import { sortFirst } from '../timing/sort-values.ts';

/** Gaps within this ratio of each other count as the same. */
const SAME = 1.1;

/** The largest share of the gaps of memoryless starts in any window [g, 1.1 g]: 1.1^-10 - 1.1^-11, where its derivative is 0. */
const CHANCE = (() => {
  const x = Math.log(SAME) / (SAME - 1);
  return Math.exp(-x) - Math.exp(-SAME * x);
})();

export interface Period {
  /** Nanoseconds: the median of the gaps in the window [g, 1.1 g] that holds most of them. */
  readonly nanos: number;
  /** Gaps in that window, the smallest and the largest of them. */
  readonly gaps: number;
  readonly from: number;
  readonly to: number;
  /**
   * Ticks that were seen of those that a clock of this period would have given: gaps of about twice the period miss one
   * tick, and so on.
   */
  readonly ticksSeen: number;
  readonly ticksExpected: number;
  /**
   * How likely as many gaps lie in some such window when starts are memoryless, at the same rate: at most this (a union
   * bound over the windows that begin at each gap, of binomial tails).
   */
  readonly pValue: number;
}

/** The period of gaps in nanoseconds, in any order; null without a gap above 0. */
export function dominantPeriod(gaps: Float64Array): Period | null {
  const positive = new Float64Array(gaps.length);
  let n = 0;
  for (const gap of gaps) if (gap > 0) positive[n++] = gap;
  if (n === 0) return null;
  return periodOf(sortFirst(positive, n));
}

/** The same of gaps above 0 in ascending order, of which there must be one. */
export function periodOf(sorted: Float64Array): Period {
  const n = sorted.length;
  let best = 0;
  let bestEnd = 0;
  for (let first = 0, end = 0; first < n; first++) {
    while (end < n && sorted[end]! <= sorted[first]! * SAME) end++;
    if (end - first > bestEnd - best) {
      best = first;
      bestEnd = end;
    }
  }
  const inside = bestEnd - best;
  const middle = best + (inside - 1) / 2;
  const nanos = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  let seen = 1;
  let expected = 1;
  for (let i = 0; i < n; i++) {
    const ticks = Math.round(sorted[i]! / nanos);
    if (ticks === 0) continue;
    seen++;
    expected += ticks;
  }
  const [from, to] = [sorted[best]!, sorted[bestEnd - 1]!];
  return { nanos, gaps: inside, from, to, ticksSeen: seen, ticksExpected: expected, pValue: pValueOf(inside, n) };
}

/** At most the probability that some gap of n has inside - 1 others in its window. */
function pValueOf(inside: number, n: number): number {
  return Math.min(1, n * binomialTail(n - 1, inside - 1, CHANCE));
}

/** P(X >= k) of X ~ Binomial(n, p). */
export function binomialTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  // Terms from k on, each from the one before it; logarithms, because the first may be far below the smallest number.
  let log = logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
  let sum = 0;
  const largest = log;
  for (let i = k; i <= n; i++) {
    const term = Math.exp(log - largest);
    sum += term;
    if (term < sum * 1e-17) break;
    log += Math.log(((n - i) / (i + 1)) * (p / (1 - p)));
  }
  return Math.min(1, Math.exp(largest + Math.log(sum)));
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  const smaller = Math.min(k, n - k);
  for (let i = 1; i <= smaller; i++) sum += Math.log((n - smaller + i) / i);
  return sum;
}
