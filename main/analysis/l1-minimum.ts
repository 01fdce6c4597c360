// The minimum of x'Qx/2 - b'x + sum of penalty_j |x_j|, exactly: the active set of "feature-sign search" (Lee, Battle,
// Raina & Ng, Efficient sparse coding algorithms, NIPS 2006). Q must be positive definite where it is solved.

const MOST_STEPS = 1000;
/** How far a gradient may exceed its penalty and still count as balanced, relative to the penalty. */
const SLACK = 1e-9;

/**
 * `quadratic` is Q, row by row; `start` is where the search begins, best near the minimum. Coordinates with penalty 0 are
 * always free. Returns the best point found: the minimum, but for rounding.
 */
export function l1Minimum(
  quadratic: Float64Array,
  linear: Float64Array,
  penalty: Float64Array,
  start: Float64Array,
): Float64Array<ArrayBuffer> {
  const p = linear.length;
  let x = start.slice();
  const sign = new Int8Array(p);
  for (let j = 0; j < p; j++) sign[j] = Math.sign(x[j]!);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = solveActive(quadratic, linear, penalty, sign);
    if (next === undefined) return x;
    const share = firstCrossing(x, next, sign, penalty);
    const moved = new Float64Array(p);
    for (let j = 0; j < p; j++) moved[j] = x[j]! + share * (next[j]! - x[j]!);
    x = moved;
    if (share < 1) {
      dropCrossed(x, next, sign, penalty);
      continue;
    }
    const worst = mostUnbalanced(quadratic, linear, penalty, x, sign);
    if (worst < 0) return x;
    sign[worst] = -Math.sign(gradientAt(quadratic, linear, x, worst));
  }
  return x;
}

const isActive = (penalty: Float64Array, sign: Int8Array, j: number): boolean => penalty[j] === 0 || sign[j] !== 0;

/** The minimum over the active coordinates with their signs held; undefined when the system is singular. */
function solveActive(
  quadratic: Float64Array,
  linear: Float64Array,
  penalty: Float64Array,
  sign: Int8Array,
): Float64Array<ArrayBuffer> | undefined {
  const p = linear.length;
  const active: number[] = [];
  for (let j = 0; j < p; j++) if (isActive(penalty, sign, j)) active.push(j);
  const n = active.length;
  const factor = new Float64Array(n * n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = active[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = quadratic[row * p + active[j]!]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) return undefined;
        factor[i * n + i] = Math.sqrt(sum);
      } else factor[i * n + j] = sum / factor[j * n + j]!;
    }
    let right = linear[row]! - penalty[row]! * sign[row]!;
    for (let k = 0; k < i; k++) right -= factor[i * n + k]! * y[k]!;
    y[i] = right / factor[i * n + i]!;
  }
  const out = new Float64Array(p);
  for (let i = n - 1; i >= 0; i--) {
    let right = y[i]!;
    for (let k = i + 1; k < n; k++) right -= factor[k * n + i]! * y[k]!;
    y[i] = right / factor[i * n + i]!;
    out[active[i]!] = y[i]!;
  }
  return out;
}

/** Share of the way from `x` to `next` after which the first coordinate would change its sign; 1: none does. */
function firstCrossing(x: Float64Array, next: Float64Array, sign: Int8Array, penalty: Float64Array): number {
  let share = 1;
  for (let j = 0; j < x.length; j++) {
    if (penalty[j] === 0 || sign[j] === 0 || next[j]! * sign[j]! >= 0) continue;
    share = Math.min(share, x[j]! === next[j]! ? 0 : x[j]! / (x[j]! - next[j]!));
  }
  return Math.max(0, share);
}

/** Coordinates that stand at zero and would go on beyond it become inactive. */
function dropCrossed(x: Float64Array, next: Float64Array, sign: Int8Array, penalty: Float64Array): void {
  for (let j = 0; j < x.length; j++) {
    if (penalty[j] === 0 || sign[j] === 0 || next[j]! * sign[j]! >= 0) continue;
    if (Math.abs(x[j]!) <= 1e-14 * Math.abs(next[j]!)) {
      x[j] = 0;
      sign[j] = 0;
    }
  }
}

function gradientAt(quadratic: Float64Array, linear: Float64Array, x: Float64Array, j: number): number {
  const p = x.length;
  let sum = -linear[j]!;
  for (let k = 0; k < p; k++) if (x[k] !== 0) sum += quadratic[j * p + k]! * x[k]!;
  return sum;
}

/** The inactive coordinate whose gradient exceeds its penalty most; -1: none. */
function mostUnbalanced(
  quadratic: Float64Array,
  linear: Float64Array,
  penalty: Float64Array,
  x: Float64Array,
  sign: Int8Array,
): number {
  let worst = -1;
  let most = 0;
  for (let j = 0; j < x.length; j++) {
    if (isActive(penalty, sign, j)) continue;
    const excess = Math.abs(gradientAt(quadratic, linear, x, j)) - penalty[j]! * (1 + SLACK);
    if (excess > most) {
      most = excess;
      worst = j;
    }
  }
  return worst;
}
