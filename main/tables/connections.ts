// Connections (DEFINITIONS section 1): a TCP flow split where a SYN with a new sequence number follows a FIN or RST, a
// flow of any protocol where it was silent for long. And the state that each has reached (section 5).
import type { FlowState } from '../../shared/model/host.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import type { Groups } from '../timing/groups.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';

/** Silence that splits a flow of any protocol but TCP, unless told otherwise. */
const IDLE_NANOS = 120e9;

/** `of` of a record that belongs to no flow. */
export const NO_CONNECTION = 0xffffffff;

const OPENING = TCP_FLAG.syn | TCP_FLAG.ack;

/** What was seen of a connection, as bits. */
const SEEN = { syn: 1, synAck: 2, data: 4, finA: 8, finB: 16, rst: 32, a: 64, b: 128 } as const;

/** Adds a record to what was seen of its connection. */
// hot path
export function seenOf(seen: number, columns: Columns, row: number, tcp: boolean): number {
  const reverse = columns.bits[row]! & BIT.reverse;
  const state = seen | (reverse ? SEEN.b : SEEN.a);
  if (!tcp) return state;
  const flags = columns.tcpFlags[row]!;
  let more = 0;
  if ((flags & OPENING) === TCP_FLAG.syn) more = SEEN.syn;
  else if (flags & TCP_FLAG.syn) more = SEEN.synAck;
  else if (columns.payloadLength[row]! > 0) more = SEEN.data;
  if (flags & TCP_FLAG.fin) more |= reverse ? SEEN.finB : SEEN.finA;
  if (flags & TCP_FLAG.rst) more |= SEEN.rst;
  return state | more;
}

export function stateOf(tcp: boolean, seen: number): FlowState {
  if (!tcp) return (seen & (SEEN.a | SEEN.b)) === (SEEN.a | SEEN.b) ? 'established' : 'new';
  if (seen & SEEN.rst) return 'reset';
  const fins = seen & (SEEN.finA | SEEN.finB);
  if (fins === (SEEN.finA | SEEN.finB)) return 'closed';
  if (fins !== 0) return 'closing';
  if (seen & SEEN.data) return 'established';
  if (seen & SEEN.synAck) return 'connecting';
  return seen & SEEN.syn ? 'new' : 'established';
}

/** Takes the records of a capture in time order and finds where connections begin. */
export class Splitter {
  /** Index: flow. Connections so far, and what was seen of the present one: 0 before the first record. */
  readonly count: Uint32Array;
  readonly seen: Uint8Array;
  readonly #isn: Uint32Array;
  /** Time of the last record, where silence may split: looking it up in the columns would be far away for every record. */
  readonly #lastSeconds: Uint32Array;
  readonly #lastNanos: Uint32Array;
  readonly #columns: Columns;
  readonly #flows: FlowTable;
  /** Nanoseconds of silence that split TCP, and others. */
  readonly #idleTcp: number;
  readonly #idleOther: number;

  constructor(columns: Columns, flows: FlowTable, idleNanos: number | undefined) {
    this.#columns = columns;
    this.#flows = flows;
    this.#idleTcp = idleNanos ?? Number.POSITIVE_INFINITY;
    this.#idleOther = idleNanos ?? IDLE_NANOS;
    this.count = new Uint32Array(flows.length);
    this.seen = new Uint8Array(flows.length);
    this.#isn = new Uint32Array(flows.length);
    this.#lastSeconds = new Uint32Array(flows.length);
    this.#lastNanos = new Uint32Array(flows.length);
  }

  /** Whether the record begins a connection of its flow. */
  // hot path
  take(row: number, flow: number): boolean {
    const { tcpFlags, tcpSeq } = this.#columns;
    const seen = this.seen[flow]!;
    const tcp = this.#flows.protocol[flow] === IP_PROTOCOL.tcp;
    let begins = seen === 0;
    if (tcp && (tcpFlags[row]! & OPENING) === TCP_FLAG.syn) {
      const over = (seen & (SEEN.finA | SEEN.finB | SEEN.rst)) !== 0;
      begins ||= over && tcpSeq[row] !== this.#isn[flow];
      this.#isn[flow] = tcpSeq[row]!;
    }
    const idle = tcp ? this.#idleTcp : this.#idleOther;
    if (idle !== Number.POSITIVE_INFINITY && this.#silence(row, flow) > idle) begins = true;
    if (begins) this.count[flow]!++;
    this.seen[flow] = seenOf(begins ? 0 : seen, this.#columns, row, tcp);
    return begins;
  }

  // hot path
  /** Nanoseconds since the record of the flow that was asked about before; of no use for its first one. */
  #silence(row: number, flow: number): number {
    const { seconds, nanos } = this.#columns;
    const second = seconds[row]!;
    const nano = nanos[row]!;
    const silence = (second - this.#lastSeconds[flow]!) * 1e9 + (nano - this.#lastNanos[flow]!);
    this.#lastSeconds[flow] = second;
    this.#lastNanos[flow] = nano;
    return silence;
  }
}

export interface Connections {
  /** Index: flow. Connections that have records in the span. */
  readonly count: Uint32Array;
  /** null: a log does not say. */
  readonly state: (flow: number) => FlowState | null;
}

/** Connections of each flow within a span, and the state of the last one: one pass over the span. */
export function connectionsOf(
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
  idleNanos?: number,
): Connections {
  const splitter = new Splitter(columns, flows, idleNanos);
  const { flow } = columns;
  const { rows } = order;
  for (let p = span.lo; p < span.hi; p++) {
    const r = rows === null ? p : rows[p]!;
    const f = flow[r]!;
    if (f !== NO_FLOW) splitter.take(r, f);
  }
  const { count, seen } = splitter;
  return { count, state: f => stateOf(flows.protocol[f] === IP_PROTOCOL.tcp, seen[f]!) };
}

/** Every record of a capture assigned to its connection; connections are numbered from 0 in order of their start. */
export interface ConnectionSplit {
  readonly length: number;
  /** By position in the time order: its connection, or NO_CONNECTION. */
  readonly of: Uint32Array;
  /** By connection: its flow, and the side of the flow (0: A, 1: B) that sent its first record. */
  readonly flow: Uint32Array;
  readonly opener: Uint8Array;
}

/**
 * Splits flows into connections. `idleNanos` is the silence that splits a flow of any protocol; absent: 120 s, and none
 * splits TCP.
 */
export function splitConnections(
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  idleNanos?: number,
): ConnectionSplit {
  const splitter = new Splitter(columns, flows, idleNanos);
  const present = new Uint32Array(flows.length);
  const of = new Uint32Array(order.length).fill(NO_CONNECTION);
  let length = 0;
  for (let p = 0; p < order.length; p++) {
    const r = order.row(p);
    const f = columns.flow[r]!;
    if (f === NO_FLOW) continue;
    if (splitter.take(r, f)) present[f] = length++;
    of[p] = present[f]!;
  }
  const flow = new Uint32Array(length);
  const opener = new Uint8Array(length);
  for (let p = order.length - 1; p >= 0; p--) {
    const connection = of[p]!;
    if (connection === NO_CONNECTION) continue;
    const r = order.row(p);
    flow[connection] = columns.flow[r]!;
    opener[connection] = columns.bits[r]! & BIT.reverse;
  }
  return { length, of, flow, opener };
}

/** Records by connection, for the gaps within each. */
export function connectionGroups(split: ConnectionSplit): Groups {
  const offsets = new Uint32Array(split.length + 1);
  for (const connection of split.of) if (connection !== NO_CONNECTION) offsets[connection + 1]!++;
  for (let c = 0; c < split.length; c++) offsets[c + 1]! += offsets[c]!;
  const positions = new Uint32Array(offsets[split.length]!);
  const next = offsets.slice(0, split.length);
  split.of.forEach((connection, p) => {
    if (connection !== NO_CONNECTION) positions[next[connection]!++] = p;
  });
  return { scope: 'flow', keys: split.length, offsets, positions };
}
