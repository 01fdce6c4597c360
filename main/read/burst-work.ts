// Bursts of millions of records in slices: other questions are answered in between, and thresholds that were changed again
// meanwhile are given up.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { BurstTable } from '../analysis/bursts.ts';
import { burstKey, type CaptureView } from './capture-view.ts';
import { inSlices, Kept } from './in-slices.ts';

/** Ways of asking that are waited for at a time: a table and a timeline may differ for a moment. */
const WANTED = 2;

const works = new Kept(WANTED);
const wanted = new WeakMap<object, string[]>();

/** Resolves once view.bursts(params) has its answer at hand. Rejects with ProblemError (`cancelled`) when it is given up. */
export function burstsReady(view: CaptureView, params: BurstParams): Promise<BurstTable> {
  const key = burstKey(params);
  const keys = [key, ...(wanted.get(view.store) ?? []).filter(other => other !== key)].slice(0, WANTED);
  wanted.set(view.store, keys);
  const isUnwanted = (): boolean => !wanted.get(view.store)!.includes(key);
  return works.get(view, key, () => inSlices(view.burstWork(params), isUnwanted));
}
