// The windows of a view with everything that is far out in them: worked out in slices, and once however many panels ask.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { WindowRequest } from '../../shared/model/timing.ts';
import { FEATURE_NAMES } from '../../shared/model/window-feature.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { addNanos, type Time } from '../../shared/unit/time.ts';
import { type Fence, isOutside, outerFence, PairValues } from '../analysis/outliers.ts';
import { overBatches, overWindows, WindowClock } from '../analysis/windows.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { inSlices, Kept } from './in-slices.ts';
import { trafficRows } from './traffic-rows.ts';

/** Windows with rows that are held at once, at half a kilobyte each. */
const MOST_WINDOWS = 1 << 18;
/** Values that a feature takes at even steps through its windows, ranked: what tells a value's rank. */
const RANKS = 256;

export interface FeatureSample {
  readonly fence: Fence;
  /** RANKS + 1 quantiles, from the least to the largest value. */
  readonly quantiles: Float64Array;
}

/** Windows with at least one row, in order; those between them are empty. Batches of the notebook are never empty. */
export interface WindowTable {
  readonly numbers: readonly number[];
  /** Per window the values of WINDOW_FEATURES; NaN: none. */
  readonly features: readonly Float64Array[];
  /** Per feature, over the windows with rows; null: none has a value. */
  readonly samples: readonly (FeatureSample | null)[];
  /** Windows outside of the fence of some feature. */
  readonly outliers: number;
  /** What pairs did in every window; none in batches of the notebook. */
  readonly pairs: PairValues;
  /** When a window by its number begins and ends. */
  time(number: number): { readonly from: Time; readonly to: Time };
}

const tables = new Kept(2);

/** Rejects with ProblemError: `cancelled` when the work is given up, `usage` when there are too many windows. */
export function windowTable(
  view: CaptureView,
  span: Span,
  { nanos, compat }: WindowRequest,
  isUnwanted?: () => boolean,
): Promise<WindowTable> {
  return tables.get(view, JSON.stringify([span, nanos, compat]), async () => {
    const work = compat === 'notebook' ? batches(view, span, nanos) : windows(view, span, nanos);
    return inSlices(work, isUnwanted);
  });
}

function* windows(view: CaptureView, span: Span, nanos: number): Generator<undefined, WindowTable> {
  const numbers: number[] = [];
  const features: Float64Array[] = [];
  const pairs = new PairValues();
  const clock = new WindowClock(nanos);
  yield* overWindows(
    yield* trafficRows(view, span),
    nanos,
    (number, values) => {
      room(numbers.length);
      numbers.push(number);
      features.push(values);
    },
    pairs.add,
  );
  const samples = yield* sample(features);
  return {
    numbers,
    features,
    samples,
    outliers: yield* countOutliers(features, samples),
    pairs,
    time: number => ({ from: clock.start(number), to: clock.start(number + 1) }),
  };
}

/** Throws ProblemError (`usage`) for batches that are no whole seconds long. */
function* batches(view: CaptureView, span: Span, nanos: number): Generator<undefined, WindowTable> {
  const features: Float64Array[] = [];
  const times: { from: Time; to: Time }[] = [];
  yield* overBatches(yield* trafficRows(view, span, 'file'), wholeSeconds(nanos), (values, from, last) => {
    room(features.length);
    features.push(values);
    times.push({ from, to: addNanos(last, 1) });
  });
  const samples = yield* sample(features);
  const pairs = new PairValues();
  const outliers = yield* countOutliers(features, samples);
  return { numbers: features.map((_, i) => i), features, samples, outliers, pairs, time: number => times[number]! };
}

/** Throws ProblemError (`usage`) for a fraction of a second. */
export function wholeSeconds(nanos: number): number {
  if (nanos % 1e9 !== 0) throw new ProblemError('usage', '--seconds must be whole with --compat notebook.');
  return nanos / 1e9;
}

function room(windowsSoFar: number): void {
  if (windowsSoFar < MOST_WINDOWS) return;
  throw new ProblemError(
    'usage',
    `There are more than ${formatCount(MOST_WINDOWS)} windows with rows: make the windows longer, or filter.`,
  );
}

function* sample(features: readonly Float64Array[]): Generator<undefined, (FeatureSample | null)[]> {
  const samples: (FeatureSample | null)[] = [];
  const values = new Float64Array(features.length);
  for (let f = 0; f < FEATURE_NAMES.length; f++) {
    let n = 0;
    for (let i = 0; i < features.length; i++) {
      const value = features[i]![f]!;
      if (!Number.isNaN(value)) values[n++] = value;
    }
    if (n === 0) {
      samples.push(null);
      continue;
    }
    samples.push(ofRuns(yield* SortedRuns.of(values.subarray(0, n))));
    yield;
  }
  return samples;
}

/** Windows looked at before the work gives way. */
const SLICE = 1 << 12;

function* countOutliers(
  features: readonly Float64Array[],
  samples: readonly (FeatureSample | null)[],
): Generator<undefined, number> {
  let count = 0;
  for (let i = 0; i < features.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    for (let f = 0; f < samples.length; f++) {
      if (!isFarOut(features[i]![f]!, samples[f]!)) continue;
      count++;
      break;
    }
  }
  return count;
}

const ofRuns = (runs: SortedRuns): FeatureSample => ({
  fence: outerFence(runs),
  quantiles: Float64Array.from({ length: RANKS + 1 }, (_, i) => runs.quantile(i / RANKS)),
});

/** Of a few thousand values at most, which are put in order where they are; null of none. */
export function sampleOf(values: Float64Array): FeatureSample | null {
  if (values.length === 0) return null;
  const work = SortedRuns.of(values, values.length);
  let step = work.next();
  while (!step.done) step = work.next();
  return ofRuns(step.value);
}

/** The share of the sample that is lower than a value, 0 to 1; to 1 in RANKS. */
export const rankOf = (value: number, { quantiles }: FeatureSample): number =>
  Math.min(RANKS, firstAtLeast(quantiles, value)) / RANKS;

function firstAtLeast(sorted: Float64Array, value: number): number {
  let lo = 0;
  let hi = sorted.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (sorted[mid]! < value) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** Whether a value (NaN: none) lies outside of the feature's fence. */
export const isFarOut = (value: number, found: FeatureSample | null): boolean =>
  found !== null && isOutside(value, found.fence);
