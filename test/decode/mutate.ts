// Seeded changes of good bytes: flipped bits, odd values, cuts. The same seed gives the same change.

/** A sequence of numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const ODD = [0, 1, 4, 5, 0x0f, 0x2c, 0x33, 0x3b, 0x3c, 0x40, 0x45, 0x46, 0x4f, 0x60, 0x7f, 0x80, 0xfe, 0xff];

/** A copy with up to four bytes changed, most of them in the headers, and cut now and then. */
export function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const copy = bytes.slice();
  for (let changes = below(5); changes > 0 && copy.length > 0; changes--) {
    const at = below(random() < 0.8 ? Math.min(copy.length, 80) : copy.length);
    if (random() < 0.4) copy[at] = copy[at]! ^ (1 << below(8));
    else copy[at] = random() < 0.5 ? ODD[below(ODD.length)]! : below(256);
  }
  return random() < 0.25 ? copy.slice(0, below(copy.length + 1)) : copy;
}
