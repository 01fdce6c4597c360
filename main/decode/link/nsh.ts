// Network Service Header (RFC 8300 section 2) behind an EtherType: a base header, a path, context, then a packet.
// Guarantee: lengths are checked before anything is read.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { base: 0, metadataType: 2, nextProtocol: 3, path: 4, index: 7, context: 8 } as const;
const WORDS_MASK = 0x3f;
const METADATA_FIXED = 1;
const METADATA_VARIABLE = 2;
const FIXED_LEN = OFFSET.context + 16;

// hot path
/** Passes the header at `at`; returns where the packet inside begins, or -1. */
export function walkNsh(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < OFFSET.context) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = etherTypeOf(bytes[at + OFFSET.nextProtocol]!);
  if (layers.etherType < 0) return -1;
  return at + headerLength(uint16(bytes, at + OFFSET.base), bytes[at + OFFSET.metadataType]!);
}

// hot path
function headerLength(base: number, metadataType: number): number {
  const length = (base & WORDS_MASK) * 4;
  if (metadataType === METADATA_FIXED) return FIXED_LEN;
  const least = metadataType === METADATA_VARIABLE ? OFFSET.context : OFFSET.path;
  return length < least ? least : length;
}

// hot path
function etherTypeOf(nextProtocol: number): number {
  switch (nextProtocol) {
    case 1:
      return ETHER_TYPE.ipv4;
    case 2:
      return ETHER_TYPE.ipv6;
    case 3:
      return ETHER_TYPE.bridgedEthernet;
    case 4:
      return ETHER_TYPE.nsh;
    case 5:
      return ETHER_TYPE.mpls;
    default:
      return -1;
  }
}

/** Adds the header at `at` to the tree. */
export function dissectNsh(d: Dissection, at: number): void {
  const length = headerLength(d.uint16(at + OFFSET.base), d.uint8(at + OFFSET.metadataType));
  const nsh = d.layer('nsh', at, length);
  d.add(nsh, 'nsh.version', at + OFFSET.base, 2);
  d.add(nsh, 'nsh.Obit', at + OFFSET.base, 2);
  d.add(nsh, 'nsh.CBit', at + OFFSET.base, 2);
  d.add(nsh, 'nsh.ttl', at + OFFSET.base, 2);
  d.add(nsh, 'nsh.length', at + OFFSET.base, 2);
  d.add(nsh, 'nsh.mdtype', at + OFFSET.metadataType, 1);
  d.add(nsh, 'nsh.nextproto', at + OFFSET.nextProtocol, 1);
  d.add(nsh, 'nsh.spi', at + OFFSET.path, 3);
  d.add(nsh, 'nsh.si', at + OFFSET.index, 1);
  if (d.uint8(at + OFFSET.metadataType) === METADATA_FIXED) {
    for (let word = at + OFFSET.context; word < at + FIXED_LEN; word += 4) d.add(nsh, 'nsh.contextheader', word, 4);
  }
  const type = etherTypeOf(d.uint8(at + OFFSET.nextProtocol));
  if (type < 0) d.next('data', 0, at + length);
  else d.next('ethertype', type, at + length);
}
