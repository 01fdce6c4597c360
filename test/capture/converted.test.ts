// The same records in every format that Wireshark's own programs write, and compressed in every way, read the same.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { type OpenCapture, openCapture } from '../../main/capture/open-capture.ts';
import { lz4File, zstdFile } from '../build/frames.ts';
import { filler, pcapFile } from '../build/pcap.ts';
import { isInstalled, runProgram } from '../build/program.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (content: Uint8Array): string => {
  const path = join(folder, 'capture');
  writeFileSync(path, content);
  return path;
};

async function readAll(path: string): Promise<{ rows: string[]; capture: OpenCapture }> {
  const capture = await openCapture(path);
  const cursor = new RecordCursor();
  const rows: string[] = [];
  do {
    while (capture.reader.next(cursor)) {
      const { seconds, nanos, originalLength, linkType, bytes, start, end } = cursor;
      const data = Buffer.from(bytes.subarray(start, end)).toString('base64');
      rows.push(`${seconds}.${String(nanos).padStart(9, '0')} ${originalLength} ${linkType} ${data}`);
    }
  } while (await capture.readBlock());
  await capture.close();
  return { rows, capture };
}

/** Microseconds, lengths above what was captured, and an empty record: all that these formats can say. */
const RECORDS = Array.from({ length: 200 }, (_, i) => ({
  seconds: 1_600_000_000 + Math.floor(i / 3),
  fraction: (i * 7919) % 1_000_000,
  data: filler((i * 37) % 300, i),
  original: ((i * 37) % 300) + (i % 4),
}));

describe.skipIf(!isInstalled('editcap'))('as editcap writes it (needs editcap)', () => {
  test.each([
    ['pcap', 'pcap, microseconds'],
    ['nsecpcap', 'pcap, nanoseconds'],
    ['modpcap', 'modified pcap'],
    ['rh6_1pcap', 'modified pcap'],
    ['suse6_3pcap', 'modified (SuSE 6.3) pcap'],
    ['nokiapcap', 'Nokia pcap'],
    ['snoop', 'snoop, version 2'],
    ['pcapng', 'pcapng'],
  ])('%s', async (format, text) => {
    const { rows } = await readAll(write(pcapFile({ records: RECORDS })));
    expect(rows.length).toBe(RECORDS.length);
    const path = join(folder, format);
    runProgram('editcap', ['-F', format, join(folder, 'capture'), path]);
    const converted = await readAll(path);
    expect(converted.rows).toEqual(rows);
    expect(converted.capture.damage).toEqual([]);
    expect(converted.capture.reader.formatText).toContain(text);
  });

  test('comments of packets and of the section', async () => {
    const path = join(folder, 'comments');
    const comments = ['-a', '1:first', '-a', '7:seventh, and\nmore', '--capture-comment', 'of the whole'];
    runProgram('editcap', [...comments, write(pcapFile({ records: RECORDS })), path]);
    const { facts } = (await readAll(path)).capture.reader;
    expect([facts.commentsOf(0), facts.commentsOf(1), facts.commentsOf(6)]).toEqual([
      ['first'],
      [],
      ['seventh, and\nmore'],
    ]);
    expect(facts.comments).toEqual(['of the whole']);
    expect(facts.writers.some(writer => writer.includes('Editcap'))).toBe(true);
  });
});

describe.skipIf(!hasShared())('real captures (beside the checkout), compressed', () => {
  const manifest = hasShared() ? readFileSync(sharedPath('captures/MANIFEST.tsv'), 'utf8').split('\n').slice(1) : [];
  const some = manifest
    .map(line => line.split('\t'))
    .filter(([path, , , size]) => path && Number(size) < 3_000_000)
    .filter((_, i) => i % 9 === 0)
    .map(([path]) => path!);

  test.each(some)('%s', async path => {
    const stored = readFileSync(sharedPath(`captures/${path}`));
    const content = new Uint8Array(stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync(stored) : stored);
    const plain = await readAll(write(content)).catch(() => undefined);
    const blocks = Array.from({ length: Math.ceil(content.length / 60_000) }, (_, i) =>
      content.subarray(i * 60_000, (i + 1) * 60_000),
    );
    const packed: Record<string, Uint8Array> = {
      gzip: new Uint8Array(gzipSync(content)),
      zstd: zstdFile(
        blocks.map(raw => ({ raw })),
        { content, checksum: true, window: 0x40 },
      ),
      lz4: lz4File(
        blocks.map(block => ({ stored: block })),
        { blockChecksums: true },
      ),
    };
    if (isInstalled('zstd')) packed.zstdProgram = runProgram('zstd', ['-q', '-c'], content);
    if (isInstalled('lz4')) packed.lz4Program = runProgram('lz4', ['-q', '-c', '-BD'], content);
    for (const [how, file] of Object.entries(packed)) {
      const read = await readAll(write(file)).catch(() => undefined);
      expect(read?.rows, how).toEqual(plain?.rows);
      expect(read?.capture.reader.damage, how).toEqual(plain?.capture.reader.damage);
      expect(read?.capture.compression ?? null, how).toBe(plain ? how.replace('Program', '') : null);
    }
  });
});
