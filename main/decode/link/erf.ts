// Extensible Record Format of Endace (LINKTYPE_ERF, 197): a header of its own inside of each record, then Ethernet, HDLC, IP or ATM.
// Guarantee: nothing is read that was not captured; extension headers are passed one by one.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { limitFrame } from './limit.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { timestamp: 0, type: 8, flags: 9, recordLength: 10, lossCounter: 12, wireLength: 14, end: 16 } as const;
const TYPE_MASK = 0x7f;
const MORE_HEADERS = 0x80;
const EXTENSION_LEN = 8;
/** Offset and padding in front of an Ethernet frame. */
const ETHERNET_PAD = 2;
const ATM_HEADER_LEN = 4;

const TYPE = {
  hdlc: [1, 10, 15, 17],
  ethernet: [2, 11, 16, 20],
  aal5: [4, 18],
  ipv4: 22,
  ipv6: 23,
} as const;

// hot path
/** Reads the record header at `at`; returns where the frame begins, or -1. */
export function walkErf(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  const next = headersEnd(bytes, at, layers.end);
  if (next < 0) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const type = bytes[at + OFFSET.type]! & TYPE_MASK;
  layers.etherType = etherTypeOf(type);
  if (layers.etherType < 0) return -1;
  limitFrame(layers, at + uint16(bytes, at + OFFSET.recordLength));
  return next + payloadOffset(type);
}

// hot path
/** Where the header at `at` and its extensions end; -1 when they were cut. */
function headersEnd(bytes: Uint8Array, at: number, end: number): number {
  let next = at + OFFSET.end;
  if (next > end) return -1;
  let more = (bytes[at + OFFSET.type]! & MORE_HEADERS) !== 0;
  while (more) {
    if (next + EXTENSION_LEN > end) return -1;
    more = (bytes[next]! & MORE_HEADERS) !== 0;
    next += EXTENSION_LEN;
  }
  return next;
}

// hot path
const isOneOf = (types: readonly number[], type: number): boolean => types.includes(type);

// hot path
function etherTypeOf(type: number): number {
  if (isOneOf(TYPE.ethernet, type)) return ETHER_TYPE.bridgedEthernet;
  if (isOneOf(TYPE.hdlc, type)) return PSEUDO_TYPE.pppHdlc;
  if (isOneOf(TYPE.aal5, type)) return PSEUDO_TYPE.llc;
  if (type === TYPE.ipv4) return ETHER_TYPE.ipv4;
  return type === TYPE.ipv6 ? ETHER_TYPE.ipv6 : -1;
}

// hot path
function payloadOffset(type: number): number {
  if (isOneOf(TYPE.ethernet, type)) return ETHERNET_PAD;
  return isOneOf(TYPE.aal5, type) ? ATM_HEADER_LEN : 0;
}

/** Adds the record header at `at` to the tree. */
export function dissectErf(d: Dissection, at: number): void {
  const next = headersEnd(d.bytes, at, d.end);
  if (next < 0) d.require(d.end, 1);
  const erf = d.layer('erf', at, next - at);
  d.addLittle(erf, 'erf.ts', at + OFFSET.timestamp, 8);
  const types = d.add(erf, 'erf.types', at + OFFSET.type, 1);
  d.add(types, 'erf.types.type', at + OFFSET.type, 1);
  d.add(types, 'erf.types.ext_header', at + OFFSET.type, 1);
  d.add(erf, 'erf.flags', at + OFFSET.flags, 1);
  d.add(erf, 'erf.rlen', at + OFFSET.recordLength, 2);
  d.add(erf, 'erf.lctr', at + OFFSET.lossCounter, 2);
  d.add(erf, 'erf.wlen', at + OFFSET.wireLength, 2);
  const type = d.uint8(at + OFFSET.type) & TYPE_MASK;
  const following = etherTypeOf(type);
  const end = at + d.uint16(at + OFFSET.recordLength);
  if (following < 0) d.next('data', 0, next);
  else d.next('ethertype', following, next + payloadOffset(type), end, end);
}
