// IPv6 extension headers in the tree: options (RFC 8200 sections 4.3 and 4.6), routing (RFC 5095 type 0, RFC 6275 type 2,
// RFC 6554 type 3, RFC 8754 type 4), fragment (RFC 8200 section 4.5), authentication (RFC 4302), mobility (RFC 6275),
// HIP (RFC 7401), shim6 (RFC 5533).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { dissectIpv6Options } from './ipv6-option.ts';
import { addLayout, type Layout } from './layout.ts';

const OFFSET = { nextHeader: 0, length: 1, data: 2 } as const;
const ROUTING_OFFSET = { type: 2, segmentsLeft: 3, data: 4, addresses: 8 } as const;
const RPL_OFFSET = { lengths: 4, padding: 5, addresses: 8 } as const;
const FRAGMENT_OFFSET = { nextHeader: 0, offsetAndMore: 2, id: 4 } as const;
const FRAGMENT_LEN = FRAGMENT_OFFSET.id + 4;
const AH_OFFSET = { nextHeader: 0, length: 1, reserved: 2, spi: 4, sequence: 8, icv: 12 } as const;
const ADDRESS_LEN = 16;
const UNIT = 8;

const ROUTING_TYPE = { source: 0, mobile: 2, rpl: 3, segment: 4 } as const;

type OptionsHeader = 'hopopts' | 'dstopts';

export const dissectHopByHop = (d: Dissection, at: number): void => dissectOptionsHeader(d, at, 'hopopts');
export const dissectDestinationOptions = (d: Dissection, at: number): void => dissectOptionsHeader(d, at, 'dstopts');

function dissectOptionsHeader(d: Dissection, at: number, kind: OptionsHeader): void {
  const length = (d.uint8(at + OFFSET.length) + 1) * UNIT;
  const previous = d.protocols.at(-1);
  const header = d.layer(`ipv6.${kind}`, at, length);
  if (kind === 'hopopts' && previous !== 'ipv6') {
    const message = 'IPv6 Hop-by-Hop extension header must appear immediately after IPv6 header';
    d.expert(header, 'ipv6.hopopts.not_first', 'warning', message);
  }
  addStart(d, header, at, kind, length);
  dissectIpv6Options(d, header, at + OFFSET.data, at + length, kind === 'hopopts');
  d.next('ip', d.uint8(at + OFFSET.nextHeader), at + length);
}

/** Adds next header and length, as most extension headers begin. */
function addStart(d: Dissection, header: TreeItem, at: number, kind: OptionsHeader | 'routing', length: number): void {
  d.add(header, `ipv6.${kind}.nxt`, at + OFFSET.nextHeader, 1);
  d.add(header, `ipv6.${kind}.len`, at + OFFSET.length, 1);
  d.generated(header, `ipv6.${kind}.len_oct`, length);
}

/** Adds a routing header; the packet's last address becomes the destination that its checksums cover. */
export function dissectRouting(d: Dissection, at: number): void {
  const length = (d.uint8(at + OFFSET.length) + 1) * UNIT;
  const header = d.layer('ipv6.routing', at, length);
  addStart(d, header, at, 'routing', length);
  const type = d.add(header, 'ipv6.routing.type', at + ROUTING_OFFSET.type, 1);
  const left = d.add(header, 'ipv6.routing.segleft', at + ROUTING_OFFSET.segmentsLeft, 1);
  const routing: Routing = { header, at, length, left, segmentsLeft: d.uint8(at + ROUTING_OFFSET.segmentsLeft) };
  switch (d.uint8(at + ROUTING_OFFSET.type)) {
    case ROUTING_TYPE.source:
      dissectSourceRoute(d, routing, type);
      break;
    case ROUTING_TYPE.mobile:
      dissectMobileRoute(d, routing);
      break;
    case ROUTING_TYPE.rpl:
      dissectRplRoute(d, routing);
      break;
    case ROUTING_TYPE.segment:
      dissectSegmentRoute(d, routing);
      break;
    default: {
      const item = d.add(header, 'ipv6.routing.unknown_data', at + ROUTING_OFFSET.data, length - ROUTING_OFFSET.data);
      d.expert(item, 'ipv6.routing.undecoded', 'note', 'Undecoded IPv6 routing header field');
    }
  }
  d.next('ip', d.uint8(at + OFFSET.nextHeader), at + length);
}

interface Routing {
  readonly header: TreeItem;
  readonly at: number;
  readonly length: number;
  readonly left: TreeItem;
  readonly segmentsLeft: number;
}

function noteSegments(d: Dissection, { left, segmentsLeft }: Routing, count: number): void {
  if (segmentsLeft <= count) return;
  const message = `Routing header segments left field must not exceed address count (${count})`;
  d.expert(left, 'ipv6.routing.invalid_segleft', 'error', message);
}

function dissectSourceRoute(d: Dissection, routing: Routing, type: TreeItem): void {
  const { header, at, length, segmentsLeft } = routing;
  d.add(header, 'ipv6.routing.src.reserved', at + ROUTING_OFFSET.data, 4);
  const count = (length - ROUTING_OFFSET.addresses) >> 4;
  noteSegments(d, routing, count);
  for (let i = 0; i < count; i++) {
    const address = at + ROUTING_OFFSET.addresses + i * ADDRESS_LEN;
    d.add(header, 'ipv6.routing.src.addr', address, ADDRESS_LEN);
    if (segmentsLeft > 0 && i === count - 1) d.dstAddress = d.bytes.subarray(address, address + ADDRESS_LEN);
  }
  d.expert(type, 'ipv6.routing.deprecated', 'note', 'Routing header type is deprecated');
}

function dissectMobileRoute(d: Dissection, routing: Routing): void {
  const { header, at, segmentsLeft } = routing;
  d.add(header, 'ipv6.routing.mipv6.reserved', at + ROUTING_OFFSET.data, 4);
  const address = at + ROUTING_OFFSET.addresses;
  d.add(header, 'ipv6.routing.mipv6.home_address', address, ADDRESS_LEN);
  if (segmentsLeft > 0) d.dstAddress = d.bytes.subarray(address, address + ADDRESS_LEN);
}

const RPL: Layout = [
  ['ipv6.routing.rpl.cmprI', RPL_OFFSET.lengths, 4],
  ['ipv6.routing.rpl.cmprE', RPL_OFFSET.lengths, 4],
  ['ipv6.routing.rpl.pad', RPL_OFFSET.lengths, 4],
  ['ipv6.routing.rpl.reserved', RPL_OFFSET.lengths, 4],
];

/** Addresses share their first bytes with the destination and leave them out. */
function dissectRplRoute(d: Dissection, routing: Routing): void {
  const { header, at, length, segmentsLeft } = routing;
  addLayout(d, header, at, RPL);
  const inner = ADDRESS_LEN - (d.uint8(at + RPL_OFFSET.lengths) >> 4);
  const last = ADDRESS_LEN - (d.uint8(at + RPL_OFFSET.lengths) & 0x0f);
  const padding = d.uint8(at + RPL_OFFSET.padding) >> 4;
  const room = length - RPL_OFFSET.addresses;
  const count = room > 0 ? Math.trunc((room - padding - last) / inner) + 1 : 0;
  d.generated(header, 'ipv6.routing.rpl.addr_count', count);
  noteSegments(d, routing, count);
  const base = d.dstAddress;
  let next = at + RPL_OFFSET.addresses;
  for (let i = 0; i < count; i++) {
    const size = i === count - 1 ? last : inner;
    d.add(header, 'ipv6.routing.rpl.address', next, size);
    const address = new Uint8Array(ADDRESS_LEN);
    address.set(base.subarray(0, ADDRESS_LEN));
    address.set(d.bytes.subarray(next, next + size), ADDRESS_LEN - size);
    d.generated(header, 'ipv6.routing.rpl.full_address', address);
    if (segmentsLeft > 0) d.dstAddress = address;
    next += size;
  }
}

function dissectSegmentRoute(d: Dissection, routing: Routing): void {
  const { header, at, segmentsLeft } = routing;
  d.add(header, 'ipv6.routing.srh.last_entry', at + ROUTING_OFFSET.data, 1);
  d.add(header, 'ipv6.routing.srh.flags', at + ROUTING_OFFSET.data + 1, 1);
  d.add(header, 'ipv6.routing.srh.tag', at + ROUTING_OFFSET.data + 2, 2);
  const count = d.uint8(at + ROUTING_OFFSET.data) + 1;
  noteSegments(d, routing, count);
  const first = at + ROUTING_OFFSET.addresses;
  if (segmentsLeft > 0) {
    d.require(first, ADDRESS_LEN);
    d.dstAddress = d.bytes.subarray(first, first + ADDRESS_LEN);
  }
  for (let i = 0; i < count; i++) d.add(header, 'ipv6.routing.srh.addr', first + i * ADDRESS_LEN, ADDRESS_LEN);
}

const FRAGMENT: Layout = [
  ['ipv6.fraghdr.nxt', FRAGMENT_OFFSET.nextHeader, 1],
  ['ipv6.fraghdr.reserved_octet', 1, 1],
  ['ipv6.fraghdr.offset', FRAGMENT_OFFSET.offsetAndMore, 2],
  ['ipv6.fraghdr.reserved_bits', FRAGMENT_OFFSET.offsetAndMore, 2],
  ['ipv6.fraghdr.more', FRAGMENT_OFFSET.offsetAndMore, 2],
  ['ipv6.fraghdr.ident', FRAGMENT_OFFSET.id, 4],
];

/** Adds a fragment header; an atomic fragment (RFC 6946) is a whole packet. */
export function dissectFragment(d: Dissection, at: number): void {
  const header = d.layer('ipv6.fraghdr', at, FRAGMENT_LEN);
  addLayout(d, header, at, FRAGMENT);
  const bits = d.uint16(at + FRAGMENT_OFFSET.offsetAndMore);
  const offset = bits & 0xfff8;
  const more = (bits & 1) !== 0;
  const next = d.uint8(at + FRAGMENT_OFFSET.nextHeader);
  if (offset === 0 && !more) d.next('ip', next, at + FRAGMENT_LEN);
  else d.fragment('ipv6', d.uint32(at + FRAGMENT_OFFSET.id), offset, more, next, at + FRAGMENT_LEN);
}

const AH: Layout = [
  ['ah.next_header', AH_OFFSET.nextHeader, 1],
  ['ah.length', AH_OFFSET.length, 1],
  ['ah.reserved', AH_OFFSET.reserved, 2],
  ['ah.spi', AH_OFFSET.spi, 4],
  ['ah.sequence', AH_OFFSET.sequence, 4],
];

/** Adds an authentication header, over IPv4 or IPv6. */
export function dissectAuthentication(d: Dissection, at: number): void {
  const words = d.uint8(at + AH_OFFSET.length);
  const length = (words + 2) * 4;
  const header = d.layer('ah', at, length);
  addLayout(d, header, at, AH);
  d.add(header, 'ah.icv', at + AH_OFFSET.icv, words > 0 ? (words - 1) * 4 : 0);
  d.next('ip', d.uint8(at + AH_OFFSET.nextHeader), at + length);
}

const MOBILITY: Layout = [
  ['mip6.proto', 0, 1],
  ['mip6.hlen', 1, 1],
  ['mip6.mhtype', 2, 1],
  ['mip6.reserved', 3, 1],
  ['mip6.csum', 4, 2],
];
const SHIM: Layout = [
  ['shim6.nxt', 0, 1],
  ['shim6.len', 1, 1],
  ['shim6.p', 2, 1],
];
const HIP: Layout = [
  ['hip.proto', 0, 1],
  ['hip.hdr_len', 1, 1],
];
const HIP_REST: Layout = [
  ['hip.checksum', 4, 2],
  ['hip.controls', 6, 2],
  ['hip.hit_sndr', 8, 16],
  ['hip.hit_rcvr', 24, 16],
];

/** Headers that are shown by their fixed part only. */
function dissectPlain(d: Dissection, at: number, name: FieldName, layout: Layout): void {
  const length = (d.uint8(at + OFFSET.length) + 1) * UNIT;
  addLayout(d, d.layer(name, at, length), at, layout);
  d.next('ip', d.uint8(at + OFFSET.nextHeader), at + length);
}

export const dissectMobility = (d: Dissection, at: number): void => dissectPlain(d, at, 'mipv6', MOBILITY);
export const dissectShim6 = (d: Dissection, at: number): void => dissectPlain(d, at, 'shim6', SHIM);

/** Adds the fixed part of a HIP packet; no protocol has been defined that could follow it. */
export function dissectHip(d: Dissection, at: number): void {
  const hip = d.layer('hip', at, d.reported - at);
  addLayout(d, hip, at, HIP);
  const type = d.uint8(at + 2);
  const version = d.uint8(at + 3);
  d.add(hip, 'hip.shim6_fixed_p', at + 2, 1, type >> 7);
  d.add(hip, 'hip.packet_type', at + 2, 1, type & 0x7f);
  d.add(hip, 'hip.version', at + 3, 1, version >> 4);
  d.add(hip, 'hip.shim6_fixed_s', at + 3, 1, version & 1);
  addLayout(d, hip, at, HIP_REST);
}
