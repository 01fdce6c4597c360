// BSD loopback: an address family in front of the packet, in the byte order of the capturing host (LINKTYPE_NULL, 0)
// or big endian (LINKTYPE_LOOP, 108). AF_INET6 differs from system to system.
// Guarantee: the family is read only when all 4 bytes were captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { addOpaque, OPAQUE_FAMILIES } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { family: 0 } as const;
const HEADER_LEN = OFFSET.family + 4;

const AF_INET = 2;
const LONGEST_LENGTH = 1500;
/** PPP with address and control in place of a family. */
const PPP_FRAMING = 0xff03;

// hot path
/** AF_INET6 of Linux, Windows, NetBSD/OpenBSD/BSDI, FreeBSD/DragonFly and Darwin. */
function isInet6(family: number): boolean {
  return family === 10 || family === 23 || family === 24 || family === 28 || family === 30;
}

// hot path
/** Reads the header at `at`, whose family may lie either way round; returns where the packet begins, or -1. */
export function walkNull(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at >= 2 && uint16(bytes, at) === PPP_FRAMING) {
    layers.etherType = PSEUDO_TYPE.pppHdlc;
    return at;
  }
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  return walkFamily(bytes, at, familyOf(uint32(bytes, at + OFFSET.family)), layers);
}

// hot path
/** Reads the big-endian header at `at`; returns where the packet begins, or -1. */
export function walkLoop(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const family = uint32(bytes, at + OFFSET.family);
  return family > LONGEST_LENGTH ? -1 : walkFamily(bytes, at, family, layers);
}

// hot path
function walkFamily(bytes: Uint8Array, at: number, family: number, layers: Layers): number {
  layers.etherType = etherTypeOf(family, bytes, at + HEADER_LEN, layers.end);
  return layers.etherType < 0 ? -1 : at + HEADER_LEN;
}

// hot path
function etherTypeOf(family: number, bytes: Uint8Array, payload: number, end: number): number {
  if (family > LONGEST_LENGTH) return family & 0xffff;
  if (family === AF_INET) return ETHER_TYPE.ipv4;
  // 23 is also AF_IPX on FreeBSD: the packet itself decides.
  return isInet6(family) && payload < end && bytes[payload]! >> 4 === 6 ? ETHER_TYPE.ipv6 : -1;
}

// hot path
/** The family in four bytes of unknown order, read as big endian; above 1500 an EtherType. Some systems use only two of them. */
function familyOf(bigEndian: number): number {
  const little = swapped(bigEndian);
  if (little > 0xffff) return little < 0x1000000 && (little & 0xff0000) < 0x60000 ? little >>> 16 : bigEndian;
  return (little & 0xff) === 0 && (little & 0xff00) < 0x600 ? little >>> 8 : little;
}

// hot path
const swapped = (value: number): number =>
  (((value & 0xff) << 24) | ((value & 0xff00) << 8) | ((value >>> 8) & 0xff00) | (value >>> 24)) >>> 0;

/** Adds the header at `at`, in either byte order, to the tree. */
export function dissectNull(d: Dissection, at: number): void {
  if (d.uint16(at) === PPP_FRAMING) {
    d.protocols.push('null');
    d.next('ethertype', PSEUDO_TYPE.pppHdlc, at);
  } else dissectFamily(d, at, familyOf(d.uint32(at + OFFSET.family)), true);
}

/** Adds the big-endian header at `at`, which holds no EtherType, to the tree. */
export function dissectLoop(d: Dissection, at: number): void {
  dissectFamily(d, at, d.uint32(at + OFFSET.family), false);
}

function dissectFamily(d: Dissection, at: number, family: number, typed: boolean): void {
  const item = d.layer('null', at, HEADER_LEN);
  const payload = at + HEADER_LEN;
  const isType = family > LONGEST_LENGTH;
  const type = typed || !isType ? etherTypeOf(family, d.bytes, payload, d.end) : -1;
  if (typed && isType) d.add(item, 'null.type', at, 4, family & 0xffff);
  else d.add(item, 'null.family', at, 4, family);
  const name = OPAQUE_FAMILIES.get(family);
  if (type >= 0) d.next('ethertype', type, payload);
  else if (name !== undefined) addOpaque(d, name, payload);
  else d.next('data', 0, payload);
}
