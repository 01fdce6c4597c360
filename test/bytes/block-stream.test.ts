// Blocks from front to back: plain and gzip, read ahead, and what is given when the compressed data is broken.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type BlockStream, openBlockStream } from '../../main/bytes/block-stream.ts';
import type { ByteSource } from '../../main/bytes/byte-source.ts';
import { memorySource } from '../../main/bytes/memory-source.ts';
import { bytes, concat, filler } from '../build/pcap.ts';

/** Bytes that gzip makes smaller, but not to nothing: its pieces fall inside. */
const content = Uint8Array.from({ length: 700_000 }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 27) ^ (i >> 9));
const packed = new Uint8Array(gzipSync(content));
const small = new Uint8Array(gzipSync(filler(300)));

async function readAll(stream: BlockStream): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for (let block = await stream.next(); block; block = await stream.next()) blocks.push(block.slice());
  return concat(...blocks);
}

const opened = async (file: Uint8Array, blockSize = 65_536): Promise<readonly [BlockStream, Uint8Array]> => {
  const stream = await openBlockStream(memorySource(file), blockSize);
  const all = await readAll(stream);
  await stream.close();
  return [stream, all];
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

test('a plain file comes in blocks of the size asked for, the last one shorter', async () => {
  const stream = await openBlockStream(memorySource(filler(100)), 30);
  const lengths: number[] = [];
  for (let block = await stream.next(); block; block = await stream.next()) lengths.push(block.length);
  expect(lengths).toEqual([30, 30, 30, 10]);
  expect(stream.compression).toBe(null);
  expect(await stream.next()).toBe(undefined);
});

test('the bytes are the same for any block size', async () => {
  for (const size of [1, 2, 7, 15, 16, 17, 99, 100, 101, 4096]) {
    const [, plain] = await opened(filler(100), size);
    expect(plain, `blocks of ${size}`).toEqual(filler(100));
    const [stream, unpacked] = await opened(small, size);
    expect(unpacked, `blocks of ${size}, gzip`).toEqual(filler(300));
    expect(stream.compression).toBe('gzip');
    expect(stream.damage).toBe(undefined);
  }
});

test('a source that gives less than it was asked for is read to its end', async () => {
  const whole = memorySource(packed);
  const stingy: ByteSource = { ...whole, read: (offset, into) => whole.read(offset, into.subarray(0, 1000)) };
  expect(same(await readAll(await openBlockStream(stingy, 65_536)), content)).toBe(true);
});

test('the next block is read while the caller has this one, and only that one', async () => {
  const reads: number[] = [];
  const whole = memorySource(filler(1000));
  const watched: ByteSource = {
    ...whole,
    read: (offset, into) => {
      reads.push(offset);
      return whole.read(offset, into);
    },
  };
  const stream = await openBlockStream(watched, 100);
  await stream.next();
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(reads.filter(offset => offset >= 100)).toEqual([100]);
  expect(stream.bytesRead).toBe(100);
});

test('a block stays as it is until the call after the next one', async () => {
  const stream = await openBlockStream(memorySource(filler(90)), 10);
  const first = await stream.next();
  await stream.next();
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(first).toEqual(filler(90).subarray(0, 10));
});

test('progress counts bytes of the file on disk and ends at its size', async () => {
  const [plain] = await opened(filler(5000), 1000);
  expect([plain.bytesRead, plain.size]).toEqual([5000, 5000]);
  const [gzip] = await opened(packed, 10_000);
  expect([gzip.bytesRead, gzip.size]).toEqual([packed.length, packed.length]);
});

test('a failing read is thrown by the call that needs it', async () => {
  const whole = memorySource(filler(100));
  const failing: ByteSource = {
    ...whole,
    read: (offset, into) =>
      offset < 40 ? whole.read(offset, into.subarray(0, 20)) : Promise.reject(new Error('gone')),
  };
  const stream = await openBlockStream(failing, 20);
  expect((await stream.next())?.length).toBe(20);
  await new Promise(resolve => setTimeout(resolve, 5));
  expect((await stream.next())?.length).toBe(20);
  await expect(stream.next()).rejects.toThrow('gone');
  await stream.close();
});

describe('gzip', () => {
  test('all members are read, wherever one ends', async () => {
    const members = Array.from({ length: 300 }, (_, i) => new Uint8Array(gzipSync(filler(i * 7, i))));
    const [stream, all] = await opened(concat(...members));
    expect(same(all, concat(...Array.from({ length: 300 }, (_, i) => filler(i * 7, i))))).toBe(true);
    expect(stream.damage).toBe(undefined);
  });

  test('a small file that unpacks to much comes in blocks like any other', async () => {
    const zeros = new Uint8Array(gzipSync(new Uint8Array(40_000_000)));
    const stream = await openBlockStream(memorySource(zeros), 1_000_000);
    let blocks = 0;
    for (let block = await stream.next(); block; block = await stream.next()) {
      expect(block.length).toBe(1_000_000);
      blocks++;
    }
    expect(blocks).toBe(40);
  });

  test('cut at every byte, it gives a beginning of the content and says so', async () => {
    let longest = 0;
    for (let length = 2; length < small.length; length++) {
      const [stream, all] = await opened(small.subarray(0, length));
      expect(all, `cut at ${length}`).toEqual(filler(300).subarray(0, all.length));
      expect(all.length).toBeGreaterThanOrEqual(longest);
      expect(stream.damage, `cut at ${length}`).toMatchObject({
        offset: all.length,
        reason: expect.stringContaining(`cut short after ${length} bytes`),
      });
      longest = all.length;
    }
    // Only the checksum was missing in the last ones.
    expect(longest).toBe(300);
  });

  test('a wrong checksum costs nothing of the content', async () => {
    const wrong = packed.slice();
    wrong[wrong.length - 6]! ^= 1;
    const [stream, all] = await opened(wrong);
    expect(same(all, content)).toBe(true);
    expect(stream.damage).toMatchObject({
      offset: content.length,
      reason: expect.stringContaining('incorrect data check'),
    });
  });

  test('corrupt in the middle, it gives what was compressed before', async () => {
    const second = new Uint8Array(gzipSync(content));
    // 10 bytes of header, then a block type that does not exist.
    second[10] = 0xff;
    const [stream, all] = await opened(concat(packed, second));
    expect(same(all, content)).toBe(true);
    expect(stream.damage).toMatchObject({
      offset: content.length,
      reason: expect.stringContaining('invalid block type'),
    });
  });

  test('what follows the last member is left out and said', async () => {
    const [stream, all] = await opened(concat(small, new TextEncoder().encode('and then some')));
    expect(all).toEqual(filler(300));
    expect(stream.damage).toMatchObject({ offset: 300, reason: expect.stringContaining(`at byte ${small.length} `) });
  });

  test('padding with zeros is no damage', async () => {
    const [stream, all] = await opened(concat(small, new Uint8Array(1000)));
    expect(all).toEqual(filler(300));
    expect(stream.damage).toBe(undefined);
  });

  test('of a pipe, which is read only once, it gives what it can', async () => {
    const whole = memorySource(concat(packed, bytes('1f8b08000000000000ff ff ff')));
    let position = 0;
    const pipe: ByteSource = {
      ...whole,
      size: () => undefined,
      read: async (offset, into) => {
        if (offset !== position) throw new Error('read twice');
        const got = await whole.read(offset, into);
        position += got;
        return got;
      },
    };
    const stream = await openBlockStream(pipe, 65_536);
    const all = await readAll(stream);
    expect(same(all, content.subarray(0, all.length))).toBe(true);
    expect(all.length).toBeGreaterThan(0);
    expect(stream.damage?.offset).toBe(all.length);
  });
});
