// Random TCP between a few ends, seeded: numbers that mostly fit, and every way of not fitting.

import { concat, numbers } from '../build/pcap.ts';
import type { Sent } from '../build/traffic.ts';
import { randomFrom } from '../decode/mutate.ts';

const FLAGS = [0x10, 0x10, 0x10, 0x10, 0x18, 0x18, 0x02, 0x12, 0x11, 0x04, 0x14, 0x00] as const;
const LENGTHS = [0, 0, 0, 0, 1, 1, 2, 10, 100] as const;
const WINDOWS = [0, 0, 100, 100, 200, 65535] as const;
const STEPS = [0, 1_000, 500_000, 2_000_000, 4_000_000, 15_000_000, 30_000_000, 1_000_000_000] as const;
const SCALE_OPTION = concat(numbers(true, [4, 0x01030300]));

/** `count` records of one flow between the two addresses, some of them out of their order in time. */
export function randomTcp(seed: number, count: number, src: string, dst: string): Sent[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(of: readonly T[]): T => of[below(of.length)]!;
  // Near the wrap now and then.
  const start = () => (below(3) === 0 ? 0xffffff80 + below(100) : below(0xffffffff)) >>> 0;
  const next = [start(), start()];
  const window = [pick(WINDOWS), pick(WINDOWS)];
  let nanos = 1_600_000_000_000_000_000n;
  const out: Sent[] = [];
  for (let i = 0; i < count; i++) {
    const side = below(2);
    const other = 1 - side;
    nanos += BigInt(pick(STEPS)) * (below(25) === 0 ? -1n : 1n);
    const length = pick(LENGTHS);
    const flags = i < 3 && below(2) === 0 ? [0x02, 0x12, 0x10][i]! : below(4) > 0 ? 0x10 : pick(FLAGS);
    const jump = below(6) > 0 ? 0 : pick([-1, -1, 1, -10, 10, -100, 100, -length, below(5000)]);
    const lag = below(4) > 0 ? 0 : pick([-1, -10, -100, 1, 100]);
    if (below(5) === 0) window[side] = pick(WINDOWS);
    if ((flags & 0x12) === 0x02 && below(3) === 0) next[side] = start();
    const seq = (next[side]! + jump) >>> 0;
    const ack = (next[other]! + lag) >>> 0;
    const sack = numbers(true, [4, 0x0101050a], [4, (ack + 5) >>> 0], [4, (ack + 5 + below(40)) >>> 0]);
    const options =
      flags & 2
        ? below(3) > 0
          ? SCALE_OPTION.map((b, at) => (at === 3 ? below(3) : b))
          : undefined
        : below(4) === 0
          ? sack
          : undefined;
    const ends: readonly [string, number, string, number] = side === 0 ? [src, 1000, dst, 80] : [dst, 80, src, 1000];
    out.push({
      at: `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`,
      protocol: 'tcp',
      src: ends[0],
      sport: ends[1],
      dst: ends[2],
      dport: ends[3],
      flags,
      seq,
      ack,
      window: window[side]!,
      data: Uint8Array.from({ length }, () => below(256)),
      options,
    });
    const end = (seq + length + (flags & 3 ? 1 : 0)) >>> 0;
    if (((end - next[side]!) | 0) > 0) next[side] = end;
  }
  return out;
}
