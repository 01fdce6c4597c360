// Gaps between consecutive records of one group (DEFINITIONS section 2): inter-departure times when the group is what a
// host sent, inter-arrival times when it is what a host received, both at once for a stream.
import { BIT, type Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import type { Groups } from './groups.ts';
import type { Span, TimeOrder } from './time-order.ts';

/**
 * The gaps of group `key` between its records inside the span, in time order, in nanoseconds: exact below 2^53
 * (104 days), then to the nearest float64.
 */
export function gapsWithin(groups: Groups, key: number, columns: Columns, order: TimeOrder, span: Span): Float64Array {
  const { positions, offsets } = groups;
  const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
  const end = lowerIndex(positions, first, offsets[key + 1]!, span.hi);
  const gaps = new Float64Array(Math.max(0, end - first - 1));
  const { seconds, nanos } = columns;
  for (let i = 0; i < gaps.length; i++) {
    const a = order.row(positions[first + i]!);
    const b = order.row(positions[first + i + 1]!);
    gaps[i] = (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
  return gaps;
}

/**
 * Gaps of a conversation or flow: from each record to the one before it that the same host received, both directions
 * together in the order of the later record. Nanoseconds, as gapsWithin.
 */
export function sameReceiverGaps(
  groups: Groups,
  key: number,
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
): Float64Array {
  const { positions, offsets } = groups;
  const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
  const end = lowerIndex(positions, first, offsets[key + 1]!, span.hi);
  const gaps = new Float64Array(end - first);
  const { seconds, nanos, bits, flow } = columns;
  const last: [number, number] = [-1, -1];
  let n = 0;
  for (let i = first; i < end; i++) {
    const r = order.row(positions[i]!);
    const f = flow[r]!;
    const receiver = (bits[r]! & BIT.reverse ? flows.aHost : flows.bHost)[f]!;
    const other = (bits[r]! & BIT.reverse ? flows.bHost : flows.aHost)[f]!;
    const side = receiver > other ? 1 : 0;
    const before = last[side]!;
    if (before >= 0) gaps[n++] = (seconds[r]! - seconds[before]!) * 1e9 + (nanos[r]! - nanos[before]!);
    last[side] = r;
  }
  return gaps.subarray(0, n);
}

/** The first index in [from, to) of an ascending stretch whose value is not below `value`; `to` when there is none. */
export function lowerIndex(values: Uint32Array, from: number, to: number, value: number): number {
  let lo = from;
  let hi = to;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (values[mid]! < value) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}
