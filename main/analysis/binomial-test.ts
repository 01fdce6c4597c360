// The exact two-sided binomial test: the probability of all outcomes that are no more likely than the one that was seen,
// as scipy.stats.binomtest has it. Probabilities by Loader's saddle-point form (C. Loader, "Fast and accurate computation
// of binomial probabilities", 2000), whose relative error stays near 1e-15 for any n.

/** Outcomes that are as likely but for rounding count as no more likely (scipy and R do so too). */
const TOLERANCE = 1 + 1e-7;
const TABLED = 16;
const HALF_LOG_TWO_PI = 0.9189385332046728;
const TWO_PI = 2 * Math.PI;

/** ln(n!) less Stirling's approximation of it. */
const STIRLING_ERRORS = Float64Array.from({ length: TABLED }, (_, n) => {
  if (n === 0) return 0;
  let logFactorial = 0;
  for (let i = 2; i <= n; i++) logFactorial += Math.log(i);
  return logFactorial - ((n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI);
});

function stirlingError(n: number): number {
  if (n < TABLED) return STIRLING_ERRORS[n]!;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x / np) + np − x without cancellation. */
function deviance(x: number, np: number): number {
  if (Math.abs(x - np) >= 0.1 * (x + np)) return x * Math.log(x / np) + np - x;
  const v = (x - np) / (x + np);
  let sum = (x - np) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** P(X = k) for X of Binomial(n, p), 0 <= k <= n, 0 <= p <= 1. */
export function binomialProbability(k: number, n: number, p: number): number {
  const q = 1 - p;
  if (p === 0) return k === 0 ? 1 : 0;
  if (q === 0) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return Math.exp(n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (TWO_PI * k * (n - k)));
}

/** Sum of the probabilities of outcomes from `k` to the end in direction `step`, along which they fall. */
function tail(k: number, n: number, p: number, step: 1 | -1): number {
  if (k < 0 || k > n) return 0;
  const odds = p / (1 - p);
  let term = binomialProbability(k, n, p);
  let sum = term;
  for (let i = k; step === 1 ? i < n : i > 0; i += step) {
    term *= step === 1 ? ((n - i) / (i + 1)) * odds : i / (n - i + 1) / odds;
    sum += term;
    if (term < sum * Number.EPSILON * 0.1) break;
  }
  return sum;
}

/** The two-sided p-value of `k` successes of `n` where `p` were expected; 0 <= k <= n, 0 <= p <= 1. */
export function binomialTest(k: number, n: number, p: number): number {
  const seen = binomialProbability(k, n, p) * TOLERANCE;
  if (k === n * p) return 1;
  // At p of 0 or 1 there is one outcome alone.
  if (p === 0 || p === 1) return 0;
  if (k < n * p) {
    const from = bisect(Math.ceil(n * p), n, i => binomialProbability(i, n, p) <= seen);
    return Math.min(1, tail(k, n, p, -1) + tail(from, n, p, 1));
  }
  const behind = bisect(0, Math.floor(n * p), i => binomialProbability(i, n, p) > seen);
  return Math.min(1, tail(k, n, p, 1) + tail(behind - 1, n, p, -1));
}

/** The first of lo to hi for which `is` holds, which it does from there on; hi + 1 when for none. */
function bisect(lo: number, hi: number, is: (i: number) => boolean): number {
  let low = lo;
  let high = hi + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
