// Records read again from their files: few from where they lie, many in a pass, and files that are no longer the same.
import { appendFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCaptures } from '../../main/capture/merged-capture.ts';
import { Layers } from '../../main/decode/layers.ts';
import { RecordReader } from '../../main/read/record-reader.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { zstdFile } from '../build/frames.ts';
import { filler, numbers, type PcapOptions, pcapFile } from '../build/pcap.ts';
import { epb, idb, pb, pcapngFile, shb, spb } from '../build/pcapng.ts';
import { snoopFile } from '../build/snoop.ts';
import { temporaryFolder } from '../build/traffic.ts';

/** Data that says which record it is of. */
const data = (file: number, i: number): Uint8Array =>
  numbers(true, [2, file], [4, i], [2, 0xffff]).subarray(0, 6 + (i % 3));

const START = 1_600_000_000;

const pcap = (count: number, file = 0, options: PcapOptions = {}): Uint8Array =>
  pcapFile({
    ...options,
    records: Array.from({ length: count }, (_, i) => ({ seconds: START + i, data: data(file, i), original: 60 + i })),
  });
const pcapng = (count: number, file = 0, big = false): Uint8Array =>
  pcapngFile(
    [
      shb(),
      idb(),
      idb(),
      ...Array.from({ length: count }, (_, i) => {
        const of = { ticks: BigInt(START + i) * 1_000_000n, data: data(file, i), original: 60 + i, interfaceId: i % 2 };
        return i % 7 === 3 ? pb(of) : i % 7 === 5 ? spb({ data: data(file, i) }) : epb(of);
      }),
    ],
    big,
  );
const snoop = (count: number, file = 0): Uint8Array =>
  snoopFile(Array.from({ length: count }, (_, i) => ({ seconds: START + i, data: data(file, i), padding: i % 5 })));

interface Open {
  readonly reader: RecordReader;
  readonly store: CaptureStore;
  /** Data of every row, as it was when the files were opened. */
  readonly all: readonly Uint8Array[];
  readonly paths: readonly string[];
}

async function open(...contents: readonly Uint8Array[]): Promise<Open> {
  const folder = temporaryFolder();
  const paths = contents.map((content, i) => {
    const path = join(folder, `${i}.cap`);
    writeFileSync(path, content);
    return path;
  });
  const capture = await openCaptures(paths);
  const store = new CaptureStore();
  const cursor = new RecordCursor();
  const all: Uint8Array[] = [];
  do {
    while (capture.reader.next(cursor)) {
      store.append(cursor, new Layers(), true);
      all.push(cursor.bytes.slice(cursor.start, cursor.end));
    }
  } while (await capture.readBlock());
  await capture.close();
  const reader = new RecordReader({ files: capture.files, interfaces: capture.reader.interfaces }, store.columns);
  return { reader, store, all, paths };
}

async function read({ reader, store }: Open, rows: readonly number[]) {
  const seen: { row: number; data: Uint8Array }[] = [];
  const visit: Parameters<RecordReader['rows']>[1] = (row, bytes, facts) => {
    const c = store.columns;
    expect(facts).toMatchObject({
      number: row + 1,
      time: [c.seconds[row], c.nanos[row]],
      originalLength: c.originalLength[row],
    });
    seen.push({ row, data: bytes.slice() });
    return true;
  };
  await reader.rows(rows, visit).finally(() => reader.close());
  return seen;
}

const COUNT = 400;
const SOURCES: readonly (readonly [name: string, contents: readonly Uint8Array[]])[] = [
  ['pcap', [pcap(COUNT)]],
  ['pcap, big endian', [pcap(COUNT, 0, { bigEndian: true })]],
  ['modified pcap', [pcap(COUNT, 0, { modified: true })]],
  [
    'AIX pcap of FDDI',
    [
      pcapFile({
        version: [2, 2],
        linkType: 15,
        records: Array.from({ length: COUNT }, (_, i) => ({ seconds: 7, data: data(0, i) })),
      }),
    ],
  ],
  [
    'pcap of version 2.2',
    [
      pcapFile({
        version: [2, 2],
        records: Array.from({ length: COUNT }, (_, i) => ({
          data: data(0, i),
          captured: 99,
          original: data(0, i).length,
        })),
      }),
    ],
  ],
  ['pcapng', [pcapng(COUNT)]],
  ['pcapng, big endian', [pcapng(COUNT, 0, true)]],
  ['snoop', [snoop(COUNT)]],
  ['gzip', [new Uint8Array(gzipSync(pcap(COUNT)))]],
  ['zstd', [zstdFile([{ raw: pcapng(COUNT) }], { content: pcapng(COUNT) })]],
  ['three files', [pcap(COUNT), pcapng(COUNT, 1), snoop(COUNT, 2)]],
  ['three files, one compressed', [pcap(COUNT), new Uint8Array(gzipSync(pcapng(COUNT, 1))), snoop(COUNT, 2)]],
];

describe.each(SOURCES)('%s', (_, contents) => {
  test('any rows are those that were read before', async () => {
    const opened = await open(...contents);
    expect(opened.all.length).toBe(COUNT * contents.length);
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: opened.all.length - 1 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, async unsorted => {
        const wanted = [...unsorted].sort((a, b) => a - b);
        expect(await read(opened, wanted)).toEqual(wanted.map(row => ({ row, data: opened.all[row] })));
      }),
      { numRuns: 15 },
    );
    const every = opened.all.map((_, row) => row);
    expect(await read(opened, every)).toEqual(every.map(row => ({ row, data: opened.all[row] })));
  });
});

test('rows far apart and records longer than a window are read', async () => {
  const big = filler(1000);
  const records = Array.from({ length: 300 }, (_, i) => ({
    data: i % 40 === 7 ? new Uint8Array(200_000).fill(i) : big,
  }));
  const opened = await open(pcapFile({ records: records.slice(0, 250), snapLength: 300_000 }));
  const rows = [0, 7, 8, 47, 87, 127, 128, 167, 207, 247, 249];
  expect((await read(opened, rows)).map(one => one.data.length)).toEqual(rows.map(row => records[row]!.data.length));
});

test('reading ends where the visitor has seen enough', async () => {
  const { reader } = await open(pcap(COUNT));
  for (const rows of [[3, 5, 9], Array.from({ length: COUNT }, (_, i) => i)]) {
    const seen: number[] = [];
    await reader.rows(rows, row => {
      seen.push(row);
      return seen.length < 2;
    });
    expect(seen.length).toBe(2);
  }
  await reader.close();
});

const FEW = [3, 200];
const ALL = Array.from({ length: COUNT }, (_, i) => i);

describe.each([
  ['few rows', FEW],
  ['all rows', ALL],
])('%s of a file that is no longer the same', (_, rows) => {
  test('because it is shorter', async () => {
    const opened = await open(pcap(COUNT));
    truncateSync(opened.paths[0]!, 24 + 16 * 3 + 30);
    await expect(read(opened, rows)).rejects.toMatchObject({ kind: 'unreadable' });
  });

  test('because another has its name', async () => {
    const opened = await open(pcap(COUNT));
    writeFileSync(opened.paths[0]!, pcapng(COUNT + 50));
    await expect(read(opened, rows)).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/has changed since it was opened \(at record [1-4]\): open it again\.$/),
    });
  });

  test('because it is gone', async () => {
    const opened = await open(pcap(COUNT));
    rmSync(opened.paths[0]!);
    await expect(read(opened, rows)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('because it has grown, is read: it may still be written', async () => {
    const opened = await open(pcap(COUNT));
    appendFileSync(opened.paths[0]!, pcap(3).subarray(24));
    expect((await read(opened, rows)).map(one => one.row)).toEqual(rows);
  });
});

test('a file of the same length that was written since it was opened is not read from', async () => {
  const opened = await open(pcap(COUNT));
  utimesSync(opened.paths[0]!, 1000, 1000);
  await expect(read(opened, FEW)).rejects.toMatchObject({ kind: 'unreadable' });
});
