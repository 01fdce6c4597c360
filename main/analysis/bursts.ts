// Bursts (DEFINITIONS section 3): maximal runs of records with enough payload whose gaps stay under a limit, per scope.
import type { BurstParams, BurstScope } from '../../shared/model/burst.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { GroupScope, Groups } from '../timing/groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';
import { type BurstColumns, BurstPass, type BurstRecords, reordered } from './burst-pass.ts';

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

/**
 * Finds the bursts of every group, in steps. `minPayload` is params.minPayload with `auto` worked out. Numbers count in order
 * of start time; of two that start at the same time, the one whose scope was seen first comes first.
 */
export function* burstSteps(
  records: BurstRecords,
  groups: Groups,
  order: TimeOrder,
  params: BurstParams,
  minPayload: number,
): Generator<undefined, BurstTable> {
  const notebook = params.compat === 'notebook';
  const { gapNanos, minPackets } = params;
  const pass = new BurstPass(records, groups, order, { gapNanos, minPackets, minPayload, notebook });
  yield* pass.steps();
  const { columns, length } = pass;
  const numbers = startOrder(columns, length, records, groups, order);
  return { ...reordered(columns, numbers), length, scope: params.scope, notebook, minPayload };
}

/** Rows of `found` by start time, then by the first record of the scope. */
function startOrder(
  found: BurstColumns,
  count: number,
  { seconds, nanos }: BurstRecords,
  groups: Groups,
  order: TimeOrder,
): Uint32Array {
  const out = sortedByStart(found.start, count, order.length);
  const sameStart = (a: number, b: number): boolean => {
    const [r, q] = [order.row(found.start[a]!), order.row(found.start[b]!)];
    return nanos[r] === nanos[q] && seconds[r] === seconds[q];
  };
  const scopeFirst = (i: number): number => groups.positions[groups.offsets[found.key[i]!]!]!;
  for (let n = 1; n < count; n++) {
    for (let m = n; m > 0 && sameStart(out[m]!, out[m - 1]!) && scopeFirst(out[m]!) < scopeFirst(out[m - 1]!); m--) {
      [out[m], out[m - 1]] = [out[m - 1]!, out[m]!];
    }
  }
  return out;
}

const DIGIT = 2048;

/** Rows of the first `count` values below `limit`, the smallest value first: a radix sort by digits of 11 bits. */
function sortedByStart(values: Uint32Array, count: number, limit: number): Uint32Array {
  let from = new Uint32Array(count);
  for (let i = 0; i < count; i++) from[i] = i;
  let to = new Uint32Array(count);
  const next = new Uint32Array(DIGIT);
  for (let unit = 1; unit < limit; unit *= DIGIT) {
    const shift = Math.log2(unit);
    next.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = (values[from[i]!]! >>> shift) & (DIGIT - 1);
      if (digit + 1 < DIGIT) next[digit + 1]!++;
    }
    for (let digit = 1; digit < DIGIT; digit++) next[digit]! += next[digit - 1]!;
    for (let i = 0; i < count; i++) to[next[(values[from[i]!]! >>> shift) & (DIGIT - 1)]!++] = from[i]!;
    [from, to] = [to, from];
  }
  return from;
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
