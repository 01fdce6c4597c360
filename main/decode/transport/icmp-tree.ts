// ICMP in the tree: RFC 792, 950 (address mask), 1256 (router discovery), 1191 (MTU), 4884 (extensions), 8335 (extended echo).
// What an error quotes is dissected as the next layer.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { internetChecksum } from '../checksum.ts';
import { addChecksum, UNVERIFIED, whyUnverified } from '../net/checksum-item.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { ICMP_OFFSET as OFFSET } from './icmp.ts';
import { dissectIcmpExtensions } from './icmp-extension.ts';

const ERROR_OFFSET = { pointer: 4, length: 5, mtu: 6 } as const;
const STAMP_OFFSET = { originate: 8, receive: 12, transmit: 16 } as const;
const ROUTER_OFFSET = { count: 4, size: 5, lifetime: 6, first: 8 } as const;
const ROUTER_LEN = 8;
const MASK_OFFSET = 8;
const QUOTED_OFFSET = { versionAndLength: 8, totalLength: 10 } as const;
/** Where extensions begin that no length field announces (RFC 4884 section 5.1). */
const OLD_QUOTE_LEN = 128;

const TYPE = {
  echoReply: 0,
  unreachable: 3,
  sourceQuench: 4,
  redirect: 5,
  echo: 8,
  routerAdvertisement: 9,
  timeExceeded: 11,
  parameterProblem: 12,
  timestamp: 13,
  timestampReply: 14,
  informationRequest: 15,
  informationReply: 16,
  maskRequest: 17,
  maskReply: 18,
  extendedEcho: 42,
  extendedEchoReply: 43,
} as const;
const FRAGMENTATION_NEEDED = 4;

const IDENTIFIED: ReadonlySet<number> = new Set([
  TYPE.echoReply,
  TYPE.echo,
  TYPE.timestamp,
  TYPE.timestampReply,
  TYPE.informationRequest,
  TYPE.informationReply,
  TYPE.maskRequest,
  TYPE.maskReply,
]);

const CHECKSUM_NAMES = { value: 'icmp.checksum', status: 'icmp.checksum.status', bad: 'icmp.checksum_bad' } as const;
const STAMPS: Layout = [
  ['icmp.originate_timestamp', STAMP_OFFSET.originate, 4],
  ['icmp.receive_timestamp', STAMP_OFFSET.receive, 4],
  ['icmp.transmit_timestamp', STAMP_OFFSET.transmit, 4],
];
const ROUTERS: Layout = [
  ['icmp.num_addrs', ROUTER_OFFSET.count, 1],
  ['icmp.addr_entry_size', ROUTER_OFFSET.size, 1],
  ['icmp.lifetime', ROUTER_OFFSET.lifetime, 2],
];
const EXTENDED_ECHO: Layout = [
  ['icmp.ext.echo.seq', 6, 1],
  ['icmp.ext.echo.req.res', 7, 1],
  ['icmp.ext.echo.req.local', 7, 1],
];
const EXTENDED_REPLY: Layout = [
  ['icmp.ext.echo.seq', 6, 1],
  ['icmp.ext.echo.rsp.state', 7, 1],
  ['icmp.ext.echo.rsp.res', 7, 1],
  ['icmp.ext.echo.rsp.active', 7, 1],
  ['icmp.ext.echo.rsp.ipv4', 7, 1],
  ['icmp.ext.echo.rsp.ipv6', 7, 1],
];

/** Adds the message at `at` to the tree. */
export function dissectIcmp(d: Dissection, at: number): void {
  const type = d.uint8(at + OFFSET.type);
  d.require(at, ERROR_OFFSET.length + 1);
  const icmp = d.layer('icmp', at, d.reported - at);
  d.add(icmp, 'icmp.type', at + OFFSET.type, 1);
  d.add(icmp, 'icmp.code', at + OFFSET.code, 1);
  const why = whyUnverified(d) ?? (d.quoted ? UNVERIFIED.quoted : null);
  const computed = why ?? internetChecksum(d.bytes, at, d.reported - at);
  addChecksum(d, icmp, CHECKSUM_NAMES, at + OFFSET.checksum, computed);
  if (IDENTIFIED.has(type)) {
    addIdentifier(d, icmp, at);
    addBoth(d, icmp, ['icmp.seq', 'icmp.seq_le'], at + OFFSET.identifier + 2);
  }
  dissectMessage(d, icmp, at, type);
}

/** Adds a number in both byte orders: which one the sender meant, nobody knows. */
function addBoth(d: Dissection, icmp: TreeItem, [big, little]: readonly [FieldName, FieldName], at: number): void {
  d.add(icmp, big, at, 2);
  d.addLittle(icmp, little, at, 2);
}

function addIdentifier(d: Dissection, icmp: TreeItem, at: number): void {
  addBoth(d, icmp, ['icmp.ident', 'icmp.ident_le'], at + OFFSET.identifier);
  d.srcPort = d.uint16(at + OFFSET.identifier);
  d.dstPort = d.srcPort;
}

function dissectMessage(d: Dissection, icmp: TreeItem, at: number, type: number): void {
  switch (type) {
    case TYPE.unreachable:
    case TYPE.timeExceeded:
    case TYPE.parameterProblem:
      addErrorFields(d, icmp, at, type);
      dissectQuote(d, icmp, at, d.uint8(at + ERROR_OFFSET.length) * 4);
      break;
    case TYPE.redirect:
      d.add(icmp, 'icmp.redir_gw', at + OFFSET.rest, 4);
      dissectRedirected(d, at);
      break;
    case TYPE.sourceQuench:
      dissectQuote(d, icmp, at, d.uint8(at + ERROR_OFFSET.length) * 4);
      break;
    case TYPE.echo:
    case TYPE.echoReply:
      dissectEcho(d, icmp, at);
      break;
    case TYPE.routerAdvertisement:
      dissectRouters(d, icmp, at);
      break;
    case TYPE.timestamp:
    case TYPE.timestampReply:
      addLayout(d, icmp, at, STAMPS);
      break;
    case TYPE.maskRequest:
    case TYPE.maskReply:
      d.add(icmp, 'icmp.address_mask', at + MASK_OFFSET, 4);
      break;
    case TYPE.extendedEcho:
    case TYPE.extendedEchoReply:
      addIdentifier(d, icmp, at);
      addLayout(d, icmp, at, type === TYPE.extendedEcho ? EXTENDED_ECHO : EXTENDED_REPLY);
      if (type === TYPE.extendedEcho && d.reported > at + OFFSET.body) dissectIcmpExtensions(d, icmp, at + OFFSET.body);
      break;
  }
}

/** The four bytes between checksum and quoted packet: pointer, length of the quote in words, MTU, else unused. */
function addErrorFields(d: Dissection, icmp: TreeItem, at: number, type: number): void {
  const words = d.uint8(at + ERROR_OFFSET.length);
  const hasPointer = type === TYPE.parameterProblem;
  const hasMtu = type === TYPE.unreachable && d.uint8(at + OFFSET.code) === FRAGMENTATION_NEEDED;
  if (hasPointer) d.add(icmp, 'icmp.pointer', at + ERROR_OFFSET.pointer, 1);
  if (words > 0) {
    if (!hasPointer) d.add(icmp, 'icmp.unused', at + ERROR_OFFSET.pointer, 1);
    d.add(icmp, 'icmp.length', at + ERROR_OFFSET.length, 1);
    d.generated(icmp, 'icmp.length.original_datagram', (words * 4) & 0xff);
  } else if (hasMtu) {
    d.add(icmp, 'icmp.unused', at + ERROR_OFFSET.pointer, 2);
  } else {
    const unused = hasPointer ? ERROR_OFFSET.length : ERROR_OFFSET.pointer;
    d.add(icmp, 'icmp.unused', at + unused, OFFSET.body - unused);
  }
  if (hasMtu) d.add(icmp, 'icmp.mtu', at + ERROR_OFFSET.mtu, 2);
  else if (words > 0) d.add(icmp, 'icmp.unused', at + ERROR_OFFSET.mtu, 2);
}

/** The quoted datagram, of which `told` bytes are said to be there (0: not said), and extensions behind it. */
function dissectQuote(d: Dissection, icmp: TreeItem, at: number, told: number): void {
  const length = d.reported - at;
  const body = at + OFFSET.body;
  const original = d.uint16(at + QUOTED_OFFSET.totalLength);
  const bounded = told > 0 && length > OFFSET.body + told && original > told;
  const end = bounded ? body + (d.uint8(at + QUOTED_OFFSET.versionAndLength) & 0x0f) * 4 + told : d.reported;
  quote(d, body, end);
  if (length > OFFSET.body + OLD_QUOTE_LEN && original <= OLD_QUOTE_LEN) {
    dissectIcmpExtensions(d, icmp, body + (told || OLD_QUOTE_LEN));
  }
}

/** What stands in [at, end) was sent by someone else, and is cut where the sender of the error cut it. */
function quote(d: Dissection, at: number, end: number): void {
  d.quoted = true;
  d.next('ethertype', ETHER_TYPE.ipv4, at, end, end);
}

/** Of what is redirected, header and eight bytes are quoted. */
function dissectRedirected(d: Dissection, at: number): void {
  const body = at + OFFSET.body;
  quote(d, body, body + (d.uint8(at + QUOTED_OFFSET.versionAndLength) & 0x0f) * 4 + 8);
}

const STAMP_LEN = 8;
const DAY_SECONDS = 86_400;
const MICROSECONDS = 1_000_000;

/** Data of an echo: many implementations begin it with the time of sending, which is told by its closeness to now. */
function dissectEcho(d: Dissection, icmp: TreeItem, at: number): void {
  const data = at + OFFSET.body;
  if (d.end - data < STAMP_LEN) {
    if (d.end > data) d.next('data', 0, data);
    return;
  }
  const [seconds, nanos] = d.record.time;
  for (const little of [false, true]) {
    const view = new DataView(d.bytes.buffer, d.bytes.byteOffset + data, STAMP_LEN);
    const sent = view.getUint32(0, little);
    const micros = view.getUint32(4, little);
    if (Math.abs((sent - seconds) | 0) >= DAY_SECONDS || micros >= MICROSECONDS) continue;
    const time = BigInt(sent) * 1_000_000_000n + BigInt(micros * 1000);
    d.add(icmp, 'icmp.data_time', data, STAMP_LEN, time);
    d.generated(icmp, 'icmp.data_time_relative', BigInt(seconds) * 1_000_000_000n + BigInt(nanos) - time);
    d.next('data', 0, data + STAMP_LEN);
    return;
  }
  d.next('data', 0, data);
}

function dissectRouters(d: Dissection, icmp: TreeItem, at: number): void {
  addLayout(d, icmp, at, ROUTERS);
  if (d.uint8(at + ROUTER_OFFSET.size) !== ROUTER_LEN / 4) {
    d.next('data', 0, at + ROUTER_OFFSET.first);
    return;
  }
  const count = d.uint8(at + ROUTER_OFFSET.count);
  for (let i = 0; i < count; i++) {
    const router = at + ROUTER_OFFSET.first + i * ROUTER_LEN;
    d.add(icmp, 'icmp.router_address', router, 4);
    d.add(icmp, 'icmp.pref_level', router + 4, 4);
  }
}
