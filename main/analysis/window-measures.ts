// Measures of one window: a distribution over groups, and entropy.
import { sortFirst } from '../timing/sort-values.ts';
import { quantileOfSorted } from '../timing/summary.ts';

const QUANTILES = [0.25, 0.5, 0.75, 0.9] as const;

/** Counts per group; groups are numbered from 0 as they come. */
export class Distribution {
  #counts = new Float64Array(32);
  #groups = 0;

  /** Notes that `group` is there and counts `times` more in it. */
  count(group: number, times: number): void {
    if (group >= this.#counts.length) {
      const grown = new Float64Array(this.#counts.length * 2);
      grown.set(this.#counts);
      this.#counts = grown;
    }
    if (group >= this.#groups) {
      this.#counts[group] = 0;
      this.#groups = group + 1;
    }
    this.#counts[group]! += times;
  }

  /** What was counted in a group. */
  of(group: number): number {
    return this.#counts[group]!;
  }

  /** Writes max, mean and the percentiles 25, 50, 75, 90 (linear interpolation, as numpy) from `out[at]` on; NaN without groups. Empties it. */
  take(out: Float64Array, at: number): void {
    const counts = sortFirst(this.#counts, this.#groups);
    this.#groups = 0;
    if (counts.length === 0) {
      out.fill(Number.NaN, at, at + 2 + QUANTILES.length);
      return;
    }
    let sum = 0;
    for (let i = 0; i < counts.length; i++) sum += counts[i]!;
    out[at] = counts[counts.length - 1]!;
    out[at + 1] = sum / counts.length;
    for (let q = 0; q < QUANTILES.length; q++) out[at + 2 + q] = quantileOfSorted(counts, QUANTILES[q]!);
  }
}

/** Shannon entropy in nats of counts [0, length) that add up to `total`; 0 for none. */
export function entropy(counts: Float64Array, length: number, total: number): number {
  let sum = 0;
  let before = 0;
  let term = 0;
  for (let i = 0; i < length; i++) {
    const count = counts[i]!;
    if (count <= 0) continue;
    // Most counts are those of their neighbours: their logarithm is the same.
    if (count !== before) {
      before = count;
      term = (count / total) * Math.log(count / total);
    }
    sum -= term;
  }
  // Not -0, which would be printed.
  return sum === 0 ? 0 : sum;
}
