// DCCP in the tree: generic header, acknowledgments, what each type adds (RFC 4340 section 5). Options stay bytes.
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { internetChecksum, pseudoHeaderSum } from '../checksum.ts';
import { addChecksum, UNVERIFIED } from '../net/checksum-item.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = {
  sourcePort: 0,
  destinationPort: 2,
  dataOffset: 4,
  coverage: 5,
  checksum: 6,
  type: 8,
  shortSequence: 9,
  longSequence: 10,
} as const;
const SHORT_LEN = OFFSET.shortSequence + 3;
const LONG_LEN = OFFSET.longSequence + 6;
const ACK_LEN = 8;
const SHORT_ACK_LEN = 4;
const WORD = 4;

const TYPE = { request: 0, response: 1, data: 2, ack: 3, dataAck: 4, reset: 7, listen: 10 } as const;
const EXTENDED = 0x01;

const CHECKSUM_NAMES = { value: 'dccp.checksum', status: 'dccp.checksum.status', bad: 'dccp.bad_checksum' } as const;

/** Adds the packet at `at` to the tree. */
export function dissectDccp(d: Dissection, at: number): void {
  const dccp = d.layer('dccp', at, d.reported - at);
  d.add(dccp, 'dccp.srcport', at + OFFSET.sourcePort, 2);
  d.add(dccp, 'dccp.dstport', at + OFFSET.destinationPort, 2);
  d.srcPort = d.uint16(at + OFFSET.sourcePort);
  d.dstPort = d.uint16(at + OFFSET.destinationPort);
  const headerLength = d.uint8(at + OFFSET.dataOffset) * WORD;
  const lengthItem = d.add(dccp, 'dccp.data_offset', at + OFFSET.dataOffset, 1);
  const coverage = d.uint8(at + OFFSET.coverage);
  d.add(dccp, 'dccp.ccval', at + OFFSET.coverage, 1, coverage >> 4);
  d.add(dccp, 'dccp.cscov', at + OFFSET.coverage, 1, coverage & 0x0f);
  addDccpChecksum(d, dccp, at, headerLength, coverage & 0x0f);
  const first = d.uint8(at + OFFSET.type);
  const type = (first >> 1) & 0x0f;
  const extended = (first & EXTENDED) !== 0;
  d.add(dccp, 'dccp.res1', at + OFFSET.type, 1, first >> 5);
  d.add(dccp, 'dccp.type', at + OFFSET.type, 1, type);
  d.add(dccp, 'dccp.x', at + OFFSET.type, 1, Number(extended));
  const generic = extended ? LONG_LEN : SHORT_LEN;
  if (headerLength < generic) {
    const message = `Advertised header length (${headerLength}) is smaller than the minimum (${generic})`;
    d.expert(lengthItem, 'dccp.advertised_header_length.bad', 'error', message);
    return;
  }
  if (extended) {
    d.add(dccp, 'dccp.res2', at + OFFSET.shortSequence, 1);
    d.add(dccp, 'dccp.seq_raw', at + OFFSET.longSequence, 6);
  } else {
    d.add(dccp, 'dccp.seq', at + OFFSET.shortSequence, 3);
  }
  const next = addTypeFields(d, dccp, at + generic, type, extended);
  const options = at + headerLength - next;
  if (options > 0) d.add(dccp, 'dccp.options', next, options);
  if (d.reported > at + headerLength) d.next('data', 0, at + headerLength);
}

/** Coverage counts words of payload from 1 on; 0: all of it (RFC 4340 section 9.2). */
function addDccpChecksum(d: Dissection, dccp: TreeItem, at: number, headerLength: number, coverage: number): void {
  const length = d.reported - at;
  const told = coverage === 0 ? length : headerLength + (coverage - 1) * WORD;
  const covered = Math.min(told, length);
  const why = d.fragmented ? UNVERIFIED.fragment : at + covered > d.end ? UNVERIFIED.cut : null;
  const pseudo = pseudoHeaderSum(d.srcAddress, d.dstAddress, IP_PROTOCOL.dccp, length);
  addChecksum(d, dccp, CHECKSUM_NAMES, at + OFFSET.checksum, why ?? internetChecksum(d.bytes, at, covered, pseudo));
}

/** Adds acknowledgment, service code and reset code, as the type has them; returns where options begin. */
function addTypeFields(d: Dissection, dccp: TreeItem, at: number, type: number, extended: boolean): number {
  let next = at;
  if (type !== TYPE.request && type !== TYPE.listen && type !== TYPE.data) {
    const short = !extended && (type === TYPE.ack || type === TYPE.dataAck);
    if (short) {
      d.add(dccp, 'dccp.ack_res', next, 1);
      d.add(dccp, 'dccp.ack_raw', next + 1, 3);
    } else {
      d.add(dccp, 'dccp.ack_res', next, 2);
      d.add(dccp, 'dccp.ack_raw', next + 2, 6);
    }
    next += short ? SHORT_ACK_LEN : ACK_LEN;
  }
  if (type === TYPE.request || type === TYPE.listen || type === TYPE.response) {
    d.add(dccp, 'dccp.service_code', next, 4);
    next += 4;
  }
  if (type === TYPE.reset) {
    d.add(dccp, 'dccp.reset_code', next, 1);
    for (const i of [1, 2, 3] as const) d.add(dccp, `dccp.data${i}`, next + i, 1);
    next += 4;
  }
  return next;
}
