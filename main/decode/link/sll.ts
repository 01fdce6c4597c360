// Linux "cooked" captures, version 1 (LINKTYPE_LINUX_SLL, 113) and 2 (LINKTYPE_LINUX_SLL2, 276).
// Guarantee: the protocol field is read only when the whole header was captured.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addOpaque } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';
import { dissectCan } from './socketcan.ts';
import { nextEtherType } from './trailer.ts';

const OFFSET = { packetType: 0, hardwareType: 2, addressLength: 4, address: 6, protocol: 14 } as const;
const HEADER_LEN = OFFSET.protocol + 2;

const OFFSET_V2 = { protocol: 0, interfaceIndex: 4, hardwareType: 8, packetType: 10, addressLength: 11, address: 12 };
const HEADER_LEN_V2 = OFFSET_V2.address + 8;
const ADDRESS_LEN = 8;

/** Protocols of Linux below the EtherTypes. */
const PROTOCOL = { ipx: 1, ethernet: 3, llc: 4, pppHdlc: 7, can: 0x0c, canFd: 0x0d, ieee802154: 0xf6 } as const;
/** Hardware types (ARPHRD) that say what follows, whatever the protocol. */
const HARDWARE = { frameRelay: 770, greIpv4: 778, radiotap: 803, netlink: 824 } as const;

// hot path
/** Reads the version 1 header at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkSll(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (uint16(bytes, at + OFFSET.addressLength) === 6) layers.linkSource = at + OFFSET.address;
  const hardware = uint16(bytes, at + OFFSET.hardwareType);
  layers.etherType = typeOf(uint16(bytes, at + OFFSET.protocol), hardware);
  return layers.etherType < 0 ? -1 : at + HEADER_LEN;
}

// hot path
/** Reads the version 2 header at `at`; returns where the header of `layers.etherType` begins, or -1. */
export function walkSll2(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < HEADER_LEN_V2) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (bytes[at + OFFSET_V2.addressLength] === 6) layers.linkSource = at + OFFSET_V2.address;
  const hardware = uint16(bytes, at + OFFSET_V2.hardwareType);
  layers.etherType = typeOf(uint16(bytes, at + OFFSET_V2.protocol), hardware);
  return layers.etherType < 0 ? -1 : at + HEADER_LEN_V2;
}

// hot path
function typeOf(protocol: number, hardware: number): number {
  if (hardware === HARDWARE.netlink) return -1;
  if (protocol > FIRST_ETHER_TYPE) return protocol;
  if (hardware === HARDWARE.radiotap) return PSEUDO_TYPE.radiotap;
  if (hardware === HARDWARE.frameRelay) return PSEUDO_TYPE.frameRelay;
  switch (protocol) {
    case PROTOCOL.ethernet:
      return ETHER_TYPE.bridgedEthernet;
    case PROTOCOL.llc:
      return PSEUDO_TYPE.llc;
    case PROTOCOL.pppHdlc:
      return PSEUDO_TYPE.pppHdlc;
    default:
      return -1;
  }
}

/** Adds the version 1 header at `at` to the tree. */
export function dissectSll(d: Dissection, at: number): void {
  const hardware = d.uint16(at + OFFSET.hardwareType);
  if (hardware === HARDWARE.netlink) {
    d.next('link', LINKTYPE_NETLINK, at);
    return;
  }
  const sll = d.layer('sll', at, HEADER_LEN, 'Linux cooked capture v1');
  d.add(sll, 'sll.pkttype', at + OFFSET.packetType, 2);
  d.add(sll, 'sll.hatype', at + OFFSET.hardwareType, 2);
  addAddress(d, sll, at + OFFSET.addressLength, 2);
  addProtocol(d, sll, at + OFFSET.protocol, hardware);
  nextOf(d, sll, d.uint16(at + OFFSET.protocol), hardware, at, at + HEADER_LEN);
}

const LINKTYPE_NETLINK = 253;

/** Adds the version 2 header at `at` to the tree. */
export function dissectSll2(d: Dissection, at: number): void {
  const hardware = d.uint16(at + OFFSET_V2.hardwareType);
  if (hardware === HARDWARE.netlink) {
    d.next('link', LINKTYPE_NETLINK, at);
    return;
  }
  const sll = d.layer('sll', at, HEADER_LEN_V2, 'Linux cooked capture v2');
  addProtocol(d, sll, at + OFFSET_V2.protocol, hardware);
  d.add(sll, 'sll.ifindex', at + OFFSET_V2.interfaceIndex, 4);
  d.add(sll, 'sll.hatype', at + OFFSET_V2.hardwareType, 2);
  d.add(sll, 'sll.pkttype', at + OFFSET_V2.packetType, 1);
  addAddress(d, sll, at + OFFSET_V2.addressLength, 1);
  nextOf(d, sll, d.uint16(at + OFFSET_V2.protocol), hardware, at, at + HEADER_LEN_V2);
}

function addAddress(d: Dissection, sll: TreeItem, at: number, size: 1 | 2): void {
  d.add(sll, 'sll.halen', at, size);
  const length = size === 2 ? d.uint16(at) : d.uint8(at);
  const address = at + size;
  if (length === 4) d.add(sll, 'sll.src.ipv4', address, 4);
  else if (length === 6) d.add(sll, 'sll.src.eth', address, 6);
  else if (length > 0) d.add(sll, 'sll.src.other', address, Math.min(length, ADDRESS_LEN));
  if (length < ADDRESS_LEN) d.add(sll, 'sll.unused', address + length, ADDRESS_LEN - length);
}

function addProtocol(d: Dissection, sll: TreeItem, at: number, hardware: number): void {
  let field: FieldName = 'sll.etype';
  if (d.uint16(at) <= FIRST_ETHER_TYPE) field = 'sll.ltype';
  else if (hardware === HARDWARE.greIpv4) field = 'sll.gretype';
  d.add(sll, field, at, 2);
}

function nextOf(d: Dissection, item: TreeItem, protocol: number, hardware: number, at: number, payload: number): void {
  const type = typeOf(protocol, hardware);
  if (protocol > FIRST_ETHER_TYPE) {
    if (hardware === HARDWARE.greIpv4) d.next('ethertype', type, payload);
    else nextEtherType(d, { item, at, trailer: 'sll.trailer', fcs: 0 }, type, payload);
  } else if (type >= 0) d.next('ethertype', type, payload);
  else if (protocol === PROTOCOL.ipx) addOpaque(d, 'ipx', payload);
  else if (protocol === PROTOCOL.ieee802154) addOpaque(d, 'wpan', payload);
  else if (protocol === PROTOCOL.can || protocol === PROTOCOL.canFd)
    dissectCan(d, payload, protocol === PROTOCOL.canFd);
  else d.next('data', 0, payload);
}
