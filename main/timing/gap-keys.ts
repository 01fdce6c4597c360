// What a ranking of keys needs to know of the gaps of each (DEFINITIONS section 2): one pass over the groups.
import type { Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { writeGaps } from './gap-samples.ts';
import { lowerIndex } from './gaps.ts';
import type { Groups } from './groups.ts';
import { medianOf } from './median.ts';
import { memoryOf, momentsOf } from './summary.ts';
import type { Span, TimeOrder } from './time-order.ts';

/** Index: place among the keys with records in the span, which are in order of number. NaN: the sample is too small. */
export interface GapKeys {
  readonly keys: Uint32Array;
  readonly n: Uint32Array;
  /** Nanoseconds. */
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly sd: Float64Array;
  readonly cv: Float64Array;
  readonly burstiness: Float64Array;
  readonly memory: Float64Array;
}

/** Records after which the work gives way. */
const SLICE = 1 << 17;

const FLOATS = ['mean', 'median', 'sd', 'cv', 'burstiness', 'memory'] as const;

/** Gives way now and then: a large capture has millions of gaps. The values are those of summarize. */
export function* gapKeys(
  groups: Groups,
  columns: Columns,
  flows: FlowTable,
  order: TimeOrder,
  span: Span,
): Generator<undefined, GapKeys> {
  const { positions, offsets } = groups;
  const keys = keysIn(groups, span);
  const floats = () => new Float64Array(keys.length).fill(Number.NaN);
  const out = {
    keys,
    n: new Uint32Array(keys.length),
    mean: floats(),
    median: floats(),
    sd: floats(),
    cv: floats(),
    burstiness: floats(),
    memory: floats(),
  } satisfies GapKeys;
  let scratch = new Float64Array(1024);
  let done = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
    const end = lowerIndex(positions, first, offsets[key + 1]!, span.hi);
    if (scratch.length < end - first) scratch = new Float64Array((end - first) * 2);
    const n = writeGaps(groups, first, end, columns, flows, order, scratch, 0);
    out.n[i] = n;
    if (n > 0) {
      const gaps = scratch.subarray(0, n);
      const values = { ...momentsOf(gaps), memory: memoryOf(gaps), median: medianOf(gaps) };
      for (const name of FLOATS) out[name][i] = values[name] ?? Number.NaN;
    }
    done += end - first + 16;
    if (done > SLICE) {
      done = 0;
      yield;
    }
  }
  return out;
}

/** The keys with records in the span. */
function keysIn({ keys, offsets, positions }: Groups, span: Span): Uint32Array {
  const out = new Uint32Array(keys);
  let n = 0;
  for (let key = 0; key < keys; key++) {
    const end = offsets[key + 1]!;
    const first = lowerIndex(positions, offsets[key]!, end, span.lo);
    if (first < end && positions[first]! < span.hi) out[n++] = key;
  }
  return out.slice(0, n);
}
