// Samples of one key or of every key together: gaps, and payload sizes.
import type { Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { writeGaps } from './gap-samples.ts';
import { lowerIndex } from './gaps.ts';
import type { Groups } from './groups.ts';
import type { Span, TimeOrder } from './time-order.ts';

/** Records after which the work gives way. */
const SLICE = 1 << 18;

/** Indices [from, to) of the positions: those of the key, or of all keys, that may lie in the span. */
function* stretches({ keys, offsets, positions }: Groups, span: Span, key: number | undefined) {
  const last = key ?? keys - 1;
  for (let k = key ?? 0; k <= last; k++) {
    const first = lowerIndex(positions, offsets[k]!, offsets[k + 1]!, span.lo);
    const end = lowerIndex(positions, first, offsets[k + 1]!, span.hi);
    if (first < end) yield [first, end] as const;
  }
}

const room = ({ offsets, positions }: Groups, span: Span, key: number | undefined): number =>
  Math.min(key === undefined ? positions.length : offsets[key + 1]! - offsets[key]!, span.hi - span.lo);

/** Gaps in nanoseconds, key after key, each in time order. Gives way now and then. */
export function* pooledGaps(
  groups: Groups,
  key: number | undefined,
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
): Generator<undefined, Float64Array> {
  const out = new Float64Array(room(groups, span, key));
  let n = 0;
  let since = 0;
  for (const [first, end] of stretches(groups, span, key)) {
    n = writeGaps(groups, first, end, columns, flows, order, out, n);
    since += end - first + 16;
    if (since > SLICE) {
      since = 0;
      yield;
    }
  }
  return out.subarray(0, n);
}

/** Payload of each record in bytes, key after key, each in time order. Gives way now and then. */
export function* pooledPayloads(
  groups: Groups,
  key: number | undefined,
  columns: Columns,
  order: TimeOrder,
  span: Span,
): Generator<undefined, Float64Array> {
  const out = new Float64Array(room(groups, span, key));
  let n = 0;
  let since = 0;
  for (const [first, end] of stretches(groups, span, key)) {
    for (let i = first; i < end; i++) out[n++] = columns.payloadLength[order.row(groups.positions[i]!)]!;
    since += end - first + 16;
    if (since > SLICE) {
      since = 0;
      yield;
    }
  }
  return out.subarray(0, n);
}

/** The records of every key as one group, in time order; `length`: how many positions there are. */
export function asOneGroup({ scope, positions }: Groups, length: number): Groups {
  const held = new Uint8Array(length);
  for (let i = 0; i < positions.length; i++) held[positions[i]!] = 1;
  const all = new Uint32Array(positions.length);
  let n = 0;
  for (let p = 0; p < length; p++) if (held[p] === 1) all[n++] = p;
  return { scope, keys: 1, offsets: Uint32Array.of(0, n), positions: all };
}
