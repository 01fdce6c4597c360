// RITA's beacon score, version 5 (activecm/rita, analysis and modifier code, as DEFINITIONS section 4 adopts it): how
// regular the connections of one pair are, in four parts between 0 and 1. Times are whole seconds, floored first.

const BINS = 24;
/** Fewer distinct times than this say nothing about regularity. */
const FEWEST_TIMES = 4;
const FEWEST_VALUES = 3;
/** Quartiles closer than this give no skew. */
const NARROW = 10;
/** Bins that must hold something before the bimodal fit and the duration count. */
const BIMODAL_BINS = 11;
const DURATION_BINS = 6;
const BUCKET_SHARE = 0.05;
const IDEAL_RUN = 12;
/** Of each of the four parts. */
export const RITA_WEIGHT = 0.25;

/** All scores lie in [0, 1], rounded to 3 decimals as RITA does. */
export interface RitaScore {
  readonly timestamp: number;
  /** Of the payload sizes that the source sent. */
  readonly size: number;
  readonly histogram: number;
  readonly duration: number;
  readonly score: number;
  readonly threat: number;
  readonly severity: Severity;
  /** Connections per bin of the span, and bins that hold some. */
  readonly bins: readonly number[];
  readonly occupied: number;
  readonly coverage: number;
  readonly consistency: number;
}

export type Severity = 'none' | 'low' | 'medium' | 'high';

const round = (x: number): number => Math.round(x * 1000) / 1000;
const roundUp = (x: number): number => Math.min(1, Math.ceil(x * 1000) / 1000);

/** The median of sorted[from, to). */
function middle(sorted: Float64Array, from: number, to: number): number {
  const at = (from + to - 1) / 2;
  const lower = sorted[Math.floor(at)]!;
  const upper = sorted[Math.ceil(at)]!;
  return upper - (upper - lower) * 0.5;
}

/** The median distance from `centre` of an ascending sample: distances come in order when taken from both sides of it. */
function medianDistance(sorted: Float64Array, centre: number): number {
  const n = sorted.length;
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

/** (skew score + dispersion score) / 2 of an ascending sample; `whenTiny`: the dispersion score of a median below 1. */
function statisticalScore(sorted: Float64Array, whenTiny: number): number {
  const n = sorted.length;
  const half = n >> 1;
  const q2 = middle(sorted, 0, n);
  const q1 = middle(sorted, 0, half);
  const q3 = middle(sorted, n - half, n);
  const isFlat = q3 - q1 < NARROW || q2 === q1 || q2 === q3;
  const skew = isFlat ? 0 : (q1 + q3 - 2 * q2) / (q3 - q1);
  const mad = medianDistance(sorted, q2);
  const dispersion = q2 < 1 ? whenTiny : Math.max(0, (q2 - mad) / q2);
  return round((1 - Math.abs(skew) + dispersion) / 2);
}

/** Counts per bin: a time on an edge belongs to the bin above it, the last bin is closed, earlier times fall into the first. */
function binsOf(times: Float64Array, from: number, to: number): number[] {
  const bins = new Array<number>(BINS).fill(0);
  for (const t of times) {
    const at = Math.floor(((t - from) * BINS) / (to - from));
    bins[Math.min(BINS - 1, Math.max(0, at))]!++;
  }
  return bins;
}

/** 1 - coefficient of variation (population sd) of the counts, at least 0. */
function evenness(bins: readonly number[]): number {
  const mean = bins.reduce((a, b) => a + b, 0) / bins.length;
  const sd = Math.sqrt(bins.reduce((a, b) => a + (b - mean) ** 2, 0) / bins.length);
  return mean === 0 ? 0 : round(Math.max(0, 1 - sd / mean));
}

/** Share of the occupied bins whose heights lie in the two most frequent of their classes. */
function bimodalFit(bins: readonly number[], occupied: number): number {
  if (occupied < BIMODAL_BINS) return 0;
  const size = Math.ceil(BUCKET_SHARE * Math.max(...bins));
  const classes = new Map<number, number>();
  for (const height of bins) {
    if (height === 0) continue;
    const bucket = Math.floor(height / size) * size;
    classes.set(bucket, (classes.get(bucket) ?? 0) + 1);
  }
  const [first = 0, second = 0] = [...classes.values()].sort((a, b) => b - a);
  return Math.min(1, round((first + second) / Math.max(occupied - 1, 1)));
}

/** Longest run of occupied bins, wrapping around the end. */
function longestRun(bins: readonly number[]): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < BINS * 2; i++) {
    run = bins[i % BINS]! > 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return Math.min(BINS, longest);
}

/** RITA's base score of a beacon, from its score. */
function threatOf(score: number): number {
  const between = (from: number, to: number, low: number): number => low + (0.2 * (score - from)) / (to - from);
  if (score < 0.5) return 0;
  if (score < 0.7) return between(0.5, 0.7, 0.2);
  return score < 0.9 ? between(0.7, 0.9, 0.4) : between(0.9, 1, 0.6);
}

function severityOf(threat: number): Severity {
  if (threat < 0.2) return 'none';
  if (threat < 0.4) return 'low';
  return threat < 0.6 ? 'medium' : 'high';
}

/**
 * The score of one pair. `times`: starts of its connections in whole seconds, ascending; `sizes`: bytes that the source
 * sent in each, in any order; [from, to]: what the data set spans, in seconds. Undefined below 4 distinct times, and for
 * a span of nothing.
 */
export function ritaScore(times: Float64Array, sizes: Float64Array, from: number, to: number): RitaScore | undefined {
  const gaps = new Float64Array(Math.max(0, times.length - 1));
  let n = 0;
  for (let i = 1; i < times.length; i++) if (times[i]! > times[i - 1]!) gaps[n++] = times[i]! - times[i - 1]!;
  if (n + 1 < FEWEST_TIMES || !(to > from)) return undefined;
  const timestamp = statisticalScore(gaps.subarray(0, n).sort(), 1);
  const size = sizes.length < FEWEST_VALUES ? 0 : statisticalScore(sizes.slice().sort(), 0);

  const bins = binsOf(times, from, to);
  const occupied = bins.filter(count => count > 0).length;
  const histogram = Math.max(evenness(bins), bimodalFit(bins, occupied));

  const lasts = occupied >= DURATION_BINS;
  const coverage = lasts ? roundUp((times.at(-1)! - times[0]!) / (to - from)) : 0;
  const consistency = lasts ? roundUp(longestRun(bins) / IDEAL_RUN) : 0;
  const duration = Math.max(coverage, consistency);

  const score = round(timestamp * RITA_WEIGHT + size * RITA_WEIGHT + duration * RITA_WEIGHT + histogram * RITA_WEIGHT);
  const threat = threatOf(score);
  return {
    timestamp,
    size,
    histogram,
    duration,
    score,
    threat,
    severity: severityOf(threat),
    bins,
    occupied,
    coverage,
    consistency,
  };
}
