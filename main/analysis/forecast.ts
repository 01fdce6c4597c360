// The forecast band of a series: Prophet's additive model (Taylor & Letham 2018, section 3; DEFINITIONS section 6) at its
// most probable parameters. For a given noise the problem is quadratic but for the absolute values of the slope changes,
// and is solved exactly; for given parameters the best noise has a closed form; the two take turns.
import { l1Minimum } from './l1-minimum.ts';

const CHANGEPOINTS = 25;
/** Changepoints lie in this first part of the history. */
const CHANGEPOINT_RANGE = 0.8;
const PRIOR = { slope: 5, offset: 5, changeScale: 0.05, season: 10, noise: 0.5 } as const;
const SECONDS_PER_DAY = 86_400;
/** Periods in days and the pairs of sine and cosine each of them gets, as Prophet chooses by itself. */
const SEASONS = [
  { name: 'weekly', period: 7, order: 3 },
  { name: 'daily', period: 1, order: 4 },
] as const;

const MOST_TURNS = 500;
/** Noise, as a share of the scale, below which a fit counts as exact. */
const NO_NOISE = 1e-9;

export type SeasonName = (typeof SEASONS)[number]['name'];

export interface Forecast {
  /** What values are divided by. */
  readonly scale: number;
  /** Slope and offset at the start, and noise, in units of the scale; the slope over the whole span. */
  readonly slope: number;
  readonly offset: number;
  readonly sigma: number;
  /** Changes of slope at the changepoints. */
  readonly changes: Float64Array;
  readonly seasonWeights: Float64Array;
  readonly seasons: readonly SeasonName[];
  /** Seasons that the data cannot carry: shorter than two of its intervals, or longer than half of its span. */
  readonly leftOut: readonly SeasonName[];
  readonly fitted: Float64Array;
  readonly trend: Float64Array;
}

/** The 25 (or as many as the history has room for) changepoints, as points of the scaled time. */
function changepointsOf(scaled: Float64Array): Float64Array {
  const history = Math.floor(scaled.length * CHANGEPOINT_RANGE);
  const count = Math.max(0, Math.min(CHANGEPOINTS, history - 1));
  const out = new Float64Array(count);
  for (let j = 0; j < count; j++) out[j] = scaled[roundHalfEven(((history - 1) * (j + 1)) / count)]!;
  return out;
}

/** numpy's rounding, which places the changepoints. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

function chooseSeasons(seconds: Float64Array): { kept: (typeof SEASONS)[number][]; leftOut: SeasonName[] } {
  const span = seconds.at(-1)! - seconds[0]!;
  let interval = Number.POSITIVE_INFINITY;
  for (let i = 1; i < seconds.length; i++) interval = Math.min(interval, seconds[i]! - seconds[i - 1]!);
  const kept = SEASONS.filter(({ period }) => {
    const length = period * SECONDS_PER_DAY;
    return interval < length && length * 2 <= span;
  });
  return { kept, leftOut: SEASONS.filter(season => !kept.includes(season)).map(season => season.name) };
}

/** The model's columns: slope, offset, changes of slope, sine and cosine of the seasons; one array a column. */
function design(
  seconds: Float64Array,
  scaled: Float64Array,
  changepoints: Float64Array,
  seasons: readonly (typeof SEASONS)[number][],
) {
  const columns: Float64Array[] = [scaled, new Float64Array(scaled.length).fill(1)];
  for (const at of changepoints) columns.push(scaled.map(t => Math.max(0, t - at)));
  for (const { period, order } of seasons) {
    for (let i = 1; i <= order; i++) {
      const angle = (2 * Math.PI * i) / (period * SECONDS_PER_DAY);
      columns.push(
        seconds.map(t => Math.sin(angle * t)),
        seconds.map(t => Math.cos(angle * t)),
      );
    }
  }
  return columns;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Fits series over one set of times: what depends on the times alone is worked out once. */
export class ForecastModel {
  readonly #columns: readonly Float64Array[];
  readonly #gram: Float64Array;
  readonly #changes: number;
  readonly #seasons: readonly SeasonName[];
  readonly #leftOut: readonly SeasonName[];

  /** `seconds`: times since the epoch, ascending, at least 3 of them. */
  constructor(seconds: Float64Array) {
    const first = seconds[0]!;
    const span = seconds.at(-1)! - first;
    const scaled = seconds.map(t => (t - first) / span);
    const changepoints = changepointsOf(scaled);
    const { kept, leftOut } = chooseSeasons(seconds);
    this.#columns = design(seconds, scaled, changepoints, kept);
    this.#changes = changepoints.length;
    this.#seasons = kept.map(season => season.name);
    this.#leftOut = leftOut;
    const p = this.#columns.length;
    this.#gram = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        this.#gram[i * p + j] = this.#gram[j * p + i] = dot(this.#columns[i]!, this.#columns[j]!);
      }
    }
  }

  /** The most probable parameters for these values, one for each time. */
  fit(values: Float64Array): Forecast {
    let largest = 0;
    for (const value of values) largest = Math.max(largest, Math.abs(value));
    const scale = largest || 1;
    const y = values.map(value => value / scale);
    const { weights, sigma } = this.#solve(y);
    const changesEnd = 2 + this.#changes;
    const sum = (from: number, to: number): Float64Array => {
      const out = new Float64Array(y.length);
      for (let j = from; j < to; j++) {
        const weight = weights[j]! * scale;
        if (weight !== 0) for (let i = 0; i < out.length; i++) out[i]! += weight * this.#columns[j]![i]!;
      }
      return out;
    };
    return {
      scale,
      slope: weights[0]!,
      offset: weights[1]!,
      sigma,
      changes: weights.slice(2, changesEnd),
      seasonWeights: weights.slice(changesEnd),
      seasons: this.#seasons,
      leftOut: this.#leftOut,
      fitted: sum(0, weights.length),
      trend: sum(0, changesEnd),
    };
  }

  #solve(y: Float64Array): { weights: Float64Array; sigma: number } {
    const p = this.#columns.length;
    const n = y.length;
    const target = Float64Array.from(this.#columns, column => dot(column, y));
    const squares = dot(y, y);
    const quadratic = new Float64Array(p * p);
    const linear = new Float64Array(p);
    const isChange = (j: number): boolean => j >= 2 && j < 2 + this.#changes;
    const penalty = Float64Array.from({ length: p }, (_, j) => (isChange(j) ? 1 / PRIOR.changeScale : 0));
    const ridge = Float64Array.from({ length: p }, (_, j) => {
      if (isChange(j)) return 0;
      const sd = j === 0 ? PRIOR.slope : j === 1 ? PRIOR.offset : PRIOR.season;
      return 1 / sd ** 2;
    });
    let weights = new Float64Array(p);
    let sigma = Math.max(NO_NOISE, Math.sqrt(squares / n));
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const precision = 1 / sigma ** 2;
      for (let i = 0; i < p * p; i++) quadratic[i] = this.#gram[i]! * precision;
      for (let j = 0; j < p; j++) {
        quadratic[j * p + j]! += ridge[j]!;
        linear[j] = target[j]! * precision;
      }
      weights = l1Minimum(quadratic, linear, penalty, weights);
      const before = sigma;
      sigma = Math.max(NO_NOISE, bestNoise(this.#residual(weights, y), n));
      if (Math.abs(sigma - before) <= 1e-10 * before || sigma === NO_NOISE) break;
    }
    return { weights, sigma };
  }

  /** Sum of the squared residuals. */
  #residual(weights: Float64Array, y: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      let fitted = 0;
      for (let j = 0; j < weights.length; j++) if (weights[j] !== 0) fitted += weights[j]! * this.#columns[j]![i]!;
      sum += (y[i]! - fitted) ** 2;
    }
    return sum;
  }
}

/** The s that minimises n ln s + residual / (2 s^2) + s^2 / (2 noise prior^2): a quadratic equation in s^2. */
function bestNoise(residual: number, n: number): number {
  const prior = 1 / PRIOR.noise ** 2;
  // The usual form would subtract nearly equal numbers.
  return Math.sqrt((2 * residual) / (n + Math.sqrt(n * n + 4 * prior * residual)));
}
