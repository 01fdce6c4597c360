// Every record of the real captures against what tshark 4.0.17 says of it: number, time, length on the wire, captured.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

/** tshark's tables end here. */
const MAX_ROWS = 3000;

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'));

const table = (path: string): readonly (readonly string[])[] => rowsOf(readFileSync(sharedPath(path), 'utf8'));

/** Files that we refuse, and the words that say why. */
const REFUSED: Readonly<Record<string, string>> = {
  'libpcap/pcap-invalid-version-1.pcap': 'version 1.4',
};

/**
 * Where we differ from tshark on purpose, `tshark's row -> ours`. Beyond these: a simple packet block has no time for
 * tshark and that of the record before it for us (the first ones: that of the first that has one), and tshark shows
 * custom blocks as frames.
 */
const DIFFERENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Nanoseconds beyond a second: tshark writes the two numbers side by side, we carry.
  'ndpi/default/pcap/fuzz-2021-10-13.pcap': {
    '1 980658802.1882137472 524501 197': '1 980658803.882137472 524501 197',
  },
  // Microseconds beyond 2^31/1000 overflow in tshark; it also takes the 4-byte SunATM header off the lengths.
  'tcpdump/atm-oam-loopback-print-overrun.pcap': {
    '1 1544488577.179996080 65618 60': '1 1544489736.821166000 65622 64',
  },
};

/** Files where tshark stops and we go on, or which it does not open at all, and how many records we give. */
const FURTHER: Readonly<Record<string, number>> = {
  // A section of an unknown version: tshark stops, we leave it out.
  'gopacket/pcapgo/tests/be/test901.pcapng': 2,
  'gopacket/pcapgo/tests/le/test901.pcapng': 2,
  // Link types that tshark does not know, or reserved bits in the link-type word.
  'libpcap/filter/brcm-tag-stp.pcap': 4,
  'libpcap/filter/brcm-tag.pcap': 15,
  'libpcap/linktype-reserved-field-not-zero.pcap': 0,
  'tcpdump/dsa-high-vid.pcap': 4,
  'tcpdump/dsa.pcap': 8,
  'tcpdump/frf16_magic_ie-oobr.pcap': 1,
  'tcpdump/juniper_monitor_invalid_cookie_length.pcap': 1,
  'tcpdump/vtp_asan-2.pcap': 1,
  // No block states the same length at both its ends, so there is nothing to go on with.
  'libpcap/shb-option-too-long.pcapng': 0,
};

/** Files whose damage is listed though tshark reports none. */
const DAMAGE_ONLY_HERE: readonly string[] = [
  // Its second interface has times beyond the year 2106 (an offset applied twice by its writer).
  'pcapplusplus/Pcap++Test/PcapExamples/pcapng-example.pcapng',
  'pcapplusplus/Pcap++Test/PcapExamples/file_heuristics/pcapng-example.pcapng.zst',
];
const LAST_MOMENT = '4294967295.999999999';

const compressed = (path: string): Uint8Array => gunzipSync(readFileSync(sharedPath(path)));

/** tshark's first rows of a file in our form. */
function tsharkRows(path: string): readonly string[] {
  const rows = rowsOf(new TextDecoder().decode(compressed(`captures/tshark/${path}.tsv.gz`)));
  const frames = rows.filter(row => !row.at(-1)?.startsWith('Custom Block'));
  let before = frames.find(([, time]) => time)?.[1] ?? '0.000000000';
  return frames.map(([, stated, length, captured], i) => {
    const time = stated || before;
    before = time;
    const row = `${i + 1} ${Number(time) >= 2 ** 32 ? LAST_MOMENT : time} ${length} ${captured}`;
    return DIFFERENT[path]?.[row] ?? row;
  });
}

async function ourRows(path: string): Promise<{ rows: string[]; records: number; damage: number; format: string }> {
  const capture = await openCapture(sharedPath(`captures/${path}`), { blockSize: 64 * 1024 });
  const cursor = new RecordCursor();
  const rows: string[] = [];
  let records = 0;
  do {
    while (capture.reader.next(cursor)) {
      records++;
      if (records > MAX_ROWS) continue;
      const time = `${cursor.seconds}.${String(cursor.nanos).padStart(9, '0')}`;
      rows.push(`${records} ${time} ${cursor.originalLength} ${cursor.end - cursor.start}`);
    }
  } while (await capture.readBlock());
  await capture.close();
  return { rows, records, damage: capture.damage.length, format: capture.reader.format };
}

describe.runIf(hasShared())('real captures (beside the checkout)', () => {
  const manifest = hasShared() ? table('captures/MANIFEST.tsv') : [];
  const manifestOf = new Map(manifest.map(row => [row[0]!, row]));
  const index = hasShared() ? table('captures/tshark/INDEX.tsv') : [];

  test.each(index.map(row => [row[0]!, row] as const))('%s', async (path, [, exitCode, frames]) => {
    const refused = REFUSED[path];
    if (refused) {
      const thrown = await openCapture(sharedPath(`captures/${path}`)).catch((reason: unknown) => reason);
      expect(thrown).toBeInstanceOf(ProblemError);
      expect(thrown).toMatchObject({ kind: 'not-a-capture', message: expect.stringContaining(refused) });
      return;
    }
    const ours = await ourRows(path);
    const theirs = frames === '-1' ? [] : tsharkRows(path);
    expect(ours.rows.slice(0, theirs.length)).toEqual(theirs);

    const capinfos = manifestOf.get(path)?.[12];
    const expectedRecords = FURTHER[path] ?? (capinfos ? Number(capinfos) : theirs.length);
    expect(ours.records).toBe(expectedRecords);
    expect(ours.format).toBe(manifestOf.get(path)?.[5]);

    const stoppedOnDamage = exitCode !== '0' && frames !== '-1';
    if (stoppedOnDamage || DAMAGE_ONLY_HERE.includes(path)) expect(ours.damage).toBeGreaterThan(0);
    else if (exitCode === '0') expect(ours.damage).toBe(0);
  });

  test('all of them were compared', () => {
    expect(index.length).toBeGreaterThan(280);
  });
});
