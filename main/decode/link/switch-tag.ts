// Tags that switch chips put into Ethernet frames: Broadcom (LINKTYPE_ETHERNET_BRCM 281, _PREPEND 282), Marvell DSA (284) and
// EtherType DSA (285). They stand behind the addresses, the prepended one in front of them.
// Guarantee: nothing is read that was not captured.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { nextEtherType, nextLength } from './trailer.ts';

const ADDRESSES_LEN = 12;
export const SWITCH_TAG_LEN = { broadcom: 4, dsa: 4, etherTypeDsa: 8 } as const;

const DSA = { modeAndDevice: 0, port: 1, vlan: 2 } as const;
const DSA_LEN = SWITCH_TAG_LEN.dsa;
const DSA_TAGGED = 0x20;
const LONGEST_LENGTH = 1500;

// hot path
/** Reads the addresses at `at` and passes a tag of `length` bytes behind them; returns where the payload begins, or -1. */
export function walkSwitchTag(bytes: Uint8Array, at: number, length: number, dsa: boolean, layers: Layers): number {
  const type = at + ADDRESSES_LEN + length;
  layers.etherType = -1;
  if (type + 2 > layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.ethernet = at;
  layers.linkSource = at + 6;
  layers.etherType = uint16(bytes, type);
  if (dsa && (bytes[type - DSA_LEN]! & DSA_TAGGED) !== 0) {
    // The tag takes the place of the VLAN tag, whose last three bytes it keeps where they were.
    layers.vlanOffset = type - DSA_LEN + DSA.vlan;
    layers.vlan = uint16(bytes, layers.vlanOffset) & 0xfff;
    layers.vlanCount = 1;
  }
  return type + 2;
}

/** Dissects a frame with a DSA tag of `length` bytes behind its addresses. */
export const dissectDsa =
  (length: number): LayerDissector =>
  (d, at) => {
    const eth = addAddresses(d, at, length);
    const dsa = at + ADDRESSES_LEN + length - DSA_LEN;
    const item = d.layer('dsa', at + ADDRESSES_LEN, length);
    if (length > DSA_LEN) d.add(item, 'dsa.etype', at + ADDRESSES_LEN, 2);
    d.add(item, 'dsa.mode', dsa + DSA.modeAndDevice, 1);
    d.add(item, 'dsa.tagged', dsa + DSA.modeAndDevice, 1);
    d.add(item, 'dsa.device', dsa + DSA.modeAndDevice, 1);
    d.add(item, 'dsa.port', dsa + DSA.port, 1);
    d.add(item, 'dsa.priority', dsa + DSA.vlan, 2);
    d.add(item, 'dsa.vlan', dsa + DSA.vlan, 2);
    nextOf(d, eth, at, at + ADDRESSES_LEN + length);
  };

/** Adds a frame with a Broadcom tag behind its addresses to the tree. */
export function dissectBroadcom(d: Dissection, at: number): void {
  const eth = addAddresses(d, at, SWITCH_TAG_LEN.broadcom);
  addBroadcomTag(d, at + ADDRESSES_LEN);
  nextOf(d, eth, at, at + ADDRESSES_LEN + SWITCH_TAG_LEN.broadcom);
}

/** Adds a Broadcom tag in front of an Ethernet frame to the tree. */
export function dissectBroadcomPrepended(d: Dissection, at: number): void {
  addBroadcomTag(d, at);
  d.next('link', 1, at + SWITCH_TAG_LEN.broadcom);
}

function addBroadcomTag(d: Dissection, at: number): void {
  const tag = d.layer('brcmtag', at, SWITCH_TAG_LEN.broadcom);
  d.add(tag, 'brcmtag.opcode', at, 1);
  d.add(tag, 'brcmtag.class', at, 1);
  d.add(tag, 'brcmtag.bytes', at, 4);
}

function addAddresses(d: Dissection, at: number, length: number): TreeItem {
  const eth = d.layer('eth', at, ADDRESSES_LEN + length + 2);
  d.add(eth, 'eth.dst', at, 6);
  d.add(eth, 'eth.src', at + 6, 6);
  return eth;
}

function nextOf(d: Dissection, eth: TreeItem, at: number, typeAt: number): void {
  const header = { item: eth, at, trailer: 'eth.trailer', fcs: -1 } as const;
  const type = d.uint16(typeAt);
  if (type > 0 && type <= LONGEST_LENGTH) {
    nextLength(d, header, 'eth.len', 'eth.len.past_end', typeAt + 2, type);
    return;
  }
  d.add(eth, 'eth.type', typeAt, 2);
  if (type >= FIRST_ETHER_TYPE || type === 0) nextEtherType(d, header, type, typeAt + 2);
  else d.next('data', ETHER_TYPE.ipv4, typeAt + 2);
}
