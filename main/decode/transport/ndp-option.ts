// Options of Neighbor Discovery messages in the tree: RFC 4861 section 4.6, RFC 4191 (routes), RFC 6275 (mobility),
// RFC 3971 (nonce), RFC 8106 (name servers), RFC 8910 (captive portal), RFC 8781 (PREF64).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { type: 0, length: 1, data: 2 } as const;
const REDIRECTED_OFFSET = { reserved: OFFSET.data, packet: 8 } as const;
const ROUTE_OFFSET = { prefixLength: 2, flags: 3, lifetime: 4, prefix: 8 } as const;
const LIST_OFFSET = { reserved: OFFSET.data, addresses: 8 } as const;
const PREF64_OFFSET = { lifetimeAndLength: 2, prefix: 4 } as const;
const UNIT = 8;
const IPV6_LEN = 16;
const MAC_OPTION_LEN = 8;

type DissectOption = (d: Dissection, item: TreeItem, at: number, length: number) => void;

const layout =
  (fields: Layout): DissectOption =>
  (d, item, at) =>
    addLayout(d, item, at, fields);

const PREFIX: Layout = [
  ['icmpv6.opt.prefix.length', 2, 1],
  [
    'icmpv6.opt.prefix.flag',
    3,
    1,
    [
      'icmpv6.opt.prefix.flag.l',
      'icmpv6.opt.prefix.flag.a',
      'icmpv6.opt.prefix.flag.r',
      'icmpv6.opt.prefix.flag.reserved',
    ],
  ],
  ['icmpv6.opt.prefix.valid_lifetime', 4, 4],
  ['icmpv6.opt.prefix.preferred_lifetime', 8, 4],
  ['icmpv6.opt.reserved', 12, 4],
  ['icmpv6.opt.prefix', 16, IPV6_LEN],
];
const MTU: Layout = [
  ['icmpv6.opt.reserved', 2, 2],
  ['icmpv6.opt.mtu', 4, 4],
];
const INTERVAL: Layout = [
  ['icmpv6.opt.reserved', 2, 2],
  ['icmpv6.opt.advertisement_interval', 4, 4],
];
const HOME_AGENT: Layout = [
  ['icmpv6.opt.reserved', 2, 2],
  ['icmpv6.opt.home_agent_preference', 4, 2],
  ['icmpv6.opt.home_agent_lifetime', 6, 2],
];
const ROUTE: Layout = [
  ['icmpv6.opt.prefix.length', ROUTE_OFFSET.prefixLength, 1],
  [
    'icmpv6.opt.route_info.flag',
    ROUTE_OFFSET.flags,
    1,
    ['icmpv6.opt.route_info.flag.route_preference', 'icmpv6.opt.route_info.flag.reserved'],
  ],
  ['icmpv6.opt.route_lifetime', ROUTE_OFFSET.lifetime, 4],
];

const OPTIONS: ReadonlyMap<number, DissectOption> = new Map<number, DissectOption>([
  [1, (d, item, at, length) => addLinkAddress(d, item, at, length, 'icmpv6.opt.src_linkaddr')],
  [2, (d, item, at, length) => addLinkAddress(d, item, at, length, 'icmpv6.opt.target_linkaddr')],
  [3, layout(PREFIX)],
  [4, dissectRedirected],
  [5, layout(MTU)],
  [7, layout(INTERVAL)],
  [8, layout(HOME_AGENT)],
  [9, (d, item, at, length) => addAddresses(d, item, at, length, 'icmpv6.opt.ipv6_address')],
  [10, (d, item, at, length) => addAddresses(d, item, at, length, 'icmpv6.opt.ipv6_address')],
  [14, (d, item, at, length) => void d.add(item, 'icmpv6.opt.nonce', at + OFFSET.data, length - OFFSET.data)],
  [24, dissectRoute],
  [25, dissectNameServers],
  [31, dissectSearchList],
  [37, (d, item, at, length) => void d.add(item, 'icmpv6.opt.captive_portal', at + OFFSET.data, length - OFFSET.data)],
  [38, dissectPref64],
]);

/** Adds all options from `at` to the end of the message. */
export function dissectNdpOptions(d: Dissection, parent: TreeItem, at: number): void {
  let next = at;
  while (next < d.reported) {
    const length = d.uint8(next + OFFSET.length) * UNIT;
    const item = d.add(parent, 'icmpv6.opt', next, length);
    d.add(item, 'icmpv6.opt.type', next + OFFSET.type, 1);
    const lengthItem = d.add(item, 'icmpv6.opt.length', next + OFFSET.length, 1);
    if (length === 0) {
      d.expert(lengthItem, 'icmpv6.invalid_option_length', 'error', 'Invalid option length (Zero)');
      return;
    }
    const dissect = OPTIONS.get(d.uint8(next + OFFSET.type)) ?? addUnknown;
    dissect(d, item, next, length);
    next += length;
  }
}

function addUnknown(d: Dissection, item: TreeItem, at: number, length: number): void {
  d.add(item, 'icmpv6.data', at + OFFSET.data, length - OFFSET.data);
}

function addLinkAddress(d: Dissection, item: TreeItem, at: number, length: number, name: FieldName): void {
  const size = length - OFFSET.data;
  if (length !== MAC_OPTION_LEN) {
    d.text(item, `Link-layer address of ${size} bytes`, at + OFFSET.data, size);
    return;
  }
  d.add(item, 'icmpv6.opt.linkaddr', at + OFFSET.data, size);
  d.add(item, name, at + OFFSET.data, size);
}

function dissectRedirected(d: Dissection, item: TreeItem, at: number, length: number): void {
  d.add(item, 'icmpv6.opt.reserved', at + REDIRECTED_OFFSET.reserved, 6);
  const packet = at + REDIRECTED_OFFSET.packet;
  if (length <= REDIRECTED_OFFSET.packet) return;
  d.add(item, 'icmpv6.opt.redirected_packet', packet, length - REDIRECTED_OFFSET.packet);
  quoteIpv6(d, packet, at + length);
}

/** What stands in [at, end) is a packet that an error, or a redirect, quotes. */
export function quoteIpv6(d: Dissection, at: number, end: number): void {
  const isIpv6 = d.uint8(at) >> 4 === 6;
  d.quoted = true;
  if (isIpv6) d.next('ethertype', ETHER_TYPE.ipv6, at, end, end);
  else d.next('data', 0, at, end, end);
}

/** Reserved bytes, then addresses to the end. */
function addAddresses(d: Dissection, item: TreeItem, at: number, length: number, name: FieldName): void {
  d.add(item, 'icmpv6.opt.reserved', at + LIST_OFFSET.reserved, 6);
  for (let next = LIST_OFFSET.addresses; next < length; next += IPV6_LEN) d.add(item, name, at + next, IPV6_LEN);
}

/** A prefix of `size` bytes, the rest of which is zero. */
function addPrefix(d: Dissection, item: TreeItem, name: FieldName, at: number, size: number): void {
  d.require(at, size);
  const prefix = new Uint8Array(IPV6_LEN);
  prefix.set(d.bytes.subarray(at, at + size));
  d.add(item, name, at, size, prefix);
}

function dissectRoute(d: Dissection, item: TreeItem, at: number, length: number): void {
  addLayout(d, item, at, ROUTE);
  const size = length - ROUTE_OFFSET.prefix;
  if (size === 8 || size === IPV6_LEN) addPrefix(d, item, 'icmpv6.opt.prefix', at + ROUTE_OFFSET.prefix, size);
}

function dissectNameServers(d: Dissection, item: TreeItem, at: number, length: number): void {
  d.add(item, 'icmpv6.opt.reserved', at + OFFSET.data, 2);
  d.add(item, 'icmpv6.opt.rdnss.lifetime', at + 4, 4);
  for (let next = LIST_OFFSET.addresses; next < length; next += IPV6_LEN) {
    d.add(item, 'icmpv6.opt.rdnss', at + next, IPV6_LEN);
  }
}

const latin = new TextDecoder('latin1');

function dissectSearchList(d: Dissection, item: TreeItem, at: number, length: number): void {
  d.add(item, 'icmpv6.opt.reserved', at + OFFSET.data, 2);
  d.add(item, 'icmpv6.opt.dnssl.lifetime', at + 4, 4);
  const end = at + length;
  let next = at + LIST_OFFSET.addresses;
  while (next < end && d.uint8(next) !== 0) {
    const labels: string[] = [];
    let label = next;
    while (label < end && d.uint8(label) !== 0) {
      const size = d.uint8(label);
      if (label + 1 + size > end) return;
      d.require(label + 1, size);
      labels.push(latin.decode(d.bytes.subarray(label + 1, label + 1 + size)));
      label += 1 + size;
    }
    const after = Math.min(end, label + 1);
    d.add(item, 'icmpv6.opt.dnssl', next, after - next, labels.join('.'));
    next = after;
  }
  if (next < end) d.add(item, 'icmpv6.opt.padding', next, end - next);
}

/** Bytes of a prefix by its length code. */
const PREF64_LEN = [12, 8, 7, 6, 5, 4];

function dissectPref64(d: Dissection, item: TreeItem, at: number): void {
  d.add(item, 'icmpv6.opt.pref64.scaled_lifetime', at + PREF64_OFFSET.lifetimeAndLength, 2);
  d.add(item, 'icmpv6.opt.pref64.plc', at + PREF64_OFFSET.lifetimeAndLength, 2);
  const size = PREF64_LEN[d.uint16(at + PREF64_OFFSET.lifetimeAndLength) & 7];
  if (size !== undefined) addPrefix(d, item, 'icmpv6.opt.pref64.prefix', at + PREF64_OFFSET.prefix, size);
}
