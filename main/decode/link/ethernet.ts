// Ethernet II and IEEE 802.3 frames (IEEE 802.3 clause 3; LINKTYPE_ETHERNET).
// Guarantee: `layers.ethernet` is set only when all 14 bytes were captured; the accessors then cannot fail.
import { FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { macField } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { walkEtherType } from './ether-type.ts';

const OFFSET = { destination: 0, source: 6, type: 12 } as const;
const HEADER_LEN = OFFSET.type + 2;

// hot path
/** Reads the Ethernet header at `at` and whatever tags follow it. */
export function walkEthernet(bytes: Uint8Array, at: number, layers: Layers): void {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  layers.ethernet = at;
  layers.etherType = uint16(bytes, at + OFFSET.type);
  walkEtherType(bytes, at + HEADER_LEN, layers);
}

export const ETHERNET_FIELDS = {
  eth_src: macField(OFFSET.source),
  eth_dst: macField(OFFSET.destination),
} as const;

/** Adds the header at `at` to the tree. */
export function dissectEthernet(d: Dissection, at: number): void {
  const eth = d.layer('eth', at, HEADER_LEN);
  d.add(eth, 'eth.dst', at + OFFSET.destination, 6);
  d.add(eth, 'eth.src', at + OFFSET.source, 6);
  const type = d.uint16(at + OFFSET.type);
  if (type < FIRST_ETHER_TYPE) {
    d.add(eth, 'eth.len', at + OFFSET.type, 2);
    d.next('llc', 0, at + HEADER_LEN);
    return;
  }
  d.add(eth, 'eth.type', at + OFFSET.type, 2);
  d.next('ethertype', type, at + HEADER_LEN);
}
