// The summary of a sample of gaps (DEFINITIONS section 2).

/**
 * All durations in nanoseconds. A measure that the sample is too small for (the sd of one gap), or that would
 * divide by zero, is null.
 */
export interface GapSummary {
  readonly n: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly sd: number | null;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Median absolute deviation from the median, unscaled. */
  readonly mad: number | null;
  /** Coefficient of variation, sd / mean. */
  readonly cv: number | null;
  /** Burstiness B of Goh & Barabasi 2008, with the population sd. */
  readonly burstiness: number | null;
  /** The finite-size form A_n of Kim & Jo 2016. */
  readonly burstinessFinite: number | null;
  /** Memory M of Goh & Barabasi 2008: the lag-1 correlation of consecutive gaps. */
  readonly memory: number | null;
}
