// An independent reader, npm's pcap-parser, over every classic microsecond pcap: record boundaries, times, lengths, data.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { type Packet, parse } from 'pcap-parser';
import { describe, expect, test } from 'vitest';
import { filler, pcapFile } from '../build/pcap.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { type ReadAll, readPcap } from './read-all.ts';

interface Row {
  readonly time: string;
  readonly captured: number;
  readonly original: number;
  readonly data: Uint8Array;
}

/** pcap-parser reads the file in pieces of `size`: it joins them with each record, so small pieces are slow. */
async function theirs(file: Uint8Array, size = 65_536): Promise<{ rows: Row[]; error: string | undefined }> {
  const rows: Row[] = [];
  let error: string | undefined;
  const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
    Buffer.from(file.subarray(i * size, (i + 1) * size)),
  );
  await new Promise<void>(resolve => {
    const parser = parse(Readable.from(pieces, { objectMode: false }));
    parser.on('packet', ({ header, data }: Packet) => {
      rows.push({
        time: `${header.timestampSeconds}.${String(header.timestampMicroseconds).padStart(6, '0')}000`,
        captured: header.capturedLength,
        original: header.originalLength,
        data: Uint8Array.from(data),
      });
    });
    parser.on('error', problem => {
      error = problem.message;
      resolve();
    });
    parser.on('end', () => resolve());
  });
  return { rows, error };
}

const ours = (read: ReadAll): Row[] =>
  read.records.map(({ seconds, nanos, original, data }) => ({
    time: `${seconds}.${String(nanos).padStart(9, '0')}`,
    captured: data.length,
    original,
    data,
  }));

/** Row by row, without printing bodies: how many rows agree before the first that does not. */
function agreeing(a: readonly Row[], b: readonly Row[]): number {
  const same = (x: Row, y: Row): boolean =>
    x.time === y.time && x.captured === y.captured && x.original === y.original && Buffer.compare(x.data, y.data) === 0;
  let n = 0;
  while (n < a.length && n < b.length && same(a[n]!, b[n]!)) n++;
  return n;
}

/** Files where pcap-parser is the one that is wrong, the records it gives, and ours. */
const THEY_DIFFER: Readonly<
  Record<string, { readonly reason: string; readonly they: number; readonly agree: number }>
> = {
  'libpcap/pcap-invalid-version-1.pcap': {
    reason: 'refuses a version only when both its numbers differ from 2.4, so it reads version 1.4',
    they: 1,
    agree: 0,
  },
  'tcpdump/atm-oam-loopback-print-overrun.pcap': {
    reason: 'gives a microsecond field beyond a second as it is; we carry it into the seconds',
    they: 1,
    agree: 0,
  },
};

test('pcap-parser works on this Node and agrees on a file of ours', async () => {
  const records = [1, 2, 3].map(n => ({ seconds: n, fraction: n, data: filler(n * 20, n), original: 100 }));
  for (const bigEndian of [false, true]) {
    const file = pcapFile({ records, bigEndian });
    const { rows, error } = await theirs(file, 7);
    expect(error).toBe(undefined);
    expect(rows).toEqual(ours(readPcap(file)));
    expect(rows.length).toBe(3);
  }
});

describe.runIf(hasShared())('classic microsecond captures (beside the checkout)', () => {
  const manifest = hasShared() ? readFileSync(sharedPath('captures/MANIFEST.tsv'), 'utf8').trimEnd().split('\n') : [];
  const classic = manifest
    .slice(1)
    .map(line => line.split('\t'))
    .filter(([, , , , , format, , , resolution]) => format === 'pcap' && resolution === 'us');

  test.each(classic.map(row => [row[0]!, row[6]!] as const))('%s', async (path, compression) => {
    const stored = readFileSync(sharedPath(`captures/${path}`));
    const file = new Uint8Array(compression === 'gz' ? gunzipSync(stored) : stored);
    const { rows, error } = await theirs(file);
    const mine = ours(readPcap(file));
    const different = THEY_DIFFER[path];
    expect(error, different?.reason).toBe(undefined);
    expect(rows.length, different?.reason).toBe(different?.they ?? mine.length);
    expect(agreeing(rows, mine), different?.reason).toBe(different?.agree ?? mine.length);
  });

  test('all of them were compared', () => {
    expect(classic.length).toBe(220);
  });
});
