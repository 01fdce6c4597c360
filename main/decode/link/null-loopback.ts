// BSD loopback: an address family in front of the packet, in the byte order of the capturing host (LINKTYPE_NULL, 0)
// or big endian (LINKTYPE_LOOP, 108). AF_INET6 differs from system to system.
// Guarantee: the family is read only when all 4 bytes were captured.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { family: 0, type: 2 } as const;
const HEADER_LEN = OFFSET.family + 4;

const AF_INET = 2;

// hot path
/** AF_INET6 of Linux, Windows, NetBSD/OpenBSD/BSDI, FreeBSD/DragonFly and Darwin. */
function isInet6(family: number): boolean {
  return family === 10 || family === 23 || family === 24 || family === 28 || family === 30;
}

// hot path
/** Reads the header at `at`; with `eitherOrder` also a family whose bytes lie the other way round. */
export function walkNull(bytes: Uint8Array, at: number, eitherOrder: boolean, layers: Layers): void {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  let family = uint32(bytes, at + OFFSET.family);
  // A family is a small number: with its upper half in use it was written by a little endian host.
  if (eitherOrder && family > 0xffff) family = ((family & 0xff00) << 8) | ((family >>> 8) & 0xff00) | (family >>> 24);
  const type = uint16(bytes, at + OFFSET.type);
  // Some hosts write an EtherType into the last two bytes; no family is that large in either order.
  if (eitherOrder && type >= FIRST_ETHER_TYPE) layers.etherType = type;
  else if (family === AF_INET) layers.etherType = ETHER_TYPE.ipv4;
  else if (isInet6(family) && isVersion6(bytes, at + HEADER_LEN, layers.end)) layers.etherType = ETHER_TYPE.ipv6;
  else return;
  layers.networkOffset = at + HEADER_LEN;
}

// hot path
/** 23 is also AF_IPX on FreeBSD: the packet itself decides. */
function isVersion6(bytes: Uint8Array, at: number, end: number): boolean {
  return at < end && bytes[at]! >> 4 === 6;
}
