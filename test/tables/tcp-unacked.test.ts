// The sorted list of unacknowledged segments against the plain one that Wireshark describes: newest first, walked whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnackedSegments } from '../../main/tables/tcp-unacked.ts';

interface Plain {
  seq: number;
  next: number;
  row: number;
}

const after = (a: number, b: number): boolean => ((b - a) | 0) < 0;

/** What an acknowledgment does, segment by segment. */
function acknowledge(list: Plain[], ack: number): { left: Plain[]; exact: number } {
  let exact = -1;
  const left: Plain[] = [];
  for (const one of list) {
    if (ack === one.next) exact = one.row;
    if (!after(one.next, ack)) continue;
    left.push(after(ack, one.seq) ? { ...one, seq: ack } : one);
  }
  return { left, exact };
}

function bytes(list: readonly Plain[], base: number): number {
  const low = Math.min(...list.map(one => (one.seq - base) >>> 0));
  const high = Math.max(...list.map(one => (one.next - base) >>> 0));
  return (high - low) >>> 0;
}

describe('unacknowledged segments', () => {
  const step = fc.record({
    ack: fc.boolean(),
    at: fc.integer({ min: -200, max: 4000 }),
    length: fc.integer({ min: 1, max: 400 }),
  });

  it('answer as the plain list does, on both sides of the base and over the wrap', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(step, { maxLength: 60 }), (start, steps) => {
        const base = start | 0;
        const segments = new UnackedSegments();
        segments.rebase(base);
        let plain: Plain[] = [];
        steps.forEach(({ ack, at, length }, row) => {
          const seq = (base + at) | 0;
          if (ack) {
            const { left, exact } = acknowledge(plain, seq);
            expect(segments.acknowledge(seq)).toBe(exact);
            plain = left;
          } else {
            plain.unshift({ seq, next: (seq + length) | 0, row });
            segments.add(seq, (seq + length) | 0, row);
          }
          expect(segments.length).toBe(plain.length);
          if (plain.length > 0) expect(segments.bytes).toBe(bytes(plain, base));
        });
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 300) },
    );
  });

  it('are full at 10,000', () => {
    const segments = new UnackedSegments();
    for (let i = 0; i < 10_000; i++) {
      expect(segments.isFull).toBe(false);
      segments.add(i, i + 1, i);
    }
    expect(segments.isFull).toBe(true);
    expect(segments.acknowledge(5_000)).toBe(4_999);
    expect([segments.length, segments.bytes, segments.isFull]).toEqual([5_000, 5_000, false]);
  });
});
