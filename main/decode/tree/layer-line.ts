// The line of a layer: its protocol's name and the values by which people know it.
import { CATALOGUE, type FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { TreeItem } from './item.ts';
import { valueText } from './item-text.ts';

/** What stands behind the title: a word, and the field whose first value follows it. The first word may replace the title. */
type Part = readonly [word: string, field: FieldName];

const ADDRESSES = (prefix: 'ip' | 'ipv6' | 'eth'): readonly Part[] => [
  ['Src', `${prefix}.src`],
  ['Dst', `${prefix}.dst`],
];

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  eth: ADDRESSES('eth'),
  ip: ADDRESSES('ip'),
  ipv6: ADDRESSES('ipv6'),
  tcp: [
    ['Src Port', 'tcp.srcport'],
    ['Dst Port', 'tcp.dstport'],
    ['Seq', 'tcp.seq'],
    ['Ack', 'tcp.ack'],
    ['Len', 'tcp.len'],
  ],
  udp: [
    ['Src Port', 'udp.srcport'],
    ['Dst Port', 'udp.dstport'],
  ],
};

/** `Internet Protocol Version 4, Src: 10.0.0.1, Dst: 10.0.0.2`. */
export function layerLine(layer: TreeItem, title: string): string {
  let line = layer.name === 'eth' ? ethernetTitle(layer) : title;
  for (const [word, field] of PARTS[layer.name] ?? []) {
    const item = layer.children.find(({ name }) => name === field);
    if (item !== undefined) line += `, ${word}: ${valueText(CATALOGUE[field], item.value)}`;
  }
  return line;
}

const ethernetTitle = (layer: TreeItem): string =>
  layer.children.some(({ name }) => name === 'eth.type') ? 'Ethernet II' : 'IEEE 802.3 Ethernet';

/** Short names that are not the name of the filter in capitals. */
const SHORT: Readonly<Record<string, string>> = {
  arp: 'ARP/RARP',
  eth: 'Ethernet',
  frame: 'Frame',
  http: 'HTTP',
  icmpv6: 'ICMPv6',
  ip: 'IPv4',
  ipv6: 'IPv6',
  'ipv6.hopopts': 'IPv6 Hop-by-Hop',
  'ipv6.dstopts': 'IPv6 Destination',
  'ipv6.routing': 'IPv6 Routing',
  'ipv6.fraghdr': 'IPv6 Fragment',
};

/** The short name of a protocol: `IPv4`, `DNS`. */
export const shortName = (protocol: string): string => SHORT[protocol] ?? protocol.toUpperCase();
