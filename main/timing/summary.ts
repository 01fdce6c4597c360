// The summary of a sample of gaps (DEFINITIONS section 2; Goh & Barabasi 2008; Kim & Jo 2016).
import type { GapSummary } from '../../shared/model/summary.ts';
import type { SortedRuns } from './sorted-runs.ts';

/** The p-quantile (0 <= p <= 1) of an ascending sample by linear interpolation, as numpy's default. */
export function quantileOfSorted(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const t = at - below;
  // numpy's lerp: from the nearer end, so that p = 1 gives the maximum exactly
  return t < 0.5 ? lower + (upper - lower) * t : upper - (upper - lower) * (1 - t);
}

/** The median distance from `centre` of the ascending sorted[0, n): distances come in order when taken from both sides of it. */
export function medianDistance(sorted: Float64Array, n: number, centre: number): number {
  let right = 0;
  while (right < n && sorted[right]! < centre) right++;
  let left = right - 1;
  let before = 0;
  let distance = 0;
  for (let taken = 0; taken <= n >> 1; taken++) {
    before = distance;
    const below = left < 0 ? Number.POSITIVE_INFINITY : centre - sorted[left]!;
    const above = right === n ? Number.POSITIVE_INFINITY : sorted[right]! - centre;
    if (below <= above) {
      distance = below;
      left--;
    } else {
      distance = above;
      right++;
    }
  }
  return n % 2 === 1 ? distance : distance - (distance - before) * 0.5;
}

const EMPTY_SUMMARY: GapSummary = {
  n: 0,
  min: null,
  max: null,
  mean: null,
  sd: null,
  median: null,
  p25: null,
  p75: null,
  p90: null,
  p95: null,
  p99: null,
  mad: null,
  cv: null,
  burstiness: null,
  burstinessFinite: null,
  memory: null,
};

/** What follows from a sample in its order in time, without sorting it. */
type Moments = Pick<GapSummary, 'mean' | 'sd' | 'cv' | 'burstiness' | 'burstinessFinite'>;

/** Of at least one gap. */
export function momentsOf(gaps: Float64Array): Moments & { readonly mean: number } {
  const n = gaps.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += gaps[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (gaps[i]! - mean) ** 2;
  const populationSd = Math.sqrt(squares / n);
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : null;
  return {
    mean,
    sd,
    cv: sd === null || mean === 0 ? null : sd / mean,
    burstiness: populationSd + mean === 0 ? null : (populationSd - mean) / (populationSd + mean),
    burstinessFinite: mean === 0 ? null : finiteBurstiness(populationSd / mean, n),
  };
}

/** Summarises gaps in their order in time. Same unit in and out (nanoseconds); ratios have none. */
export function summarize(gaps: Float64Array): GapSummary {
  const n = gaps.length;
  if (n === 0) return EMPTY_SUMMARY;
  const sorted = gaps.slice().sort();
  const at = (p: number): number => quantileOfSorted(sorted, p);
  const median = at(0.5);

  return {
    n,
    min: sorted[0]!,
    max: sorted[n - 1]!,
    median,
    p25: at(0.25),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    mad: medianDistance(sorted, n, median),
    ...momentsOf(gaps),
    memory: memoryOf(gaps),
  };
}

/** As summarize, of a sample put in order piece by piece; its moments (undefined: it is empty), and its memory, which the order in time decides, are given. */
export function summaryOfRuns(runs: SortedRuns, moments: Moments | undefined, memory: number | null): GapSummary {
  if (moments === undefined) return EMPTY_SUMMARY;
  const median = runs.quantile(0.5);
  return {
    n: runs.length,
    min: runs.min,
    max: runs.max,
    median,
    p25: runs.quantile(0.25),
    p75: runs.quantile(0.75),
    p90: runs.quantile(0.9),
    p95: runs.quantile(0.95),
    p99: runs.quantile(0.99),
    mad: runs.medianDistance(median),
    ...moments,
    memory,
  };
}

/** Kim & Jo, Phys. Rev. E 94, 032311: r = population sd / mean of n gaps. */
function finiteBurstiness(r: number, n: number): number | null {
  const below = (Math.sqrt(n + 1) - 2) * r + Math.sqrt(n - 1);
  return below === 0 ? null : (Math.sqrt(n + 1) * r - Math.sqrt(n - 1)) / below;
}

/** Goh & Barabasi's memory: Pearson's correlation of each gap with the next; null when either side does not vary. */
export function memoryOf(gaps: Float64Array): number | null {
  const n = gaps.length - 1;
  if (n < 2) return null;
  let first = 0;
  let second = 0;
  for (let i = 0; i < n; i++) {
    first += gaps[i]!;
    second += gaps[i + 1]!;
  }
  first /= n;
  second /= n;
  let cross = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < n; i++) {
    const a = gaps[i]! - first;
    const b = gaps[i + 1]! - second;
    cross += a * b;
    left += a * a;
    right += b * b;
  }
  return left === 0 || right === 0 ? null : cross / Math.sqrt(left * right);
}
