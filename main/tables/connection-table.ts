// Connections of a span of time: totals, state, handshake and losses of each, its two sides told apart. A is the side
// that sent the connection's first record of the whole capture.
import type { FlowState } from '../../shared/model/host.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { BIT, type Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';
import { type ConnectionSplit, NO_CONNECTION, seenOf, stateOf } from './connections.ts';
import { type Counts, NEVER } from './flow-stats.ts';
import type { TcpAnalysis } from './tcp-analysis.ts';
import { TCP_ANALYSIS, TCP_RETRANSMITTED } from './tcp-analysis-bits.ts';

/** Index: number of the connection times 2, plus 1 for what B sent. */
export interface ConnectionSides {
  readonly packets: Counts;
  /** Original lengths. */
  readonly bytes: Float64Array;
  readonly payload: Float64Array;
  /** Segments that Wireshark calls retransmitted (of any kind) or out of order, and the payload in them. */
  readonly retransmitted: Uint32Array;
  readonly retransmittedBytes: Float64Array;
  readonly outOfOrder: Uint32Array;
  readonly outOfOrderBytes: Float64Array;
  readonly duplicateAcks: Uint32Array;
  readonly zeroWindows: Uint32Array;
}

export interface ConnectionTable {
  readonly length: number;
  readonly sides: ConnectionSides;
  /** Index: number alone. Positions in the time order; `first` is NEVER without a record in the span. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** null: a log does not say. */
  readonly state: (connection: number) => FlowState | null;
  /** Nanoseconds from the last SYN to the first SYN-ACK, and from the last SYN-ACK to the first ACK; NaN: not seen. */
  readonly synToSynAck: Float64Array;
  readonly synAckToAck: Float64Array;
}

/** One pass over the span. `split` is that of the whole capture. */
export function connectionTable(
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
  split: ConnectionSplit,
  analysis: TcpAnalysis,
): ConnectionTable {
  const n = split.length;
  const sides = noSides(n);
  const first = new Uint32Array(n).fill(NEVER);
  const last = new Uint32Array(n);
  const seen = new Uint8Array(n);
  const handshakes = new Handshakes(n, columns);
  const { bits, originalLength, payloadLength } = columns;
  const isTcp = (connection: number): boolean => flows.protocol[split.flow[connection]!] === IP_PROTOCOL.tcp;
  for (let p = span.lo; p < span.hi; p++) {
    const c = split.of[p]!;
    if (c === NO_CONNECTION) continue;
    const r = order.row(p);
    const tcp = isTcp(c);
    const side = (bits[r]! & BIT.reverse) ^ split.opener[c]!;
    const i = c * 2 + side;
    if (first[c] === NEVER) first[c] = p;
    last[c] = p;
    seen[c] = seenOf(seen[c]!, columns, r, tcp);
    sides.packets[i]!++;
    sides.bytes[i]! += originalLength[r]!;
    sides.payload[i]! += payloadLength[r]!;
    if (!tcp) continue;
    handshakes.take(c, r);
    const verdict = analysis.bits[r]!;
    if (verdict !== 0) addVerdict(sides, i, verdict, payloadLength[r]!);
  }
  return {
    length: n,
    sides,
    first,
    last,
    state: c => stateOf(isTcp(c), seen[c]!),
    synToSynAck: handshakes.synToSynAck,
    synAckToAck: handshakes.synAckToAck,
  };
}

const noSides = (n: number): ConnectionSides => ({
  packets: new Uint32Array(n * 2),
  bytes: new Float64Array(n * 2),
  payload: new Float64Array(n * 2),
  retransmitted: new Uint32Array(n * 2),
  retransmittedBytes: new Float64Array(n * 2),
  outOfOrder: new Uint32Array(n * 2),
  outOfOrderBytes: new Float64Array(n * 2),
  duplicateAcks: new Uint32Array(n * 2),
  zeroWindows: new Uint32Array(n * 2),
});

// hot path
function addVerdict(sides: ConnectionSides, i: number, verdict: number, payload: number): void {
  if (verdict & TCP_RETRANSMITTED) {
    sides.retransmitted[i]!++;
    sides.retransmittedBytes[i]! += payload;
  }
  if (verdict & TCP_ANALYSIS.out_of_order) {
    sides.outOfOrder[i]!++;
    sides.outOfOrderBytes[i]! += payload;
  }
  if (verdict & TCP_ANALYSIS.duplicate_ack) sides.duplicateAcks[i]!++;
  if (verdict & TCP_ANALYSIS.zero_window) sides.zeroWindows[i]!++;
}

const NO_ROW = 0xffffffff;
const NO_TIME = Number.NaN;

/** The three steps of the handshake, followed connection by connection. */
class Handshakes {
  readonly synToSynAck: Float64Array;
  readonly synAckToAck: Float64Array;
  readonly #columns: Columns;
  /** Row of the last SYN, then of the last SYN-ACK. */
  readonly #step: Uint32Array;

  constructor(connections: number, columns: Columns) {
    this.#columns = columns;
    this.synToSynAck = new Float64Array(connections).fill(NO_TIME);
    this.synAckToAck = new Float64Array(connections).fill(NO_TIME);
    this.#step = new Uint32Array(connections).fill(NO_ROW);
  }

  // hot path
  take(connection: number, row: number): void {
    const { tcpFlags, bits } = this.#columns;
    const flags = tcpFlags[row]!;
    const step = this.#step[connection]!;
    if (flags & TCP_FLAG.syn) {
      const accepts = (flags & TCP_FLAG.ack) !== 0;
      const answered = !Number.isNaN(this.synToSynAck[connection]!);
      if (!accepts && answered) return;
      if (accepts && !answered && step !== NO_ROW) this.synToSynAck[connection] = this.#nanosSince(step, row);
      this.#step[connection] = row;
      return;
    }
    if (step === NO_ROW || (flags & TCP_FLAG.ack) === 0 || !Number.isNaN(this.synAckToAck[connection]!)) return;
    const answer = (tcpFlags[step]! & TCP_FLAG.ack) !== 0 && ((bits[step]! ^ bits[row]!) & BIT.reverse) !== 0;
    if (answer) this.synAckToAck[connection] = this.#nanosSince(step, row);
  }

  #nanosSince(step: number, row: number): number {
    const { seconds, nanos } = this.#columns;
    return (seconds[row]! - seconds[step]!) * 1e9 + (nanos[row]! - nanos[step]!);
  }
}
