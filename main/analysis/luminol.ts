// luminol's default detector (linkedin/luminol, exponential averages and derivatives; DEFINITIONS section 6).

const SMOOTHING = 0.2;
const WEIGHT = { average: 0.65, derivative: 0.35 } as const;
/** From this average score on the derivative may stand alone. */
const DERIVATIVE_ALONE = 0.94;
/** Scores below this share of the greatest are noise. */
const NOISE = 0.001;
/** The score above which a point is an anomaly. */
const LUMINOL_LIMIT = 3;

/** A stretch of points [start, end] whose score exceeds the threshold. */
export interface AnomalyWindow {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** The point that stands out most from the others inside, by their own exponential average; the last of several. */
  readonly exact: number;
}

/** Distances from the exponential average that includes the current value, in units of `unit`. */
function averageScores(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  let average = values[0]!;
  for (let i = 0; i < values.length; i++) {
    // In this form the average of equal values is that value, without rounding.
    average += SMOOTHING * (values[i]! - average);
    out[i] = Math.abs(values[i]! - average);
  }
  return out;
}

function populationSd(values: Float64Array): number {
  let mean = 0;
  for (const value of values) mean += value;
  mean /= values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function divided(values: Float64Array, by: number): Float64Array {
  return by === 0 ? values : values.map(value => value / by);
}

function denoised(scores: Float64Array): Float64Array {
  let greatest = 0;
  for (const score of scores) greatest = Math.max(greatest, score);
  return scores.map(score => (score < greatest * NOISE ? 0 : score));
}

/** Sizes of the steps between neighbours; the first one is that of the second. Time counts points: a missing day is no gap. */
function steps(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 1; i < values.length; i++) out[i] = Math.abs(values[i]! - values[i - 1]!);
  if (values.length > 1) out[0] = out[1]!;
  return out;
}

/** The score of every point of a series, ascending in time. */
export function luminolScores(values: Float64Array): Float64Array {
  if (values.length === 0) return new Float64Array(0);
  const average = denoised(divided(averageScores(values), populationSd(values)));
  const changes = averageScores(steps(values));
  const derivative = denoised(divided(changes, populationSd(changes)));
  const combined = average.map((score, i) => {
    const both = Math.max(score, score * WEIGHT.average + derivative[i]! * WEIGHT.derivative);
    return score > DERIVATIVE_ALONE ? Math.max(both, derivative[i]!) : both;
  });
  return denoised(combined);
}

function lastGreatest(scores: Float64Array): number {
  let greatest = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! >= scores[greatest]!) greatest = i;
  return greatest;
}

/**
 * The windows in which the score of the values exceeds 3. `compat`: as luminol, which ignores one that opens at the first
 * point.
 */
export function luminolWindows(values: Float64Array, scores: Float64Array, compat: boolean): AnomalyWindow[] {
  const out: AnomalyWindow[] = [];
  for (let i = 0; i < scores.length; i++) {
    if (!(scores[i]! > LUMINOL_LIMIT)) continue;
    const start = i;
    while (i + 1 < scores.length && scores[i + 1]! > LUMINOL_LIMIT) i++;
    if (compat && start === 0) continue;
    const inside = scores.subarray(start, i + 1);
    const exact = start + lastGreatest(averageScores(values.subarray(start, i + 1)));
    out.push({ start, end: i, score: inside[lastGreatest(inside)]!, exact });
  }
  return out;
}

export interface LuminolRanges {
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * The values that would not have been anomalies: around the average of the points before, or, where that holds and the
 * step alone is too wide, around the point before. Of the first point, and of one anomalous by too small a step, NaN.
 */
export function luminolRanges(values: Float64Array): LuminolRanges {
  const expected = new Float64Array(values.length).fill(Number.NaN);
  const lower = expected.slice();
  const upper = expected.slice();
  const moves = steps(values);
  // |v - average with v| is (1 - SMOOTHING) |v - average before|.
  const reach = (LUMINOL_LIMIT * populationSd(values)) / (1 - SMOOTHING);
  const stepReach = (LUMINOL_LIMIT * populationSd(averageScores(moves))) / (1 - SMOOTHING);
  let average = values[0]!;
  let averageMove = moves[0]!;
  for (let i = 1; i < values.length; i++) {
    const isNear = Math.abs(values[i]! - average) <= reach;
    const isStep = isNear && Math.abs(moves[i]! - averageMove) > stepReach;
    const half = isStep ? averageMove + stepReach : reach;
    const middle = isStep ? values[i - 1]! : average;
    if (!isStep || moves[i]! > averageMove) {
      expected[i] = middle;
      lower[i] = middle - half;
      upper[i] = middle + half;
    }
    average += SMOOTHING * (values[i]! - average);
    averageMove += SMOOTHING * (moves[i]! - averageMove);
  }
  return { expected, lower, upper };
}
