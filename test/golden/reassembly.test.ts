// Fragments and segments in any order, twice, overlapping or missing: what is put together, against what the installed
// tshark says of the same file. FUZZ_ROUNDS sets how many files (default 2 a kind).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, ethernet, fragmentHeader, ipv4, ipv6, udp, zeros } from '../build/packet.ts';
import { type PcapRecord, pcapFile } from '../build/pcap.ts';
import { randomFrom } from '../decode/mutate.ts';
import { eachTree, valuesByName } from '../decode/tree-of.ts';
import { segmentsOfDns } from './tcp-traffic.ts';

/** Each file is a run of tshark, so there is a limit. */
const rounds = Math.min(200, Number(process.env.FUZZ_ROUNDS ?? 2));

const FRAGMENTS = 'fragment fragment.error fragment.count fragment.overlap fragment.overlap.conflict'.split(' ');
const ODD = 'fragment.multipletails fragment.toolongfragment reassembled.length reassembled.data'.split(' ');
const IP_FIELDS = [...FRAGMENTS, ...ODD].flatMap(name => [`ip.${name}`, `ipv6.${name}`]).concat('udp.length');
const TCP_FIELDS = `tcp.segment tcp.segment.error tcp.segment.count tcp.segment.overlap tcp.segment.overlap.conflict
  tcp.segment.toolongfragment tcp.reassembled.length tcp.reassembled.data tcp.segment_data dns.id dns.qry.name
  _ws.malformed frame.protocols`.split(/\s+/);

function hasTshark(): boolean {
  try {
    return execFileSync('tshark', ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).includes('4.0.');
  } catch {
    return false;
  }
}

/** Rows of tshark over a file: the fields in order, all occurrences. */
function tsharkSays(path: string, fields: readonly string[]): string[][] {
  const args = ['-n', '-r', path, '-T', 'fields', ...fields.flatMap(field => ['-e', field])];
  const out = execFileSync('tshark', [...args, '-E', 'occurrence=a', '-E', 'aggregator=|'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 28,
  });
  return out
    .toString()
    .split('\n')
    .slice(0, -1)
    .map(line => line.split('\t'));
}

/** Pieces [start, end) of `length` bytes at steps of 8, some twice, some overlapping, some beyond, out of order. */
function fragmentPlan(length: number, random: () => number): (readonly [start: number, end: number, more: boolean])[] {
  const below = (limit: number): number => Math.floor(random() * limit);
  const plan: (readonly [number, number, boolean])[] = [];
  for (let at = 0; at < length; ) {
    const end = Math.min(length, at + 8 * (1 + below(8)));
    plan.push([at, end, end < length]);
    if (random() < 0.1) plan.push([at, end, end < length]);
    if (random() < 0.1) plan.push([Math.max(0, at - 8), Math.min(length, end + 8), true]);
    at = end;
  }
  if (random() < 0.1) plan.push([length - (length % 8), length + 8, false]);
  const lost = random() < 0.1 ? below(plan.length) : -1;
  const kept = plan.filter((_, i) => i !== lost);
  return kept
    .map(piece => ({ piece, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ piece }) => piece);
}

function fragmentRecords(seed: number): PcapRecord[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const queue: { readonly data: Uint8Array; readonly key: number }[] = [];
  for (let datagram = 0; datagram < 40; datagram++) {
    const whole = udp({ payload: Uint8Array.from({ length: 40 + below(200) }, () => below(256)) });
    const start = random() * 20;
    fragmentPlan(whole.length, random).forEach(([from, to, more], i) => {
      const part = concat(whole, zeros(64)).slice(from, to);
      if (random() < 0.05 && part.length > 0) part[below(part.length)]! ^= 1;
      const flags = (from / 8) | (more ? 0x2000 : 0);
      const v6 = fragmentHeader(17, from | (more ? 1 : 0), datagram, part);
      const data =
        datagram % 2 === 0
          ? ethernet(0x0800, ipv4({ protocol: 17, id: datagram, flagsAndOffset: flags, payload: part }))
          : ethernet(0x86dd, ipv6({ next: 44, payload: v6 }));
      queue.push({ data, key: start + i * random() });
    });
  }
  queue.sort((a, b) => a.key - b.key);
  return queue.map(({ data }, i) => ({ seconds: i, data }));
}

describe.skipIf(!hasTshark())('put together as tshark does', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reassembly-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function compare(records: readonly PcapRecord[], fields: readonly string[], what: string): Promise<number> {
    const path = join(folder, 'a.pcap');
    writeFileSync(path, pcapFile({ records }));
    const theirs = tsharkSays(path, fields);
    expect(theirs.length, what).toBe(records.length);
    let present = 0;
    await eachTree(path, (dissection, number) => {
      const values = valuesByName(dissection);
      const ours = fields.map(field => (values.get(field) ?? []).join('|'));
      const row = theirs[number - 1]!;
      present += row.filter(text => text !== '').length;
      const named = (texts: readonly string[]): Record<string, string> =>
        Object.fromEntries(fields.map((field, i) => [field, texts[i] ?? '']).filter(([, text]) => text !== ''));
      expect(named(ours), `${what}, record ${number}`).toEqual(named(row));
    });
    return present;
  }

  test('fragments of IPv4 and IPv6', { timeout: 20_000 + rounds * 5000 }, async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      expect(await compare(fragmentRecords(seed), IP_FIELDS, `seed ${seed}`)).toBeGreaterThan(100);
    }
  });

  test('messages over TCP', { timeout: 20_000 + rounds * 5000 }, async () => {
    for (let seed = 1; seed <= rounds; seed++) {
      expect(await compare(segmentsOfDns(seed), TCP_FIELDS, `seed ${seed}`)).toBeGreaterThan(100);
    }
  });
});
