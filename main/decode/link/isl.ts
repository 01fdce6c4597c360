// Cisco Inter-Switch Link: 26 bytes in front of a whole frame, told by the first five bytes of its destination address.
// Guarantee: the header is read only when all of it was captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { destination: 0, type: 5, source: 6, length: 12, dsap: 14, ssap: 15, control: 16, hsa: 17 } as const;
const OFFSET_TAIL = { vlan: 20, index: 22, reserved: 24 } as const;
const HEADER_LEN = OFFSET_TAIL.reserved + 2;

const TYPE_ETHERNET = 0;

// hot path
/** Whether the destination address at `at` is that of ISL: 01-00-0c-00-00 or 0c-00-0c-00-00. */
export function isIsl(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + OFFSET.type > end || (bytes[at] !== 0x01 && bytes[at] !== 0x0c)) return false;
  return bytes[at + 1] === 0 && bytes[at + 2] === 0x0c && bytes[at + 3] === 0 && bytes[at + 4] === 0;
}

// hot path
/** Reads the header at `at`; returns where the Ethernet frame inside begins, or -1. */
export function walkIsl(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (bytes[at + OFFSET.type]! >> 4 !== TYPE_ETHERNET) return -1;
  layers.etherType = ETHER_TYPE.bridgedEthernet;
  return at + HEADER_LEN;
}

/** Adds the header at `at` to the tree. */
export function dissectIsl(d: Dissection, at: number): void {
  const isl = d.layer('isl', at, HEADER_LEN);
  // Wireshark counts the Ethernet whose place this header takes.
  d.protocols.splice(-1, 1, 'eth');
  d.add(isl, 'isl.dst', at + OFFSET.destination, 6);
  d.add(isl, 'isl.type', at + OFFSET.type, 1);
  const type = d.uint8(at + OFFSET.type) >> 4;
  if (type === TYPE_ETHERNET) d.add(isl, 'isl.user_eth', at + OFFSET.type, 1);
  else d.add(isl, 'isl.user', at + OFFSET.type, 1);
  d.add(isl, 'isl.src', at + OFFSET.source, 6);
  d.add(isl, 'isl.len', at + OFFSET.length, 2);
  d.add(isl, 'isl.dsap', at + OFFSET.dsap, 1);
  d.add(isl, 'isl.ssap', at + OFFSET.ssap, 1);
  d.add(isl, 'isl.control', at + OFFSET.control, 1);
  d.add(isl, 'isl.hsa', at + OFFSET.hsa, 3);
  d.add(isl, 'isl.vlan_id', at + OFFSET_TAIL.vlan, 2);
  d.add(isl, 'isl.bpdu', at + OFFSET_TAIL.vlan, 2);
  d.add(isl, 'isl.index', at + OFFSET_TAIL.index, 2);
  if (type === TYPE_ETHERNET) d.next('ethertype', ETHER_TYPE.bridgedEthernet, at + HEADER_LEN);
  else d.next('data', 0, at + HEADER_LEN);
}
