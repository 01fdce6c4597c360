// The totals of a log of flows: each row says what both of its sides sent.
import { BIT, type Columns } from '../store/columns.ts';
import { type FlowLogColumns, orNone } from '../store/flow-log-columns.ts';
import type { Span, TimeOrder } from '../timing/time-order.ts';
import { type FlowStats, NEVER } from './flow-stats.ts';

/** One pass over the span. Where a log does not count packets, each row is one packet of its source. */
export function logStats(
  columns: Columns,
  log: FlowLogColumns,
  flows: number,
  order: TimeOrder,
  span: Span,
): Required<FlowStats> {
  const packets = new Float64Array(flows * 2);
  const bytes = new Float64Array(flows * 2);
  const first = new Uint32Array(flows * 2).fill(NEVER);
  const last = new Uint32Array(flows * 2);
  const opener = new Uint8Array(flows);
  const end = new Float64Array(flows);
  const { flow, bits, seconds, nanos } = columns;
  const [originSeconds, originNanos] = order.length > 0 ? order.time(0) : [0, 0];
  for (let p = span.lo; p < span.hi; p++) {
    const r = order.row(p);
    const f = flow[r]!;
    const up = f * 2 + (bits[r]! & BIT.reverse);
    const down = up ^ 1;
    if (first[up] === NEVER && first[down] === NEVER) opener[f] = up & 1;
    if (first[up] === NEVER) first[up] = p;
    last[up] = p;
    packets[up]! += packetsUpOf(log, r);
    bytes[up]! += orNone(log.bytesUp[r]!);
    const until =
      (seconds[r]! - originSeconds) * 1e9 + (nanos[r]! - originNanos) + Math.max(0, orNone(log.duration[r]!));
    if (until > end[f]!) end[f] = until;
    if (!log.answered(r)) continue;
    if (first[down] === NEVER) first[down] = p;
    last[down] = p;
    packets[down]! += orNone(log.packetsDown[r]!);
    bytes[down]! += orNone(log.bytesDown[r]!);
  }
  return { packets, bytes, payload: bytes, first, last, opener, end };
}

/** Packets that the source of a row sent; 1 where the log does not count them. */
export const packetsUpOf = (log: FlowLogColumns, row: number): number => {
  const packets = log.packetsUp[row]!;
  return Number.isNaN(packets) ? 1 : packets;
};
