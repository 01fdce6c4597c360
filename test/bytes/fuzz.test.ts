// Hostile compressed files: nothing throws, hangs, or gives other bytes in other blocks.
// FUZZ_ROUNDS sets how many mutations of each sample are tried, FUZZ_SEED where they start.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lz4File, lz4LegacyFile, lz4Sequence, skippable, zstdFile } from '../build/frames.ts';
import { mutate, randomFrom } from '../build/mutate.ts';
import { bytes, concat, filler } from '../build/pcap.ts';
import { PACKED_WORDS } from './packed-words.ts';
import { unpack } from './unpack.ts';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 200);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** A mutated length may repeat a byte often; what a block may hold bounds it. */
const MOST = 40 * 1024 * 1024;

const packed = concat(lz4Sequence(filler(40), { distance: 3, length: 1000 }), lz4Sequence(filler(5)));
const SAMPLES = [
  ['gzip', new Uint8Array(gzipSync(filler(2000)))],
  ['zstd', PACKED_WORDS],
  [
    'zstd of several frames',
    concat(skippable(filler(9)), zstdFile([{ byte: 1, times: 99 }, { raw: filler(20) }], { window: 9 }), PACKED_WORDS),
  ],
  ['lz4', lz4File([{ packed }, { stored: filler(50) }, { packed }], { linked: true, blockChecksums: true })],
  ['lz4 without checksums', concat(lz4File([{ packed }]), skippable(filler(3)), lz4File([{ packed }]))],
  ['legacy lz4', lz4LegacyFile(packed, packed)],
] as const;

test.each(SAMPLES)('%s, mutated, is read without harm and the same in any blocks', async (_, sample) => {
  let given = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const random = randomFrom(SEED * 1_000_003 + i);
    const file = mutate(sample, random);
    const whole = await unpack(file);
    if (whole.content.length > 0) given++;
    expect(whole.content.length).toBeLessThan(MOST);
    const inPieces = await unpack(file, 1 + random(5000), 1 + random(40));
    expect(Buffer.compare(inPieces.content, whole.content)).toBe(0);
    expect(inPieces.damage).toEqual(whole.damage);
  }
  expect(given).toBeGreaterThan(ROUNDS / 20);
});

test('random bytes behind the head of a frame', async () => {
  const heads = ['28b52ffd 00 38', '28b52ffd 00 38 a50000', '04224d18 60 40 82', '02214c18', '502a4d18'].map(bytes);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), async (head, tail) => {
      const { content, damage } = await unpack(concat(head, tail));
      expect(content.length).toBeLessThan(MOST);
      if (damage) expect(damage.offset).toBe(content.length);
    }),
    { numRuns: 500 },
  );
});

test('a file of very many frames takes time in proportion to its length', async () => {
  // Each asks for the largest block or window there is, and holds nothing or little.
  const lz4 = lz4File([], { blockSize: 7 });
  const zstd = zstdFile([{ byte: 1, times: 1 }], { window: 0x88 });
  const file = concat(...Array.from({ length: 20_000 }, (_, i) => (i % 2 ? lz4 : zstd)));
  expect((await unpack(file)).content.length).toBe(10_000);
});
