// ICMPv6 in the tree: RFC 4443 (errors, echo), RFC 4861 (Neighbor Discovery), RFC 2710 and 3810 (MLD), RFC 4620 (node
// information), RFC 8335 (extended echo). What an error quotes is dissected as the next layer.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { internetChecksum, pseudoHeaderSum } from '../checksum.ts';
import { addChecksum, UNVERIFIED, whyUnverified } from '../net/checksum-item.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { ICMP_OFFSET as OFFSET } from './icmp.ts';
import { dissectIcmpExtensions } from './icmp-extension.ts';
import { dissectNdpOptions, quoteIpv6 } from './ndp-option.ts';

const QUERY_OFFSET = {
  delay: 4,
  reserved: 6,
  group: 8,
  flags: 24,
  interval: 25,
  sourceCount: 26,
  sources: 28,
} as const;
const RECORD_OFFSET = { type: 0, auxiliaryLength: 1, sourceCount: 2, group: 4, sources: 20 } as const;
const IPV6_LEN = 16;

const TYPE = {
  unreachable: 1,
  tooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echo: 128,
  echoReply: 129,
  listenerQuery: 130,
  listenerReport: 131,
  listenerDone: 132,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighborSolicitation: 135,
  neighborAdvertisement: 136,
  redirect: 137,
  nodeQuery: 139,
  nodeReply: 140,
  inverseSolicitation: 141,
  inverseAdvertisement: 142,
  listenerReportV2: 143,
  homeAgentRequest: 144,
  homeAgentReply: 145,
  prefixSolicitation: 146,
  prefixAdvertisement: 147,
} as const;

const CHECKSUM_NAMES = {
  value: 'icmpv6.checksum',
  status: 'icmpv6.checksum.status',
  bad: 'icmpv6.checksum_bad.expert',
} as const;

/** A message of Neighbor Discovery: fixed fields, then options. */
interface Discovery {
  readonly fields: Layout;
  readonly options: number;
}
const ROUTER_FLAGS: readonly FieldName[] = (['m', 'o', 'h', 'prf', 'p', 'rsv'] as const).map(
  bit => `icmpv6.nd.ra.flag.${bit}` as const,
);
const NEIGHBOR_FLAGS: readonly FieldName[] = (['r', 's', 'o', 'rsv'] as const).map(
  bit => `icmpv6.nd.na.flag.${bit}` as const,
);
const DISCOVERY: ReadonlyMap<number, Discovery> = new Map<number, Discovery>([
  [TYPE.routerSolicitation, { fields: [['icmpv6.reserved', 4, 4]], options: 8 }],
  [
    TYPE.routerAdvertisement,
    {
      fields: [
        ['icmpv6.nd.ra.cur_hop_limit', 4, 1],
        ['icmpv6.nd.ra.flag', 5, 1, ROUTER_FLAGS],
        ['icmpv6.nd.ra.router_lifetime', 6, 2],
        ['icmpv6.nd.ra.reachable_time', 8, 4],
        ['icmpv6.nd.ra.retrans_timer', 12, 4],
      ],
      options: 16,
    },
  ],
  [
    TYPE.neighborSolicitation,
    {
      fields: [
        ['icmpv6.reserved', 4, 4],
        ['icmpv6.nd.ns.target_address', 8, IPV6_LEN],
      ],
      options: 24,
    },
  ],
  [
    TYPE.neighborAdvertisement,
    {
      fields: [
        ['icmpv6.nd.na.flag', 4, 4, NEIGHBOR_FLAGS],
        ['icmpv6.nd.na.target_address', 8, IPV6_LEN],
      ],
      options: 24,
    },
  ],
  [
    TYPE.redirect,
    {
      fields: [
        ['icmpv6.reserved', 4, 4],
        ['icmpv6.nd.rd.target_address', 8, IPV6_LEN],
        ['icmpv6.rd.na.destination_address', 24, IPV6_LEN],
      ],
      options: 40,
    },
  ],
  [
    TYPE.prefixAdvertisement,
    {
      fields: [
        ['icmpv6.mip6.identifier', 4, 2],
        ['icmpv6.mip6.flag', 6, 2, ['icmpv6.mip6.flag.m', 'icmpv6.mip6.flag.o', 'icmpv6.mip6.flag.rsv']],
      ],
      options: 8,
    },
  ],
  [TYPE.inverseSolicitation, { fields: [['icmpv6.reserved', 4, 4]], options: 8 }],
  [TYPE.inverseAdvertisement, { fields: [['icmpv6.reserved', 4, 4]], options: 8 }],
]);
const NODE_INFORMATION: Layout = [
  ['icmpv6.ni.qtype', 4, 2],
  [
    'icmpv6.ni.flag',
    6,
    2,
    [
      'icmpv6.ni.flag.g',
      'icmpv6.ni.flag.s',
      'icmpv6.ni.flag.l',
      'icmpv6.ni.flag.c',
      'icmpv6.ni.flag.a',
      'icmpv6.ni.flag.t',
      'icmpv6.ni.flag.rsv',
    ],
  ],
  ['icmpv6.ni.nonce', 8, 8],
];
const LISTENER: Layout = [
  ['icmpv6.mld.maximum_response_delay', QUERY_OFFSET.delay, 2],
  ['icmpv6.reserved', QUERY_OFFSET.reserved, 2],
  ['icmpv6.mld.multicast_address', QUERY_OFFSET.group, IPV6_LEN],
];
const LISTENER_FLAGS: Layout = [
  ['icmpv6.mld.flag', QUERY_OFFSET.flags, 1, ['icmpv6.mld.flag.s', 'icmpv6.mld.flag.qrv', 'icmpv6.mld.flag.reserved']],
];
const RECORD: Layout = [
  ['icmpv6.mldr.mar.record_type', RECORD_OFFSET.type, 1],
  ['icmpv6.mldr.mar.aux_data_len', RECORD_OFFSET.auxiliaryLength, 1],
  ['icmpv6.mldr.mar.nb_sources', RECORD_OFFSET.sourceCount, 2],
  ['icmpv6.mldr.mar.multicast_address', RECORD_OFFSET.group, IPV6_LEN],
];

/** Adds the message at `at` to the tree. */
export function dissectIcmpv6(d: Dissection, at: number): void {
  const icmp = d.layer('icmpv6', at, d.reported - at);
  const type = d.uint8(at + OFFSET.type);
  d.add(icmp, 'icmpv6.type', at + OFFSET.type, 1);
  d.add(icmp, 'icmpv6.code', at + OFFSET.code, 1);
  const length = d.reported - at;
  const why = whyUnverified(d) ?? (d.quoted ? UNVERIFIED.quoted : null);
  const pseudo = pseudoHeaderSum(d.srcAddress, d.dstAddress, IP_PROTOCOL.icmpv6, length);
  addChecksum(d, icmp, CHECKSUM_NAMES, at + OFFSET.checksum, why ?? internetChecksum(d.bytes, at, length, pseudo));
  const discovery = DISCOVERY.get(type);
  if (discovery === undefined) {
    dissectMessage(d, icmp, at, type);
    return;
  }
  addLayout(d, icmp, at, discovery.fields);
  dissectNdpOptions(d, icmp, at + discovery.options);
}

function dissectMessage(d: Dissection, icmp: TreeItem, at: number, type: number): void {
  switch (type) {
    case TYPE.unreachable:
    case TYPE.timeExceeded:
      dissectError(d, icmp, at);
      break;
    case TYPE.tooBig:
    case TYPE.parameterProblem:
      d.add(icmp, type === TYPE.tooBig ? 'icmpv6.mtu' : 'icmpv6.pointer', at + OFFSET.rest, 4);
      quoteIpv6(d, at + OFFSET.body, d.reported);
      break;
    case TYPE.echo:
    case TYPE.echoReply:
      d.add(icmp, 'icmpv6.echo.identifier', at + OFFSET.identifier, 2);
      d.add(icmp, 'icmpv6.echo.sequence_number', at + OFFSET.identifier + 2, 2);
      d.srcPort = d.uint16(at + OFFSET.identifier);
      d.dstPort = d.srcPort;
      d.next('data', 0, at + OFFSET.body);
      break;
    case TYPE.listenerQuery:
      if (d.end - at >= QUERY_OFFSET.sources) dissectQueryV2(d, icmp, at);
      else addLayout(d, icmp, at, LISTENER);
      break;
    case TYPE.listenerReport:
    case TYPE.listenerDone:
      addLayout(d, icmp, at, LISTENER);
      break;
    case TYPE.nodeQuery:
    case TYPE.nodeReply:
      addLayout(d, icmp, at, NODE_INFORMATION);
      break;
    case TYPE.listenerReportV2:
      dissectReportV2(d, icmp, at);
      break;
    case TYPE.homeAgentRequest:
    case TYPE.homeAgentReply:
    case TYPE.prefixSolicitation:
      dissectHomeAgents(d, icmp, at);
      break;
    default:
      if (d.end > at + OFFSET.rest) d.add(icmp, 'icmpv6.data', at + OFFSET.rest, d.end - at - OFFSET.rest);
  }
}

function dissectError(d: Dissection, icmp: TreeItem, at: number): void {
  const words = d.uint8(at + OFFSET.rest);
  const body = at + OFFSET.body;
  if (words === 0) {
    d.add(icmp, 'icmpv6.reserved', at + OFFSET.rest, 4);
    quoteIpv6(d, body, d.reported);
    return;
  }
  d.add(icmp, 'icmpv6.length', at + OFFSET.rest, 1);
  d.add(icmp, 'icmpv6.reserved', at + OFFSET.rest + 1, 3);
  quoteIpv6(d, body, d.reported);
  dissectIcmpExtensions(d, icmp, body + words * 8);
}

/** Messages of Mobile IPv6 (RFC 6275 section 6.5 to 6.7): an identifier, in a reply the addresses of home agents. */
function dissectHomeAgents(d: Dissection, icmp: TreeItem, at: number): void {
  d.add(icmp, 'icmpv6.mip6.identifier', at + OFFSET.rest, 2);
  d.add(icmp, 'icmpv6.reserved', at + OFFSET.rest + 2, 2);
  if (d.uint8(at) !== TYPE.homeAgentReply) return;
  for (let next = at + OFFSET.body; next < d.reported; next += IPV6_LEN) {
    d.add(icmp, 'icmpv6.mip6.home_agent_address', next, IPV6_LEN);
  }
}

/** Numbers of MLDv2 that count, from their top bit on, in powers of two (RFC 3810 sections 5.1.3 and 5.1.9). */
const longDelay = (code: number): number =>
  code < 0x8000 ? code : ((code & 0x0fff) | 0x1000) << (((code & 0x7000) >> 12) + 3);
const longInterval = (code: number): number =>
  code < 0x80 ? code : ((code & 0x0f) | 0x10) << (((code & 0x70) >> 4) + 3);

function dissectQueryV2(d: Dissection, icmp: TreeItem, at: number): void {
  const delay = longDelay(d.uint16(at + QUERY_OFFSET.delay));
  d.add(icmp, 'icmpv6.mld.maximum_response_code', at + QUERY_OFFSET.delay, 2, delay);
  d.add(icmp, 'icmpv6.reserved', at + QUERY_OFFSET.reserved, 2);
  d.add(icmp, 'icmpv6.mld.multicast_address', at + QUERY_OFFSET.group, IPV6_LEN);
  addLayout(d, icmp, at, LISTENER_FLAGS);
  const interval = longInterval(d.uint8(at + QUERY_OFFSET.interval));
  d.add(icmp, 'icmpv6.mld.qqi', at + QUERY_OFFSET.interval, 1, interval);
  d.add(icmp, 'icmpv6.mld.nb_sources', at + QUERY_OFFSET.sourceCount, 2);
  const count = d.uint16(at + QUERY_OFFSET.sourceCount);
  for (let i = 0; i < count; i++) {
    d.add(icmp, 'icmpv6.mld.source_address', at + QUERY_OFFSET.sources + i * IPV6_LEN, IPV6_LEN);
  }
}

function dissectReportV2(d: Dissection, icmp: TreeItem, at: number): void {
  d.add(icmp, 'icmpv6.reserved', at + OFFSET.rest, 2);
  d.add(icmp, 'icmpv6.mldr.nb_mcast_records', at + OFFSET.rest + 2, 2);
  let record = at + OFFSET.body;
  while (record < d.reported) {
    const sources = d.uint16(record + RECORD_OFFSET.sourceCount);
    const auxiliary = d.uint8(record + RECORD_OFFSET.auxiliaryLength) * 4;
    const data = record + RECORD_OFFSET.sources + sources * IPV6_LEN;
    const item = d.add(icmp, 'icmpv6.mldr.mar', record, RECORD_OFFSET.sources);
    addLayout(d, item, record, RECORD);
    for (let i = 0; i < sources; i++) {
      d.add(item, 'icmpv6.mldr.mar.source_address', record + RECORD_OFFSET.sources + i * IPV6_LEN, IPV6_LEN);
    }
    if (auxiliary > 0) d.add(item, 'icmpv6.mldr.mar.auxiliary_data', data, auxiliary);
    record = data + auxiliary;
  }
}
