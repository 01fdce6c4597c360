// GRE: RFC 2784 and 2890 (checksum, key, sequence number), RFC 1701 (routing), RFC 2637 (version 1, PPTP), RFC 7637 (NVGRE).
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { internetChecksum } from '../checksum.ts';
import type { Layers } from '../layers.ts';
import { addChecksum, whyUnverified } from '../net/checksum-item.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CARRIED, enterEtherType, enterLink } from './enter.ts';
import { dissectErspan, dissectErspan1, walkErspan } from './erspan.ts';

const OFFSET = { flags: 0, protocol: 2, optional: 4 } as const;
const HEADER_LEN = OFFSET.optional;
const ROUTE_OFFSET = { family: 0, offset: 2, length: 3, information: 4 } as const;
const WORD = 4;

const FLAG = { checksum: 0x8000, routing: 0x4000, key: 0x2000, sequence: 0x1000, acknowledgment: 0x0080 } as const;
const VERSION_MASK = 0x0007;

/** Protocol types of GRE that are no EtherTypes, or that need more than one. */
const PROTOCOL = {
  erspan3: 0x22eb,
  eoip: 0x6400,
  ethernet: 0x6558,
  wccp: 0x883e,
  ppp: 0x880b,
  erspan: 0x88be,
} as const;
const WCCP_HEADER_LEN = 4;

// hot path
/** Follows what the GRE header at `at` carries. */
export function walkGre(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < HEADER_LEN) return;
  const flags = uint16(bytes, at + OFFSET.flags);
  const protocol = uint16(bytes, at + OFFSET.protocol);
  let next = at + optionalEnd(flags, protocol);
  if ((flags & FLAG.routing) !== 0) next = skipRoutes(bytes, next, end);
  if (next < 0 || next >= end) return;
  switch (protocol) {
    case PROTOCOL.ethernet:
    case PROTOCOL.eoip:
      enterLink(bytes, next, end, reported, CARRIED.ethernet, inner);
      break;
    case PROTOCOL.ppp:
      enterLink(bytes, next, end, reported, CARRIED.ppp, inner);
      break;
    case PROTOCOL.wccp:
      enterLink(bytes, wccpPayload(bytes, next), end, reported, CARRIED.rawIp, inner);
      break;
    case PROTOCOL.erspan:
      if ((flags & FLAG.sequence) === 0) enterLink(bytes, next, end, reported, CARRIED.ethernet, inner);
      else walkErspan(bytes, next, end, reported, inner);
      break;
    case PROTOCOL.erspan3:
      walkErspan(bytes, next, end, reported, inner);
      break;
    default:
      enterEtherType(bytes, next, end, reported, protocol, inner);
  }
}

// hot path
/** Length of the header with its optional fields, but for routes. */
function optionalEnd(flags: number, protocol: number): number {
  let length = HEADER_LEN;
  if ((flags & (FLAG.checksum | FLAG.routing)) !== 0) length += WORD;
  if ((flags & FLAG.key) !== 0) length += WORD;
  if ((flags & FLAG.sequence) !== 0) length += WORD;
  if (isPptp(flags, protocol) && (flags & FLAG.acknowledgment) !== 0) length += WORD;
  return length;
}

const isPptp = (flags: number, protocol: number): boolean => protocol === PROTOCOL.ppp && (flags & VERSION_MASK) !== 0;

// hot path
/** Where the source route entries end; -1 when they do not. */
function skipRoutes(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  for (;;) {
    if (end - next < ROUTE_OFFSET.information) return -1;
    const length = bytes[next + ROUTE_OFFSET.length]!;
    const last = length === 0 && uint16(bytes, next + ROUTE_OFFSET.family) === 0;
    next += ROUTE_OFFSET.information + length;
    if (last) return next;
  }
}

// hot path
/** Version 2 of WCCP has a header of its own, told by what cannot begin an IPv4 header. */
const wccpPayload = (bytes: Uint8Array, at: number): number => (bytes[at]! >> 4 === 4 ? at : at + WCCP_HEADER_LEN);

const CHECKSUM_NAMES = { value: 'gre.checksum', status: 'gre.checksum.status', bad: 'gre.checksum.incorrect' } as const;
const FLAG_BITS: Layout = [
  ['gre.flags.checksum', OFFSET.flags, 2],
  ['gre.flags.routing', OFFSET.flags, 2],
  ['gre.flags.key', OFFSET.flags, 2],
  ['gre.flags.sequence_number', OFFSET.flags, 2],
  ['gre.flags.strict_source_route', OFFSET.flags, 2],
  ['gre.flags.recursion_control', OFFSET.flags, 2],
];

/** Adds the header at `at` to the tree. */
export function dissectGre(d: Dissection, at: number): void {
  const flags = d.uint16(at + OFFSET.flags);
  const protocol = d.uint16(at + OFFSET.protocol);
  const gre = d.layer('gre', at, optionalEnd(flags, protocol));
  const item = d.add(gre, 'gre.flags_and_version', at + OFFSET.flags, 2);
  addLayout(d, item, at, FLAG_BITS);
  if (isPptp(flags, protocol)) {
    d.add(item, 'gre.flags.ack', at + OFFSET.flags, 2);
    d.add(item, 'gre.flags.reserved', at + OFFSET.flags, 2, (flags >> 3) & 0x0f);
  } else {
    d.add(item, 'gre.flags.reserved', at + OFFSET.flags, 2);
  }
  d.add(item, 'gre.flags.version', at + OFFSET.flags, 2);
  d.add(gre, 'gre.proto', at + OFFSET.protocol, 2);
  const next = addOptional(d, gre, at, flags, protocol);
  gre.length = Math.max(0, Math.min(next, d.end) - at);
  if ((flags & FLAG.sequence) === 0 && next >= d.reported) return;
  dissectCarried(d, next, flags, protocol);
}

function addOptional(d: Dissection, gre: TreeItem, at: number, flags: number, protocol: number): number {
  let next = at + OFFSET.optional;
  if ((flags & (FLAG.checksum | FLAG.routing)) !== 0) {
    const why = (flags & FLAG.checksum) === 0 ? 'not present' : whyUnverified(d);
    addChecksum(d, gre, CHECKSUM_NAMES, next, why ?? internetChecksum(d.bytes, at, d.reported - at));
    d.add(gre, 'gre.offset', next + 2, 2);
    next += WORD;
  }
  if ((flags & FLAG.key) !== 0) {
    if (isPptp(flags, protocol)) {
      d.add(gre, 'gre.key.payload_length', next, 2);
      d.add(gre, 'gre.key.call_id', next + 2, 2);
    } else {
      d.add(gre, 'gre.key', next, WORD);
    }
    next += WORD;
  }
  if ((flags & FLAG.sequence) !== 0) {
    d.add(gre, 'gre.sequence_number', next, WORD);
    next += WORD;
  }
  if (isPptp(flags, protocol) && (flags & FLAG.acknowledgment) !== 0) {
    d.add(gre, 'gre.ack_number', next, WORD);
    next += WORD;
  }
  return (flags & FLAG.routing) === 0 ? next : addRoutes(d, gre, next);
}

function addRoutes(d: Dissection, gre: TreeItem, at: number): number {
  let next = at;
  for (;;) {
    const length = d.uint8(next + ROUTE_OFFSET.length);
    const item = d.add(gre, 'gre.routing', next, ROUTE_OFFSET.information + length);
    d.add(item, 'gre.routing.address_family', next + ROUTE_OFFSET.family, 2);
    d.add(item, 'gre.routing.sre_offset', next + ROUTE_OFFSET.offset, 1);
    d.add(item, 'gre.routing.src_length', next + ROUTE_OFFSET.length, 1);
    const last = length === 0 && d.uint16(next + ROUTE_OFFSET.family) === 0;
    if (!last) d.add(item, 'gre.routing.information', next + ROUTE_OFFSET.information, length);
    next += ROUTE_OFFSET.information + length;
    if (last) return next;
  }
}

function dissectCarried(d: Dissection, at: number, flags: number, protocol: number): void {
  switch (protocol) {
    case PROTOCOL.ethernet:
    case PROTOCOL.eoip:
      d.next('link', CARRIED.ethernet, at);
      break;
    case PROTOCOL.ppp:
      d.next('link', CARRIED.ppp, at);
      break;
    case PROTOCOL.wccp:
      d.next('ethertype', ETHER_TYPE.ipv4, d.uint8(at) >> 4 === 4 ? at : at + WCCP_HEADER_LEN);
      break;
    case PROTOCOL.erspan:
      if ((flags & FLAG.sequence) === 0) dissectErspan1(d, at);
      else dissectErspan(d, at);
      break;
    case PROTOCOL.erspan3:
      dissectErspan(d, at);
      break;
    default:
      d.next('ethertype', protocol, at);
  }
}
