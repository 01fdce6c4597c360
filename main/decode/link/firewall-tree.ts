// Headers of packet filters and encapsulating interfaces as layers of the tree.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  ENC,
  ENC_LEN,
  encFamily,
  familyType,
  IPNET,
  IPNET_LEN,
  ipnetPayload,
  ipnetType,
  NFLOG,
  NFLOG_TYPE,
  NFLOG_VALUE,
  nflogType,
  PFLOG,
  pflogLength,
} from './firewall.ts';
import { little16 } from './wlan-prefix.ts';

/** Lengths of pflog headers of OpenBSD 3.8 and 4.9, from which on they have more fields. */
const PFLOG_WITH_OWNERS = 61;
const PFLOG_WITH_ADDRESSES = 100;

/** Adds the pflog header at `at` to the tree. */
export function dissectPflog(d: Dissection, at: number): void {
  const length = d.uint8(at + PFLOG.length);
  const pflog = d.layer('pflog', at, pflogLength(length));
  d.add(pflog, 'pflog.length', at + PFLOG.length, 1);
  d.add(pflog, 'pflog.af', at + PFLOG.family, 1);
  d.add(pflog, 'pflog.action', at + PFLOG.action, 1);
  d.add(pflog, 'pflog.reason', at + PFLOG.reason, 1);
  d.add(pflog, 'pflog.ifname', at + PFLOG.interfaceName, 16);
  d.add(pflog, 'pflog.ruleset', at + PFLOG.ruleSet, 16);
  d.add(pflog, 'pflog.rulenr', at + PFLOG.rule, 4);
  d.add(pflog, 'pflog.subrulenr', at + PFLOG.subRule, 4);
  addPflogTail(d, pflog, at + PFLOG.tail, length, d.uint8(at + PFLOG.family));
  const type = familyType(d.uint8(at + PFLOG.family));
  d.next(type < 0 ? 'data' : 'ethertype', type, at + pflogLength(length));
}

function addPflogTail(d: Dissection, pflog: TreeItem, at: number, length: number, family: number): void {
  let next = at;
  if (length >= PFLOG_WITH_OWNERS) {
    const owners: readonly FieldName[] = ['pflog.uid', 'pflog.pid', 'pflog.rule_uid', 'pflog.rule_pid'];
    for (const owner of owners) {
      d.add(pflog, owner, next, 4);
      next += 4;
    }
  }
  d.add(pflog, 'pflog.dir', next++, 1);
  if (length < PFLOG_WITH_ADDRESSES) {
    d.add(pflog, 'pflog.pad', next, 3);
    return;
  }
  d.add(pflog, 'pflog.rewritten', next, 1);
  d.add(pflog, 'pflog.pad', next + 1, 2);
  next += 3;
  const v4 = family === 2;
  d.add(pflog, v4 ? 'pflog.saddr.ipv4' : 'pflog.saddr.ipv6', next, v4 ? 4 : 16);
  d.add(pflog, v4 ? 'pflog.daddr.ipv4' : 'pflog.daddr.ipv6', next + 16, v4 ? 4 : 16);
  d.add(pflog, 'pflog.sport', next + 32, 2);
  d.add(pflog, 'pflog.dport', next + 34, 2);
}

/** Adds the enc header at `at` to the tree. */
export function dissectEnc(d: Dissection, at: number): void {
  const enc = d.layer('enc', at, ENC_LEN);
  d.require(at, ENC_LEN);
  const family = encFamily(d.bytes, at);
  d.add(enc, 'enc.af', at + ENC.family, 4, family);
  d.add(enc, 'enc.spi', at + ENC.spi, 4);
  d.addLittle(enc, 'enc.flags', at + ENC.flags, 4);
  const type = familyType(family);
  d.next(type < 0 ? 'data' : 'ethertype', type, at + ENC_LEN);
}

/** Adds the ipnet header at `at` to the tree. */
export function dissectIpnet(d: Dissection, at: number): void {
  const ipnet = d.layer('ipnet', at, IPNET_LEN);
  d.add(ipnet, 'ipnet.version', at + IPNET.version, 1);
  d.add(ipnet, 'ipnet.family', at + IPNET.family, 1);
  d.add(ipnet, 'ipnet.htype', at + IPNET.hookType, 2);
  d.add(ipnet, 'ipnet.pktlen', at + IPNET.packetLength, 4);
  d.add(ipnet, 'ipnet.ifindex', at + IPNET.interfaceIndex, 4);
  d.add(ipnet, 'ipnet.grifindex', at + IPNET.groupIndex, 4);
  d.add(ipnet, 'ipnet.zsrc', at + IPNET.zoneSource, 4);
  d.add(ipnet, 'ipnet.zdst', at + IPNET.zoneDestination, 4);
  const type = ipnetType(d.uint8(at + IPNET.family));
  if (type < 0) d.next('data', 0, at + IPNET_LEN);
  else d.next('ethertype', type, ipnetPayload(d.bytes, at, d.end));
}

/** Values of NFLOG with a field of their own, and the length that they must have (0: any). */
const NFLOG_FIELDS: ReadonlyMap<number, readonly [field: FieldName, length: number]> = new Map([
  [4, ['nflog.ifindex_indev', 4]],
  [5, ['nflog.ifindex_outdev', 4]],
  [6, ['nflog.ifindex_physindev', 4]],
  [7, ['nflog.ifindex_physoutdev', 4]],
  [10, ['nflog.prefix', 0]],
  [11, ['nflog.uid', 4]],
  [14, ['nflog.gid', 4]],
]);
const NFLOG_TIMESTAMP = 3;

/** Adds the NFLOG header at `at`, which is written in the order of the capturing host (little endian), to the tree. */
export function dissectNflog(d: Dissection, at: number): void {
  const nflog = d.layer('nflog', at, d.end - at);
  d.add(nflog, 'nflog.family', at + NFLOG.family, 1);
  d.add(nflog, 'nflog.version', at + NFLOG.version, 1);
  d.add(nflog, 'nflog.res_id', at + NFLOG.resource, 2);
  let protocol = 0;
  let payload = -1;
  let payloadEnd = -1;
  for (let value = at + NFLOG.values; value + NFLOG_VALUE.content <= d.end; ) {
    const length = little16(d.bytes, value + NFLOG_VALUE.length);
    if (length < NFLOG_VALUE.content) return;
    const type = little16(d.bytes, value + NFLOG_VALUE.type) & 0x7fff;
    addNflogValue(d, nflog, value, type, length);
    if (type === NFLOG_TYPE.packetHeader && length === 8) protocol = d.uint16(value + NFLOG_VALUE.content);
    if (type === NFLOG_TYPE.payload) {
      payload = value + NFLOG_VALUE.content;
      payloadEnd = value + length;
    }
    value += (length + 3) & ~3;
  }
  if (payload < 0) return;
  const type = protocol > 0 ? protocol : nflogType(d.uint8(at + NFLOG.family));
  d.next(type < 0 ? 'data' : 'ethertype', type, payload, payloadEnd, payloadEnd);
}

function addNflogValue(d: Dissection, nflog: TreeItem, at: number, type: number, length: number): void {
  const shown = type === NFLOG_TYPE.payload ? Math.min(length, d.end - at) : length;
  d.require(at, shown);
  const item = d.add(nflog, 'nflog.tlv', at, shown, d.bytes.subarray(at, at + shown), `Value of type ${type}`);
  d.addLittle(item, 'nflog.tlv_length', at + NFLOG_VALUE.length, 2);
  d.addLittle(item, 'nflog.tlv_type', at + NFLOG_VALUE.type, 2);
  const content = at + NFLOG_VALUE.content;
  const size = length - NFLOG_VALUE.content;
  const field = NFLOG_FIELDS.get(type);
  if (type === NFLOG_TYPE.packetHeader && size === 4) {
    d.add(item, 'nflog.protocol', content, 2);
    d.add(item, 'nflog.hook', content + 2, 1);
  } else if (type === NFLOG_TIMESTAMP && size === 16) {
    d.require(content, size);
    const view = new DataView(d.bytes.buffer, d.bytes.byteOffset + content, size);
    d.add(item, 'nflog.timestamp', content, size, view.getBigUint64(0) * 1_000_000_000n + view.getBigUint64(8) * 1000n);
  } else if (field !== undefined && size > 0 && (field[1] === 0 || field[1] === size)) {
    d.add(item, field[0], content, size);
  } else if (type !== NFLOG_TYPE.payload) {
    d.add(item, 'nflog.tlv_value', content, size);
  }
}
