// The hot loop of bursts: group by group over packed records, with the open burst in a few numbers. Memory is read from
// front to back, whatever the scope, so that ten million records take a tenth of a second.
import type { Groups } from '../timing/groups.ts';
import { FAR, LONG, type PackedColumns, type PackedGroups, packedGroups } from '../timing/packed-groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';

/** The columns of records that bursts are made of: a Columns store, or anything of its shape. */
export type BurstRecords = PackedColumns;

export interface BurstRules {
  readonly gapNanos: number;
  /** Bytes. */
  readonly minPayload: number;
  readonly minPackets: number;
  /** An empty payload counts as one byte, and a group's first and last record are relevant whatever their size. */
  readonly notebook: boolean;
}

const FLOATS = ['payload', 'wire', 'duration', 'innerGapMax', 'gapBefore'] as const;
const WORDS = ['key', 'start', 'end', 'packets', 'relevant', 'payloadMin', 'payloadMax'] as const;

/** Columns of bursts, as BurstTable has them. */
export type BurstColumns = Record<(typeof FLOATS)[number], Float64Array> & Record<(typeof WORDS)[number], Uint32Array>;

function burstColumns(capacity: number, old?: BurstColumns): BurstColumns {
  const out = {} as BurstColumns;
  for (const name of FLOATS) {
    out[name] = new Float64Array(capacity);
    if (old) out[name].set(old[name]);
  }
  for (const name of WORDS) {
    out[name] = new Uint32Array(capacity);
    if (old) out[name].set(old[name]);
  }
  return out;
}

/** Rows `numbers` of the columns, in that order. */
export function reordered(found: BurstColumns, numbers: Uint32Array): BurstColumns {
  const out = burstColumns(numbers.length);
  for (const name of FLOATS) gather(found[name], numbers, out[name]);
  for (const name of WORDS) gather(found[name], numbers, out[name]);
  return out;
}

function gather(from: Float64Array | Uint32Array, numbers: Uint32Array, to: Float64Array | Uint32Array): void {
  for (let n = 0; n < numbers.length; n++) to[n] = from[numbers[n]!]!;
}

/** Groups gone through before the work gives way, by their records. */
const SLICE = 1 << 19;

export class BurstPass {
  /** Bursts found, group by group, each in order of time. */
  length = 0;
  columns = burstColumns(1024);
  readonly #records: BurstRecords;
  readonly #groups: Groups;
  readonly #rules: BurstRules;
  readonly #packed: PackedGroups;
  /** Row of the end of the burst before in the same group; -1: there was none. */
  #endBefore = -1;

  constructor(records: BurstRecords, groups: Groups, order: TimeOrder, rules: BurstRules) {
    this.#records = records;
    this.#groups = groups;
    this.#rules = rules;
    this.#packed = packedGroups(records, groups, order);
  }

  /** Goes through all groups; gives way now and then. */
  *steps(): Generator<undefined, void> {
    const { keys, offsets } = this.#groups;
    let done = 0;
    for (let key = 0; key < keys; key++) {
      this.#walk(key, offsets[key]!, offsets[key + 1]!);
      done += offsets[key + 1]! - offsets[key]!;
      if (done < SLICE) continue;
      done = 0;
      yield;
    }
  }

  // hot path
  #walk(key: number, from: number, to: number): void {
    const { gapNanos, minPayload, minPackets, notebook } = this.#rules;
    const packed = this.#packed;
    const { payload: sizes, wire: lengths, gap: gaps } = packed;
    const smallest = notebook ? 1 : 0;
    const enough = notebook && minPayload <= smallest ? 0 : minPayload;
    this.#endBefore = -1;
    // The open burst began at index `start`; -1: none is open. What is kept of it goes up to its last relevant record; its
    // totals run on: records behind that one are riders should another relevant one follow.
    let start = -1;
    let end = 0;
    let relevant = 0;
    let keptPayload = 0;
    let keptWire = 0;
    let keptMin = 0;
    let keptMax = 0;
    let keptGap = 0;
    let payload = 0;
    let wire = 0;
    let min = 0;
    let max = 0;
    let innerGap = 0;
    let sinceEnd = 0;
    for (let i = from; i < to; i++) {
      let size = sizes[i]!;
      if (size === LONG) size = packed.payloadAt(i);
      const isRelevant = size >= enough || (notebook && (i === from || i === to - 1));
      if (start < 0 && !isRelevant) continue;
      if (size < smallest) size = smallest;
      let length = lengths[i]!;
      if (length === LONG) length = packed.wireAt(i);
      if (start >= 0) {
        let step = gaps[i]!;
        if (step === FAR) step = packed.gapAt(i);
        sinceEnd += step;
        if (sinceEnd < gapNanos) {
          payload += size;
          wire += length;
          if (size < min) min = size;
          if (size > max) max = size;
          if (step > innerGap) innerGap = step;
          if (!isRelevant) continue;
          sinceEnd = 0;
          end = i;
          relevant++;
          keptPayload = payload;
          keptWire = wire;
          keptMin = min;
          keptMax = max;
          keptGap = innerGap;
          continue;
        }
        // Whatever follows is no nearer to the last relevant record.
        if (relevant >= minPackets)
          this.#keep(key, start, end, relevant, keptPayload, keptWire, keptMin, keptMax, keptGap);
        start = -1;
        if (!isRelevant) continue;
      }
      start = i;
      payload = min = max = size;
      wire = length;
      innerGap = sinceEnd = 0;
      end = i;
      relevant = 1;
      keptPayload = keptMin = keptMax = size;
      keptWire = length;
      keptGap = 0;
    }
    if (start >= 0 && relevant >= minPackets)
      this.#keep(key, start, end, relevant, keptPayload, keptWire, keptMin, keptMax, keptGap);
  }

  /** From index `start` to `end`. Numbers, not an object: the loop keeps them in registers. */
  #keep(
    key: number,
    start: number,
    end: number,
    relevant: number,
    payload: number,
    wire: number,
    min: number,
    max: number,
    innerGap: number,
  ): void {
    const n = this.length++;
    if (n === this.columns.key.length) this.columns = burstColumns(n * 2, this.columns);
    const out = this.columns;
    const { positions } = this.#groups;
    const startRow = this.#packed.row(start);
    const endRow = this.#packed.row(end);
    out.key[n] = key;
    out.start[n] = positions[start]!;
    out.end[n] = positions[end]!;
    // Members lie side by side.
    out.packets[n] = end - start + 1;
    out.relevant[n] = relevant;
    out.payload[n] = payload;
    out.wire[n] = wire;
    out.payloadMin[n] = min;
    out.payloadMax[n] = max;
    out.duration[n] = this.#nanos(startRow, endRow);
    out.innerGapMax[n] = innerGap;
    out.gapBefore[n] = this.#endBefore < 0 ? Number.NaN : this.#nanos(this.#endBefore, startRow);
    this.#endBefore = endRow;
  }

  /** From row a to row b, in nanoseconds. */
  #nanos(a: number, b: number): number {
    const { seconds, nanos } = this.#records;
    return (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
}
