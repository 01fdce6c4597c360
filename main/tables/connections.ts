// Connections of each flow and the state of its last one (DEFINITIONS sections 1 and 5).
import type { FlowState } from '../../shared/model/host.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';

const TCP = 6;
const FLAG = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** Silence that splits a flow of any protocol but TCP (DEFINITIONS: `--idle`, 120 s unless told). */
const IDLE_NANOS = 120e9;

/** What was seen of a flow's present connection, as bits. */
const SEEN = { syn: 1, synAck: 2, data: 4, finA: 8, finB: 16, rst: 32, a: 64, b: 128 } as const;

export interface Connections {
  /** Index: flow. Connections that have records in the span. */
  readonly count: Uint32Array;
  readonly state: (flow: number) => FlowState;
}

/** One pass over the span. */
export function connectionsOf(columns: Columns, flows: FlowTable, order: TimeOrder, span: Span): Connections {
  const count = new Uint32Array(flows.length);
  const seen = new Uint8Array(flows.length);
  const isn = new Uint32Array(flows.length);
  const last = new Uint32Array(flows.length);
  const { flow, bits, tcpFlags, tcpSeq, payloadLength, seconds, nanos } = columns;
  const { rows } = order;
  for (let p = span.lo; p < span.hi; p++) {
    const r = rows === null ? p : rows[p]!;
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const reverse = bits[r]! & BIT.reverse;
    let state = seen[f]!;
    if (flows.protocol[f] === TCP) {
      const flags = tcpFlags[r]!;
      const opening = (flags & (FLAG.syn | FLAG.ack)) === FLAG.syn;
      const over = (state & (SEEN.finA | SEEN.finB | SEEN.rst)) !== 0;
      if (count[f] === 0 || (opening && over && tcpSeq[r] !== isn[f])) {
        count[f]!++;
        state = 0;
      }
      if (opening) {
        state |= SEEN.syn;
        isn[f] = tcpSeq[r]!;
      } else if (flags & FLAG.syn) state |= SEEN.synAck;
      else if (payloadLength[r]! > 0) state |= SEEN.data;
      if (flags & FLAG.fin) state |= reverse ? SEEN.finB : SEEN.finA;
      if (flags & FLAG.rst) state |= SEEN.rst;
    } else {
      const q = last[f]!;
      const gap = (seconds[r]! - seconds[q]!) * 1e9 + (nanos[r]! - nanos[q]!);
      if (count[f] === 0 || gap > IDLE_NANOS) {
        count[f]!++;
        state = 0;
      }
      last[f] = r;
    }
    seen[f] = state | (reverse ? SEEN.b : SEEN.a);
  }
  return { count, state: f => stateOf(flows.protocol[f] === TCP, seen[f]!) };
}

function stateOf(tcp: boolean, seen: number): FlowState {
  if (!tcp) return (seen & (SEEN.a | SEEN.b)) === (SEEN.a | SEEN.b) ? 'established' : 'new';
  if (seen & SEEN.rst) return 'reset';
  const fins = seen & (SEEN.finA | SEEN.finB);
  if (fins === (SEEN.finA | SEEN.finB)) return 'closed';
  if (fins !== 0) return 'closing';
  if (seen & SEEN.data) return 'established';
  if (seen & SEEN.synAck) return 'connecting';
  return seen & SEEN.syn ? 'new' : 'established';
}
