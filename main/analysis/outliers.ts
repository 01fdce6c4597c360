// What lies beyond the outer fence: q1 - 3 IQR and q3 + 3 IQR (Tukey; DEFINITIONS section 5).
//
// The sample of a fence is every (window, pair) value of its measure at once: quartiles over all windows and pairs of the
// span. Per window they would be those of a handful of pairs, and a quiet window would call its busiest pair an outlier; per
// pair, a scan that lasts a single window would have nothing to be held against. Over all, a value is far out for this traffic.
// Windows without rows have no pairs and add no values.
import { PAIR_MEASURES, type PairMeasure } from '../../shared/model/window.ts';
import { Growing } from '../tables/growing.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import type { OnWindowPair } from './windows.ts';

/** Values strictly outside are outliers. */
export interface Fence {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The outer fence of a sample; quartiles by linear interpolation. Without a spread between them the fence is the one value of
 * the middle half, and all others lie outside. The sample must not be empty.
 */
export function outerFence(sample: SortedRuns): Fence {
  const q1 = sample.quantile(0.25);
  const q3 = sample.quantile(0.75);
  const far = 3 * (q3 - q1);
  return { lower: q1 - far, upper: q3 + far };
}

export const isOutside = (value: number, { lower, upper }: Fence): boolean => value < lower || value > upper;

/** What is measured of every pair in every window, as columns; in the order of windows. */
export class PairValues {
  readonly window = new Growing(new Float64Array(1024));
  readonly src = new Growing(new Uint32Array(1024));
  readonly dst = new Growing(new Uint32Array(1024));
  readonly values: Readonly<Record<PairMeasure, Growing<Float64Array>>> = {
    dst_ports: new Growing(new Float64Array(1024)),
    rows: new Growing(new Float64Array(1024)),
    bytes: new Growing(new Float64Array(1024)),
  };

  get length(): number {
    return this.window.length;
  }

  readonly add: OnWindowPair = (window, src, dst, dstPorts, rows, bytes) => {
    this.window.push(window);
    this.src.push(src);
    this.dst.push(dst);
    this.values.dst_ports.push(dstPorts);
    this.values.rows.push(rows);
    this.values.bytes.push(bytes);
  };
}

/** Outliers of one measure: indices into the pair values, in the order of windows. */
export interface PairOutliers {
  readonly fence: Fence;
  readonly found: Uint32Array;
}

/** Values looked at before the work gives way. */
const SLICE = 1 << 18;

/** The outliers of every measure; null without pairs. Gives way now and then. */
export function* pairOutliers(
  pairs: PairValues,
): Generator<undefined, Readonly<Record<PairMeasure, PairOutliers>> | null> {
  if (pairs.length === 0) return null;
  const out: Partial<Record<PairMeasure, PairOutliers>> = {};
  for (const measure of PAIR_MEASURES) {
    const values = pairs.values[measure];
    const fence = outerFence(yield* SortedRuns.of(values.copy()));
    const found = new Growing(new Uint32Array(64));
    for (let i = 0; i < values.length; i++) {
      if (i % SLICE === SLICE - 1) yield;
      if (isOutside(values.get(i), fence)) found.push(i);
    }
    out[measure] = { fence, found: found.copy() };
  }
  return out as Record<PairMeasure, PairOutliers>;
}

/** How far outside: the share of the upper fence that a value is, or for one below the lower fence, its fence by the value. */
export const beyond = (value: number, { lower, upper }: Fence): number => {
  if (value > upper) return upper > 0 ? value / upper : value > 0 ? Number.MAX_VALUE : 0;
  return value > 0 ? lower / value : Number.MAX_VALUE;
};
