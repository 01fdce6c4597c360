// zstd frames: what real compressors write, every kind of block, and everything before a damage.
import { expect, test } from 'vitest';
import { skippable, zstdFile } from '../build/frames.ts';
import { bytes, concat, filler } from '../build/pcap.ts';
import { isInstalled, runProgram } from '../build/program.ts';
import { PACKED_WORDS, words } from './packed-words.ts';
import { unpack } from './unpack.ts';

test('what zstd wrote is read, its checksum too', async () => {
  expect(await unpack(PACKED_WORDS)).toEqual({ content: words(2500), damage: undefined });
});

test('stored and repeated blocks, with and without a checksum, in a frame of any window', async () => {
  const content = concat(filler(300), new Uint8Array(70_000).fill(9), filler(5));
  const blocks = [{ raw: filler(300) }, { byte: 9, times: 70_000 }, { raw: filler(5) }, { raw: new Uint8Array(0) }];
  for (const checksum of [undefined, true] as const) {
    for (const window of [undefined, 0x38, 0x6f]) {
      const file = zstdFile(blocks, { content, checksum, window });
      expect(await unpack(file)).toEqual({ content, damage: undefined });
    }
  }
});

test('frames follow each other, with skippable ones before, between and behind', async () => {
  const one = zstdFile([{ raw: filler(50) }], { content: filler(50), checksum: true });
  const file = concat(
    skippable(filler(9)),
    one,
    skippable(new Uint8Array(0), 15),
    PACKED_WORDS,
    one,
    skippable(filler(3)),
  );
  expect(await unpack(file)).toEqual({ content: concat(filler(50), words(2500), filler(50)), damage: undefined });
});

test('what it reads does not depend on how the bytes come', async () => {
  for (const [blockSize, read] of [
    [1, 1],
    [7, 1000],
    [4096, 3],
  ] as const) {
    expect(await unpack(concat(PACKED_WORDS, PACKED_WORDS), blockSize, read)).toEqual({
      content: concat(words(2500), words(2500)),
      damage: undefined,
    });
  }
});

test('cut at any byte, it gives the blocks before and says so', async () => {
  const first = zstdFile([{ raw: filler(300) }], { content: filler(300) });
  const file = concat(first, PACKED_WORDS);
  for (let length = 4; length < file.length; length++) {
    if (length === first.length) continue;
    const { content, damage } = await unpack(file.subarray(0, length));
    expect(content).toEqual(concat(filler(300), words(2500)).subarray(0, content.length));
    if (length > first.length) expect(content.length).toBeGreaterThanOrEqual(300);
    // A frame whose last block is there lacks only its checksum.
    expect(damage).toEqual({
      offset: content.length,
      reason: `the zstd data is cut short after ${length} bytes of the file`,
    });
  }
});

test('a content that does not fit its checksum is given, and said to be damaged', async () => {
  const { content, damage } = await unpack(zstdFile([{ raw: filler(40) }], { content: filler(40), checksum: 7 }));
  expect(content).toEqual(filler(40));
  expect(damage).toMatchObject({ offset: 40, reason: expect.stringContaining('checksum of the content') });
});

const good = zstdFile([{ raw: filler(40) }], { content: filler(40) });
const HUGE = bytes('28b52ffd 00 a8 000000');

test.each([
  ['a window of 2 GiB', HUGE, 'a window of 2048 MiB, and at most 128 MiB are given: compress it without --long'],
  ['a single segment of 2^60 bytes', bytes('28b52ffd e0 0000000000000010 010000'), 'at most 128 MiB'],
  ['a dictionary', zstdFile([], { window: 0x38, dictionary: 77 }), 'needs the dictionary 77'],
  ['a reserved bit', bytes('28b52ffd 08 38 010000'), 'a bit that is reserved'],
  ['a block of type 3', zstdFile([{ type3: true }], { window: 0x38 }), 'of a type that does not exist'],
  ['a block beyond the window', zstdFile([{ byte: 1, times: 1025 }], { window: 0 }), 'claims 1025 bytes, and 1024 are'],
  ['other bytes', new TextEncoder().encode('some text'), 'what follows at byte'],
  ['half a magic', bytes('28b5'), 'cut short'],
  ['sequences without end', zstdFile([{ compressed: bytes('00 ffffff 54 000034 01') }], { window: 0x38 }), 'cut short'],
  ['a copy of what is not there', zstdFile([{ compressed: bytes('00 01 54 000500 20') }], { window: 0x38 }), 'too far'],
  ['a table that was never given', zstdFile([{ compressed: bytes('00 01 fc 01') }], { window: 0x38 }), 'there is none'],
  [
    'a Huffman table that was never given',
    zstdFile([{ compressed: bytes('13 4000 01 00') }], { window: 0x38 }),
    'there is none',
  ],
])('%s ends the content, which is kept to there', async (_, wrong, reason) => {
  const { content, damage } = await unpack(concat(good, wrong));
  expect(content).toEqual(filler(40));
  expect(damage).toMatchObject({ offset: 40, reason: expect.stringContaining(reason) });
});

test('a window is not taken before content fills it', async () => {
  const before = process.memoryUsage().arrayBuffers;
  const file = concat(...Array.from({ length: 50 }, () => zstdFile([{ byte: 1, times: 3 }], { window: 0x88 })));
  expect((await unpack(file)).content.length).toBe(150);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 1024 * 1024);
});

test.skipIf(!isInstalled('zstd'))('what the zstd program writes at any level is read (needs zstd)', async () => {
  // Repeats near and far, of few and many bytes, over more than one block and more than one window.
  const parts = Array.from({ length: 120 }, (_, i) => concat(filler(i * 97, i % 5), words(i * 31)));
  const content = concat(...parts, ...parts.slice(40), new Uint8Array(300_000), ...parts);
  for (const options of [
    '-1',
    '-3',
    '-19',
    '--ultra -22',
    '--fast=9 --no-check',
    '-5 --long=27',
    '-7 --zstd=wlog=10',
  ]) {
    const packed = runProgram('zstd', ['-q', '-c', ...options.split(' ')], content);
    const read = await unpack(packed);
    expect(read.damage, options).toBe(undefined);
    expect(Buffer.compare(read.content, content), options).toBe(0);
  }
});
