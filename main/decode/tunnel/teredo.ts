// Teredo: IPv6 over UDP (RFC 4380 section 5.1.1), with authentication and origin indication in front.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CARRIED, enterLink } from './enter.ts';

const AUTHENTICATION_OFFSET = { idLength: 2, valueLength: 3, id: 4 } as const;
const ORIGIN_OFFSET = { port: 2, address: 4 } as const;
const ORIGIN_LEN = ORIGIN_OFFSET.address + 4;
const NONCE_LEN = 8;

const INDICATOR = { origin: 0, authentication: 1 } as const;

// hot path
/** Follows the IPv6 packet behind the indications at `at`. */
export function walkTeredo(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  let next = at;
  if (end - next >= AUTHENTICATION_OFFSET.id && uint16(bytes, next) === INDICATOR.authentication) {
    const lengths = bytes[next + AUTHENTICATION_OFFSET.idLength]! + bytes[next + AUTHENTICATION_OFFSET.valueLength]!;
    next += AUTHENTICATION_OFFSET.id + lengths + NONCE_LEN + 1;
  }
  if (end - next >= ORIGIN_LEN && uint16(bytes, next) === INDICATOR.origin) next += ORIGIN_LEN;
  if (next < end && bytes[next]! >> 4 === 6) enterLink(bytes, next, end, reported, CARRIED.rawIp, inner);
}

/** Adds the indications at `at` to the tree. */
export function dissectTeredo(d: Dissection, at: number): void {
  const teredo = d.layer('teredo', at, 0);
  let next = at;
  if (d.uint16(next) === INDICATOR.authentication) next = addAuthentication(d, teredo, next);
  if (d.uint16(next) === INDICATOR.origin) next = addOrigin(d, teredo, next);
  teredo.length = next - at;
  if (d.uint8(next) >> 4 === 6) d.next('ethertype', ETHER_TYPE.ipv6, next);
  else d.next('data', 0, next);
}

function addAuthentication(d: Dissection, teredo: TreeItem, at: number): number {
  const id = d.uint8(at + AUTHENTICATION_OFFSET.idLength);
  const value = d.uint8(at + AUTHENTICATION_OFFSET.valueLength);
  const length = AUTHENTICATION_OFFSET.id + id + value + NONCE_LEN + 1;
  const item = d.add(teredo, 'teredo.auth', at, length);
  d.add(item, 'teredo.auth.idlen', at + AUTHENTICATION_OFFSET.idLength, 1);
  d.add(item, 'teredo.auth.aulen', at + AUTHENTICATION_OFFSET.valueLength, 1);
  if (id > 0) d.add(item, 'teredo.auth.id', at + AUTHENTICATION_OFFSET.id, id);
  if (value > 0) d.add(item, 'teredo.auth.value', at + AUTHENTICATION_OFFSET.id + id, value);
  d.add(item, 'teredo.auth.nonce', at + length - NONCE_LEN - 1, NONCE_LEN);
  d.add(item, 'teredo.auth.conf', at + length - 1, 1);
  return at + length;
}

/** Port and address are stored inverted, so that no translator on the way changes them. */
function addOrigin(d: Dissection, teredo: TreeItem, at: number): number {
  const item = d.add(teredo, 'teredo.orig', at, ORIGIN_LEN);
  d.add(item, 'teredo.orig.port', at + ORIGIN_OFFSET.port, 2, d.uint16(at + ORIGIN_OFFSET.port) ^ 0xffff);
  const address = d.bytes.slice(at + ORIGIN_OFFSET.address, at + ORIGIN_LEN).map(byte => byte ^ 0xff);
  d.add(item, 'teredo.orig.addr', at + ORIGIN_OFFSET.address, 4, address);
  return at + ORIGIN_LEN;
}
