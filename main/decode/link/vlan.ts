// VLAN tags: IEEE 802.1Q section 9 (C-tag, S-tag) and the older QinQ types. Any number of them in a row.
// Guarantee: a tag is counted in `vlanCount` only when all 4 of its bytes were captured.
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { tagControl: 0, type: 2 } as const;
const TAG_LEN = OFFSET.type + 2;

const VLAN_ID_MASK = 0xfff;

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
  const id = uint16(bytes, at + OFFSET.tagControl) & VLAN_ID_MASK;
  if (layers.vlanCount === 0) {
    layers.vlan = id;
    layers.vlanOffset = at;
  } else if (layers.vlanCount === 1) {
    layers.innerVlan = id;
  }
  layers.vlanCount++;
  layers.etherType = uint16(bytes, at + OFFSET.type);
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
