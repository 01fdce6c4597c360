// Link layers without a header: LINKTYPE_RAW (101; 12 and 14 in old files), LINKTYPE_IPV4 (228), LINKTYPE_IPV6 (229).
// Guarantee: the version nibble is read only when it was captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { version: 0 } as const;
/** PPP with address and control in place of IP: some old drivers of Linux. */
const PPP_FRAMING = 0xff03;

// hot path
/** Takes `at` as the first byte of an IP header; the version nibble says of which. Returns where it begins, or -1. */
export function walkNibble(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (at >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = etherTypeOf(bytes[at + OFFSET.version]!);
  if (layers.etherType >= 0) return at;
  layers.faults |= FAULT.malformed;
  return -1;
}

// hot path
/** The same for LINKTYPE_RAW, where PPP was seen as well. */
export function walkRawIp(bytes: Uint8Array, at: number, layers: Layers): number {
  if (at < layers.end && bytes[at]! >> 4 === 4) {
    layers.etherType = ETHER_TYPE.ipv4;
    return at;
  }
  const isPpp = layers.end - at >= 2 && uint16(bytes, at) === PPP_FRAMING;
  if (!isPpp) return walkNibble(bytes, at, layers);
  layers.etherType = PSEUDO_TYPE.pppHdlc;
  return at;
}

// hot path
function etherTypeOf(first: number): number {
  const version = first >> 4;
  if (version === 4) return ETHER_TYPE.ipv4;
  return version === 6 ? ETHER_TYPE.ipv6 : -1;
}

/** Adds the layer of LINKTYPE_RAW at `at`, which has no fields, to the tree. */
export function dissectRawIp(d: Dissection, at: number): void {
  d.layer('raw', at, d.end - at, 'Raw packet data');
  if (d.uint16(at) === PPP_FRAMING) d.next('ethertype', PSEUDO_TYPE.pppHdlc, at);
  else dissectNibble(d, at);
}

/** Goes on with IPv4 or IPv6 at `at` by the version nibble. */
export function dissectNibble(d: Dissection, at: number): void {
  const type = etherTypeOf(d.uint8(at + OFFSET.version));
  if (type < 0) d.next('data', 0, at);
  else d.next('ethertype', type, at);
}
