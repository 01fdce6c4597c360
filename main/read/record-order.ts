// Records in the order of any of their columns: a radix sort that gives way to other work, and can be given up.

/** Items that are gone through without a break. */
const BREATH = 1 << 18;
const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The numbers 0..length-1 in the order of their keys, smallest first; equal ones keep their order. A key is one unsigned
 * word, or with `high` two. Yields now and then. The keys are not needed afterwards.
 */
export function* orderOfKeys(low: Uint32Array, high?: Uint32Array): Generator<undefined, Uint32Array> {
  const { length } = low;
  let from: Uint32Array = new Uint32Array(length);
  for (let i = 0; i < length; i++) from[i] = i;
  let to: Uint32Array = new Uint32Array(length);
  for (const keys of high === undefined ? [low] : [low, high]) {
    for (const shift of [0, DIGIT_BITS]) {
      const starts = yield* digitStarts(keys, shift);
      if (starts === undefined) continue;
      yield* scatter(keys, shift, starts, from, to);
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Where the items of each digit begin; undefined when all have the same one. */
function* digitStarts(keys: Uint32Array, shift: number): Generator<undefined, Uint32Array | undefined> {
  const starts = new Uint32Array(DIGITS);
  for (let begin = 0; begin < keys.length; begin += BREATH) {
    const end = Math.min(keys.length, begin + BREATH);
    for (let i = begin; i < end; i++) starts[(keys[i]! >>> shift) & (DIGITS - 1)]!++;
    yield;
  }
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = starts[digit]!;
    if (count === keys.length) return undefined;
    starts[digit] = sum;
    sum += count;
  }
  return starts;
}

function* scatter(
  keys: Uint32Array,
  shift: number,
  next: Uint32Array,
  from: Uint32Array,
  to: Uint32Array,
): Generator<undefined, void> {
  for (let begin = 0; begin < from.length; begin += BREATH) {
    const end = Math.min(from.length, begin + BREATH);
    for (let i = begin; i < end; i++) {
      const item = from[i]!;
      to[next[(keys[item]! >>> shift) & (DIGITS - 1)]!++] = item;
    }
    yield;
  }
}
