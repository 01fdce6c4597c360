// Two sets of thresholds compared: which bursts of A and of B share records, and what becomes of each burst of A.
import { BURST_RELATIONS, type BurstRelation } from '../../shared/model/burst-shape.ts';
import { doubled } from '../store/pair-table.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { Groups } from '../timing/groups.ts';
import { type BurstTable, burstOfPosition } from './bursts.ts';

export interface FoundBursts {
  readonly table: BurstTable;
  readonly groups: Groups;
}

/** Pairs that share records, in order of A's number, then of B's; then the bursts of B that are added. */
export interface BurstPairs {
  readonly length: number;
  /** Numbers of the bursts from 1; 0: none. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Records that both hold. */
  readonly shared: Uint32Array;
  /** Index into BURST_RELATIONS. */
  readonly relation: Uint8Array;
}

const code = (relation: BurstRelation): number => BURST_RELATIONS.indexOf(relation);

/** Records after which the work gives way. */
const SLICE = 1 << 19;

/** Members, riders included, decide; `records` is how many positions there are. Gives way now and then. */
export function* compareBursts(a: FoundBursts, b: FoundBursts, records: number): Generator<undefined, BurstPairs> {
  const numbers = burstOfPosition(b.table, b.groups, records);
  yield;
  const pairs = new PairList();
  const { offsets, positions } = a.groups;
  const partnersOfB = new Uint32Array(b.table.length + 1);
  const met = new Map<number, number>();
  let since = 0;
  for (let n = 0; n < a.table.length; n++) {
    const key = a.table.key[n]!;
    const first = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, a.table.start[n]!);
    const end = first + a.table.packets[n]!;
    met.clear();
    let last = 0;
    let count = 0;
    // Neighbours lie in the same burst nearly always: the map hears of stretches only.
    for (let i = first; i < end; i++) {
      const number = numbers[positions[i]!]!;
      if (number === last) {
        count++;
        continue;
      }
      if (last > 0) met.set(last, (met.get(last) ?? 0) + count);
      last = number;
      count = 1;
    }
    if (last > 0) met.set(last, (met.get(last) ?? 0) + count);
    if (met.size === 0) pairs.add(n + 1, 0, 0);
    for (const [number, shared] of [...met].sort(([x], [y]) => x - y)) {
      pairs.add(n + 1, number, shared);
      partnersOfB[number]!++;
    }
    since += end - first + 8;
    if (since > SLICE) {
      since = 0;
      yield;
    }
  }
  for (let number = 1; number <= b.table.length; number++) if (partnersOfB[number] === 0) pairs.add(0, number, 0);
  return { length: pairs.length, ...pairs.columns, relation: relations(pairs, a.table, b.table, partnersOfB) };
}

/** Rows of one burst of A lie together: what becomes of it is the same in each. */
function relations(pairs: PairList, a: BurstTable, b: BurstTable, partnersOfB: Uint32Array): Uint8Array {
  const out = new Uint8Array(pairs.length);
  const { columns } = pairs;
  for (let from = 0; from < pairs.length; ) {
    const number = columns.a[from]!;
    let to = from + 1;
    while (number > 0 && to < pairs.length && columns.a[to] === number) to++;
    out.fill(code(relationOf(from, to)), from, to);
    from = to;
  }
  return out;

  function relationOf(from: number, to: number): BurstRelation {
    const number = columns.a[from]!;
    const partner = columns.b[from]!;
    if (number === 0) return 'added';
    if (partner === 0) return 'vanished';
    let isShared = false;
    for (let i = from; i < to; i++) isShared ||= partnersOfB[columns.b[i]!]! > 1;
    if (to - from > 1) return isShared ? 'regrouped' : 'split';
    if (isShared) return 'merged';
    const members = columns.shared[from]!;
    return members === a.packets[number - 1] && members === b.packets[partner - 1] ? 'same' : 'changed';
  }
}

class PairList {
  length = 0;
  columns = { a: new Uint32Array(256), b: new Uint32Array(256), shared: new Uint32Array(256) };

  add(a: number, b: number, shared: number): void {
    const n = this.length++;
    if (n === this.columns.a.length) {
      const old = this.columns;
      this.columns = { a: doubled(old.a), b: doubled(old.b), shared: doubled(old.shared) };
    }
    this.columns.a[n] = a;
    this.columns.b[n] = b;
    this.columns.shared[n] = shared;
  }
}
