// Totals of the payload lengths of every 64 neighbours in a list of records, so that any stretch of it is summed in
// little time however long it is.
import type { Columns } from '../store/columns.ts';
import type { Groups } from '../timing/groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';

const BLOCK = 64;

export interface Blocks {
  readonly min: Uint32Array;
  readonly max: Uint32Array;
  readonly sum: Float64Array;
}

export function payloadBlocks({ positions }: Groups, { payloadLength }: Columns, order: TimeOrder): Blocks {
  const count = Math.ceil(positions.length / BLOCK);
  const min = new Uint32Array(count).fill(0xffffffff);
  const max = new Uint32Array(count);
  const sum = new Float64Array(count);
  for (let i = 0; i < positions.length; i++) {
    const size = payloadLength[order.row(positions[i]!)]!;
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
