// Seeded damage: bytes changed, taken out, doubled, cut off, and numbers that lie. The same seed does the same harm.
import { concat } from './pcap.ts';

/** mulberry32: the same numbers for the same seed, everywhere. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const INTERESTING = [
  0, 1, 3, 4, 8, 12, 16, 28, 32, 0x7f, 0x80, 0xff, 0xffff, 0x40000, 0x1000000, 0x7fffffff, 0xffffffff,
];

export function mutate(sample: Uint8Array, random: (below: number) => number): Uint8Array {
  let out: Uint8Array = sample.slice();
  for (let n = 1 + random(4); n > 0 && out.length > 4; n--) {
    const at = random(out.length);
    const size = Math.min(1 + random(24), out.length - at);
    switch (random(6)) {
      case 0:
        out[at] = random(256);
        break;
      case 1:
        out[at]! ^= 1 << random(8);
        break;
      case 2:
        new DataView(out.buffer).setUint32(
          Math.min(at & ~3, out.length - 4),
          INTERESTING[random(INTERESTING.length)]!,
          random(2) === 0,
        );
        break;
      case 3:
        out = concat(out.subarray(0, at), out.subarray(at + size));
        break;
      case 4:
        out = concat(out.subarray(0, at), out.subarray(at, at + size), out.subarray(at));
        break;
      default:
        out = out.slice(0, at);
    }
  }
  return out;
}
