// The two ways into a record agree: what the hot path says of a header is what the tree says of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldWriter } from '../../main/decode/field-values.ts';
import { Layers, NETWORK } from '../../main/decode/layers.ts';
import { tcpOptionsEnd } from '../../main/decode/transport/tcp.ts';
import type { Dissection } from '../../main/decode/tree/dissection.ts';
import type { TreeItem } from '../../main/decode/tree/item.ts';
import { valueText } from '../../main/decode/tree/item-text.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import { FIELDS } from '../../shared/model/field.ts';
import {
  ascii,
  authentication,
  concat,
  ethernet,
  extension,
  hex,
  icmp,
  ipv4,
  ipv6,
  tcp,
  udp,
  vlan,
  zeros,
} from '../build/packet.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { geneve, gre, gtp, overUdp, vxlan } from '../build/tunnel.ts';
import { tsharkCaptures } from '../golden/tshark-table.ts';
import { dissectOne, eachTree, itemsOf } from './tree-of.ts';

const NAMES = FIELDS.map(field => field.name).filter(
  name => fieldWriter(name) !== undefined && Object.hasOwn(CATALOGUE, name) && name !== 'vlan',
);
/** IPv6 under the EtherType of IPv4 runs through IPv4 first, which only tells the versions apart. */
const isIp = ({ name, children }: TreeItem): boolean => name === 'ipv6' || (name === 'ip' && children[0]?.value !== 6);
/** The innermost header is the last one that makes sense as far as its addresses. */
const isWhole = (item: TreeItem): boolean =>
  item.children.some(({ name }) => name === 'ip.dst' || name === 'ip.cur_rt' || name === 'ipv6.dst');

/** Texts of the fields in some layers; the edges of SACK blocks as the list that the hot path makes of them. */
function textsOf(items: readonly TreeItem[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { name, value } of itemsOf(items)) {
    if (name === '') continue;
    const text = valueText(CATALOGUE[name], value);
    const known = texts.get(name);
    const list = name === 'tcp.options.sack_le' || name === 'tcp.options.sack_re';
    if (known === undefined) texts.set(name, text);
    else if (list) texts.set(name, `${known},${text}`);
  }
  return texts;
}

/** Layers of the outermost IP header (and what is outside of it), or of the innermost one. */
function layersOf(d: Dissection, inner: boolean): readonly TreeItem[] {
  const first = inner ? d.items.findLastIndex(item => isIp(item) && isWhole(item)) : d.items.findIndex(isIp);
  const next = d.items.findIndex((item, i) => i > first && isIp(item));
  return d.items.slice(inner ? Math.max(0, first) : 0, first < 0 || next < 0 ? d.items.length : next);
}

const layers = new Layers();

const ICMP_LEN = 6;
const areOptionsCut = (bytes: Uint8Array): boolean => tcpOptionsEnd(bytes, layers.transport) > layers.ipEnd;

/** Names of fields in which the two differ: name, hot path, tree. */
function differences(d: Dissection, bytes: Uint8Array, inner: boolean): string[] {
  const { originalLength, linkType } = d.record;
  walkRecord(bytes, 0, bytes.length, originalLength, linkType, layers, inner);
  // What was put together is in the tree of the last fragment alone.
  if (layers.fragment === 1) return [];
  const tree = textsOf(layersOf(d, inner));
  return NAMES.flatMap(name => {
    if (inner && !/^(ip|ipv6|tcp|udp)\./.test(name)) return [];
    const hot = fieldWriter(name)!(bytes, layers);
    const own = tree.get(name) ?? '';
    // Of an option that was cut, the tree has what there is, the hot path nothing.
    if (hot === '' && name.startsWith('tcp.options.') && areOptionsCut(bytes)) return [];
    // Like Wireshark the tree looks at the sixth byte of ICMP first.
    if (own === '' && name.startsWith('icmp.') && layers.ipEnd - layers.transport < ICMP_LEN) return [];
    // And it looks for a source route before it shows the destination.
    if (own === '' && name === 'ip.dst' && layers.transport < 0) return [];
    return hot === own ? [] : [`${name}: ${hot} | ${own}`];
  });
}

const payload = fc.uint8Array({ maxLength: 40 });
const segment = fc
  .record({ src: fc.nat(65535), dst: fc.nat(65535), flags: fc.nat(0xfff), seq: fc.nat(0xffffffff), data: payload })
  .map(({ data, ...of }) => tcp({ ...of, payload: data, options: hex('0204 05b4 0101 050a 00000001 00000009') }));
const datagram = fc
  .tuple(fc.integer({ min: 7000, max: 65535 }), payload)
  .map(([port, data]) => udp({ src: port, dst: 7777, payload: data }));
const packet = fc.oneof(
  segment.map(data => ipv4({ protocol: 6, payload: data })),
  datagram.map(data => ipv4({ protocol: 17, payload: data, options: hex('01010100') })),
  segment.map(data => ipv6({ next: 0, payload: extension(6, data) })),
  datagram.map(data => ipv6({ next: 60, payload: extension(17, data, zeros(14), 1) })),
  segment.map(data => ipv4({ protocol: 51, payload: authentication(6, data) })),
  payload.map(data => ipv4({ protocol: 1, payload: icmp(8, 0, concat(zeros(4), data)) })),
);
const etherType = (of: Uint8Array): number => (of[0]! >> 4 === 4 ? 0x0800 : 0x86dd);
const ethernetOf = (of: Uint8Array): Uint8Array => ethernet(etherType(of), of);
const wrapped = fc.tuple(packet, fc.array(fc.nat(5), { maxLength: 3 })).map(([innermost, kinds]) =>
  kinds.reduce((of, kind) => {
    switch (kind) {
      case 0:
        return ipv4({ protocol: of[0]! >> 4 === 4 ? 4 : 41, payload: of });
      case 1:
        return ipv6({ next: 47, payload: gre(etherType(of), of, 0x3000) });
      case 2:
        return ipv4({ protocol: 17, payload: overUdp(4789, vxlan(1, ethernetOf(of))) });
      case 3:
        return ipv4({ protocol: 17, payload: overUdp(6081, geneve(2, etherType(of), of, hex('0102 03 01 00000000'))) });
      case 4:
        return ipv6({ next: 17, payload: overUdp(2152, gtp(3, of)) });
      default:
        return ipv4({ protocol: 47, payload: gre(0x6558, ethernet(0x8100, vlan(7, etherType(of), of))) });
    }
  }, innermost),
);

describe('random packets', () => {
  test.each([false, true])('innermost: %s', inner => {
    fc.assert(
      fc.property(wrapped, fc.nat(30), (of, cut) => {
        const frame = ethernetOf(of);
        const bytes = inner || cut > 15 ? frame : frame.subarray(0, frame.length - cut);
        expect(differences(dissectOne(bytes, { originalLength: frame.length }), bytes, inner)).toEqual([]);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 400) },
    );
  });

  test('each of them says something', () => {
    const frame = ethernetOf(ipv4({ protocol: 6, payload: tcp({ payload: ascii('x') }) }));
    expect(textsOf(layersOf(dissectOne(frame), false)).get('tcp.srcport')).toBe('49152');
  });
});

/** Records of real captures where the two differ on purpose. */
const DIFFERENT: readonly (readonly [file: string, field: RegExp])[] = [
  // A header that ends early: as in tshark the tree ends before what stands in front of its end.
  ['ndpi/default/pcap/fuzz-2006-06-26-2594.pcap', /^tcp\.(seq|ack)_raw: /],
  ['arkime/arkime_synthetic.pcap', /^udp\.checksum: /],
];

describe.skipIf(!hasShared())('real captures', () => {
  const MOST = Number(process.env.NET_FRAMES ?? 60);

  test('both ways into every record agree', { timeout: 300_000 }, async () => {
    let compared = 0;
    const found: string[] = [];
    for (const file of tsharkCaptures()) {
      const visit: Parameters<typeof eachTree>[1] = (d, number) => {
        const bytes = d.sources[0]!.bytes;
        const allowed = DIFFERENT.filter(([of]) => of === file);
        for (const inner of [false, true]) {
          const quotes = d.items.some(item => item.name === 'icmp' || item.name === 'icmpv6');
          if (inner && quotes) continue;
          compared += NAMES.length;
          const lines = differences(d, bytes, inner).filter(line => !allowed.some(([, field]) => field.test(line)));
          if (lines.length > 0)
            found.push(`${file} ${number} ${inner ? 'innermost' : 'outermost'}: ${lines.join('; ')}`);
          if (inner && layers.network === NETWORK.other) continue;
        }
      };
      await eachTree(sharedPath(`captures/${file}`), visit, MOST).catch(() => undefined);
    }
    expect(compared).toBeGreaterThan(500_000);
    expect(found.slice(0, 30), `${found.length} records differ`).toEqual([]);
  });
});
