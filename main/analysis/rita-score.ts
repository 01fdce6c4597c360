// RITA's beacon score, version 5 (activecm/rita, analysis and modifier code, as DEFINITIONS section 4 adopts it): how
// regular the connections of one pair are, in four parts between 0 and 1. Times are whole seconds, floored first.
import { sortFirst } from '../timing/sort-values.ts';
import { medianDistance } from '../timing/summary.ts';

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

/** (skew score + dispersion score) / 2 of an ascending sample of n; `whenTiny`: the dispersion score of a median below 1. */
function statisticalScore(sorted: Float64Array, n: number, whenTiny: number): number {
  const half = n >> 1;
  const q2 = middle(sorted, 0, n);
  const q1 = middle(sorted, 0, half);
  const q3 = middle(sorted, n - half, n);
  const isFlat = q3 - q1 < NARROW || q2 === q1 || q2 === q3;
  const skew = isFlat ? 0 : (q1 + q3 - 2 * q2) / (q3 - q1);
  const mad = medianDistance(sorted, n, q2);
  const dispersion = q2 < 1 ? whenTiny : Math.max(0, (q2 - mad) / q2);
  return round((1 - Math.abs(skew) + dispersion) / 2);
}

/** 1 - coefficient of variation (population sd) of the counts, at least 0. */
function evenness(bins: Float64Array): number {
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) sum += bins[bin]!;
  const mean = sum / BINS;
  let squares = 0;
  for (let bin = 0; bin < BINS; bin++) squares += (bins[bin]! - mean) ** 2;
  return mean === 0 ? 0 : round(Math.max(0, 1 - Math.sqrt(squares / BINS) / mean));
}

/** Share of the occupied bins whose heights lie in the two most frequent of their classes. */
function bimodalFit(bins: Float64Array, occupied: number): number {
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
function longestRun(bins: Float64Array): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < BINS * 2; i++) {
    run = bins[i < BINS ? i : i - BINS]! > 0 ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return Math.min(BINS, longest);
}

/** RITA's base score of a beacon, from its score: both have 3 decimals. */
function threatOf(score: number): number {
  const between = (from: number, to: number, low: number): number => round(low + (0.2 * (score - from)) / (to - from));
  if (score < 0.5) return 0;
  if (score < 0.7) return between(0.5, 0.7, 0.2);
  return score < 0.9 ? between(0.7, 0.9, 0.4) : between(0.9, 1, 0.6);
}

export function severityOf(threat: number): Severity {
  if (threat < 0.2) return 'none';
  if (threat < 0.4) return 'low';
  return threat < 0.6 ? 'medium' : 'high';
}

/** Scores pair after pair; the parts are those of the pair that was judged last. */
export class RitaJudge {
  timestamp = 0;
  size = 0;
  histogram = 0;
  duration = 0;
  score = 0;
  threat = 0;
  occupied = 0;
  coverage = 0;
  consistency = 0;
  readonly bins = new Float64Array(BINS);
  #gaps = new Float64Array(64);

  // hot path
  /**
   * `times` [0, count): starts of a pair's connections in whole seconds, ascending; `sizes` [0, sized): bytes that the
   * source sent in each, in any order, which are put in order where they are; [from, to]: what the data set spans, in
   * seconds. False below 4 distinct times, and for a span of nothing: then there is no score.
   */
  judge(times: Float64Array, count: number, sizes: Float64Array, sized: number, from: number, to: number): boolean {
    if (this.#gaps.length < count) this.#gaps = new Float64Array(count * 2);
    const gaps = this.#gaps;
    let n = 0;
    for (let i = 1; i < count; i++) if (times[i]! > times[i - 1]!) gaps[n++] = times[i]! - times[i - 1]!;
    if (n + 1 < FEWEST_TIMES || !(to > from)) return false;
    this.timestamp = statisticalScore(sortFirst(gaps, n), n, 1);
    this.size = sized < FEWEST_VALUES ? 0 : statisticalScore(sortFirst(sizes, sized), sized, 0);

    const occupied = this.#fillBins(times, count, from, to);
    const { bins } = this;
    this.occupied = occupied;
    this.histogram = Math.max(evenness(bins), bimodalFit(bins, occupied));

    const lasts = occupied >= DURATION_BINS;
    this.coverage = lasts ? roundUp((times[count - 1]! - times[0]!) / (to - from)) : 0;
    this.consistency = lasts ? roundUp(longestRun(bins) / IDEAL_RUN) : 0;
    this.duration = Math.max(this.coverage, this.consistency);

    this.score = round(
      this.timestamp * RITA_WEIGHT +
        this.size * RITA_WEIGHT +
        this.duration * RITA_WEIGHT +
        this.histogram * RITA_WEIGHT,
    );
    this.threat = threatOf(this.score);
    return true;
  }

  /** Counts per bin: a time on an edge belongs to the bin above it, the last bin is closed, earlier times fall into the first. Answers with how many hold some. */
  #fillBins(times: Float64Array, count: number, from: number, to: number): number {
    const { bins } = this;
    bins.fill(0);
    let occupied = 0;
    for (let i = 0; i < count; i++) {
      const at = Math.min(BINS - 1, Math.max(0, Math.floor(((times[i]! - from) * BINS) / (to - from))));
      if (bins[at]!++ === 0) occupied++;
    }
    return occupied;
  }
}

/** As RitaJudge.judge, of one pair; undefined without a score. `times` ascend. */
export function ritaScore(times: Float64Array, sizes: Float64Array, from: number, to: number): RitaScore | undefined {
  const judge = new RitaJudge();
  if (!judge.judge(times, times.length, sizes.slice(), sizes.length, from, to)) return undefined;
  const { timestamp, size, histogram, duration, score, threat, occupied, coverage, consistency } = judge;
  return {
    timestamp,
    size,
    histogram,
    duration,
    score,
    threat,
    severity: severityOf(threat),
    bins: [...judge.bins],
    occupied,
    coverage,
    consistency,
  };
}
