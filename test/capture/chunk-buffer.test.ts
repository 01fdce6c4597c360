// The append/borrow buffer: what is copied, what is not, and what it costs.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkBuffer } from '../../main/capture/chunk-buffer.ts';
import { filler } from '../build/pcap.ts';

test('a block is read in place', () => {
  const buffer = new ChunkBuffer();
  const block = filler(100);
  buffer.append(block);
  expect(buffer.ensure(100)).toBe(true);
  expect(buffer.bytes).toBe(block);
});

test('after a record across two blocks, reading goes on in the block itself', () => {
  const buffer = new ChunkBuffer();
  const second = filler(100, 2);
  buffer.append(filler(10, 1));
  buffer.pos += 8;
  buffer.append(second);
  expect(buffer.ensure(6)).toBe(true);
  expect([...buffer.bytes.subarray(buffer.pos, buffer.pos + 6)]).toEqual([
    ...filler(10, 1).subarray(8),
    ...second.subarray(0, 4),
  ]);
  buffer.pos += 6;
  expect(buffer.ensure(96)).toBe(true);
  expect(buffer.bytes).toBe(second);
  expect([buffer.pos, buffer.offset, buffer.remaining]).toEqual([4, 14, 96]);
});

test('asking for more than there is takes no memory for it', () => {
  const buffer = new ChunkBuffer();
  buffer.append(filler(10));
  expect(buffer.ensure(0xffff_ffff)).toBe(false);
  buffer.append(filler(10));
  expect(buffer.ensure(0xffff_ffff)).toBe(false);
  expect(buffer.bytes.buffer.byteLength).toBeLessThan(10_000);
  expect(buffer.remaining).toBe(20);
});

test('what was borrowed holds until the next append, though more is put together', () => {
  const buffer = new ChunkBuffer();
  buffer.append(filler(4, 1));
  buffer.append(filler(100_000, 2));
  expect(buffer.ensure(8)).toBe(true);
  const borrowed = buffer.bytes.subarray(buffer.pos, buffer.pos + 4);
  buffer.pos += 2;
  expect(buffer.ensure(90_000)).toBe(true);
  expect(borrowed).toEqual(filler(4, 1));
});

/** Larger than what the buffer puts together without growing. */
const MAX_STEP = 6000;

test('reading gives the bytes in order, however they come and however they are taken', () => {
  const all = filler(80 * MAX_STEP);
  const steps = fc.array(
    fc.oneof(
      fc.record({ append: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: MAX_STEP })) }),
      fc.record({ take: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: MAX_STEP })) }),
    ),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(steps, script => {
      const buffer = new ChunkBuffer();
      let given = 0;
      let taken = 0;
      for (const step of script) {
        if ('append' in step) {
          buffer.append(all.slice(given, given + step.append));
          given += step.append;
        } else {
          const there = buffer.ensure(step.take);
          expect(there).toBe(given - taken >= step.take);
          if (there) {
            const piece = buffer.bytes.subarray(buffer.pos, buffer.pos + step.take);
            expect(Buffer.compare(piece, all.subarray(taken, taken + step.take))).toBe(0);
            buffer.pos += step.take;
            taken += step.take;
          }
        }
        expect([buffer.offset, buffer.remaining]).toEqual([taken, given - taken]);
      }
    }),
    { numRuns: 500 },
  );
});
