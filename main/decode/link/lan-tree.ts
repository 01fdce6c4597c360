// Token Ring, FDDI, ARCNET, IP over Fibre Channel, IEEE 1394 and InfiniBand as layers of the tree.
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  ARCNET,
  arcnetLength,
  arcnetType,
  FDDI,
  FDDI_LEN,
  IEEE1394,
  IPFC_LEN,
  IPOIB,
  isFddiLlc,
  isUnsplit,
  routeLength,
  TOKEN_RING,
} from './lan.ts';
import { addOpaque } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const FDDI_CLASS = { management: 0x40, mac: 0xc0, llc: 0x50 } as const;
const FDDI_RESTRICTED = 0x80;
const FDDI_REPLY = 0x08;

/** Adds the Token Ring header at `at` to the tree. */
export function dissectTokenRing(d: Dissection, at: number): void {
  d.require(at, TOKEN_RING.route + 1);
  const route = routeLength(d.bytes, at);
  const length = TOKEN_RING.route + route;
  const tr = d.layer('tr', at, length);
  const access = d.add(tr, 'tr.ac', at + TOKEN_RING.access, 1);
  d.add(access, 'tr.priority', at + TOKEN_RING.access, 1);
  d.add(access, 'tr.frame', at + TOKEN_RING.access, 1);
  d.add(access, 'tr.monitor_cnt', at + TOKEN_RING.access, 1);
  d.add(access, 'tr.priority_reservation', at + TOKEN_RING.access, 1);
  const control = d.add(tr, 'tr.fc', at + TOKEN_RING.control, 1);
  d.add(control, 'tr.frame_type', at + TOKEN_RING.control, 1);
  d.add(control, 'tr.frame_pcf', at + TOKEN_RING.control, 1);
  d.add(tr, 'tr.dst', at + TOKEN_RING.destination, 6);
  d.add(tr, 'tr.src', at + TOKEN_RING.source, 6);
  d.add(tr, 'tr.sr', at + TOKEN_RING.source, 1, d.uint8(at + TOKEN_RING.source) >> 7);
  if (route > 0) addRoute(d, tr, at + TOKEN_RING.route, route);
  const type = d.uint8(at + TOKEN_RING.control) >> 6;
  if (type === 1) d.next('ethertype', PSEUDO_TYPE.llc, at + length);
  else if (type === 0) addOpaque(d, 'trmac', at + length);
  else d.next('data', 0, at + length);
}

function addRoute(d: Dissection, tr: TreeItem, at: number, length: number): void {
  d.add(tr, 'tr.rif_bytes', at, 1, length);
  d.add(tr, 'tr.broadcast', at, 1, d.uint8(at) & 0xe0);
  d.add(tr, 'tr.max_frame_size', at + 1, 1, d.uint8(at + 1) & 0x70);
  d.add(tr, 'tr.direction', at + 1, 1, d.uint8(at + 1) & 0x80);
  for (let hop = 2; hop + 2 <= length; hop += 2) {
    d.add(tr, 'tr.rif.ring', at + hop, 2, d.uint16(at + hop) >> 4);
    if (hop + 4 <= length) d.add(tr, 'tr.rif.bridge', at + hop + 1, 1, d.uint8(at + hop + 1) & 0x0f);
  }
}

/** Adds the FDDI header at `at` to the tree; files hold its addresses with the bits of each byte reversed. */
export function dissectFddi(d: Dissection, at: number): void {
  const fddi = d.layer('fddi', at, FDDI_LEN);
  const control = d.uint8(at + FDDI.control);
  const item = d.add(fddi, 'fddi.fc', at + FDDI.control, 1);
  // The class counts with its low half cleared, so the mask's shift does not apply.
  d.add(item, 'fddi.fc.clf', at + FDDI.control, 1);
  const kind = control & 0xf0;
  if (kind === FDDI_CLASS.management) d.add(item, 'fddi.fc.smt_subtype', at + FDDI.control, 1);
  else if (kind === FDDI_CLASS.mac && control !== FDDI_RESTRICTED)
    d.add(item, 'fddi.fc.mac_subtype', at + FDDI.control, 1);
  else if (kind === FDDI_CLASS.llc && (control & FDDI_REPLY) === 0) d.add(item, 'fddi.fc.prio', at + FDDI.control, 1);
  d.add(fddi, 'fddi.dst', at + FDDI.destination, 6, reversed(d, at + FDDI.destination));
  d.add(fddi, 'fddi.src', at + FDDI.source, 6, reversed(d, at + FDDI.source));
  if (isFddiLlc(control)) d.next('ethertype', PSEUDO_TYPE.llc, at + FDDI_LEN);
  else d.next('data', 0, at + FDDI_LEN);
}

function reversed(d: Dissection, at: number): Uint8Array {
  d.require(at, 6);
  return Uint8Array.from({ length: 6 }, (_, i) => reverseBits(d.bytes[at + i]!));
}

function reverseBits(byte: number): number {
  let out = 0;
  for (let bit = 0; bit < 8; bit++) out |= ((byte >> bit) & 1) << (7 - bit);
  return out;
}

/** Adds the ARCNET header at `at` to the tree; captures of BSD and of Linux differ. */
export const dissectArcnet: LayerDissector = (d, at) => dissectArcnetOf(d, at, false);
export const dissectLinuxArcnet: LayerDissector = (d, at) => dissectArcnetOf(d, at, true);

function dissectArcnetOf(d: Dissection, at: number, linux: boolean): void {
  const length = arcnetLength(d.bytes, at, d.end, linux);
  if (length < 0) d.require(d.end, 1);
  const arcnet = d.layer('arcnet', at, length);
  d.add(arcnet, 'arcnet.src', at + ARCNET.source, 1);
  d.add(arcnet, 'arcnet.dst', at + ARCNET.destination, 1);
  let next = at + ARCNET.protocol;
  if (linux) {
    d.add(arcnet, 'arcnet.offset', next, 2);
    next += 2;
  }
  const protocol = d.uint8(next);
  d.add(arcnet, 'arcnet.protID', next, 1);
  if (!isUnsplit(protocol)) {
    if (at + length - next > 4) {
      d.add(arcnet, 'arcnet.exception_flag', next + 1, 1);
      d.add(arcnet, 'arcnet.padding', next + 2, 2);
      d.add(arcnet, 'arcnet.protID', next + 4, 1);
    }
    d.add(arcnet, 'arcnet.split_flag', at + length - 3, 1);
    d.add(arcnet, 'arcnet.sequence', at + length - 2, 2);
  }
  const type = arcnetType(protocol);
  if (type < 0) d.next('data', 0, at + length);
  else d.next('ethertype', type, at + length);
}

/** Adds the network header of IP over Fibre Channel at `at` to the tree. */
export function dissectIpOverFibreChannel(d: Dissection, at: number): void {
  const ipfc = d.layer('ipfc', at, IPFC_LEN);
  d.add(ipfc, 'ipfc.nh.da', at, 8, worldWideName(d, at));
  d.add(ipfc, 'ipfc.nh.sa', at + 8, 8, worldWideName(d, at + 8));
  d.next('ethertype', PSEUDO_TYPE.llc, at + IPFC_LEN);
}

function worldWideName(d: Dissection, at: number): string {
  d.require(at, 8);
  return Array.from(d.bytes.subarray(at, at + 8), byte => byte.toString(16).padStart(2, '0')).join(':');
}

/** Adds the header of Apple's IP over IEEE 1394 at `at` to the tree. */
export function dissectIeee1394(d: Dissection, at: number): void {
  const ap1394 = d.layer('ap1394', at, IEEE1394.type + 2);
  d.add(ap1394, 'ap1394.dst', at + IEEE1394.destination, 8);
  d.add(ap1394, 'ap1394.src', at + IEEE1394.source, 8);
  d.add(ap1394, 'ap1394.type', at + IEEE1394.type, 2);
  d.next('ethertype', d.uint16(at + IEEE1394.type), at + IEEE1394.type + 2);
}

/** Adds the header of IP over InfiniBand at `at` to the tree. */
export function dissectIpOverInfiniBand(d: Dissection, at: number): void {
  const ipoib = d.layer('ipoib', at, IPOIB.reserved + 2);
  d.add(ipoib, 'ipoib.type', at + IPOIB.type, 2);
  d.add(ipoib, 'ipoib.reserved', at + IPOIB.reserved, 2);
  d.next('ethertype', d.uint16(at + IPOIB.type), at + IPOIB.reserved + 2);
}
