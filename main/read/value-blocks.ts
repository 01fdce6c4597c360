// What timelines draw of each record in a group (its payload, the gap before it), and totals of every 64 neighbours, so
// that any stretch is summed in little time however long it is.
import type { TimelineMeasure } from '../../shared/model/timeline.ts';
import type { Columns } from '../store/columns.ts';
import type { Groups } from '../timing/groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';

const BLOCK = 64;

export type LaneGroups = Pick<Groups, 'keys' | 'offsets' | 'positions'>;

export interface Blocks {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
}

/** The value of the record at an index of the groups' positions. */
export type Value = (i: number) => number;

/** Payload in bytes, or nanoseconds since the record before it in the list: of a group's first that says nothing. */
export function recordValue(
  { order, store }: { readonly order: TimeOrder; readonly store: { readonly columns: Columns } },
  { positions }: LaneGroups,
  measure: TimelineMeasure,
): Value {
  const { seconds, nanos, payloadLength } = store.columns;
  if (measure === 'payload') return i => payloadLength[order.row(positions[i]!)]!;
  return i => {
    if (i === 0) return 0;
    const row = order.row(positions[i]!);
    const before = order.row(positions[i - 1]!);
    return (seconds[row]! - seconds[before]!) * 1e9 + (nanos[row]! - nanos[before]!);
  };
}

/** Totals of the values [0, length), 64 at a time. */
export function blocksOf(length: number, value: Value): Blocks {
  const count = Math.ceil(length / BLOCK);
  const min = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(count);
  const sum = new Float64Array(count);
  for (let i = 0; i < length; i++) {
    const size = value(i);
    const b = (i / BLOCK) | 0;
    if (size < min[b]!) min[b] = size;
    if (size > max[b]!) max[b] = size;
    sum[b]! += size;
  }
  return { min, max, sum };
}

/** Splits [first, end) into whole blocks (block >= 0) and the single records around them (block -1). */
export function eachPart(first: number, end: number, visit: (from: number, to: number, block: number) => void): void {
  const whole = Math.ceil(first / BLOCK);
  const wholeEnd = Math.floor(end / BLOCK);
  if (whole >= wholeEnd) {
    visit(first, end, -1);
    return;
  }
  if (first < whole * BLOCK) visit(first, whole * BLOCK, -1);
  for (let b = whole; b < wholeEnd; b++) visit(b * BLOCK, (b + 1) * BLOCK, b);
  if (wholeEnd * BLOCK < end) visit(wholeEnd * BLOCK, end, -1);
}
