// VLAN tags: IEEE 802.1Q section 9 (C-tag, S-tag) and the older QinQ types. Any number of them in a row.
// Guarantee: a tag is counted in `vlanCount` only when all 4 of its bytes were captured and it directly follows the one before it.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { nextEtherType, nextLength } from './trailer.ts';

const OFFSET = { tagControl: 0, type: 2 } as const;
const TAG_LEN = OFFSET.type + 2;

const VLAN_ID_MASK = 0xfff;
const LONGEST_LENGTH = 1500;

/** Bytes of one identifier and its comma in `vlanText`. */
export const VLAN_TEXT_LEN = '4095,'.length;

// hot path
/** Whether an EtherType announces a VLAN tag. */
export function isVlanType(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x9200 || type === 0x9300;
}

// hot path
/** Reads the tag at `at`; returns where the next header begins, or -1 when the tag was cut. */
export function walkVlan(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < TAG_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const { vlanCount } = layers;
  layers.etherType = uint16(bytes, at + OFFSET.type);
  if (vlanCount > 0 && at !== layers.vlanOffset + vlanCount * TAG_LEN) return at + TAG_LEN;
  const id = uint16(bytes, at + OFFSET.tagControl) & VLAN_ID_MASK;
  if (vlanCount === 0) {
    layers.vlan = id;
    layers.vlanOffset = at;
  } else if (vlanCount === 1) {
    layers.innerVlan = id;
  }
  layers.vlanCount = vlanCount + 1;
  return at + TAG_LEN;
}

/** The VLAN identifiers of a record, outermost first, joined by commas. */
export function vlanText(bytes: Uint8Array, layers: Layers): string {
  let text = '';
  for (let i = 0; i < layers.vlanCount; i++) {
    const id = uint16(bytes, layers.vlanOffset + i * TAG_LEN + OFFSET.tagControl) & VLAN_ID_MASK;
    text = i === 0 ? String(id) : `${text},${id}`;
  }
  return text;
}

/** Adds the C-tag, or a tag of one of the older types, at `at` to the tree. */
export function dissectVlan(d: Dissection, at: number): void {
  const vlan = d.layer('vlan', at, TAG_LEN);
  d.add(vlan, 'vlan.priority', at + OFFSET.tagControl, 2);
  d.add(vlan, 'vlan.dei', at + OFFSET.tagControl, 2);
  d.add(vlan, 'vlan.id', at + OFFSET.tagControl, 2);
  const type = d.uint16(at + OFFSET.type);
  const header = { item: vlan, at, trailer: 'vlan.trailer' as FieldName, fcs: 0 as const };
  if (type <= LONGEST_LENGTH) {
    nextLength(d, header, 'vlan.len', 'vlan.len.past_end', at + TAG_LEN, type);
    return;
  }
  d.add(vlan, 'vlan.etype', at + OFFSET.type, 2);
  nextEtherType(d, header, type, at + TAG_LEN);
}

/** Adds the S-tag or B-tag at `at` to the tree; a second S-tag and an I-tag belong to the same layer. */
export function dissectProviderVlan(d: Dissection, at: number): void {
  const vlan = d.layer('ieee8021ad', at, TAG_LEN);
  const type = d.uint16(at + OFFSET.type);
  if (type === ETHER_TYPE.providerBackbone) {
    addTag(d, vlan, at, 'ieee8021ad.id');
    d.next('ethertype', type, at + TAG_LEN);
    return;
  }
  const header = { item: vlan, at, trailer: 'ieee8021ah.trailer' as FieldName, fcs: 0 as const };
  let next = at;
  if (type === ETHER_TYPE.providerVlan) {
    d.require(at + TAG_LEN, TAG_LEN);
    addTag(d, vlan, at, 'ieee8021ad.svid');
    addTag(d, vlan, at + TAG_LEN, 'ieee8021ad.cvid');
    vlan.length = 2 * TAG_LEN;
    next += TAG_LEN;
  } else {
    addTag(d, vlan, at, 'ieee8021ad.id');
  }
  d.add(vlan, 'ieee8021ah.etype', next + OFFSET.type, 2);
  nextEtherType(d, header, d.uint16(next + OFFSET.type), next + TAG_LEN);
}

function addTag(d: Dissection, vlan: TreeItem, at: number, id: FieldName): void {
  d.add(vlan, 'ieee8021ad.priority', at + OFFSET.tagControl, 2);
  d.add(vlan, 'ieee8021ad.dei', at + OFFSET.tagControl, 2);
  d.add(vlan, id, at + OFFSET.tagControl, 2);
}
