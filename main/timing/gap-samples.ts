// The gaps of one key one by one, and how unevenly its records lie in time (DEFINITIONS section 2).
import { BIT, type Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { lowerIndex } from './gaps.ts';
import type { Groups } from './groups.ts';
import type { Span, TimeOrder } from './time-order.ts';

export interface GapSamples {
  /** Row of the later record of each gap. */
  readonly rows: Uint32Array;
  /** Nanoseconds, as gapsWithin. */
  readonly gaps: Float64Array;
}

/**
 * Gaps of group `key` inside the span, in the order of the later record. In a scope of both directions (flow,
 * conversation) each record is compared with the last one of its own direction: who sent and who received are then the same.
 */
export function gapSamples(
  groups: Groups,
  key: number,
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
): GapSamples {
  const { positions, offsets } = groups;
  const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
  const end = lowerIndex(positions, first, offsets[key + 1]!, span.hi);
  const rows = new Uint32Array(end - first);
  const gaps = new Float64Array(end - first);
  const n = writeGaps(groups, first, end, columns, flows, order, gaps, 0, rows);
  return { rows: rows.subarray(0, n), gaps: gaps.subarray(0, n) };
}

/**
 * Writes the gaps between the records at indices [first, end) of the positions, all of one group, from `at` on, and the
 * rows of the later records. Answers with where they end. `out` has room for end - first values.
 */
export function writeGaps(
  groups: Groups,
  first: number,
  end: number,
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  out: Float64Array,
  at: number,
  rowsOut?: Uint32Array,
): number {
  const { positions, scope } = groups;
  const { seconds, nanos, bits, flow } = columns;
  const { rows } = order;
  const both = scope === 'flow' || scope === 'conversation';
  let n = at;
  let lastAhead = -1;
  let lastBack = -1;
  // hot path
  for (let i = first; i < end; i++) {
    const p = positions[i]!;
    const r = rows === null ? p : rows[p]!;
    let back = false;
    if (both) {
      const f = flow[r]!;
      const a = flows.aHost[f]!;
      const b = flows.bHost[f]!;
      // In a conversation the sides of its flows may lie either way: the lower host number tells them apart. What a host
      // says to itself has one direction.
      back = a !== b && ((bits[r]! & BIT.reverse) !== 0) !== (scope === 'conversation' && a > b);
    }
    const before = back ? lastBack : lastAhead;
    if (before >= 0) {
      if (rowsOut !== undefined) rowsOut[n - at] = r;
      out[n++] = (seconds[r]! - seconds[before]!) * 1e9 + (nanos[r]! - nanos[before]!);
    }
    if (back) lastBack = r;
    else lastAhead = r;
  }
  return n;
}

/**
 * Index of dispersion of counts: variance over mean of the records of group `key` in windows of `windowNanos`, aligned to
 * the epoch, from the one of its first record in the span to the one of its last; null with fewer than two windows.
 * (Cox & Lewis 1966; the variance is the population's.)
 */
export function dispersion(
  groups: Groups,
  key: number,
  columns: Columns,
  order: TimeOrder,
  span: Span,
  windowNanos: number,
): number | null {
  const { positions, offsets } = groups;
  const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
  const end = lowerIndex(positions, first, offsets[key + 1]!, span.hi);
  if (end - first < 2) return null;
  const { seconds, nanos } = columns;
  const windowOf = (i: number): number => {
    const r = order.row(positions[i]!);
    if (windowNanos % 1e9 === 0) return Math.floor(seconds[r]! / (windowNanos / 1e9));
    return Number((BigInt(seconds[r]!) * 1_000_000_000n + BigInt(nanos[r]!)) / BigInt(windowNanos));
  };
  const from = windowOf(first);
  let current = from;
  let count = 0;
  let squares = 0;
  for (let i = first; i < end; i++) {
    const window = windowOf(i);
    if (window !== current) {
      squares += count * count;
      count = 0;
      current = window;
    }
    count++;
  }
  squares += count * count;
  const windows = current - from + 1;
  if (windows < 2) return null;
  const mean = (end - first) / windows;
  return (squares / windows - mean * mean) / mean;
}
