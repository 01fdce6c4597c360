// ICMP (RFC 792, RFC 950, RFC 8335) and ICMPv6 (RFC 4443): type, code, and the identifier that makes queries a flow.
// Guarantee: a field is read only when it was captured; messages without an identifier leave the ports at 0.
import { uint16 } from '../big-endian.ts';
import { uint8Field } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';

/** Where the fields of all messages lie; for icmp-tree.ts and icmpv6-tree.ts. */
export const ICMP_OFFSET = { type: 0, code: 1, checksum: 2, identifier: 4, rest: 4, body: 8 } as const;
const OFFSET = ICMP_OFFSET;
const HEADER_LEN = OFFSET.checksum + 2;
const IDENTIFIED_LEN = OFFSET.identifier + 2;

// hot path
/** Reads the ICMP message at `layers.transport`: source and destination port become its identifier. */
export function walkIcmp(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  if (!isThere(HEADER_LEN, layers)) return;
  const type = bytes[at + OFFSET.type]!;
  if (quotes(type)) layers.nested = 1;
  else if (hasIdentifier(type)) readIdentifier(bytes, layers);
}

// hot path
/** The same for ICMPv6. */
export function walkIcmpv6(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  if (!isThere(HEADER_LEN, layers)) return;
  const type = bytes[at + OFFSET.type]!;
  if (quotesV6(type)) layers.nested = 1;
  else if (hasIdentifierV6(type)) readIdentifier(bytes, layers);
}

// hot path
/** Unreachable, source quench, redirect, time exceeded, parameter problem: they quote the packet that they are about. */
function quotes(type: number): boolean {
  return type === 3 || type === 4 || type === 5 || type === 11 || type === 12;
}

// hot path
/** The errors of RFC 4443, and redirects. */
function quotesV6(type: number): boolean {
  return (type >= 1 && type <= 4) || type === 137;
}

// hot path
function readIdentifier(bytes: Uint8Array, layers: Layers): void {
  if (!isThere(IDENTIFIED_LEN, layers)) return;
  layers.srcPort = uint16(bytes, layers.transport + OFFSET.identifier);
  layers.dstPort = layers.srcPort;
}

// hot path
function isThere(length: number, layers: Layers): boolean {
  if (layers.ipEnd - layers.transport >= length) return true;
  layers.faults |= layers.ipPayload < length ? FAULT.malformed : FAULT.cut;
  return false;
}

// hot path
/** Echo, timestamp, information, address mask and extended echo, request or reply. */
function hasIdentifier(type: number): boolean {
  return type === 8 || type === 0 || (type >= 13 && type <= 18) || type === 42 || type === 43;
}

// hot path
/** Echo and extended echo, request or reply. */
function hasIdentifierV6(type: number): boolean {
  return type === 128 || type === 129 || type === 160 || type === 161;
}

export const ICMP_FIELDS = { 'icmp.type': uint8Field(OFFSET.type), 'icmp.code': uint8Field(OFFSET.code) } as const;
export const ICMPV6_FIELDS = {
  'icmpv6.type': uint8Field(OFFSET.type),
  'icmpv6.code': uint8Field(OFFSET.code),
} as const;
