// ARP and RARP (RFC 826, RFC 903), InARP (RFC 2390) and the notes of RFC 5227.
// Guarantee: `network` becomes arp only when the fixed 8 bytes were captured; addresses are read only where they lie inside.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16Field } from '../header-field.ts';
import { FAULT, type Layers, NETWORK } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addLayout, type Layout } from './layout.ts';

const OFFSET = { hardwareType: 0, protocolType: 2, hardwareLength: 4, protocolLength: 5, opcode: 6 } as const;
const HEADER_LEN = OFFSET.opcode + 2;

const HARDWARE = { ethernet: 1, ieee802: 6 } as const;
const MAC_LEN = 6;
const IPV4_LEN = 4;
const OPCODE = { request: 1, reply: 2 } as const;

// hot path
/** Checks the header at `layers.networkOffset`. */
export function walkArp(layers: Layers): void {
  if (layers.end - layers.networkOffset < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  layers.network = NETWORK.arp;
}

export const ARP_FIELDS = {
  'arp.opcode': uint16Field(OFFSET.opcode),
} as const;

const LAYOUT: Layout = [
  ['arp.hw.type', OFFSET.hardwareType, 2],
  ['arp.proto.type', OFFSET.protocolType, 2],
  ['arp.hw.size', OFFSET.hardwareLength, 1],
  ['arp.proto.size', OFFSET.protocolLength, 1],
  ['arp.opcode', OFFSET.opcode, 2],
];

/** Adds the packet at `at` to the tree. */
export function dissectArp(d: Dissection, at: number): void {
  const hardware = d.uint8(at + OFFSET.hardwareLength);
  const protocol = d.uint8(at + OFFSET.protocolLength);
  const length = HEADER_LEN + 2 * (hardware + protocol);
  const arp = d.layer('arp', at, length);
  d.narrow(at + length);
  addLayout(d, arp, at, LAYOUT);
  const type = d.uint16(at + OFFSET.hardwareType);
  const mac = hardware === MAC_LEN && (type === HARDWARE.ethernet || type === HARDWARE.ieee802);
  const ipv4 = protocol === IPV4_LEN && d.uint16(at + OFFSET.protocolType) === ETHER_TYPE.ipv4;
  const sender = at + HEADER_LEN;
  const target = sender + hardware + protocol;
  noteWhat(d, arp, at, sender, target);
  if (hardware > 0) d.add(arp, mac ? 'arp.src.hw_mac' : 'arp.src.hw', sender, hardware);
  if (protocol > 0) d.add(arp, ipv4 ? 'arp.src.proto_ipv4' : 'arp.src.proto', sender + hardware, protocol);
  if (hardware > 0) d.add(arp, mac ? 'arp.dst.hw_mac' : 'arp.dst.hw', target, hardware);
  if (protocol > 0) d.add(arp, ipv4 ? 'arp.dst.proto_ipv4' : 'arp.dst.proto', target + hardware, protocol);
}

/** Adds what a request or reply is besides: gratuitous, a probe, an announcement (RFC 5227 section 1.1). */
function noteWhat(d: Dissection, arp: TreeItem, at: number, sender: number, target: number): void {
  const opcode = d.uint16(at + OFFSET.opcode);
  if (opcode !== OPCODE.request && opcode !== OPCODE.reply) return;
  const hardware = d.uint8(at + OFFSET.hardwareLength);
  const protocol = d.uint8(at + OFFSET.protocolLength);
  const targetProtocol = target + hardware;
  d.require(targetProtocol, protocol);
  let same = true;
  for (let i = 0; i < protocol; i++) same &&= d.uint8(sender + hardware + i) === d.uint8(targetProtocol + i);
  const toNobody = opcode === OPCODE.request && isZero(d, target, MAC_LEN);
  if (same) d.generated(arp, 'arp.isgratuitous', 1);
  if (same && toNobody) d.generated(arp, 'arp.isannouncement', 1);
  if (!same && toNobody && isZero(d, sender + hardware, IPV4_LEN)) d.generated(arp, 'arp.isprobe', 1);
}

function isZero(d: Dissection, at: number, length: number): boolean {
  if (at + length > d.end) return false;
  for (let i = at; i < at + length; i++) if (d.bytes[i] !== 0) return false;
  return true;
}
