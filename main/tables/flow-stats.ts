// What each side of each flow sent within a span of time: the finest totals, from which hosts, streams and
// conversations are summed.
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';

/** `first` of a side that sent nothing. */
export const NEVER = 0xffffffff;

/** Numbers of packets: of a log they may outgrow 32 bits. */
export type Counts = Uint32Array | Float64Array;

/** Index flow * 2 + side (0: A, 1: B). */
export interface FlowStats {
  readonly packets: Counts;
  /** Original lengths. */
  readonly bytes: Float64Array;
  readonly payload: Float64Array;
  /** Positions in the time order; `first` of a side that sent nothing is NEVER. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Of a log, by flow: the side that sent the first row, since both have the same `first` when it was answered. */
  readonly opener?: Uint8Array;
  /** Of a log, by flow: nanoseconds from the first position of the order to the end of what ended last. */
  readonly end?: Float64Array;
}

/** Counts of the same kind, all 0. */
export const countsLike = (counts: Counts, length: number): Counts =>
  counts instanceof Float64Array ? new Float64Array(length) : new Uint32Array(length);

/** One pass over the span. */
export function flowStats(columns: Columns, flows: number, order: TimeOrder, span: Span): FlowStats {
  const packets = new Uint32Array(flows * 2);
  const bytes = new Float64Array(flows * 2);
  const payload = new Float64Array(flows * 2);
  const first = new Uint32Array(flows * 2).fill(NEVER);
  const last = new Uint32Array(flows * 2);
  const { flow, bits, originalLength, payloadLength } = columns;
  const { rows } = order;
  for (let p = span.lo; p < span.hi; p++) {
    const r = rows === null ? p : rows[p]!;
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const side = f * 2 + (bits[r]! & BIT.reverse);
    if (packets[side]!++ === 0) first[side] = p;
    last[side] = p;
    bytes[side]! += originalLength[r]!;
    payload[side]! += payloadLength[r]!;
  }
  return { packets, bytes, payload, first, last };
}
