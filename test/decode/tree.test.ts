// Trees of hostile records: whatever the bytes, under every link type, dissecting ends, throws nothing, shows nothing that
// is outside of the record, and depends on nothing outside. FUZZ_ROUNDS sets how many.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { Dissector } from '../../main/decode/tree/dissect.ts';
import type { Dissection } from '../../main/decode/tree/dissection.ts';
import { LINK_LAYERS } from '../../main/decode/tree/link-layers.ts';
import {
  concat,
  ethernet,
  extension,
  fragmentHeader,
  hex,
  ipv4,
  ipv6,
  tcp,
  u16,
  udp,
  vlan,
  zeros,
} from '../build/packet.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { tsharkCaptures } from '../golden/tshark-table.ts';
import { mutated, randomFrom } from './mutate.ts';
import { dissectOne, itemsOf, treeLines, treeOf, valuesByName } from './tree-of.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 400);
const linkTypes = [...LINK_LAYERS.keys()];

/** Items that point outside of their bytes. */
function outside({ items, sources }: Dissection): string[] {
  const found: string[] = [];
  for (const { name, start, length, source } of itemsOf(items)) {
    const { bytes } = sources[source]!;
    if (start < 0 || length < 0 || start + length > bytes.length) found.push(`${name} [${start}, +${length})`);
  }
  return found;
}

/** Dissects a record between two different surroundings and compares. */
function check(
  record: Uint8Array,
  linkType: number,
  originalLength: number,
  dissectors: readonly [Dissector, Dissector],
): void {
  const seen = dissectors.map((dissector, i) => {
    const surrounded = concat(zeros(5).fill(i === 0 ? 0x45 : 0xff), record, zeros(40).fill(i === 0 ? 6 : 0xc0));
    const dissection = dissectOne(surrounded.subarray(5, 5 + record.length), { linkType, originalLength }, dissector);
    const wrong = outside(dissection);
    if (wrong.length > 0) expect({ linkType, record, wrong }).toEqual({ linkType, record, wrong: [] });
    treeLines(dissection);
    return valuesByName(dissection);
  });
  expect(seen[1], `link type ${linkType}`).toEqual(seen[0]);
}

const pair = (): readonly [Dissector, Dissector] => [new Dissector(), new Dissector()];

/** Records of a capture, at most so many. */
async function recordsOf(path: string, most: number): Promise<{ bytes: Uint8Array; linkType: number }[]> {
  const capture = await openCapture(sharedPath(`captures/${path}`));
  const found: { bytes: Uint8Array; linkType: number }[] = [];
  const cursor = new RecordCursor();
  try {
    do {
      while (found.length < most && capture.reader.next(cursor)) {
        found.push({ bytes: cursor.bytes.slice(cursor.start, cursor.end), linkType: cursor.linkType });
      }
    } while (found.length < most && (await capture.readBlock()));
  } finally {
    await capture.close();
  }
  return found;
}

/** Captures whose records are changed; all of them when it may take long. */
const FEW = [
  'arkime/arkime_synthetic.pcap',
  'zeek/trunc/mpls-6in6-broken.pcap.gz',
  'filesamples/teardrop.pcap',
  'arkime/80211http.pcap',
  'nfstream/pcaps/tor.pcap',
  'suricata-verify/defrag/bug-6887-defrag-ipv6-tcp/frag-ip-tcp.pcap',
];

describe('hostile records', () => {
  test('random bytes under every link type', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...linkTypes),
        fc.integer({ min: 0, max: 0xffffffff }),
        (record, linkType, originalLength) => check(record, linkType, originalLength, pair()),
      ),
      { numRuns: rounds },
    );
  });

  test.skipIf(!hasShared())(
    'mutations of real ones, one after another',
    { timeout: 30_000 + rounds * 40 },
    async () => {
      for (const file of process.env.FUZZ_ROUNDS ? tsharkCaptures() : FEW) {
        const records = await recordsOf(file, rounds);
        const dissectors = pair();
        for (const [i, { bytes, linkType }] of records.entries()) {
          const record = mutated(bytes, i * 31 + rounds);
          check(record, linkType, bytes.length, dissectors);
        }
      }
    },
  );

  test('every cut of records with options, tags and fragments', () => {
    const payload = tcp({ options: hex('020405b4 0402080a ffffffff 00000001 01030307'), payload: zeros(9) });
    const samples = [
      ethernet(0x0800, ipv4({ protocol: 6, payload })),
      ethernet(0x8100, vlan(7, 0x86dd, ipv6({ next: 0, payload: extension(6, payload) }))),
      ethernet(0x86dd, ipv6({ next: 44, payload: fragmentHeader(17, 0, 9, udp({ dst: 53, payload: zeros(30) })) })),
    ];
    for (const sample of samples) {
      for (let size = 0; size <= sample.length; size++) check(sample.subarray(0, size), 1, sample.length, pair());
    }
  });

  test('time and number of layers of a record are in proportion to its length', () => {
    const length = 200_000;
    const inner = (depth: number): Uint8Array => {
      const headers = Array.from({ length: depth }, (_, i) =>
        ipv4({ protocol: 4, payload: zeros(0), totalLength: Math.min(0xffff, (depth - i) * 20) }),
      );
      return concat(...headers);
    };
    const slow: number[] = [];
    const large = [
      ethernet(0x8100, new Uint8Array(length).fill(0x81)),
      ethernet(0x8847, zeros(length)),
      ethernet(0x0800, inner(3000)),
      ethernet(0x86dd, ipv6({ next: 60, payload: concat(...Array(8000).fill(hex('3c00000000000000'))) })),
      ethernet(0x0800, ipv4({ protocol: 17, payload: udp({ dst: 53, payload: zeros(60_000).fill(0xc0) }) })),
      ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 53, payload: zeros(60_000) }) })),
      ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 443, payload: zeros(60_000).fill(0x16) }) })),
    ];
    for (const record of large) {
      const started = performance.now();
      const { items } = dissectOne(record);
      slow.push(performance.now() - started);
      expect(items.length).toBeLessThan(64 + record.length / 4);
    }
    expect(Math.max(...slow)).toBeLessThan(1000);
  });
});

describe('what earlier records leave behind is bounded', () => {
  test('fragments that never come together', () => {
    const dissector = new Dissector();
    const random = randomFrom(1);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 2500; i++) {
      const id = Math.floor(random() * 65536);
      dissectOne(
        ethernet(0x0800, ipv4({ protocol: 17, id, flagsAndOffset: 0x2001, payload: zeros(40_000) })),
        {},
        dissector,
      );
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400 * 2 ** 20);
  });

  test('a message that says it is endless', () => {
    const dissector = new Dissector();
    const first = concat(u16(0xffff), zeros(900));
    let seq = 1000;
    for (let i = 0; i < 120; i++) {
      const payload = i === 0 ? first : zeros(902);
      treeOf(ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 53, seq, payload }) })), {}, dissector);
      seq += payload.length;
    }
    const values = treeOf(ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ dst: 53, seq }) })), {}, dissector);
    expect(values.get('tcp.dstport')).toEqual(['53']);
  });
});

describe('put together', () => {
  const whole = udp({ dst: 9999, payload: Uint8Array.from({ length: 40 }, (_, i) => i) });
  const fragment = (from: number, to: number, more: boolean): Uint8Array =>
    ethernet(
      0x0800,
      ipv4({ protocol: 17, id: 7, flagsAndOffset: (from / 8) | (more ? 0x2000 : 0), payload: whole.slice(from, to) }),
    );

  test('the fragment that comes last shows the datagram, whichever it is', () => {
    const dissector = new Dissector();
    const parts = [fragment(32, 48, false), fragment(0, 16, true), fragment(16, 32, true)];
    const [a, b, c] = parts.map((bytes, i) => treeOf(bytes, { number: i + 1 }, dissector)) as [
      ReturnType<typeof treeOf>,
      ReturnType<typeof treeOf>,
      ReturnType<typeof treeOf>,
    ];
    expect([a.get('udp'), b.get('udp')]).toEqual([undefined, undefined]);
    expect(a.get('data.len')).toEqual(['16']);
    expect(c.get('ip.fragment')).toEqual(['2', '3', '1']);
    expect(c.get('udp.length')).toEqual(['48']);
    expect(c.get('frame.protocols')).toEqual(['eth:ethertype:ip:udp:data']);
  });

  test('a tree reads as in a detail pane', () => {
    const lines = treeLines(
      dissectOne(ethernet(0x0800, ipv4({ protocol: 17, payload: whole, ttl: 3 })), { number: 12 }),
    );
    expect(lines[0]).toBe('Frame 12: 82 bytes (656 bits) on wire, 82 bytes (656 bits) captured');
    expect(lines).toContain('Ethernet II, Src: 02:00:00:00:00:0a, Dst: 02:00:00:00:00:0b');
    expect(lines).toContain('Internet Protocol Version 4, Src: 192.0.2.1, Dst: 198.51.100.2');
    expect(lines).toContain("    .1.. .... = Don't fragment: Set");
    expect(lines).toContain('    [Expert Info (Note/Sequence): "Time To Live" only 3]');
    expect(lines).toContain('User Datagram Protocol, Src Port: 40000, Dst Port: 9999');
    expect(lines.at(-1)).toBe('  [Length: 40]');
  });
});
