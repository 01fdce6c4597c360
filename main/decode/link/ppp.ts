// PPP: its protocol field (RFC 1661 section 2), compressed or not, and HDLC-like framing (RFC 1662 section 3.1); bridged
// frames (RFC 3518) and multilink fragments that are a whole packet (RFC 1990).
// Guarantee: `etherType` is set only from bytes that were captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { address: 0, control: 1 } as const;
const FRAMING_LEN = OFFSET.control + 1;

const ALL_STATIONS = 0xff;
/** First byte of Cisco HDLC: unicast and multicast. */
const CHDLC_UNICAST = 0x0f;
const CHDLC_MULTICAST = 0x8f;
/** Set in the last byte of a protocol number: one byte when it was compressed, else two. */
const LAST_BYTE = 0x01;

const PROTOCOL = {
  ipv4: 0x21,
  osi: 0x23,
  bridging: 0x31,
  multilink: 0x3d,
  ipv6: 0x57,
  mpls: 0x281,
  mplsMulticast: 0x283,
} as const;

const BRIDGED_HEADER_LEN = 2;
const BRIDGED_ETHERNET = 1;
const BRIDGED_PAD = 0x20;
const BRIDGED_PAD_COUNT = 0x0f;

const MULTILINK_HEADER_LEN = 4;
/** Begin and end of a packet in one fragment. */
const WHOLE = 0xc0;

// hot path
/** Reads the protocol field at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkPpp(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  let next = at;
  if (next >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  let protocol = bytes[next++]!;
  if ((protocol & LAST_BYTE) === 0) {
    if (next >= layers.end) {
      layers.faults |= FAULT.cut;
      return -1;
    }
    protocol = (protocol << 8) | bytes[next++]!;
  }
  if (protocol === PROTOCOL.bridging) return walkBridged(bytes, next, layers);
  if (protocol === PROTOCOL.multilink) return walkMultilink(bytes, next, layers);
  layers.etherType = etherTypeOf(protocol);
  return layers.etherType < 0 ? -1 : next;
}

// hot path
/** Reads PPP at `at` with or without address and control, or Cisco HDLC, which its address gives away. */
export function walkPppHdlc(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = PSEUDO_TYPE.ppp;
  if (at >= layers.end) return at;
  const address = bytes[at + OFFSET.address]!;
  if (address === ALL_STATIONS) return at + FRAMING_LEN;
  if (address === CHDLC_UNICAST || address === CHDLC_MULTICAST) layers.etherType = PSEUDO_TYPE.chdlc;
  return at;
}

// hot path
function etherTypeOf(protocol: number): number {
  switch (protocol) {
    case PROTOCOL.ipv4:
    case ETHER_TYPE.ipv4:
      return ETHER_TYPE.ipv4;
    case PROTOCOL.ipv6:
    case ETHER_TYPE.ipv6:
      return ETHER_TYPE.ipv6;
    case PROTOCOL.osi:
      return PSEUDO_TYPE.nlpid;
    case PROTOCOL.mpls:
      return ETHER_TYPE.mpls;
    case PROTOCOL.mplsMulticast:
      return ETHER_TYPE.mplsMulticast;
    default:
      return -1;
  }
}

// hot path
function walkBridged(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < BRIDGED_HEADER_LEN || bytes[at + 1] !== BRIDGED_ETHERNET) return -1;
  layers.etherType = ETHER_TYPE.bridgedEthernet;
  return at + BRIDGED_HEADER_LEN;
}

// hot path
function walkMultilink(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < MULTILINK_HEADER_LEN || (bytes[at]! & WHOLE) !== WHOLE) return -1;
  layers.etherType = PSEUDO_TYPE.ppp;
  return at + MULTILINK_HEADER_LEN;
}

/** Adds PPP from its protocol field at `at` on to the tree. */
export function dissectPpp(d: Dissection, at: number): void {
  addProtocol(d, d.layer('ppp', at, 2), at);
}

/** Adds PPP at `at`, with or without address and control, or Cisco HDLC. */
export function dissectPppHdlc(d: Dissection, at: number): void {
  const address = d.uint8(at + OFFSET.address);
  if (address === CHDLC_UNICAST || address === CHDLC_MULTICAST) {
    d.protocols.push('ppp');
    d.next('ethertype', PSEUDO_TYPE.chdlc, at);
    return;
  }
  const ppp = d.layer('ppp', at, FRAMING_LEN + 2);
  if (address !== ALL_STATIONS) {
    addProtocol(d, ppp, at);
    return;
  }
  d.add(ppp, 'ppp.address', at + OFFSET.address, 1);
  d.add(ppp, 'ppp.control', at + OFFSET.control, 1);
  addProtocol(d, ppp, at + FRAMING_LEN);
}

function addProtocol(d: Dissection, ppp: TreeItem, at: number): void {
  const first = d.uint8(at);
  const length = (first & LAST_BYTE) === 0 ? 2 : 1;
  const protocol = length === 1 ? first : d.uint16(at);
  d.add(ppp, 'ppp.protocol', at, length, protocol);
  const next = at + length;
  ppp.length = next - ppp.start;
  const type = etherTypeOf(protocol);
  if (type >= 0) d.next('ethertype', type, next);
  else d.next('ppp', protocol, next);
}

/** Adds a bridged frame's header at `at` to the tree. */
export function dissectBridgedPpp(d: Dissection, at: number): void {
  const bcp = d.layer('bcp_bpdu', at, BRIDGED_HEADER_LEN);
  d.add(bcp, 'bcp_bpdu.flags', at, 1);
  d.add(bcp, 'bcp_bpdu.mac_type', at + 1, 1);
  const flags = d.uint8(at);
  const pads = (flags & BRIDGED_PAD) !== 0 ? flags & BRIDGED_PAD_COUNT : 0;
  const end = Math.max(at + BRIDGED_HEADER_LEN, d.reported - pads);
  const ethernet = d.uint8(at + 1) === BRIDGED_ETHERNET;
  d.next(ethernet ? 'ethertype' : 'data', ETHER_TYPE.bridgedEthernet, at + BRIDGED_HEADER_LEN, end, end);
}

/** Adds the multilink header at `at`; the packet follows where one fragment holds it all. */
export function dissectMultilink(d: Dissection, at: number): void {
  const mp = d.layer('mp', at, MULTILINK_HEADER_LEN);
  const flags = d.add(mp, 'mp.frag', at, 1);
  d.add(flags, 'mp.first', at, 1);
  d.add(flags, 'mp.last', at, 1);
  d.add(mp, 'mp.seq', at + 1, 3);
  const whole = (d.uint8(at) & WHOLE) === WHOLE;
  d.next(whole ? 'ethertype' : 'data', PSEUDO_TYPE.ppp, at + MULTILINK_HEADER_LEN);
}
