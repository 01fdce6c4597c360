// EtherIP (RFC 3378) and plain Ethernet as an IP protocol (RFC 8986 section 11).
import type { Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { CARRIED, enterLink } from './enter.ts';

const OFFSET = { versionAndReserved: 0 } as const;
const HEADER_LEN = OFFSET.versionAndReserved + 2;
const VERSION = 3;

// hot path
/** Follows the frame behind the header at `at`. */
export function walkEtherIp(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  enterLink(bytes, at + HEADER_LEN, end, reported, CARRIED.ethernet, inner);
}

/** Adds the header at `at` to the tree. */
export function dissectEtherIp(d: Dissection, at: number): void {
  const etherip = d.layer('etherip', at, HEADER_LEN);
  const field = d.uint16(at);
  const version = d.add(etherip, 'etherip.ver', at + OFFSET.versionAndReserved, 2);
  if (field >> 12 !== VERSION) d.expert(version, 'etherip.ver.not3', 'warning', 'Version must be 3');
  const reserved = d.add(etherip, 'etherip.reserved', at + OFFSET.versionAndReserved, 2);
  if ((field & 0x0fff) !== 0) d.expert(reserved, 'etherip.reserved.not0', 'warning', 'Reserved field must be 0');
  d.next('link', CARRIED.ethernet, at + HEADER_LEN);
}

/** Goes on with the Ethernet frame at `at`. */
export const dissectEthernetInIp = (d: Dissection, at: number): void => d.next('link', CARRIED.ethernet, at);
