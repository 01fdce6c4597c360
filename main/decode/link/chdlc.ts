// Cisco HDLC (LINKTYPE_C_HDLC, 104): address, control, a type that is mostly an EtherType.
// Guarantee: the type is read only when the whole header was captured.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addOpaque } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { address: 0, control: 1, type: 2 } as const;
const HEADER_LEN = OFFSET.type + 2;

const SLARP = { code: 0, address: 4, mask: 8, mySequence: 4, peerSequence: 8 } as const;
const SLARP_LEN = 14;
const SLARP_KEEPALIVE = 2;

const TYPE_SLARP = 0x8035;
const TYPE_OSI = 0xfefe;

// hot path
/** Reads the Cisco HDLC header at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkChdlc(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  return walkChdlcType(bytes, at + OFFSET.type, layers);
}

// hot path
/** Follows the captured type of Cisco HDLC at `at`: not all EtherTypes are in use. */
export function walkChdlcType(bytes: Uint8Array, at: number, layers: Layers): number {
  const type = uint16(bytes, at);
  const next = at + 2;
  layers.etherType = -1;
  if (type === TYPE_OSI) {
    layers.etherType = PSEUDO_TYPE.nlpid;
    return next < layers.end && !isOsiProtocol(bytes[next]!) ? next + 1 : next;
  }
  if (!isFollowed(type)) return -1;
  layers.etherType = type;
  return next;
}

// hot path
/** CLNP, ES-IS and IS-IS: some older routers put no padding before them. */
const isOsiProtocol = (nlpid: number): boolean => nlpid >= 0x81 && nlpid <= 0x83;

// hot path
function isFollowed(type: number): boolean {
  if (type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6 || type === ETHER_TYPE.bridgedEthernet) return true;
  return type === ETHER_TYPE.mpls || type === ETHER_TYPE.mplsMulticast;
}

const OPAQUE_TYPES: ReadonlyMap<number, FieldName> = new Map([
  [0x0111, 'udld'],
  [0x0600, 'idp'],
  [0x2000, 'cdp'],
  [0x4242, 'stp'],
  [0x6003, 'dec_dna'],
  [0x8038, 'dec_stp'],
  [0x809b, 'ddp'],
  [0x80f3, 'aarp'],
  [0x8137, 'ipx'],
]);

/** Whether a number is a type of Cisco HDLC: Frame Relay guesses by it. */
export const isChdlcType = (type: number): boolean =>
  isFollowed(type) || type === TYPE_SLARP || type === TYPE_OSI || OPAQUE_TYPES.has(type);

/** Adds the header at `at` to the tree. */
export function dissectChdlc(d: Dissection, at: number): void {
  const chdlc = d.layer('chdlc', at, HEADER_LEN);
  d.add(chdlc, 'chdlc.address', at + OFFSET.address, 1);
  d.add(chdlc, 'chdlc.control', at + OFFSET.control, 1);
  addChdlcType(d, chdlc, 'chdlc.protocol', at + OFFSET.type);
}

/** Adds the type at `at` and says what follows. */
export function addChdlcType(d: Dissection, parent: TreeItem, field: FieldName, at: number): void {
  d.add(parent, field, at, 2);
  const type = d.uint16(at);
  const next = at + 2;
  const name = OPAQUE_TYPES.get(type);
  if (isFollowed(type)) d.next('ethertype', type, next);
  else if (type === TYPE_SLARP) dissectSlarp(d, next);
  else if (type === TYPE_OSI) dissectPaddedOsi(d, parent, next);
  else if (name !== undefined) addOpaque(d, name, next);
  else d.next('data', 0, next);
}

function dissectPaddedOsi(d: Dissection, parent: TreeItem, at: number): void {
  const padded = !isOsiProtocol(d.uint8(at));
  if (padded) d.add(parent, 'chdlc.clns_padding', at, 1);
  d.next('ethertype', PSEUDO_TYPE.nlpid, padded ? at + 1 : at);
}

function dissectSlarp(d: Dissection, at: number): void {
  const slarp = d.layer('slarp', at, SLARP_LEN);
  d.add(slarp, 'slarp.ptype', at + SLARP.code, 4);
  if (d.uint32(at + SLARP.code) === SLARP_KEEPALIVE) {
    d.add(slarp, 'slarp.mysequence', at + SLARP.mySequence, 4);
    d.add(slarp, 'slarp.yoursequence', at + SLARP.peerSequence, 4);
    return;
  }
  d.add(slarp, 'slarp.address', at + SLARP.address, 4);
  d.add(slarp, 'slarp.netmask', at + SLARP.mask, 4);
}
