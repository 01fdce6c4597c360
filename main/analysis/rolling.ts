// Measures over the last few values of a series (DEFINITIONS section 6).
import { quantileOfSorted } from '../timing/summary.ts';

/** The standard deviation of a normal distribution in units of its median absolute deviation. */
const NORMAL = 1.4826;
/** |z| above which a value is an anomaly (Iglewicz & Hoaglin 1993). */
export const ROBUST_Z_LIMIT = 3.5;

/** Mean of the last `width` values; NaN before there are as many. */
export function rollingMean(values: Float64Array, width: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = width - 1; i < values.length; i++) {
    // Summed anew for each: a running sum would carry the rounding of large values on.
    let sum = 0;
    for (let j = i - width + 1; j <= i; j++) sum += values[j]!;
    out[i] = sum / width;
  }
  return out;
}

export interface RobustZ {
  readonly z: Float64Array;
  readonly median: Float64Array;
  /** 1.4826 x the median absolute deviation of the same values. */
  readonly spread: Float64Array;
}

/**
 * How far each value lies from the median of the `width` values that end with it, in robust standard deviations; NaN
 * before there are as many. Where they do not vary, z is 0 for the median itself and infinite for any other value.
 */
export function robustZ(values: Float64Array, width: number): RobustZ {
  const length = values.length;
  const z = new Float64Array(length).fill(Number.NaN);
  const median = z.slice();
  const spread = z.slice();
  for (let i = width - 1; i < length; i++) {
    const last = values.slice(i - width + 1, i + 1).sort();
    const middle = quantileOfSorted(last, 0.5);
    const mad = quantileOfSorted(last.map(value => Math.abs(value - middle)).sort(), 0.5);
    const distance = Math.abs(values[i]! - middle);
    median[i] = middle;
    spread[i] = NORMAL * mad;
    z[i] = distance === 0 ? 0 : distance / (NORMAL * mad);
  }
  return { z, median, spread };
}
