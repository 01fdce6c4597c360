// IGMP versions 1 to 3 in the tree (RFC 1112 appendix I, RFC 2236 section 2, RFC 3376 section 4), and version 0 (RFC 988).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { internetChecksum } from '../checksum.ts';
import { addChecksum, UNVERIFIED } from '../net/checksum-item.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { type: 0, code: 1, checksum: 2, group: 4 } as const;
const HEADER_LEN = OFFSET.group + 4;
const QUERY_OFFSET = { flags: 8, interval: 9, sourceCount: 10, sources: 12 } as const;
const REPORT_OFFSET = { reserved: 4, recordCount: 6, records: 8 } as const;
const RECORD_OFFSET = { type: 0, auxiliaryLength: 1, sourceCount: 2, group: 4, sources: 8 } as const;
const OLD_OFFSET = { identifier: 4, group: 8, key: 12 } as const;
const OLD_LEN = 20;
const ADDRESS_LEN = 4;

const TYPE = { query: 0x11, reportV1: 0x12, reportV2: 0x16, leave: 0x17, reportV3: 0x22 } as const;
const OLDEST = 0x01;
const LAST_OLD = 0x08;
const CREATE_GROUP = 0x01;
const FIRST_PENDING = 5;
/** From here on a code is a floating-point number: 4 bits of mantissa below 3 bits of exponent. */
const FLOATING = 0x80;

const CHECKSUM_NAMES = { value: 'igmp.checksum', status: 'igmp.checksum.status', bad: 'igmp.bad_checksum' } as const;
const QUERY_FLAGS: Layout = [
  ['igmp.s', QUERY_OFFSET.flags, 1],
  ['igmp.qrv', QUERY_OFFSET.flags, 1],
  ['igmp.qqic', QUERY_OFFSET.interval, 1],
  ['igmp.num_src', QUERY_OFFSET.sourceCount, 2],
];
const RECORD: Layout = [
  ['igmp.record_type', RECORD_OFFSET.type, 1],
  ['igmp.aux_data_len', RECORD_OFFSET.auxiliaryLength, 1],
  ['igmp.num_src', RECORD_OFFSET.sourceCount, 2],
  ['igmp.maddr', RECORD_OFFSET.group, ADDRESS_LEN],
];

/** Adds the message at `at` to the tree. */
export function dissectIgmp(d: Dissection, at: number): void {
  const type = d.uint8(at + OFFSET.type);
  const igmp = d.layer('igmp', at, d.reported - at);
  const version = versionOf(d, at, type);
  if (version >= 0) d.generated(igmp, 'igmp.version', version);
  d.add(igmp, 'igmp.type', at + OFFSET.type, 1);
  if (version < 0) {
    if (at + 1 < d.end) d.add(igmp, 'igmp.data', at + 1, d.end - at - 1);
  } else if (version === 0) dissectOld(d, igmp, at, type);
  else if (type === TYPE.reportV3) dissectReportV3(d, igmp, at);
  else dissectGroup(d, igmp, at, version);
}

/** Version of the message; -1: of no type that is known. */
function versionOf(d: Dissection, at: number, type: number): number {
  if (type >= OLDEST && type <= LAST_OLD) return 0;
  if (type === TYPE.reportV1) return 1;
  if (type === TYPE.reportV2 || type === TYPE.leave) return 2;
  if (type === TYPE.reportV3) return 3;
  if (type !== TYPE.query) return -1;
  if (d.reported - at >= QUERY_OFFSET.sources) return 3;
  return d.uint8(at + OFFSET.code) === 0 ? 1 : 2;
}

/** The checksum, which covers the first `length` bytes. */
function addSum(d: Dissection, igmp: TreeItem, at: number, length: number): void {
  const why = d.fragmented ? UNVERIFIED.fragment : at + length > d.end ? UNVERIFIED.cut : null;
  const computed = why ?? internetChecksum(d.bytes, at, length);
  addChecksum(d, igmp, CHECKSUM_NAMES, at + OFFSET.checksum, computed);
}

/** Queries of all versions, reports of versions 1 and 2: a code and one group. */
function dissectGroup(d: Dissection, igmp: TreeItem, at: number, version: number): void {
  const code = d.uint8(at + OFFSET.code);
  if (version === 1) d.add(igmp, 'igmp.reserved', at + OFFSET.code, 1);
  else d.add(igmp, 'igmp.max_resp', at + OFFSET.code, 1, version === 3 ? floating(code) : code);
  addSum(d, igmp, at, version === 3 ? d.reported - at : HEADER_LEN);
  d.add(igmp, 'igmp.maddr', at + OFFSET.group, ADDRESS_LEN);
  if (version !== 3) return;
  addLayout(d, igmp, at, QUERY_FLAGS);
  const sources = d.uint16(at + QUERY_OFFSET.sourceCount);
  addAddresses(d, igmp, 'igmp.saddr', at + QUERY_OFFSET.sources, sources);
}

const floating = (code: number): number =>
  code < FLOATING ? code : ((code & 0x0f) | 0x10) << (((code & 0x70) >> 4) + 3);

function addAddresses(d: Dissection, parent: TreeItem, name: FieldName, at: number, count: number): void {
  for (let i = 0; i < count; i++) d.add(parent, name, at + i * ADDRESS_LEN, ADDRESS_LEN);
}

function dissectReportV3(d: Dissection, igmp: TreeItem, at: number): void {
  d.add(igmp, 'igmp.reserved', at + OFFSET.code, 1);
  addSum(d, igmp, at, d.reported - at);
  d.add(igmp, 'igmp.reserved', at + REPORT_OFFSET.reserved, 2);
  d.add(igmp, 'igmp.num_grp_recs', at + REPORT_OFFSET.recordCount, 2);
  let record = at + REPORT_OFFSET.records;
  for (let left = d.uint16(at + REPORT_OFFSET.recordCount); left > 0; left--) {
    const sources = d.uint16(record + RECORD_OFFSET.sourceCount);
    const auxiliary = d.uint8(record + RECORD_OFFSET.auxiliaryLength) * 4;
    const data = record + RECORD_OFFSET.sources + sources * ADDRESS_LEN;
    const item = d.text(igmp, 'Group Record', record, RECORD_OFFSET.sources);
    addLayout(d, item, record, RECORD);
    addAddresses(d, item, 'igmp.saddr', record + RECORD_OFFSET.sources, sources);
    if (auxiliary > 0) d.add(item, 'igmp.aux_data', data, auxiliary);
    record = data + auxiliary;
  }
}

function dissectOld(d: Dissection, igmp: TreeItem, at: number, type: number): void {
  const code = d.uint8(at + OFFSET.code);
  if (type === CREATE_GROUP) d.add(igmp, 'igmp.group_type', at + OFFSET.code, 1);
  else if ((type & 1) === 0) {
    d.add(igmp, code < FIRST_PENDING ? 'igmp.reply' : 'igmp.reply.pending', at + OFFSET.code, 1);
  }
  addSum(d, igmp, at, OLD_LEN);
  d.add(igmp, 'igmp.identifier', at + OLD_OFFSET.identifier, 4);
  d.add(igmp, 'igmp.maddr', at + OLD_OFFSET.group, ADDRESS_LEN);
  d.add(igmp, 'igmp.access_key', at + OLD_OFFSET.key, 8);
}
