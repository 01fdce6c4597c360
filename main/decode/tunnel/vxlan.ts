// VXLAN (RFC 7348, with the group policy of draft-smith-vxlan-group-policy) and VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe).
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import { CARRIED, enterEtherType, enterLink } from './enter.ts';

const OFFSET = { flags: 0, groupPolicy: 2, nextProtocol: 3, network: 4, reserved: 7 } as const;
const HEADER_LEN = OFFSET.reserved + 1;

/** Values of GPE's next protocol field. */
const NEXT = { ipv4: 1, ipv6: 2, ethernet: 3, mpls: 5 } as const;

// hot path
/** Follows the frame behind the header at `at`. */
export function walkVxlan(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at >= HEADER_LEN) enterLink(bytes, at + HEADER_LEN, end, reported, CARRIED.ethernet, inner);
}

// hot path
/** Follows what GPE's next protocol field says. */
export function walkVxlanGpe(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < HEADER_LEN) return;
  switch (bytes[at + OFFSET.nextProtocol]) {
    case NEXT.ethernet:
      enterLink(bytes, at + HEADER_LEN, end, reported, CARRIED.ethernet, inner);
      break;
    case NEXT.ipv4:
    case NEXT.ipv6:
      enterLink(bytes, at + HEADER_LEN, end, reported, CARRIED.rawIp, inner);
      break;
    case NEXT.mpls:
      enterEtherType(bytes, at + HEADER_LEN, end, reported, ETHER_TYPE.mpls, inner);
      break;
  }
}

/** Bits of GPE's flags without a meaning, two of them above. */
const GPE_RESERVED = 0xc2;

const NETWORK: Layout = [
  ['vxlan.vni', OFFSET.network, 3],
  ['vxlan.reserved8', OFFSET.reserved, 1],
];
const PLAIN: Layout = [
  [
    'vxlan.flags',
    OFFSET.flags,
    2,
    ['vxlan.flag_g', 'vxlan.flag_i', 'vxlan.flag_d', 'vxlan.flag_a', 'vxlan.flags_reserved'],
  ],
  ['vxlan.gbp', OFFSET.groupPolicy, 2],
  ...NETWORK,
];
const GPE: Layout = [
  ['vxlan.ver', OFFSET.flags, 1],
  ['vxlan.i_bit', OFFSET.flags, 1],
  ['vxlan.p_bit', OFFSET.flags, 1],
  ['vxlan.o_bit', OFFSET.flags, 1],
  ['vxlan.reserved_16', 1, 2],
  ['vxlan.next_proto', OFFSET.nextProtocol, 1],
  ...NETWORK,
];

/** Adds the header at `at` to the tree. */
export function dissectVxlan(d: Dissection, at: number): void {
  addLayout(d, d.layer('vxlan', at, HEADER_LEN), at, PLAIN);
  d.next('link', CARRIED.ethernet, at + HEADER_LEN);
}

/** The same for GPE, which names what follows. */
export function dissectVxlanGpe(d: Dissection, at: number): void {
  const vxlan = d.layer('vxlan', at, HEADER_LEN);
  const flags = d.uint8(at + OFFSET.flags);
  d.add(vxlan, 'vxlan.flags', at + OFFSET.flags, 1);
  d.add(vxlan, 'vxlan.flags_reserved', at + OFFSET.flags, 1, (flags & GPE_RESERVED) >> 1);
  addLayout(d, vxlan, at, GPE);
  const next = at + HEADER_LEN;
  switch (d.uint8(at + OFFSET.nextProtocol)) {
    case NEXT.ethernet:
      d.next('link', CARRIED.ethernet, next);
      break;
    case NEXT.ipv4:
      d.next('ethertype', ETHER_TYPE.ipv4, next);
      break;
    case NEXT.ipv6:
      d.next('ethertype', ETHER_TYPE.ipv6, next);
      break;
    case NEXT.mpls:
      d.next('ethertype', ETHER_TYPE.mpls, next);
      break;
    default:
      d.next('data', 0, next);
  }
}
