// What only the whole capture says of a record: its place in time and in its stream, and the verdicts on its segment.
import { CATALOGUE, type FieldName } from '../../shared/catalogue/catalogue.ts';
import type { InterfaceInfo } from '../../shared/model/source.ts';
import type { Severity } from '../decode/tree/dissection.ts';
import type { ColumnData } from '../filter/column-data.ts';
import type { Columns } from '../store/columns.ts';
import type { TcpAnalysis } from '../tables/tcp-analysis.ts';
import { TCP_ANALYSED, TCP_ANALYSIS } from '../tables/tcp-analysis-bits.ts';
import type { Fact } from './record-fact.ts';

export interface WholeCapture {
  readonly data: ColumnData;
  readonly interfaces: readonly InterfaceInfo[];
  readonly commentsOf: (row: number) => readonly string[];
}

const NANOS = 1_000_000_000n;

const SEVERITY_OF: Readonly<Record<keyof typeof TCP_ANALYSIS, Severity>> = {
  retransmission: 'note',
  lost_segment: 'warning',
  ack_lost_segment: 'warning',
  keep_alive: 'note',
  duplicate_ack: 'note',
  zero_window: 'warning',
  zero_window_probe: 'note',
  zero_window_probe_ack: 'note',
  keep_alive_ack: 'note',
  out_of_order: 'warning',
  fast_retransmission: 'note',
  window_update: 'chat',
  window_full: 'warning',
  reused_ports: 'note',
  spurious_retransmission: 'note',
};

/** Facts about the record in `row`. */
export function wholeFacts(whole: WholeCapture, row: number): Fact[] {
  return [...frameFacts(whole, row), ...tcpFacts(whole.data.tcp, row), ...udpFacts(whole.data, row)];
}

/** Nanoseconds from one row to another: below 0 where the clock ran backwards. */
function nanosFrom({ seconds, nanos }: Columns, from: number, to: number): bigint {
  return BigInt(seconds[to]! - seconds[from]!) * NANOS + BigInt(nanos[to]! - nanos[from]!);
}

function frameFacts({ data, interfaces, commentsOf }: WholeCapture, row: number): Fact[] {
  const { columns } = data;
  const facts: Fact[] = [];
  const add = (name: FieldName, value: Fact['value'], after: FieldName): void => {
    facts.push({ layer: 'frame', name, value, after });
  };
  const { name = null } = interfaces[columns.interfaceId[row]!] ?? {};
  if (name !== null) add('frame.interface_name', name, 'frame.interface_id');
  add('frame.time_relative', nanosFrom(columns, 0, row), 'frame.time_epoch');
  add('frame.time_delta', row === 0 ? 0n : nanosFrom(columns, row - 1, row), 'frame.time_epoch');
  for (const comment of commentsOf(row)) facts.push({ layer: 'frame', name: 'frame.comment', value: comment });
  return facts;
}

function udpFacts(data: ColumnData, row: number): Fact[] {
  const stream = data.udpStream(row);
  return stream === undefined ? [] : [{ layer: 'udp', name: 'udp.stream', value: stream }];
}

function tcpFacts(tcp: TcpAnalysis, row: number): Fact[] {
  const stream = tcp.stream(row);
  if (stream === undefined) return [];
  const facts: Fact[] = [];
  const add = (name: FieldName, value: number | undefined, after: FieldName): void => {
    if (value !== undefined) facts.push({ layer: 'tcp', name, value, after });
  };
  add('tcp.stream', stream, 'tcp.dstport');
  add('tcp.nxtseq', tcp.nextSeq(row), 'tcp.seq_raw');
  add('tcp.ack', tcp.relativeAck(row), 'tcp.nxtseq');
  add('tcp.seq', tcp.relativeSeq(row), 'tcp.len');
  if ((tcp.bits[row]! & TCP_ANALYSED) !== 0) {
    facts.push({ layer: 'tcp', name: 'tcp.analysis', value: null, children: analysisFacts(tcp, row) });
  }
  return facts;
}

function analysisFacts(tcp: TcpAnalysis, row: number): Fact[] {
  const facts: Fact[] = [];
  const add = (name: FieldName, value: number | bigint | undefined): void => {
    if (value !== undefined) facts.push({ layer: 'tcp', name, value });
  };
  const acked = tcp.ackedRow(row);
  add('tcp.analysis.acks_frame', acked === undefined ? undefined : acked + 1);
  add('tcp.analysis.ack_rtt', wholeNanos(tcp.ackRtt(row)));
  add('tcp.analysis.initial_rtt', wholeNanos(tcp.initialRtt(row)));
  add('tcp.analysis.bytes_in_flight', tcp.bytesInFlight(row));
  const notes = verdictNotes(tcp.bits[row]!, tcp.duplicateAckNum(row));
  if (notes.length > 0) facts.push({ layer: 'tcp', name: 'tcp.analysis.flags', value: null, children: notes });
  add('tcp.analysis.duplicate_ack_num', tcp.duplicateAckNum(row));
  return facts;
}

const wholeNanos = (nanos: number | undefined): bigint | undefined =>
  nanos === undefined ? undefined : BigInt(Math.round(nanos));

function verdictNotes(bits: number, duplicate: number | undefined): Fact[] {
  const found = Object.entries(TCP_ANALYSIS).filter(([, bit]) => (bits & bit) !== 0);
  return found.map(([verdict]) => {
    const name = `tcp.analysis.${verdict}` as FieldName;
    const label = CATALOGUE[name].title + (verdict === 'duplicate_ack' && duplicate ? ` (#${duplicate})` : '');
    return { layer: 'tcp', name, value: null, label, note: SEVERITY_OF[verdict as keyof typeof TCP_ANALYSIS] };
  });
}
