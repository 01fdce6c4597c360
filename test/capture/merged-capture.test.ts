// Several files as one: time order, order of each file, interfaces, damage, and the same as mergecap makes of them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCaptures } from '../../main/capture/merged-capture.ts';
import { OpenCapture } from '../../main/capture/open-capture.ts';
import { zstdFile } from '../build/frames.ts';
import { concat, filler, pcapFile } from '../build/pcap.ts';
import { type Block, epb, idb, isb, nameRecord, nrb, pcapngFile, shb, spb } from '../build/pcapng.ts';
import { isInstalled, runProgram } from '../build/program.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { snoopFile } from '../build/snoop.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
const write = (content: Uint8Array): string => {
  const path = join(folder, `capture-${written++}`);
  writeFileSync(path, content);
  return path;
};

/** Records as `seconds.nanos:first byte`, and what is known at the end. */
async function readMerged(paths: readonly string[], blockSize?: number) {
  const capture = await openCaptures(paths, blockSize ? { blockSize } : {});
  const cursor = new RecordCursor();
  const records: string[] = [];
  const ids: number[] = [];
  do {
    while (capture.reader.next(cursor)) {
      const { seconds, nanos, bytes, start, end } = cursor;
      records.push(`${seconds}.${nanos}:${bytes[start] ?? ''}/${end - start}`);
      ids.push(cursor.interfaceId);
    }
  } while (await capture.readBlock());
  await capture.close();
  const { interfaces, facts } = capture.reader;
  return { records, ids, interfaces, facts, capture };
}

const at = (...seconds: readonly number[]) => seconds.map(s => ({ seconds: s, data: Uint8Array.of(s, 0) }));
const ng = (...blocks: readonly Block[]): string => write(pcapngFile([shb(), ...blocks]));
const packet = (seconds: number, first: number, interfaceId = 0): Block =>
  epb({ ticks: BigInt(seconds) * 1_000_000n, data: Uint8Array.of(first), interfaceId });

test('one path is the capture itself', async () => {
  const capture = await openCaptures([write(pcapFile({ records: at(1) }))]);
  expect(capture).toBeInstanceOf(OpenCapture);
  await capture.close();
});

test('records come in time order, ties in the order of the files, whatever the format and compression', async () => {
  const file = pcapFile({
    records: [
      { seconds: 3, data: Uint8Array.of(1) },
      { seconds: 7, data: Uint8Array.of(2) },
    ],
  });
  const paths = [
    write(new Uint8Array(gzipSync(file))),
    write(
      snoopFile([
        { seconds: 3, data: Uint8Array.of(3) },
        { seconds: 5, data: Uint8Array.of(4) },
      ]),
    ),
    ng(idb(), packet(1, 5), packet(3, 6), packet(9, 7)),
    write(zstdFile([{ raw: pcapFile({}) }], { content: pcapFile({}) })),
  ];
  const { records, ids, interfaces, capture } = await readMerged(paths);
  expect(records).toEqual(['1.0:5/1', '3.0:1/1', '3.0:3/1', '3.0:6/1', '5.0:4/1', '7.0:2/1', '9.0:7/1']);
  expect(ids).toEqual([2, 0, 1, 2, 1, 0, 2]);
  expect(interfaces.map(one => [one.id, one.file])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(capture.files.map(one => [one.format, one.compression])).toEqual([
    ['pcap', 'gzip'],
    ['snoop', null],
    ['pcapng', null],
    ['pcap', 'zstd'],
  ]);
  expect(capture.bytesRead()).toBe(capture.size);
});

test('a file whose clock runs backwards keeps its own order', async () => {
  const { records } = await readMerged([
    write(pcapFile({ records: at(5, 2, 6) })),
    write(pcapFile({ records: at(1, 4, 7) })),
  ]);
  expect(records.map(one => one.split('.')[0])).toEqual(['1', '4', '5', '2', '6', '7']);
});

test('interfaces that are declared late get numbers behind the others', async () => {
  const { ids, interfaces } = await readMerged([
    ng(idb({ name: 'a' }), packet(1, 1), idb({ name: 'late' }), packet(4, 2, 1), idb({ name: 'unused' })),
    ng(idb({ name: 'b' }), packet(2, 3), packet(3, 4), isb({ options: [[4, filler(8)]] })),
  ]);
  expect(ids).toEqual([0, 1, 1, 2]);
  expect(interfaces.map(({ id, name, file }) => `${id} ${name} ${file}`)).toEqual([
    '0 a 0',
    '1 b 1',
    '2 late 0',
    '3 unused 0',
  ]);
  expect(interfaces[1]?.received).not.toBe(null);
});

test('comments are known by the number in the whole; facts of all files are there', async () => {
  const late = nrb(nameRecord(1, concat(Uint8Array.of(10, 0, 0, 1), new TextEncoder().encode('late'))));
  const comment = (text: string) => [[1, new TextEncoder().encode(text)]] as const;
  const { facts } = await readMerged([
    ng(idb(), packet(5, 1), epb({ ticks: 6_000_000n, options: comment('second of a') }), spb({ data: filler(1) })),
    write(pcapngFile([shb({ options: comment('file b') }), idb(), epb({ options: comment('first of b') }), late])),
  ]);
  expect(facts.names.map(({ name }) => name)).toEqual(['late']);
  expect([0, 1, 2].map(i => facts.commentsOf(i))).toEqual([['first of b'], [], ['second of a']]);
  expect([facts.comments, facts.untimed, facts.commentedRecords]).toEqual([['file b'], 1, 2]);
});

test('damage says in which file, and the others are read on', async () => {
  const broken = pcapFile({ records: [...at(1, 3), { seconds: 4, captured: 999_999 }] });
  const { records, capture } = await readMerged([write(pcapFile({ records: at(2, 9) })), write(broken)]);
  expect(records.length).toBe(4);
  expect(capture.damage).toMatchObject([{ file: 1, record: 2, reason: expect.stringContaining('999999') }]);
});

test('a file that is no capture closes the others', async () => {
  const good = write(pcapFile({}));
  const bad = write(new TextEncoder().encode('hello'));
  await expect(openCaptures([good, bad])).rejects.toMatchObject({ kind: 'not-a-capture' });
});

test('leading records without a time are merged by the first time of their file', async () => {
  const { records, facts } = await readMerged([
    ng(idb(), spb({ data: Uint8Array.of(1) }), packet(5, 2)),
    write(pcapFile({ records: at(1, 4, 6) })),
  ]);
  expect(records.map(one => one.split(':')[0])).toEqual(['1.0', '4.0', '5.0', '5.0', '6.0']);
  expect(facts.untimed).toBe(1);
});

describe('any files', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });

  test('are merged as their sorted records, in blocks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(times, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 1, max: 90 }),
        async (files, size) => {
          const sorted = files.map(file => [...file].sort((a, b) => a - b));
          const paths = sorted.map((file, k) =>
            write(pcapFile({ nanos: true, records: file.map(s => ({ seconds: s, data: Uint8Array.of(k) })) })),
          );
          const expected = sorted
            .flatMap((file, k) => file.map((s, i) => ({ s, k, i })))
            .sort((a, b) => a.s - b.s || a.k - b.k || a.i - b.i);
          const { records } = await readMerged(paths, size);
          expect(records).toEqual(expected.map(({ s, k }) => `${s}.0:${k}/1`));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.skipIf(!isInstalled('mergecap'))('are merged as mergecap does (needs mergecap)', async () => {
    for (const files of [
      [
        [1, 4, 4, 9],
        [4, 2, 5],
        [0, 4, 30],
      ],
      [[5, 5, 5], [5, 5], [5]],
      [
        [9, 1, 8, 2],
        [7, 3],
        [6, 4, 5],
      ],
    ]) {
      const paths = files.map((file, k) =>
        write(
          pcapFile({
            records: file.map((s, i) => ({ seconds: s, fraction: k % 2, data: Uint8Array.of(k * 16 + i, 1) })),
          }),
        ),
      );
      const merged = join(folder, 'merged.pcapng');
      // Of records with one time mergecap takes that of the last file first.
      runProgram('mergecap', ['-w', merged, ...paths.toReversed()]);
      expect((await readMerged(paths)).records).toEqual((await readMerged([merged])).records);
    }
  });
});

describe.skipIf(!hasShared() || !isInstalled('mergecap'))('real captures (beside the checkout; needs mergecap)', () => {
  const manifest = hasShared() ? readFileSync(sharedPath('captures/MANIFEST.tsv'), 'utf8').trimEnd().split('\n') : [];
  // Those that Wireshark reads to their end, so that only the merging is compared.
  const paths = manifest
    .map(line => line.split('\t'))
    .filter(([, , , size, , format, , , , , , walked, counted]) => {
      return Number(size) < 300_000 && format === 'pcap' && walked === counted && Number(counted) > 1;
    })
    .map(([path]) => sharedPath(`captures/${path}`));
  const groups = Array.from({ length: 12 }, (_, i) => [
    paths[i * 5]!,
    paths[i * 7 + 3]!,
    paths[i * 11 + 1]!,
    paths[40 + i]!,
  ]);

  test.each(groups)('%s and others are merged as mergecap does', async (...group) => {
    const merged = join(folder, 'merged.pcapng');
    runProgram('mergecap', ['-w', merged, ...group.toReversed()]);
    const ours = await readMerged(group);
    expect(ours.records).toEqual((await readMerged([merged])).records);
    expect(ours.records.length).toBeGreaterThan(8);
  });
});
