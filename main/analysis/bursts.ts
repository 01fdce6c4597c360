// Bursts (DEFINITIONS section 3): maximal runs of records with enough payload whose gaps stay under a limit, per scope.
import type { BurstParams, BurstScope } from '../../shared/model/burst.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { GroupScope, Groups } from '../timing/groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';

/** The columns of records that bursts are made of: a Columns store, or anything of its shape. */
export interface BurstRecords {
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  readonly payloadLength: Uint32Array;
  readonly originalLength: Uint32Array;
}

/** Bursts in order of number: burst n is row n - 1. */
export interface BurstTable {
  readonly length: number;
  readonly scope: BurstScope;
  /** Counted as the notebook does: a burst's length is its members - 1, its mean payload has 2 decimals. */
  readonly notebook: boolean;
  /** Bytes: what `auto` came to. */
  readonly minPayload: number;
  /** Key of the scope's groups. */
  readonly key: Uint32Array;
  /** Positions in the time order of the first and the last member, which are relevant records. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly packets: Uint32Array;
  readonly relevant: Uint32Array;
  readonly payload: Float64Array;
  readonly wire: Float64Array;
  readonly payloadMin: Uint32Array;
  readonly payloadMax: Uint32Array;
  /** Nanoseconds. */
  readonly duration: Float64Array;
  readonly innerGapMax: Float64Array;
  /** Nanoseconds since the end of the burst before it in the same scope; NaN for a scope's first. */
  readonly gapBefore: Float64Array;
}

/** The groups that a burst scope walks. */
export const groupScopeOf = (scope: BurstScope): GroupScope =>
  scope === 'host-out' ? 'sender' : scope === 'host-in' ? 'receiver' : scope;

/** floor(1.1 x mean payload length) over `records` IP records with `payload` bytes in all. */
export const autoMinPayload = (payload: number, records: number): number =>
  records === 0 ? 0 : Math.floor((payload * 11) / (records * 10));

const FLOATS = ['payload', 'wire', 'duration', 'innerGapMax', 'gapBefore'] as const;
const WORDS = ['key', 'start', 'end', 'packets', 'relevant', 'payloadMin', 'payloadMax'] as const;

type Draft = Record<(typeof FLOATS)[number], Float64Array> & Record<(typeof WORDS)[number], Uint32Array>;

function draft(capacity: number, old?: Draft): Draft {
  const out = {} as Draft;
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

/**
 * Finds the bursts of every group. `minPayload` is params.minPayload with `auto` worked out. Numbers count in order of
 * start time; of two that start at the same time, the one whose scope was seen first comes first.
 */
export function findBursts(
  records: BurstRecords,
  groups: Groups,
  order: TimeOrder,
  params: BurstParams,
  minPayload: number,
): BurstTable {
  const { seconds, nanos, payloadLength } = records;
  const { offsets, positions } = groups;
  const { rows } = order;
  const { gapNanos, minPackets } = params;
  const notebook = params.compat === 'notebook';
  const smallest = notebook ? 1 : 0;
  const found = new BurstDraft(records, groups, order, smallest);

  for (let key = 0; key < groups.keys; key++) {
    const from = offsets[key]!;
    const to = offsets[key + 1]!;
    let start = -1;
    let end = -1;
    let relevant = 0;
    let lastRow = 0;
    found.enterGroup();
    // hot path
    for (let i = from; i < to; i++) {
      const p = positions[i]!;
      const r = rows === null ? p : rows[p]!;
      const size = payloadLength[r]!;
      if (size < minPayload && !(notebook && (i === from || i === to - 1 || minPayload <= smallest))) continue;
      if (start >= 0 && (seconds[r]! - seconds[lastRow]!) * 1e9 + (nanos[r]! - nanos[lastRow]!) < gapNanos) {
        relevant++;
      } else {
        if (start >= 0 && relevant >= minPackets) found.add(key, start, end, relevant);
        start = i;
        relevant = 1;
      }
      end = i;
      lastRow = r;
    }
    if (start >= 0 && relevant >= minPackets) found.add(key, start, end, relevant);
  }
  const { columns, length } = found;
  const numbers = startOrder(columns, length, groups, order);
  return { ...reordered(columns, numbers), length, scope: params.scope, notebook, minPayload };
}

/** Bursts as they are found, group after group. */
class BurstDraft {
  length = 0;
  columns = draft(256);
  readonly #records: BurstRecords;
  readonly #groups: Groups;
  readonly #order: TimeOrder;
  /** What an empty payload counts as. */
  readonly #smallest: number;
  /** Row of the last member of the group's burst before; -1: none yet. */
  #endRow = -1;

  constructor(records: BurstRecords, groups: Groups, order: TimeOrder, smallest: number) {
    this.#records = records;
    this.#groups = groups;
    this.#order = order;
    this.#smallest = smallest;
  }

  enterGroup(): void {
    this.#endRow = -1;
  }

  /** Adds the burst whose members are indices [first, last] of the group's positions. */
  add(key: number, first: number, last: number, relevant: number): void {
    const { payloadLength, originalLength } = this.#records;
    const { positions } = this.#groups;
    const startRow = this.#order.row(positions[first]!);
    let payload = 0;
    let wire = 0;
    let min = Number.POSITIVE_INFINITY;
    let max = 0;
    let innerMax = 0;
    let before = startRow;
    for (let i = first; i <= last; i++) {
      const r = this.#order.row(positions[i]!);
      const size = Math.max(payloadLength[r]!, this.#smallest);
      payload += size;
      wire += originalLength[r]!;
      if (size < min) min = size;
      if (size > max) max = size;
      const step = this.#nanos(before, r);
      if (step > innerMax) innerMax = step;
      before = r;
    }
    const n = this.length++;
    if (n === this.columns.key.length) this.columns = draft(n * 2, this.columns);
    const out = this.columns;
    out.key[n] = key;
    out.start[n] = positions[first]!;
    out.end[n] = positions[last]!;
    out.packets[n] = last - first + 1;
    out.relevant[n] = relevant;
    out.payload[n] = payload;
    out.wire[n] = wire;
    out.payloadMin[n] = min;
    out.payloadMax[n] = max;
    out.duration[n] = this.#nanos(startRow, before);
    out.innerGapMax[n] = innerMax;
    out.gapBefore[n] = this.#endRow < 0 ? Number.NaN : this.#nanos(this.#endRow, startRow);
    this.#endRow = before;
  }

  /** From row a to row b, in nanoseconds. */
  #nanos(a: number, b: number): number {
    const { seconds, nanos } = this.#records;
    return (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
}

/** Rows `numbers` of the columns, in that order. */
function reordered(found: Draft, numbers: Uint32Array): Draft {
  const out = draft(numbers.length);
  for (const name of FLOATS) for (let n = 0; n < numbers.length; n++) out[name][n] = found[name][numbers[n]!]!;
  for (const name of WORDS) for (let n = 0; n < numbers.length; n++) out[name][n] = found[name][numbers[n]!]!;
  return out;
}

/** Rows of `found` by start time, then by the first record of the scope. */
function startOrder(found: Draft, count: number, groups: Groups, order: TimeOrder): Uint32Array {
  // Start position and row in one exact float64, so that the native numeric sort does the work.
  const keyed = new Float64Array(count);
  for (let i = 0; i < count; i++) keyed[i] = found.start[i]! * count + i;
  keyed.sort();
  const out = new Uint32Array(count);
  for (let n = 0; n < count; n++) out[n] = keyed[n]! % count;
  const sameStart = (a: number, b: number): boolean => {
    const [s, ns] = order.time(found.start[a]!);
    const [t, nt] = order.time(found.start[b]!);
    return s === t && ns === nt;
  };
  const scopeFirst = (i: number): number => groups.positions[groups.offsets[found.key[i]!]!]!;
  for (let n = 1; n < count; n++) {
    for (let m = n; m > 0 && sameStart(out[m]!, out[m - 1]!) && scopeFirst(out[m]!) < scopeFirst(out[m - 1]!); m--) {
      [out[m], out[m - 1]] = [out[m - 1]!, out[m]!];
    }
  }
  return out;
}

/** What the burst reports call its packets: the members, or the notebook's length. */
export const burstPackets = (table: BurstTable, n: number): number =>
  table.notebook ? table.packets[n]! - 1 : table.packets[n]!;

/** Mean payload of the members, in bytes; the notebook rounds it to 2 decimals. */
export function burstPayloadMean(table: BurstTable, n: number): number {
  const mean = table.payload[n]! / table.packets[n]!;
  return table.notebook ? Math.round(mean * 100) / 100 : mean;
}

/** Number of the burst of each position (0: in none), over the positions of the whole time order. */
export function burstOfPosition(table: BurstTable, groups: Groups, length: number): Uint32Array {
  const out = new Uint32Array(length);
  const { offsets, positions } = groups;
  for (let n = 0; n < table.length; n++) {
    const key = table.key[n]!;
    const end = table.end[n]!;
    for (let i = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, table.start[n]!); positions[i]! <= end; i++) {
      out[positions[i]!] = n + 1;
      if (i + 1 === offsets[key + 1]) break;
    }
  }
  return out;
}
