// Ethernet II and IEEE 802.3 frames (IEEE 802.3 clause 3; LINKTYPE_ETHERNET).
// Guarantee: `layers.ethernet` is set only when all 14 bytes were captured; the accessors then cannot fail.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { macField } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { dissectFabricPath, fabricPathLength, walkFabricPath } from './fabric-path.ts';
import { dissectIsl, isIsl, walkIsl } from './isl.ts';
import { nextEtherType, nextLength } from './trailer.ts';

const OFFSET = { destination: 0, source: 6, type: 12 } as const;
const HEADER_LEN = OFFSET.type + 2;

const LONGEST_LENGTH = 1500;
const GROUP_ADDRESS = 0x01;

// hot path
/** Reads one Ethernet header; returns where the header of `layers.etherType` begins, or -1. The outermost one gives the addresses. */
export function walkInnerEthernet(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    layers.etherType = -1;
    return -1;
  }
  const type = uint16(bytes, at + OFFSET.type);
  if (type !== ETHER_TYPE.ipv4) {
    const fabricPath = fabricPathLength(bytes, at, type, layers.end);
    if (fabricPath > 0) return walkFabricPath(at, fabricPath, layers);
    if (type <= LONGEST_LENGTH && isIsl(bytes, at, layers.end)) return walkIsl(bytes, at, layers);
  }
  if (layers.ethernet < 0) {
    layers.ethernet = at;
    layers.linkSource = at + OFFSET.source;
  }
  layers.etherType = type;
  return at + HEADER_LEN;
}

export const ETHERNET_FIELDS = {
  eth_src: macField(OFFSET.source),
  eth_dst: macField(OFFSET.destination),
} as const;

/** Adds the frame at `at` to the tree; whether it ends in a check sequence is what the capture says. */
export function dissectEthernet(d: Dissection, at: number): void {
  const { fcsLength } = d.record;
  dissectFrame(d, at, fcsLength === 0 || fcsLength === 4 ? fcsLength : -1);
}

/** The same for a frame inside of another protocol, which never has a check sequence. */
export const dissectBridgedEthernet = (d: Dissection, at: number): void => dissectFrame(d, at, 0);

/** The same for a frame that ends in one. */
export const dissectEthernetWithFcs = (d: Dissection, at: number): void => dissectFrame(d, at, 4);

function dissectFrame(d: Dissection, at: number, fcs: 0 | 4 | -1): void {
  const type = d.uint16(at + OFFSET.type);
  const fabricPath = fabricPathLength(d.bytes, at, type, d.end);
  if (fabricPath > 0) {
    dissectFabricPath(d, at, fabricPath);
    return;
  }
  if (type <= LONGEST_LENGTH && isIsl(d.bytes, at, d.end)) {
    dissectIsl(d, at);
    return;
  }
  const eth = d.layer('eth', at, HEADER_LEN);
  const payload = at + HEADER_LEN;
  const header = { item: eth, at, trailer: 'eth.trailer' as FieldName, fcs };
  if (type > LONGEST_LENGTH && type < FIRST_ETHER_TYPE) {
    addAddresses(d, eth, at, false);
    const item = d.add(eth, 'eth.invalid_lentype', at + OFFSET.type, 2);
    d.expert(item, 'eth.invalid_lentype.expert', 'warning', `Invalid length/type: ${type}`);
    d.next('data', 0, payload);
    return;
  }
  addAddresses(d, eth, at, type >= FIRST_ETHER_TYPE);
  if (type > 0 && type <= LONGEST_LENGTH) {
    nextLength(d, header, 'eth.len', 'eth.len.past_end', payload, type);
    return;
  }
  d.add(eth, 'eth.type', at + OFFSET.type, 2);
  nextEtherType(d, header, type, payload);
}

function addAddresses(d: Dissection, eth: TreeItem, at: number, checkGroup: boolean): void {
  const dst = d.add(eth, 'eth.dst', at + OFFSET.destination, 6);
  d.add(dst, 'eth.dst.lg', at + OFFSET.destination, 3);
  d.add(dst, 'eth.dst.ig', at + OFFSET.destination, 3);
  const src = d.add(eth, 'eth.src', at + OFFSET.source, 6);
  if (checkGroup && (d.uint8(at + OFFSET.source) & GROUP_ADDRESS) !== 0) {
    d.expert(
      src,
      'eth.src_not_group',
      'warning',
      'Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)',
    );
  }
  d.add(src, 'eth.src.lg', at + OFFSET.source, 3);
  d.add(src, 'eth.src.ig', at + OFFSET.source, 3);
}
