// lz4 frames: all sizes of blocks, linked or not, checksums, the legacy format, and everything before a damage.
import { expect, test } from 'vitest';
import { type Lz4Block, lz4File, lz4LegacyFile, lz4Sequence, skippable, zstdFile } from '../build/frames.ts';
import { bytes, concat, filler } from '../build/pcap.ts';
import { isInstalled, runProgram } from '../build/program.ts';
import { unpack } from './unpack.ts';

const none = new Uint8Array(0);
/** 40 bytes, then 1,000 that repeat the last three of them. */
const PACKED = concat(lz4Sequence(filler(40), { distance: 3, length: 1000 }), lz4Sequence(filler(5)));
const repeated = Uint8Array.from({ length: 1000 }, (_, i) => filler(40)[37 + (i % 3)]!);
const CONTENT = concat(filler(40), repeated, filler(5));

test('compressed and stored blocks of every size are read', async () => {
  for (const blockSize of [4, 5, 6, 7]) {
    const most = 1 << (2 * blockSize + 8);
    const long = filler(most);
    // Literals alone take more room packed than plain.
    const short = filler(most - most / 64);
    const file = lz4File([{ packed: PACKED }, { stored: long }, { packed: lz4Sequence(short) }], { blockSize });
    const { content, damage } = await unpack(file);
    expect(damage).toBe(undefined);
    expect(Buffer.compare(content, concat(CONTENT, long, short))).toBe(0);
  }
});

test('checksums of blocks, of the content and of the header fit, and the content size is passed over', async () => {
  const contentChecksum = 0xc58e8af5;
  const blocks: Lz4Block[] = [{ stored: new TextEncoder().encode('abc') }, { stored: new TextEncoder().encode('def') }];
  for (const blockChecksums of [false, true]) {
    const read = await unpack(lz4File(blocks, { blockChecksums, contentSize: 6 }));
    expect(read).toEqual({ content: new TextEncoder().encode('abcdef'), damage: undefined });
  }
  const { content, damage } = await unpack(lz4File(blocks, { contentChecksum }));
  expect(content.length).toBe(6);
  expect(damage?.reason).toContain('the checksum of the content does not match');
});

test('a linked block copies from the 64 KiB before it, an independent one must not', async () => {
  const blocks: Lz4Block[] = [
    { stored: filler(65_536) },
    { packed: concat(lz4Sequence(none, { distance: 65_535, length: 500 }), lz4Sequence(filler(5))) },
  ];
  const linked = await unpack(lz4File(blocks, { linked: true }));
  expect(linked.damage).toBe(undefined);
  expect(linked.content).toEqual(concat(filler(65_536), filler(65_536).subarray(1, 501), filler(5)));
  const independent = await unpack(lz4File(blocks));
  expect(independent.content).toEqual(filler(65_536));
  expect(independent.damage).toMatchObject({ offset: 65_536, reason: expect.stringContaining('too far') });
});

test('frames follow each other, skippable and zstd ones between', async () => {
  const file = concat(
    lz4File([{ packed: PACKED }]),
    skippable(filler(3), 7),
    zstdFile([{ raw: filler(9) }], { content: filler(9) }),
    lz4File([]),
    lz4File([{ stored: filler(2) }]),
  );
  expect(await unpack(file)).toEqual({ content: concat(CONTENT, filler(9), filler(2)), damage: undefined });
});

test('legacy frames are read, up to the magic number of another', async () => {
  const block = lz4Sequence(filler(700));
  const file = concat(lz4LegacyFile(block, PACKED), lz4LegacyFile(block), lz4File([{ packed: PACKED }]));
  expect(await unpack(file)).toEqual({
    content: concat(filler(700), CONTENT, filler(700), CONTENT),
    damage: undefined,
  });
});

test('what it reads does not depend on how the bytes come', async () => {
  const file = lz4File([{ packed: PACKED }, { stored: filler(700) }], { linked: true, blockChecksums: true });
  for (const [blockSize, read] of [
    [1, 1],
    [7, 1000],
    [4096, 3],
  ] as const) {
    expect(await unpack(file, blockSize, read)).toEqual({ content: concat(CONTENT, filler(700)), damage: undefined });
  }
});

test('cut at any byte, it gives all that lies before, of a block too', async () => {
  const file = lz4File([{ stored: filler(300) }, { packed: PACKED }], { contentChecksum: 0, blockChecksums: true });
  const whole = concat(filler(300), CONTENT);
  let longest = 0;
  for (let length = 4; length < file.length; length++) {
    const { content, damage } = await unpack(file.subarray(0, length));
    expect(content).toEqual(whole.subarray(0, content.length));
    expect(content.length).toBeGreaterThanOrEqual(longest);
    expect(damage).toEqual({
      offset: content.length,
      reason: `the lz4 data is cut short after ${length} bytes of the file`,
    });
    longest = content.length;
  }
  expect(longest).toBe(whole.length);
});

const bad = (packed: Uint8Array): Uint8Array => lz4File([{ packed }]);

test.each([
  ['a copy from before the content', bad(lz4Sequence(none, { distance: 1, length: 4 })), 'reaches back too far'],
  ['a copy from itself', bad(lz4Sequence(filler(4), { distance: 0, length: 4 })), 'reaches back too far'],
  ['a block that ends with a copy', bad(lz4Sequence(filler(4), { distance: 1, length: 4 })), 'ends with a match'],
  ['a block that is all literals and has few', bad(bytes('f0 ff 01')), 'inside its literals'],
  ['a block that grows', bad(lz4Sequence(filler(4), { distance: 1, length: 70_000 })), 'more than it may'],
  ['a block of too many bytes', lz4File([{ stored: filler(65_537) }]), 'claims 65537 bytes, and 65536 are possible'],
  ['a wrong header checksum', lz4File([{ packed: PACKED }], { headerChecksum: 1 }), 'checksum of a frame header'],
  [
    'a wrong block checksum',
    lz4File([{ packed: PACKED, checksum: 1 }], { blockChecksums: true }),
    'checksum of a block',
  ],
  ['another version', lz4File([], { flags: 0x80 }), 'unknown version 2'],
  ['a reserved bit', lz4File([], { flags: 0x62 }), 'bits that are reserved'],
  ['another block size', lz4File([], { descriptor: 0x30 }), 'unknown block size 3'],
  ['a dictionary', concat(bytes('04224d18 61 40 00000000 b7')), 'dictionary|checksum of a frame header'],
  ['other bytes', filler(20), 'what follows at byte'],
])('%s ends the content, which is kept to there', async (_, wrong, reason) => {
  const { content, damage } = await unpack(concat(lz4File([{ stored: filler(40) }]), wrong));
  expect(content.subarray(0, 40)).toEqual(filler(40));
  expect(damage?.offset).toBe(content.length);
  expect(damage?.reason).toMatch(new RegExp(reason));
});

test.skipIf(!isInstalled('lz4'))('what the lz4 program writes is read (needs lz4)', async () => {
  const parts = Array.from({ length: 120 }, (_, i) => concat(filler(i * 97, i % 5), new Uint8Array(i).fill(i)));
  const content = concat(...parts, ...parts.slice(40), new Uint8Array(300_000), ...parts);
  for (const options of ['-1', '-9 -B4 -BD', '-BX -B5 -BD', '-B7 --no-frame-crc', '-l', '--content-size', '-12 -B6']) {
    const packed = runProgram('lz4', ['-q', '-c', ...options.split(' ')], content);
    const read = await unpack(packed);
    expect(read.damage, options).toBe(undefined);
    expect(Buffer.compare(read.content, content), options).toBe(0);
  }
});
