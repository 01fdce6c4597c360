// Headers of routing protocols that run directly over IP: OSPF (RFC 2328 appendix A.3, RFC 5340), PIM (RFC 7761 section 4.9),
// VRRP (RFC 5798 section 5), EIGRP (RFC 7868 section 6). What their messages say is not dissected.
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { internetChecksum, pseudoHeaderSum } from '../checksum.ts';
import type { Dissection } from '../tree/dissection.ts';
import { addChecksum, whyUnverified } from './checksum-item.ts';
import { addLayout, type Layout } from './layout.ts';

const OSPF_OFFSET = { version: 0, type: 1, length: 2, router: 4, area: 8, checksum: 12, authentication: 14 } as const;
const OSPF: Layout = [
  ['ospf.version', OSPF_OFFSET.version, 1],
  ['ospf.msg', OSPF_OFFSET.type, 1],
  ['ospf.packet_length', OSPF_OFFSET.length, 2],
  ['ospf.srcrouter', OSPF_OFFSET.router, 4],
  ['ospf.area_id', OSPF_OFFSET.area, 4],
  ['ospf.checksum', OSPF_OFFSET.checksum, 2],
];
const OSPF_V3 = 3;

/** Adds an OSPF header. */
export function dissectOspf(d: Dissection, at: number): void {
  const ospf = d.layer('ospf', at, d.reported - at);
  const v3 = d.uint8(at + OSPF_OFFSET.version) === OSPF_V3;
  const header = d.add(ospf, 'ospf.header', at, v3 ? 16 : 24);
  addLayout(d, header, at, OSPF);
  if (v3) d.add(header, 'ospf.instance_id', at + OSPF_OFFSET.authentication, 1);
  else d.add(header, 'ospf.auth.type', at + OSPF_OFFSET.authentication, 2);
}

const PIM_OFFSET = { versionAndType: 0, checksum: 2 } as const;
const PIM_REGISTER = 1;
const PIM_REGISTER_LEN = 8;
const PIM_CHECKSUM = { value: 'pim.cksum', status: 'pim.cksum.status', bad: null } as const;

/** Adds a PIM header; the checksum of a register message leaves out the packet inside. */
export function dissectPim(d: Dissection, at: number): void {
  const pim = d.layer('pim', at, d.reported - at);
  d.add(pim, 'pim.version', at + PIM_OFFSET.versionAndType, 1);
  d.add(pim, 'pim.type', at + PIM_OFFSET.versionAndType, 1);
  const register = (d.uint8(at) & 0x0f) === PIM_REGISTER;
  const length = register ? Math.min(PIM_REGISTER_LEN, d.reported - at) : d.reported - at;
  const ipv6 = d.srcAddress.length === 16;
  const pseudo = ipv6 ? pseudoHeaderSum(d.srcAddress, d.dstAddress, IP_PROTOCOL.pim, d.reported - at) : 0;
  addChecksum(
    d,
    pim,
    PIM_CHECKSUM,
    at + PIM_OFFSET.checksum,
    whyUnverified(d) ?? internetChecksum(d.bytes, at, length, pseudo),
  );
}

const VRRP_OFFSET = { version: 0, router: 1, priority: 2, count: 3, interval: 4, checksum: 6, addresses: 8 } as const;
const VRRP: Layout = [
  ['vrrp.typever', VRRP_OFFSET.version, 1, ['vrrp.version', 'vrrp.type']],
  ['vrrp.virt_rtr_id', VRRP_OFFSET.router, 1],
  ['vrrp.prio', VRRP_OFFSET.priority, 1],
  ['vrrp.addr_count', VRRP_OFFSET.count, 1],
];
const VRRP_V2: Layout = [
  ['vrrp.auth_type', VRRP_OFFSET.interval, 1],
  ['vrrp.adver_int', VRRP_OFFSET.interval + 1, 1],
];
const VRRP_V3: Layout = [
  ['vrrp.reserved_mbz', VRRP_OFFSET.interval, 1],
  ['vrrp.short_adver_int', VRRP_OFFSET.interval, 2],
];
const VRRP_CHECKSUM = {
  value: 'vrrp.checksum',
  status: 'vrrp.checksum.status',
  bad: 'vrrp.checksum_bad.expert',
} as const;

/** Adds a VRRP advertisement. */
export function dissectVrrp(d: Dissection, at: number): void {
  const vrrp = d.layer('vrrp', at, d.reported - at);
  const v3 = d.uint8(at) >> 4 === 3;
  const ipv6 = d.srcAddress.length === 16;
  addLayout(d, vrrp, at, VRRP);
  addLayout(d, vrrp, at, v3 ? VRRP_V3 : VRRP_V2);
  const length = d.reported - at;
  const pseudo = v3 ? pseudoHeaderSum(d.srcAddress, d.dstAddress, IP_PROTOCOL.vrrp, length) : 0;
  const computed = whyUnverified(d) ?? internetChecksum(d.bytes, at, length, pseudo);
  addChecksum(d, vrrp, VRRP_CHECKSUM, at + VRRP_OFFSET.checksum, computed);
  const size = ipv6 ? 16 : 4;
  const count = d.uint8(at + VRRP_OFFSET.count);
  for (let i = 0; i < count; i++) {
    d.add(vrrp, ipv6 ? 'vrrp.ipv6_addr' : 'vrrp.ip_addr', at + VRRP_OFFSET.addresses + i * size, size);
  }
}

const EIGRP_OFFSET = {
  version: 0,
  opcode: 1,
  checksum: 2,
  flags: 4,
  sequence: 8,
  ack: 12,
  router: 16,
  system: 18,
} as const;
const EIGRP: Layout = [
  [
    'eigrp.flags',
    EIGRP_OFFSET.flags,
    4,
    ['eigrp.flags.init', 'eigrp.flags.condrecv', 'eigrp.flags.restart', 'eigrp.flags.eot'],
  ],
  ['eigrp.seq', EIGRP_OFFSET.sequence, 4],
  ['eigrp.ack', EIGRP_OFFSET.ack, 4],
  ['eigrp.vrid', EIGRP_OFFSET.router, 2],
  ['eigrp.as', EIGRP_OFFSET.system, 2],
];
const EIGRP_CHECKSUM = { value: 'eigrp.checksum', status: 'eigrp.checksum.status', bad: null } as const;

/** Adds an EIGRP header. */
export function dissectEigrp(d: Dissection, at: number): void {
  const eigrp = d.layer('eigrp', at, d.reported - at);
  d.add(eigrp, 'eigrp.version', at + EIGRP_OFFSET.version, 1);
  d.add(eigrp, 'eigrp.opcode', at + EIGRP_OFFSET.opcode, 1);
  const computed = whyUnverified(d) ?? internetChecksum(d.bytes, at, d.reported - at);
  addChecksum(d, eigrp, EIGRP_CHECKSUM, at + EIGRP_OFFSET.checksum, computed);
  addLayout(d, eigrp, at, EIGRP);
}
