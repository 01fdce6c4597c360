// From a file on disk to records: format, compression, progress, damage of both layers, and what is refused in words.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { type OpenCapture, type OpenOptions, openCapture } from '../../main/capture/open-capture.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { lz4File, lz4Sequence, zstdFile } from '../build/frames.ts';
import { bytes, concat, filler, pcapFile } from '../build/pcap.ts';
import { block, epb, idb, pcapngFile, shb, spb } from '../build/pcapng.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const records = Array.from({ length: 40 }, (_, n) => ({ seconds: n, data: filler(n * 5, n) }));
const pcap = pcapFile({ records });
const pcapng = pcapngFile([shb(), idb(), ...records.map(({ data }) => epb({ data }))]);
const gzip = (of: Uint8Array): Uint8Array => new Uint8Array(gzipSync(of));

const write = (content: Uint8Array): string => {
  const path = join(folder, 'capture');
  writeFileSync(path, content);
  return path;
};

async function readThrough(capture: OpenCapture): Promise<Uint8Array[]> {
  const cursor = new RecordCursor();
  const data: Uint8Array[] = [];
  do {
    while (capture.reader.next(cursor)) data.push(cursor.bytes.slice(cursor.start, cursor.end));
  } while (await capture.readBlock());
  await capture.close();
  return data;
}

test.each([
  ['pcap', null, pcap],
  ['pcapng', null, pcapng],
  ['pcap', 'gzip', gzip(pcap)],
  ['pcapng', 'gzip', gzip(pcapng)],
  ['pcap', 'zstd', zstdFile([{ raw: pcap.subarray(0, 99) }, { raw: pcap.subarray(99) }], { content: pcap })],
  ['pcapng', 'zstd', zstdFile([{ raw: pcapng }], { content: pcapng, checksum: true })],
  ['pcap', 'lz4', lz4File([{ stored: pcap.subarray(0, 99) }, { stored: pcap.subarray(99) }])],
  ['pcapng', 'lz4', lz4File([{ packed: lz4Sequence(pcapng) }], { blockChecksums: true })],
] as const)('opens %s, compression %s, in blocks of any size', async (format, compression, content) => {
  const path = write(content);
  const sizes: OpenOptions[] = [1, 3, 27, 28, 100, 1000].map(blockSize => ({ blockSize }));
  for (const options of [{}, ...sizes]) {
    const capture = await openCapture(path, options);
    expect([capture.reader.format, capture.compression, capture.size]).toEqual([format, compression, content.length]);
    expect(await readThrough(capture)).toEqual(records.map(({ data }) => data));
    expect(capture.damage).toEqual([]);
    expect(capture.bytesRead()).toBe(content.length);
    expect(await capture.readBlock()).toBe(false);
  }
});

test('a capture without records opens', async () => {
  const capture = await openCapture(write(pcapFile({})));
  expect(await readThrough(capture)).toEqual([]);
  expect(capture.damage).toEqual([]);
});

test('a cut gzip file gives the records before, and names both damages', async () => {
  const packed = gzip(pcap);
  const capture = await openCapture(write(packed.subarray(0, packed.length - 200)));
  const read = await readThrough(capture);
  expect(read).toEqual(records.slice(0, read.length).map(({ data }) => data));
  expect(read.length).toBeGreaterThan(0);
  expect(capture.damage.map(({ record }) => record)).toEqual([read.length, read.length]);
  expect(capture.damage.at(-1)?.reason).toContain('gzip');
});

test('records that are found only after the end are given too', async () => {
  // The broken block claims more than the file has, so that only the end shows where it is not.
  const broken = block(6, filler(40), { stated: 100_000 });
  const capture = await openCapture(write(pcapngFile([shb(), idb(), broken, epb({ data: filler(8) })])));
  expect(await readThrough(capture)).toEqual([filler(8)]);
  expect(capture.damage.length).toBe(1);
});

test('reading stops where a pcap is broken', async () => {
  const content = concat(pcapFile({ records: [{ data: filler(8) }, { captured: 0xffff_ffff }] }), filler(100_000));
  const capture = await openCapture(write(content), { blockSize: 1000 });
  expect(await readThrough(capture)).toEqual([filler(8)]);
  expect(capture.bytesRead()).toBe(1000);
});

test.each([
  [
    'zstd with a window of 2 GiB',
    bytes('28b52ffd 00 a8 010000'),
    'a window of 2048 MiB, and at most 128 MiB are given',
  ],
  ['zstd of nothing', zstdFile([], { window: 0x38 }), 'holds nothing that can be decompressed'],
  ['lz4 with a broken header', bytes('04224d18 60400000'), 'checksum of a frame header'],
  ['xz', bytes('fd377a585a00 0000'), 'xz-compressed'],
  ['bzip2', new TextEncoder().encode('BZh91AY&SY'), 'bzip2-compressed'],
  ['zip', bytes('504b0304 0000'), 'zip archive'],
  ['snoop of another version', bytes('736e6f6f70000000 00000001 00000004'), 'snoop file of version 1'],
  ['half a snoop header', bytes('736e6f6f70000000 000000'), 'cut short inside its file header'],
  ['text', new TextEncoder().encode('No.,Time\n1,0.0\n'), 'is text and not a packet capture'],
  ['something else', bytes('7f454c46 02010100'), 'begins with 7f 45 4c 46 02 01 01 00'],
  ['pcap of another version', pcapFile({ version: [1, 4] }), 'version 1.4'],
  ['half a pcap header', pcap.subarray(0, 20), 'cut short inside its file header'],
  ['half a pcapng header', pcapng.subarray(0, 20), 'cut short inside its file header'],
  [
    'pcapng with no byte order',
    concat(pcapng.subarray(0, 8), bytes('00000000'), pcapng.subarray(12)),
    'begins with 0a 0d',
  ],
  ['text in gzip', gzip(new TextEncoder().encode('hello')), 'once decompressed, is text'],
  ['gzip in gzip', gzip(gzip(pcap)), 'gzip-compressed as well'],
  ['zstd in lz4', lz4File([{ stored: zstdFile([{ raw: pcap }], { content: pcap }) }]), 'zstd-compressed as well'],
  ['half a gzip header', bytes('1f8b08'), 'nothing that can be decompressed: the gzip data is cut short after 3 bytes'],
])('%s is refused, and the message says why', async (_, content, words) => {
  const path = write(content);
  for (const blockSize of [undefined, 1]) {
    const thrown = await openCapture(path, blockSize ? { blockSize } : {}).catch((reason: unknown) => reason);
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({ kind: 'not-a-capture', message: expect.stringContaining(words) });
    expect((thrown as ProblemError).message).toMatch(/capture[, ].*\.$/s);
  }
});

test('what openFile says of a file is passed on', async () => {
  await expect(openCapture(join(folder, 'missing'))).rejects.toMatchObject({ kind: 'not-found' });
  await expect(openCapture(write(new Uint8Array(0)))).rejects.toMatchObject({ kind: 'empty-file' });
  await expect(openCapture('/dev/null')).rejects.toMatchObject({
    kind: 'empty-file',
    message: '/dev/null is empty: choose a file that holds a capture or a log.',
  });
});

test.each([
  ['plain', (content: Uint8Array) => content],
  ['gzip', gzip],
])('leading records without a time have the first that there is, %s, in blocks of any size', async (_, pack) => {
  const timed = epb({ ticks: 5_000_000n, data: filler(3) });
  const untimed = Array.from({ length: 30 }, (_, n) => spb({ data: filler(n) }));
  const timesIn = async (content: Uint8Array, blockSize: number): Promise<readonly number[]> => {
    const capture = await openCapture(write(pack(content)), { blockSize });
    const cursor = new RecordCursor();
    const times: number[] = [];
    do {
      while (capture.reader.next(cursor)) times.push(cursor.seconds);
    } while (await capture.readBlock());
    await capture.close();
    expect(capture.reader.facts.untimed).toBe(30);
    return times;
  };
  for (const blockSize of [40, 500, 100_000]) {
    const late = pcapngFile([shb(), idb(), ...untimed, timed]);
    expect(await timesIn(late, blockSize)).toEqual(Array(31).fill(5));
    const never = pcapngFile([shb(), idb(), ...untimed]);
    expect(await timesIn(never, blockSize)).toEqual(Array(30).fill(0));
  }
});
