// GTP versions 0 and 1 (3GPP TS 29.060 section 6, TS 29.281 section 5): header, extension headers, and the packet that a
// user-plane message carries. What other messages say is not dissected.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CARRIED, enterLink } from './enter.ts';

const OFFSET = {
  flags: 0,
  message: 1,
  length: 2,
  tunnel: 4,
  sequence: 8,
  packetNumber: 10,
  nextExtension: 11,
} as const;
const SHORT_LEN = OFFSET.sequence;
const LONG_LEN = OFFSET.nextExtension + 1;
const V0_OFFSET = { sequence: 4, flowLabel: 6, packetNumber: 8, tunnel: 12 } as const;
const V0_LEN = V0_OFFSET.tunnel + 8;
const WORD = 4;

const FLAG = { packetNumber: 0x01, sequence: 0x02, extension: 0x04, protocol: 0x10 } as const;
const OPTIONAL = FLAG.packetNumber | FLAG.sequence | FLAG.extension;
const VERSION_SHIFT = 5;
const USER_PACKET = 255;
const ETHERNET_TYPE_OFFSET = 12;

const EXTENSION = { udpPort: 0x40, ranContainer: 0x81, longPdcp: 0x82, session: 0x85, pdcp: 0xc0 } as const;

// hot path
/** Follows the packet that a user-plane message at `at` carries. */
export function walkGtp(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < SHORT_LEN || bytes[at + OFFSET.message] !== USER_PACKET) return;
  const flags = bytes[at + OFFSET.flags]!;
  if ((flags & FLAG.protocol) === 0 || flags >> VERSION_SHIFT > 2) return;
  const old = flags >> VERSION_SHIFT === 0;
  const next = old ? at + V0_LEN : payloadOffset(bytes, at, end, flags);
  if (next < 0 || next >= end) return;
  const told = at + (old ? V0_LEN : SHORT_LEN) + uint16(bytes, at + OFFSET.length);
  const last = told < reported ? told : reported;
  const stop = last < end ? last : end;
  if (next >= stop) return;
  const nibble = bytes[next]! >> 4;
  if (nibble === 4 || nibble === 6) enterLink(bytes, next, stop, last, CARRIED.rawIp, inner);
  else if (isEthernet(bytes, next, stop)) enterLink(bytes, next, stop, last, CARRIED.ethernet, inner);
}

// hot path
/** Where the packet begins behind optional fields and extension headers; -1 when these do not end. */
function payloadOffset(bytes: Uint8Array, at: number, end: number, flags: number): number {
  if ((flags & OPTIONAL) === 0) return at + SHORT_LEN;
  if (end - at < LONG_LEN) return -1;
  let next = at + LONG_LEN;
  if ((flags & FLAG.extension) === 0) return next;
  let type = bytes[at + OFFSET.nextExtension]!;
  while (type !== 0) {
    if (next >= end) return -1;
    const length = bytes[next]! * WORD;
    if (length === 0 || next + length > end) return -1;
    type = bytes[next + length - 1]!;
    next += length;
  }
  return next;
}

// hot path
function isEthernet(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at <= ETHERNET_TYPE_OFFSET + 2) return false;
  const type = uint16(bytes, at + ETHERNET_TYPE_OFFSET);
  return type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6 || type === ETHER_TYPE.arp;
}

const FLAGS: Layout = [
  [
    'gtp.flags',
    OFFSET.flags,
    1,
    ['gtp.flags.version', 'gtp.flags.payload', 'gtp.flags.e', 'gtp.flags.s', 'gtp.flags.pn'],
  ],
];
/** The spare bit of version 1, which version 0 has three of. */
const SPARE_SHIFT = 3;
const V0_FLAGS: Layout = [
  ['gtp.flags', OFFSET.flags, 1, ['gtp.flags.version', 'gtp.flags.payload', 'gtp.flags.reserved', 'gtp.flags.snn']],
];
const V0: Layout = [
  ['gtp.seq_number', V0_OFFSET.sequence, 2],
  ['gtp.flow_label', V0_OFFSET.flowLabel, 2],
  ['gtp.sndcp_number', V0_OFFSET.packetNumber, 1],
];

/** Adds the message at `at` to the tree; a later version, or what is no GTP, is data. */
export function dissectGtp(d: Dissection, at: number): void {
  const flags = d.uint8(at + OFFSET.flags);
  const version = flags >> VERSION_SHIFT;
  if (version > 2 || (flags & FLAG.protocol) === 0) {
    d.next('data', 0, at);
    return;
  }
  const gtp = d.layer('gtp', at, SHORT_LEN);
  addLayout(d, gtp, at, version === 0 ? V0_FLAGS : FLAGS);
  if (version !== 0) d.add(gtp, 'gtp.flags.reserved', at + OFFSET.flags, 1, (flags >> SPARE_SHIFT) & 1);
  d.add(gtp, 'gtp.message', at + OFFSET.message, 1);
  d.add(gtp, 'gtp.length', at + OFFSET.length, 2);
  const length = d.uint16(at + OFFSET.length);
  let next = at + SHORT_LEN;
  if (version === 0) {
    addLayout(d, gtp, at, V0);
    next = at + V0_LEN;
  } else {
    d.add(gtp, 'gtp.teid', at + OFFSET.tunnel, 4);
  }
  d.narrow(next + length);
  if (version !== 0 && (flags & OPTIONAL) !== 0) next = addOptional(d, gtp, at, flags);
  gtp.length = Math.max(0, Math.min(next, d.end) - at);
  if (next >= d.reported) return;
  if (d.uint8(at + OFFSET.message) === USER_PACKET) dissectPacket(d, next);
  else d.text(gtp, 'Information elements', next, d.end - next);
}

function addOptional(d: Dissection, gtp: TreeItem, at: number, flags: number): number {
  if ((flags & FLAG.sequence) !== 0) d.add(gtp, 'gtp.seq_number', at + OFFSET.sequence, 2);
  if ((flags & FLAG.packetNumber) !== 0) d.add(gtp, 'gtp.npdu_number', at + OFFSET.packetNumber, 1);
  let next = at + LONG_LEN;
  if ((flags & FLAG.extension) === 0) return next;
  d.add(gtp, 'gtp.ext_hdr.next', at + OFFSET.nextExtension, 1);
  let type = d.uint8(at + OFFSET.nextExtension);
  while (type !== 0) {
    const length = d.uint8(next) * WORD;
    const item = d.add(gtp, 'gtp.ext_hdr', next, length);
    d.add(item, 'gtp.ext_hdr.length', next, 1);
    if (length === 0) return d.reported;
    dissectExtension(d, item, type, next + 1, length - 2);
    d.add(item, 'gtp.ext_hdr.next', next + length - 1, 1);
    type = d.uint8(next + length - 1);
    next += length;
  }
  return next;
}

const DOWNLINK: Layout = [
  ['gtp.ext_hdr.pdu_ses_cont.ppp', 1, 1],
  ['gtp.ext_hdr.pdu_ses_cont.rqi', 1, 1],
  ['gtp.ext_hdr.pdu_ses_con.qos_flow_id', 1, 1],
];
const PAGING: Layout = [
  ['gtp.ext_hdr.pdu_ses_cont.ppi', 2, 1],
  ['gtp.spare.b4b0', 2, 1],
];
const UPLINK: Layout = [
  ['gtp.spare.b7b6', 1, 1],
  ['gtp.ext_hdr.pdu_ses_con.qos_flow_id', 1, 1],
];

function dissectExtension(d: Dissection, item: TreeItem, type: number, at: number, length: number): void {
  switch (type) {
    case EXTENSION.udpPort:
      if (length === 2) d.add(item, 'gtp.ext_hdr.udp_port', at, 2);
      break;
    case EXTENSION.pdcp:
      if (length === 2) d.add(item, 'gtp.ext_hdr.pdcp_sn', at, 2);
      break;
    case EXTENSION.longPdcp:
      if (length === 6) d.add(item, 'gtp.ext_hdr.long_pdcp_sn', at, 3);
      break;
    case EXTENSION.ranContainer:
      d.add(item, 'gtp.ext_hdr.ran_cont', at, length + 1);
      break;
    case EXTENSION.session: {
      const direction = d.uint8(at) >> 4;
      d.add(item, 'gtp.ext_hdr.pdu_ses_con.pdu_type', at, 1);
      d.add(item, 'gtp.spare.h1', at, 1);
      if (direction === 0) addLayout(d, item, at, DOWNLINK);
      if (direction === 0 && d.uint8(at + 1) >= 0x80) addLayout(d, item, at, PAGING);
      if (direction === 1) addLayout(d, item, at, UPLINK);
      break;
    }
  }
}

function dissectPacket(d: Dissection, at: number): void {
  const nibble = d.uint8(at) >> 4;
  if (nibble === 4) d.next('ethertype', ETHER_TYPE.ipv4, at);
  else if (nibble === 6) d.next('ethertype', ETHER_TYPE.ipv6, at);
  else if (isEthernet(d.bytes, at, d.end)) d.next('link', CARRIED.ethernet, at);
  else d.next('data', 0, at);
}
