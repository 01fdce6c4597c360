// A large sample put in order piece by piece: sorting ten million values at once would hold everything else up, and
// merging the pieces would take as much memory again. Counts and quantiles are exact all the same: each piece is bisected.

/** Values of a piece: sorted in about 20 ms. */
const RUN = 1 << 18;

export class SortedRuns {
  readonly length: number;
  readonly min: number;
  readonly max: number;
  readonly #runs: readonly Float64Array[];

  private constructor(runs: readonly Float64Array[]) {
    this.#runs = runs;
    this.length = runs.reduce((sum, run) => sum + run.length, 0);
    this.min = runs.reduce((least, run) => Math.min(least, run[0]!), Number.POSITIVE_INFINITY);
    this.max = runs.reduce((most, run) => Math.max(most, run.at(-1)!), Number.NEGATIVE_INFINITY);
  }

  /** Of finite values of at least 0, which are put in order where they are, in pieces of `size`. Gives way after every piece. */
  static *of(values: Float64Array, size = RUN): Generator<undefined, SortedRuns> {
    const runs: Float64Array[] = [];
    for (let at = 0; at < values.length; at += size) {
      runs.push(values.subarray(at, at + size).sort());
      yield;
    }
    return new SortedRuns(runs);
  }

  /** How many values are below `limit`. */
  countBelow(limit: number): number {
    let count = 0;
    for (const run of this.#runs) count += firstFrom(run, limit);
    return count;
  }

  /** How many values are at most `limit`. */
  countUpTo(limit: number): number {
    let count = 0;
    for (const run of this.#runs) count += firstAbove(run, limit);
    return count;
  }

  /** The value with `k` values before it in order, 0 <= k < length. */
  at(k: number): number {
    if (this.#runs.length === 1) return this.#runs[0]![k]!;
    // The smallest value of each run that may be it: those with at most k values below and more than k up to them.
    for (const run of this.#runs) {
      let lo = 0;
      let hi = run.length;
      while (lo < hi) {
        const mid = (lo + hi) >>> 1;
        if (this.countUpTo(run[mid]!) > k) hi = mid;
        else lo = mid + 1;
      }
      const found = run[lo];
      if (found !== undefined && this.countBelow(found) <= k) return found;
    }
    throw new Error(`no value has ${k} of ${this.length} before it`);
  }

  /** The p-quantile by linear interpolation, as quantileOfSorted. */
  quantile(p: number): number {
    const at = p * (this.length - 1);
    const below = Math.floor(at);
    const lower = this.at(below);
    const upper = below + 1 < this.length ? this.at(below + 1) : lower;
    const t = at - below;
    return t < 0.5 ? lower + (upper - lower) * t : upper - (upper - lower) * (1 - t);
  }

  /** The median distance of the values from `centre`, which is a whole number or lies halfway between two. */
  medianDistance(centre: number): number {
    const middle = (this.length - 1) / 2;
    const lower = this.#distance(centre, Math.floor(middle));
    return Number.isInteger(middle) ? lower : lower + (this.#distance(centre, Math.ceil(middle)) - lower) * 0.5;
  }

  /** The smallest of the distances that more than k values keep to. */
  #distance(centre: number, k: number): number {
    const within = (distance: number): number => this.countUpTo(centre + distance) - this.countBelow(centre - distance);
    // Distances are multiples of a half: counted in halves, the answer is bisected as a whole number.
    let lo = 0;
    let hi = Math.ceil(Math.max(this.max - centre, centre - this.min) * 2);
    while (lo < hi) {
      const half = Math.floor(lo + (hi - lo) / 2);
      // Beyond 2^53 neighbouring numbers are more than 1 apart.
      const mid = half < hi ? half : lo;
      if (within(mid / 2) > k) hi = mid;
      else lo = mid + 1 > mid ? mid + 1 : hi;
    }
    return lo / 2;
  }
}

function firstFrom(run: Float64Array, limit: number): number {
  let lo = 0;
  let hi = run.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (run[mid]! < limit) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

function firstAbove(run: Float64Array, limit: number): number {
  let lo = 0;
  let hi = run.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (run[mid]! <= limit) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
