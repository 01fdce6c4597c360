// Cisco FabricPath: a header in place of Ethernet's, whose type is 8903, with or without a VLAN tag before it, then a whole
// Ethernet frame, then a check sequence. Its addresses are switch numbers, not MAC addresses.
// Guarantee: lengths are checked before anything is read.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { limitFrame } from './limit.ts';

const OFFSET = { destination: 0, source: 6, type: 12, tag: 14, taggedType: 16 } as const;
const ADDRESS = { endNode: 0, subSwitch: 3, localId: 4 } as const;
const HEADER_LEN = 16;
const TAGGED_HEADER_LEN = 20;
const FCS_LEN = 4;

const FABRIC_PATH = 0x8903;
const GROUP_ADDRESS = 0x01;
const STATUS_UNVERIFIED = 2;

// hot path
/** Length of the FabricPath header at `at`, whose type field holds `type`; 0 when there is none. */
export function fabricPathLength(bytes: Uint8Array, at: number, type: number, end: number): number {
  if (type === FABRIC_PATH) return HEADER_LEN;
  if (type !== ETHER_TYPE.vlan && type !== ETHER_TYPE.providerVlan) return 0;
  if (at + OFFSET.taggedType + 2 > end) return 0;
  return uint16(bytes, at + OFFSET.taggedType) === FABRIC_PATH ? TAGGED_HEADER_LEN : 0;
}

// hot path
/** Passes the header of `length` bytes; returns where the Ethernet frame inside begins. */
export function walkFabricPath(at: number, length: number, layers: Layers): number {
  limitFrame(layers, layers.frameEnd - FCS_LEN);
  layers.etherType = ETHER_TYPE.bridgedEthernet;
  return at + length;
}

/** Adds the header of `length` bytes at `at` to the tree. */
export function dissectFabricPath(d: Dissection, at: number, length: number): void {
  // Wireshark counts the Ethernet whose place this header takes.
  d.protocols.push('eth');
  const cfp = d.layer('cfp', at, length);
  if ((d.uint8(at) & GROUP_ADDRESS) !== 0) d.add(cfp, 'cfp.d_hmac_mc', at + OFFSET.destination, 6);
  else addAddress(d, d.add(cfp, 'cfp.d_hmac', at + OFFSET.destination, 6), at + OFFSET.destination);
  addAddress(d, d.add(cfp, 'cfp.s_hmac', at + OFFSET.source, 6), at + OFFSET.source);
  if (length === TAGGED_HEADER_LEN) {
    d.add(cfp, 'cfp.1ad.etype', at + OFFSET.type, 2);
    d.add(cfp, 'cfp.1ad.priority', at + OFFSET.tag, 2);
    d.add(cfp, 'cfp.1ad.dei', at + OFFSET.tag, 2);
    d.add(cfp, 'cfp.1ad.id', at + OFFSET.tag, 2);
  }
  d.add(cfp, 'cfp.etype', at + length - 4, 2);
  d.add(cfp, 'cfp.ftag', at + length - 2, 2);
  d.add(cfp, 'cfp.ttl', at + length - 2, 2);
  const end = d.reported - FCS_LEN;
  if (end >= at && end + FCS_LEN <= d.end) {
    d.add(cfp, 'cfp.fcs', end, FCS_LEN);
    d.generated(cfp, 'cfp.fcs.status', STATUS_UNVERIFIED);
  }
  d.next('ethertype', ETHER_TYPE.bridgedEthernet, at + length, end, end);
}

function addAddress(d: Dissection, item: TreeItem, at: number): void {
  const word = d.uint16(at + ADDRESS.endNode);
  d.add(item, 'cfp.eid', at + ADDRESS.endNode, 3, ((word & 0x00c0) >> 6) + ((word & 0xfc00) >> 8));
  d.add(item, 'cfp.ul', at + ADDRESS.endNode, 3);
  d.add(item, 'cfp.ig', at + ADDRESS.endNode, 3);
  d.add(item, 'cfp.ooodl', at + ADDRESS.endNode, 3);
  d.add(item, 'cfp.swid', at + ADDRESS.endNode, 3);
  d.add(item, 'cfp.sswid', at + ADDRESS.subSwitch, 1);
  d.add(item, 'cfp.lid', at + ADDRESS.localId, 2);
}
