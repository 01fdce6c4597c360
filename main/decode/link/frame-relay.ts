// Frame Relay: a Q.922 address, then a network layer identifier (RFC 2427), Cisco's EtherType, or a raw Ethernet frame, which
// only looking at it tells. Network layer protocol identifiers (ISO/IEC TR 9577) are here, too.
// Guarantee: nothing is read that was not captured; the walk and the tree decide by the same functions.
import { ETHER_TYPE, FIRST_ETHER_TYPE, isKnownEtherType } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { isChdlcType, walkChdlcType } from './chdlc.ts';
import { controlLength, isInformation, walkSnap } from './llc.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

export const FRAME_RELAY = { extended: 0x01, upper: 0xfc, second: 0xf0, third: 0xfe, control: 0x02 } as const;

const UNNUMBERED_INFORMATION = 0x03;
const XID = 0xaf;
const LONGEST_LENGTH = 1500;
const ETHERNET_TYPE_OFFSET = 12;

export const NLPID = {
  padding: 0x00,
  q933: 0x08,
  lmi: 0x09,
  snap: 0x80,
  ipv6: 0x8e,
  compressed: 0xb0,
  ipv4: 0xcc,
  ppp: 0xcf,
} as const;

/** What follows the address. */
export const ENCAPSULATION = { none: 0, nlpid: 1, cisco: 2, ethernet: 3, signalling: 4 } as const;

// hot path
/** Reads the header at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkFrameRelay(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  const next = at + addressLength(bytes, at, layers.end);
  if (next >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  switch (encapsulation(bytes, next, layers.end, dlci(bytes, at, next))) {
    case ENCAPSULATION.nlpid:
      return walkIdentifier(bytes, next, layers);
    case ENCAPSULATION.cisco:
      return walkChdlcType(bytes, next, layers);
    case ENCAPSULATION.ethernet:
      layers.etherType = ETHER_TYPE.bridgedEthernet;
      return next;
    default:
      return -1;
  }
}

// hot path
/** The control field at `at`, then an identifier, which a byte of padding may precede. */
function walkIdentifier(bytes: Uint8Array, at: number, layers: Layers): number {
  let next = at + controlLength(bytes[at]!);
  if (next < layers.end && bytes[next] === NLPID.padding) next++;
  if (next >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (bytes[next] === NLPID.snap) return walkSnap(bytes, next + 1, 0, isInformation(bytes[at]!), layers);
  layers.etherType = PSEUDO_TYPE.nlpid;
  return next;
}

// hot path
/** Bytes of the address at `at`: up to the one whose lowest bit is set, or as far as was captured. */
export function addressLength(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && (bytes[next]! & FRAME_RELAY.extended) === 0) next++;
  return next + 1 - at;
}

// hot path
/** The data link connection identifier in the address bytes[at, end): 0 when it has only one byte. */
export function dlci(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < 2) return 0;
  let value = (((bytes[at]! & FRAME_RELAY.upper) >> 2) << 4) | ((bytes[at + 1]! & FRAME_RELAY.second) >> 4);
  if (end - at > 3) value = (value << 7) | ((bytes[at + 2]! & FRAME_RELAY.third) >> 1);
  const last = bytes[end - 1]!;
  if (end - at > 2 && (last & FRAME_RELAY.control) === 0) value = (value << 6) | ((last & FRAME_RELAY.upper) >> 2);
  return value;
}

// hot path
/** What stands at `at`, behind the address of circuit `circuit`: a value of ENCAPSULATION. */
export function encapsulation(bytes: Uint8Array, at: number, end: number, circuit: number): number {
  if (at >= end) return ENCAPSULATION.none;
  const control = bytes[at]!;
  if (control === UNNUMBERED_INFORMATION) return ENCAPSULATION.nlpid;
  if (circuit === 0 || control === XID) return ENCAPSULATION.signalling;
  if (at + 2 <= end) {
    if (isChdlcType(uint16(bytes, at))) return ENCAPSULATION.cisco;
    const padded = control === 0 ? at + 1 : at;
    const identifier = padded + controlLength(bytes[padded]!);
    if (identifier < end && isNlpid(bytes[identifier]!)) return ENCAPSULATION.nlpid;
  }
  const type = at + ETHERNET_TYPE_OFFSET;
  if (type + 2 > end) return ENCAPSULATION.none;
  return isTypeOrLength(uint16(bytes, type)) ? ENCAPSULATION.ethernet : ENCAPSULATION.none;
}

// hot path
const isTypeOrLength = (value: number): boolean =>
  value <= LONGEST_LENGTH || (value >= FIRST_ETHER_TYPE && isKnownEtherType(value));

// hot path
function isNlpid(value: number): boolean {
  switch (value) {
    case NLPID.padding:
    case NLPID.q933:
    case NLPID.lmi:
    case NLPID.snap:
    case NLPID.ipv6:
    case NLPID.compressed:
    case NLPID.ipv4:
    case NLPID.ppp:
    case 0x81:
    case 0x82:
    case 0x83:
      return true;
    default:
      return false;
  }
}

// hot path
/** Reads the identifier at `at`; returns where what it names begins, or -1. */
export function walkNlpid(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (at >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  switch (bytes[at]) {
    case NLPID.ipv4:
      layers.etherType = ETHER_TYPE.ipv4;
      break;
    case NLPID.ipv6:
      layers.etherType = ETHER_TYPE.ipv6;
      break;
    case NLPID.ppp:
      layers.etherType = PSEUDO_TYPE.ppp;
      break;
    default:
      return -1;
  }
  return at + 1;
}
