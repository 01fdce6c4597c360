// The fields that columns answer, one table. `trust` says for which records: all of them, or only plain ones, whose columns
// say all there is (no tunnel, no fragment, no cut header: decide.ts).

import type { Value } from '../../shared/filter/value.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { addressText } from '../../shared/net/address.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { NETWORK } from '../decode/layers.ts';
import { BIT } from '../store/columns.ts';
import { TCP_ANALYSED, TCP_ANALYSIS, TCP_RETRANSMITTED } from '../tables/tcp-analysis-bits.ts';
import { type ColumnData, NO_SIDE } from './column-data.ts';

export type Trust = 'all' | 'plain';

/** Which records have a field, by what their flow's side says. */
export type Where = 'record' | 'ip' | 'ipv4' | 'ipv6' | 'tcp' | 'udp';

/** What a side's field follows from: much is the same for many sides. */
export type SideKey = 'source' | 'destination' | 'sourcePort' | 'destinationPort' | 'protocol' | 'side';

/** The same for all records of a flow's side. */
interface SideField {
  readonly kind: 'side';
  readonly trust: Trust;
  readonly where: Where;
  readonly by: SideKey;
  read(data: ColumnData, key: number): readonly Value[];
}

/** One number a record; fields that share a number share `source`. */
interface NumberField {
  readonly kind: 'number';
  readonly trust: Trust;
  readonly where: Where;
  readonly source: keyof typeof SOURCES;
  /** undefined: the record does not have the field. */
  readonly value: (code: number) => Value | undefined;
}

/** Nanoseconds since a moment that may depend on the record. */
interface TimeField {
  readonly kind: 'time';
  readonly trust: Trust;
  readonly since: 'epoch' | 'first' | 'previous';
}

/** Anything else, record by record. */
interface RowField {
  readonly kind: 'row';
  readonly trust: Trust;
  read(data: ColumnData, row: number): readonly Value[];
}

export type ColumnField = SideField | NumberField | TimeField | RowField;

type Codes = Uint8Array | Uint16Array | Uint32Array;

/** The columns that hold the numbers; undefined: the row itself. */
export const SOURCES = {
  row: (_: ColumnData): Codes | undefined => undefined,
  bits: (data: ColumnData): Codes => data.columns.bits,
  originalLength: (data: ColumnData): Codes => data.columns.originalLength,
  capturedLength: (data: ColumnData): Codes => data.columns.capturedLength,
  payloadLength: (data: ColumnData): Codes => data.columns.payloadLength,
  payloadKind: (data: ColumnData): Codes => data.columns.payloadKind,
  ttl: (data: ColumnData): Codes => data.columns.ttl,
  tcpFlags: (data: ColumnData): Codes => data.columns.tcpFlags,
  tcpSeq: (data: ColumnData): Codes => data.columns.tcpSeq,
  tcpAck: (data: ColumnData): Codes => data.columns.tcpAck,
  tcpWindow: (data: ColumnData): Codes => data.columns.tcpWindow,
} as const;

const NONE: readonly Value[] = [];
/** There, without a value. */
const PRESENT: readonly Value[] = [null];

/** Whether records of a side have what `where` names. */
export function isWhere(data: ColumnData, side: number, where: Where): boolean {
  if (where === 'record') return true;
  if (side === NO_SIDE) return false;
  switch (where) {
    case 'ip':
      return true;
    case 'ipv4':
      return data.version(side) === 4;
    case 'ipv6':
      return data.version(side) === 6;
    case 'tcp':
      return data.protocol(side) === IP_PROTOCOL.tcp;
    case 'udp':
      return data.protocol(side) === IP_PROTOCOL.udp;
  }
}

/** By flow: 1 where its records have what `where` names; null: all records do. Found once a capture. */
export function flowsWhere(data: ColumnData, where: Where): Uint8Array | null {
  if (where === 'record') return null;
  return data.byFlow(where, flow => isWhere(data, flow * 2, where));
}

/** The key of a side, and how many keys there are. */
export const SIDE_KEYS: Readonly<
  Record<SideKey, { of(data: ColumnData, side: number): number; count(data: ColumnData): number }>
> = {
  source: { of: (data, side) => data.source(side), count: ({ addresses }) => addresses.length },
  destination: { of: (data, side) => data.destination(side), count: ({ addresses }) => addresses.length },
  sourcePort: { of: (data, side) => data.sourcePort(side), count: () => 65_536 },
  destinationPort: { of: (data, side) => data.destinationPort(side), count: () => 65_536 },
  protocol: { of: (data, side) => data.protocol(side), count: () => 256 },
  side: { of: (_, side) => side, count: ({ flows }) => flows.length * 2 },
};

const onSide = (
  trust: Trust,
  where: Where,
  by: SideKey,
  read: (data: ColumnData, key: number) => readonly Value[],
): SideField => ({ kind: 'side', trust, where, by, read });

const ofProtocol = (number: number): SideField =>
  onSide('plain', 'ip', 'protocol', (_, protocol) => (protocol === number ? PRESENT : NONE));

const address = (where: Where, by: SideKey): SideField =>
  onSide('plain', where, by, (data, host) => data.address(host));

/** A number that is its key. */
const keyNumber = (where: Where, by: SideKey): SideField => onSide('plain', where, by, (_, key) => [key]);

const number = (
  trust: Trust,
  where: Where,
  source: keyof typeof SOURCES,
  value: (code: number) => Value | undefined = code => code,
): NumberField => ({ kind: 'number', trust, where, source, value });

const flag = (mask: number): NumberField => number('plain', 'tcp', 'tcpFlags', flags => Number((flags & mask) !== 0));

const onRow = (read: (data: ColumnData, row: number) => Value | undefined): RowField => ({
  kind: 'row',
  trust: 'all',
  read: (data, row) => {
    const value = read(data, row);
    return value === undefined ? NONE : [value];
  },
});

const verdict = (bits: number): RowField => onRow((data, row) => (data.tcp.bits[row]! & bits ? null : undefined));

const nanos = (value: number | undefined): bigint | undefined => (value === undefined ? undefined : BigInt(value));

const FIELDS: Readonly<Record<string, ColumnField>> = {
  'frame.number': number('all', 'record', 'row', row => row + 1),
  'frame.len': number('all', 'record', 'originalLength'),
  'frame.cap_len': number('all', 'record', 'capturedLength'),
  'frame.time': { kind: 'time', trust: 'all', since: 'epoch' },
  'frame.time_epoch': { kind: 'time', trust: 'all', since: 'epoch' },
  'frame.time_relative': { kind: 'time', trust: 'all', since: 'first' },
  'frame.time_delta': { kind: 'time', trust: 'all', since: 'previous' },

  payload_length: number('all', 'ip', 'payloadLength'),
  payload_kind: number('all', 'ip', 'payloadKind', payloadKindName),
  flow: onSide('all', 'ip', 'side', (_, side) => [(side >>> 1) + 1]),
  stream: onSide('all', 'ip', 'side', ({ flows }, side) => [
    (side & 1 ? flows.streamBa : flows.streamAb)[side >>> 1]! + 1,
  ]),
  conversation: onSide('all', 'ip', 'side', ({ flows }, side) => [flows.conversation[side >>> 1]! + 1]),
  host: onSide('all', 'ip', 'side', (data, side) =>
    [data.source(side), data.destination(side)].map(host => addressText(data.address(host)[0]!)),
  ),

  arp: number('plain', 'record', 'bits', bits =>
    (bits & BIT.networkMask) >>> BIT.networkShift === NETWORK.arp ? null : undefined,
  ),
  ip: onSide('plain', 'ipv4', 'protocol', () => PRESENT),
  'ip.src': address('ipv4', 'source'),
  'ip.dst': address('ipv4', 'destination'),
  'ip.proto': keyNumber('ipv4', 'protocol'),
  'ip.ttl': number('plain', 'ipv4', 'ttl'),
  ipv6: onSide('plain', 'ipv6', 'protocol', () => PRESENT),
  'ipv6.src': address('ipv6', 'source'),
  'ipv6.dst': address('ipv6', 'destination'),
  'ipv6.hlim': number('plain', 'ipv6', 'ttl'),
  icmp: ofProtocol(IP_PROTOCOL.icmp),
  icmpv6: ofProtocol(IP_PROTOCOL.icmpv6),
  igmp: ofProtocol(IP_PROTOCOL.igmp),

  udp: ofProtocol(IP_PROTOCOL.udp),
  'udp.srcport': keyNumber('udp', 'sourcePort'),
  'udp.dstport': keyNumber('udp', 'destinationPort'),
  'udp.length': number('plain', 'udp', 'payloadLength', length => length + 8),
  'udp.stream': onRow((data, row) => data.udpStream(row)),

  tcp: ofProtocol(IP_PROTOCOL.tcp),
  'tcp.srcport': keyNumber('tcp', 'sourcePort'),
  'tcp.dstport': keyNumber('tcp', 'destinationPort'),
  'tcp.len': number('plain', 'tcp', 'payloadLength'),
  'tcp.seq_raw': number('plain', 'tcp', 'tcpSeq'),
  'tcp.ack_raw': number('plain', 'tcp', 'tcpAck'),
  'tcp.window_size_value': number('plain', 'tcp', 'tcpWindow'),
  'tcp.flags': number('plain', 'tcp', 'tcpFlags'),
  'tcp.flags.res': flag(0xe00),
  'tcp.flags.ae': flag(0x100),
  'tcp.flags.cwr': flag(0x80),
  'tcp.flags.ece': flag(0x40),
  'tcp.flags.urg': flag(0x20),
  'tcp.flags.ack': flag(0x10),
  'tcp.flags.push': flag(0x08),
  'tcp.flags.reset': flag(0x04),
  'tcp.flags.syn': flag(0x02),
  'tcp.flags.fin': flag(0x01),
  'tcp.stream': onRow((data, row) => data.tcp.stream(row)),
  'tcp.seq': onRow((data, row) => data.tcp.relativeSeq(row)),
  'tcp.nxtseq': onRow((data, row) => data.tcp.nextSeq(row)),
  'tcp.ack': onRow((data, row) => data.tcp.relativeAck(row)),
  'tcp.analysis': verdict(TCP_ANALYSED),
  'tcp.analysis.flags': verdict(TCP_ANALYSED - 1),
  ...Object.fromEntries(Object.entries(TCP_ANALYSIS).map(([name, bit]) => [`tcp.analysis.${name}`, verdict(bit)])),
  'tcp.analysis.retransmission': verdict(TCP_RETRANSMITTED),
  'tcp.analysis.initial_rtt': onRow((data, row) => nanos(data.tcp.initialRtt(row))),
  'tcp.analysis.ack_rtt': onRow((data, row) => nanos(data.tcp.ackRtt(row))),
  'tcp.analysis.acks_frame': onRow((data, row) => {
    const acked = data.tcp.ackedRow(row);
    return acked === undefined ? undefined : acked + 1;
  }),
  'tcp.analysis.bytes_in_flight': onRow((data, row) => data.tcp.bytesInFlight(row)),
  'tcp.analysis.duplicate_ack_num': onRow((data, row) => data.tcp.duplicateAckNum(row)),
};

const BY_NAME: ReadonlyMap<string, ColumnField> = new Map(Object.entries(FIELDS));

/** The column of a field that stands for itself alone; undefined when only the tree has it. */
export function columnField(name: string): ColumnField | undefined {
  return BY_NAME.get(name);
}
