// Connections of a log of flows: each row is one, and has the state that the log gives it.
import type { FlowState } from '../../shared/model/host.ts';
import { FLOW_STATES } from '../logs/flow-row.ts';
import { BIT, type Columns } from '../store/columns.ts';
import { type FlowLogColumns, orNone } from '../store/flow-log-columns.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';
import type { ConnectionTable } from './connection-table.ts';
import type { ConnectionSplit, Connections } from './connections.ts';
import { NEVER } from './flow-stats.ts';
import { packetsUpOf } from './log-stats.ts';

const stateAt = (log: FlowLogColumns, row: number): FlowState | null => FLOW_STATES[log.state[row]!] ?? null;

/** Rows of each flow within a span, and the state of the last one. */
export function logConnectionsOf(
  columns: Columns,
  log: FlowLogColumns,
  flows: number,
  order: TimeOrder,
  span: Span,
): Connections {
  const count = new Uint32Array(flows);
  const last = new Uint32Array(flows);
  for (let p = span.lo; p < span.hi; p++) {
    const r = order.row(p);
    const f = columns.flow[r]!;
    count[f]!++;
    last[f] = r;
  }
  return { count, state: f => (count[f] === 0 ? null : stateAt(log, last[f]!)) };
}

/** Connection number p is the row at position p. */
export function splitLog(columns: Columns, order: TimeOrder): ConnectionSplit {
  const { length } = order;
  const of = new Uint32Array(length);
  const flow = new Uint32Array(length);
  const opener = new Uint8Array(length);
  for (let p = 0; p < length; p++) {
    const r = order.row(p);
    of[p] = p;
    flow[p] = columns.flow[r]!;
    opener[p] = columns.bits[r]! & BIT.reverse;
  }
  return { length, of, flow, opener };
}

const NONE = new Uint32Array(0);

/** What a log says of its rows in the span: nothing of handshakes and losses. */
export function logConnectionTable(log: FlowLogColumns, order: TimeOrder, span: Span): ConnectionTable {
  const { length } = order;
  const packets = new Float64Array(length * 2);
  const bytes = new Float64Array(length * 2);
  const first = new Uint32Array(length).fill(NEVER);
  const last = new Uint32Array(length);
  for (let p = span.lo; p < span.hi; p++) {
    const r = order.row(p);
    first[p] = last[p] = p;
    packets[p * 2] = packetsUpOf(log, r);
    packets[p * 2 + 1] = orNone(log.packetsDown[r]!);
    bytes[p * 2] = orNone(log.bytesUp[r]!);
    bytes[p * 2 + 1] = orNone(log.bytesDown[r]!);
  }
  const unknown = new Float64Array(length).fill(Number.NaN);
  return {
    length,
    sides: {
      packets,
      bytes,
      payload: bytes,
      retransmitted: NONE,
      retransmittedBytes: new Float64Array(0),
      outOfOrder: NONE,
      outOfOrderBytes: new Float64Array(0),
      duplicateAcks: NONE,
      zeroWindows: NONE,
    },
    first,
    last,
    state: p => stateAt(log, order.row(p)),
    synToSynAck: unknown,
    synAckToAck: unknown,
  };
}
