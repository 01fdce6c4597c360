// MPLS label stack (RFC 3032 section 2.1). What follows the stack is named nowhere: the first nibble tells IPv4, IPv6, an
// associated channel (RFC 5586) and pseudo-wires (RFC 4448), and where it is 0, which Ethernet header makes sense.
// Guarantee: ends after at most as many entries as bytes were captured.
import { ETHER_TYPE, FIRST_ETHER_TYPE, isKnownEtherType } from '../../../shared/net/ether-type.ts';
import { uint16, uint24 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { label: 0, trafficClassAndBottom: 2, ttl: 3 } as const;
const ENTRY_LEN = OFFSET.ttl + 1;
const CONTROL_WORD_LEN = 4;
const ETHERNET_TYPE_OFFSET = 12;
const LONGEST_LENGTH = 1500;

const BOTTOM_OF_STACK = 0x01;
/** Generic Associated Channel Label (RFC 5586). */
const LABEL_CHANNEL = 13;
/** OAM of ITU-T Y.1711 (RFC 3429). */
const LABEL_OAM = 14;

// hot path
/** Reads the label stack at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkMpls(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  let entry = at;
  for (let bottom = 0; bottom === 0; entry += ENTRY_LEN) {
    if (layers.end - entry <= ENTRY_LEN) {
      layers.faults |= FAULT.cut;
      return -1;
    }
    bottom = bytes[entry + OFFSET.trafficClassAndBottom]! & BOTTOM_OF_STACK;
  }
  const label = uint24(bytes, entry - ENTRY_LEN + OFFSET.label) >> 4;
  if (label === LABEL_CHANNEL || label === LABEL_OAM) return -1;
  const nibble = bytes[entry]! >> 4;
  if (nibble === 4) layers.etherType = ETHER_TYPE.ipv4;
  else if (nibble === 6) layers.etherType = ETHER_TYPE.ipv6;
  else if (nibble === 0) return walkPseudoWire(bytes, entry, layers);
  else return -1;
  return entry;
}

// hot path
function walkPseudoWire(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = ETHER_TYPE.bridgedEthernet;
  return hasControlWord(bytes, at, layers.end) ? at + CONTROL_WORD_LEN : at;
}

// hot path
/** Whether the pseudo-wire at `at`, whose first nibble is 0, has a control word: unless an Ethernet header makes sense only without one. */
function hasControlWord(bytes: Uint8Array, at: number, end: number): boolean {
  return !isEthernet(bytes, at, end) || isEthernet(bytes, at + CONTROL_WORD_LEN, end);
}

// hot path
function isEthernet(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + ETHERNET_TYPE_OFFSET + 2 > end) return false;
  const type = uint16(bytes, at + ETHERNET_TYPE_OFFSET);
  if (type >= FIRST_ETHER_TYPE) return isKnownEtherType(type);
  return type > 0 && type <= LONGEST_LENGTH && at + ETHERNET_TYPE_OFFSET + 2 + type <= end;
}

/** Adds the label stack at `at` to the tree: one item an entry, one layer in frame.protocols. */
export function dissectMpls(d: Dissection, at: number): void {
  let entry = at;
  let label = 0;
  for (let bottom = false; !bottom; entry += ENTRY_LEN) {
    label = d.uint24(entry + OFFSET.label) >> 4;
    bottom = (d.uint8(entry + OFFSET.trafficClassAndBottom) & BOTTOM_OF_STACK) !== 0;
    d.require(entry, ENTRY_LEN);
    const mpls = d.layer('mpls', entry, ENTRY_LEN);
    if (entry > at) d.protocols.pop();
    d.add(mpls, 'mpls.label', entry, ENTRY_LEN);
    d.add(mpls, 'mpls.exp', entry, ENTRY_LEN);
    d.add(mpls, 'mpls.bottom', entry, ENTRY_LEN);
    d.add(mpls, 'mpls.ttl', entry, ENTRY_LEN);
  }
  const nibble = d.uint8(entry) >> 4;
  if (label === LABEL_CHANNEL || (nibble === 1 && label !== LABEL_OAM)) dissectChannel(d, entry);
  else if (label === LABEL_OAM) d.next('data', 0, entry);
  else if (nibble === 4) d.next('ethertype', ETHER_TYPE.ipv4, entry);
  else if (nibble === 6) d.next('ethertype', ETHER_TYPE.ipv6, entry);
  else if (nibble === 0) dissectPseudoWire(d, entry);
  else d.next('data', 0, entry);
}

function dissectChannel(d: Dissection, at: number): void {
  const channel = d.layer('pwach', at, CONTROL_WORD_LEN);
  d.add(channel, 'pwach.ver', at, 1);
  d.add(channel, 'pwach.res', at + 1, 1);
  d.add(channel, 'pwach.channel_type', at + 2, 2);
  d.next('data', 0, at + CONTROL_WORD_LEN);
}

function dissectPseudoWire(d: Dissection, at: number): void {
  d.protocols.push('pwethheuristic');
  if (!hasControlWord(d.bytes, at, d.end)) {
    d.protocols.push('pwethnocw');
    d.next('ethertype', ETHER_TYPE.bridgedEthernet, at);
    return;
  }
  const word = d.layer('pwethcw', at, CONTROL_WORD_LEN);
  d.add(word, 'pweth.cw.sequence_number', at + 2, 2);
  d.next('ethertype', ETHER_TYPE.bridgedEthernet, at + CONTROL_WORD_LEN);
}
