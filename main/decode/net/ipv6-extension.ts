// IPv6 extension headers (RFC 8200 section 4) and the authentication header (RFC 4302 section 2), also over IPv4.
// Guarantee: every header moves on by at least 8 bytes or ends the walk, and none is read that was not captured in full.
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { nextHeader: 0, length: 1, options: 2 } as const;
const SHORTEST_LEN = 8;

const FRAGMENT_OFFSET = { nextHeader: 0, offsetAndMore: 2, id: 4 } as const;
const FRAGMENT_LEN = FRAGMENT_OFFSET.id + 4;
const FRAGMENT_OFFSET_MASK = 0xfff8;
const MORE_FRAGMENTS = 0x0001;

const OPTION_OFFSET = { type: 0, length: 1, data: 2 } as const;
const OPTION_PAD1 = 0;
const OPTION_JUMBO = 0xc2;
const JUMBO_DATA_LEN = 4;

// hot path
/** Follows the chain from `layers.transport`, and leaves there, in `ipProto` and in `ipPayload` what comes after it. */
export function walkExtensions(bytes: Uint8Array, layers: Layers): void {
  for (;;) {
    switch (layers.ipProto) {
      case IP_PROTOCOL.hopByHop:
      case IP_PROTOCOL.routing:
      case IP_PROTOCOL.destination:
      case IP_PROTOCOL.mobility:
      case IP_PROTOCOL.hip:
      case IP_PROTOCOL.shim6:
        if (!skipHeader(bytes, 8, 1, layers)) return;
        break;
      case IP_PROTOCOL.ah:
        if (!skipHeader(bytes, 4, 2, layers)) return;
        break;
      case IP_PROTOCOL.fragment:
        if (!skipFragment(bytes, layers)) return;
        break;
      default:
        return;
    }
  }
}

// hot path
/** Follows authentication headers only: over IPv4 the other numbers mean nothing. */
export function walkAuthentication(bytes: Uint8Array, layers: Layers): void {
  while (layers.ipProto === IP_PROTOCOL.ah) {
    // The protocol that is kept is no longer the one that the IP header names.
    layers.nested = 1;
    if (!skipHeader(bytes, 4, 2, layers)) return;
  }
}

// hot path
/** Moves past one header of (length + extra) * unit bytes, which is never below 8; false when it is not all there. */
function skipHeader(bytes: Uint8Array, unit: number, extra: number, layers: Layers): boolean {
  const at = layers.transport;
  if (!hasRoom(SHORTEST_LEN, layers)) return false;
  const length = (bytes[at + OFFSET.length]! + extra) * unit;
  if (!hasRoom(length, layers)) return false;
  layers.ipProto = bytes[at + OFFSET.nextHeader]!;
  layers.transport = at + length;
  layers.ipPayload -= length;
  return true;
}

// hot path
/** Moves past a fragment header; false when it is not all there, or when a later fragment has no further header. */
function skipFragment(bytes: Uint8Array, layers: Layers): boolean {
  const at = layers.transport;
  if (!hasRoom(FRAGMENT_LEN, layers)) return false;
  const bits = uint16(bytes, at + FRAGMENT_OFFSET.offsetAndMore);
  layers.ipProto = bytes[at + FRAGMENT_OFFSET.nextHeader]!;
  layers.transport = at + FRAGMENT_LEN;
  layers.ipPayload -= FRAGMENT_LEN;
  // Neither offset nor more: an atomic fragment (RFC 6946) is a whole packet.
  if ((bits & (FRAGMENT_OFFSET_MASK | MORE_FRAGMENTS)) === 0) return true;
  layers.fragment = 1;
  layers.nested = 1;
  layers.fragmentId = uint32(bytes, at + FRAGMENT_OFFSET.id);
  if ((bits & FRAGMENT_OFFSET_MASK) === 0) return true;
  layers.laterFragment = 1;
  return false;
}

// hot path
function hasRoom(length: number, layers: Layers): boolean {
  if (layers.ipEnd - layers.transport >= length) return true;
  layers.faults |= layers.ipPayload < length ? FAULT.malformed : FAULT.cut;
  return false;
}

// hot path
/** The length in a jumbo payload option (RFC 2675 section 2) of the hop-by-hop header at `at`; 0 without one. */
export function jumboLength(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < SHORTEST_LEN) return 0;
  const headerEnd = at + (bytes[at + OFFSET.length]! + 1) * 8;
  const limit = headerEnd < end ? headerEnd : end;
  let option = at + OFFSET.options;
  while (option < limit) {
    if (bytes[option + OPTION_OFFSET.type] === OPTION_PAD1) {
      option++;
      continue;
    }
    if (option + OPTION_OFFSET.data > limit) return 0;
    const length = bytes[option + OPTION_OFFSET.length]!;
    const data = option + OPTION_OFFSET.data;
    if (bytes[option + OPTION_OFFSET.type] === OPTION_JUMBO) {
      return length === JUMBO_DATA_LEN && data + length <= limit ? uint32(bytes, data) : 0;
    }
    option = data + length;
  }
  return 0;
}
