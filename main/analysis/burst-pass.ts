// The hot loop of bursts: one pass over the records in time order, with what is known of each group's open burst in one
// stretch of memory. Columns are read from front to back, whatever the scope, so that ten million records take no second.
import { keysOfPositions, NO_KEY } from '../timing/group-keys.ts';
import type { Groups } from '../timing/groups.ts';
import type { TimeOrder } from '../timing/time-order.ts';

/** The columns of records that bursts are made of: a Columns store, or anything of its shape. */
export interface BurstRecords {
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  readonly payloadLength: Uint32Array;
  readonly originalLength: Uint32Array;
}

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

/** What is known of a group, one behind the other in one array; what every record needs comes first. */
const OF = {
  /** Position of the open burst's first record, plus 1; 0: none is open. */
  start: 0,
  /** Time of the last relevant record. */
  lastSeconds: 1,
  lastNanos: 2,
  /** Records behind the last relevant one, which are riders should another relevant one follow. */
  waiting: 3,
  end: 4,
  relevant: 5,
  payload: 6,
  wire: 7,
  min: 8,
  max: 9,
  innerGap: 10,
  riders: 11,
  waitingPayload: 12,
  waitingWire: 13,
  waitingMin: 14,
  waitingMax: 15,
  waitingGap: 16,
  /** Time of the last one that waits. */
  waitingSeconds: 17,
  waitingNanos: 18,
  /** Row of the end of the burst before, plus 1; 0: there was none. */
  endBefore: 19,
} as const;
const STRIDE = 20;

export class BurstPass {
  /** Bursts found, in the order in which they ended. */
  length = 0;
  columns = burstColumns(1024);
  readonly #records: BurstRecords;
  readonly #order: TimeOrder;
  readonly #minPackets: number;
  readonly #state: Float64Array;

  constructor(records: BurstRecords, groups: Groups, order: TimeOrder, rules: BurstRules) {
    this.#records = records;
    this.#order = order;
    this.#minPackets = rules.minPackets;
    this.#state = new Float64Array(groups.keys * STRIDE);
    this.#walk(keysOfPositions(groups, order.length), rules, groups);
    for (let key = 0; key < groups.keys; key++) this.#close(key);
  }

  // hot path
  #walk(keys: Uint16Array | Uint32Array, { gapNanos, minPayload, notebook }: BurstRules, groups: Groups): void {
    const { seconds, nanos, payloadLength, originalLength } = this.#records;
    const { rows } = this.#order;
    const state = this.#state;
    const none = NO_KEY(keys);
    const smallest = notebook ? 1 : 0;
    const all = notebook && minPayload <= smallest;
    for (let p = 0; p < keys.length; p++) {
      const key = keys[p]!;
      if (key === none) continue;
      const r = rows === null ? p : rows[p]!;
      const at = key * STRIDE;
      const size = payloadLength[r]!;
      const isRelevant = size >= minPayload || all || (notebook && isFirstOrLast(groups, key, p));
      const isOpen = state[at + OF.start] !== 0;
      if (!isOpen && !isRelevant) continue;
      const second = seconds[r]!;
      const nano = nanos[r]!;
      const counted = size < smallest ? smallest : size;
      if (isOpen) {
        const sinceLast = (second - state[at + OF.lastSeconds]!) * 1e9 + (nano - state[at + OF.lastNanos]!);
        if (sinceLast < gapNanos) {
          if (isRelevant) {
            const waited = state[at + OF.waiting]! > 0;
            this.#join(at, p, counted, originalLength[r]!, waited ? this.#sinceWaiting(at, second, nano) : sinceLast);
            state[at + OF.lastSeconds] = second;
            state[at + OF.lastNanos] = nano;
          } else this.#wait(at, r, counted, sinceLast);
          continue;
        }
        // Whatever follows is no nearer to the last relevant record.
        this.#close(key);
        if (!isRelevant) continue;
      }
      state[at + OF.start] = p + 1;
      state[at + OF.end] = p;
      state[at + OF.relevant] = 1;
      state[at + OF.payload] = state[at + OF.min] = state[at + OF.max] = counted;
      state[at + OF.wire] = originalLength[r]!;
      state[at + OF.innerGap] = state[at + OF.waiting] = state[at + OF.riders] = 0;
      state[at + OF.lastSeconds] = second;
      state[at + OF.lastNanos] = nano;
    }
  }

  // hot path
  /** A relevant record joins the open burst, and with it those that waited. */
  #join(at: number, position: number, size: number, wire: number, step: number): void {
    const state = this.#state;
    if (state[at + OF.waiting]! > 0) {
      state[at + OF.riders]! += state[at + OF.waiting]!;
      state[at + OF.payload]! += state[at + OF.waitingPayload]!;
      state[at + OF.wire]! += state[at + OF.waitingWire]!;
      if (state[at + OF.waitingMin]! < state[at + OF.min]!) state[at + OF.min] = state[at + OF.waitingMin]!;
      if (state[at + OF.waitingMax]! > state[at + OF.max]!) state[at + OF.max] = state[at + OF.waitingMax]!;
      if (state[at + OF.waitingGap]! > state[at + OF.innerGap]!) state[at + OF.innerGap] = state[at + OF.waitingGap]!;
      state[at + OF.waiting] = 0;
    }
    state[at + OF.end] = position;
    state[at + OF.relevant]!++;
    state[at + OF.payload]! += size;
    state[at + OF.wire]! += wire;
    if (size < state[at + OF.min]!) state[at + OF.min] = size;
    if (size > state[at + OF.max]!) state[at + OF.max] = size;
    if (step > state[at + OF.innerGap]!) state[at + OF.innerGap] = step;
  }

  // hot path
  /** A record in `row` that is not relevant waits for one that is; `sinceLast`: nanoseconds since the last relevant one. */
  #wait(at: number, row: number, size: number, sinceLast: number): void {
    const state = this.#state;
    const { seconds, nanos, originalLength } = this.#records;
    const isFirst = state[at + OF.waiting]!++ === 0;
    const step = isFirst ? sinceLast : this.#sinceWaiting(at, seconds[row]!, nanos[row]!);
    state[at + OF.waitingSeconds] = seconds[row]!;
    state[at + OF.waitingNanos] = nanos[row]!;
    if (isFirst) {
      state[at + OF.waitingPayload] = state[at + OF.waitingMin] = state[at + OF.waitingMax] = size;
      state[at + OF.waitingWire] = originalLength[row]!;
      state[at + OF.waitingGap] = step;
      return;
    }
    state[at + OF.waitingPayload]! += size;
    state[at + OF.waitingWire]! += originalLength[row]!;
    if (size < state[at + OF.waitingMin]!) state[at + OF.waitingMin] = size;
    if (size > state[at + OF.waitingMax]!) state[at + OF.waitingMax] = size;
    if (step > state[at + OF.waitingGap]!) state[at + OF.waitingGap] = step;
  }

  // hot path
  #sinceWaiting(at: number, seconds: number, nanos: number): number {
    const state = this.#state;
    return (seconds - state[at + OF.waitingSeconds]!) * 1e9 + (nanos - state[at + OF.waitingNanos]!);
  }

  /** Ends the open burst of a group, and keeps it if it has enough relevant records. */
  #close(key: number): void {
    const state = this.#state;
    const at = key * STRIDE;
    const start = state[at + OF.start]! - 1;
    state[at + OF.start] = 0;
    if (start < 0 || state[at + OF.relevant]! < this.#minPackets) return;
    const n = this.length++;
    if (n === this.columns.key.length) this.columns = burstColumns(n * 2, this.columns);
    const out = this.columns;
    const end = state[at + OF.end]!;
    const startRow = this.#order.row(start);
    const endRow = this.#order.row(end);
    out.key[n] = key;
    out.start[n] = start;
    out.end[n] = end;
    out.packets[n] = state[at + OF.relevant]! + state[at + OF.riders]!;
    out.relevant[n] = state[at + OF.relevant]!;
    out.payload[n] = state[at + OF.payload]!;
    out.wire[n] = state[at + OF.wire]!;
    out.payloadMin[n] = state[at + OF.min]!;
    out.payloadMax[n] = state[at + OF.max]!;
    out.duration[n] = this.#nanos(startRow, endRow);
    out.innerGapMax[n] = state[at + OF.innerGap]!;
    const before = state[at + OF.endBefore]! - 1;
    out.gapBefore[n] = before < 0 ? Number.NaN : this.#nanos(before, startRow);
    state[at + OF.endBefore] = endRow + 1;
  }

  /** From row a to row b, in nanoseconds. */
  #nanos(a: number, b: number): number {
    const { seconds, nanos } = this.#records;
    return (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
}

const isFirstOrLast = ({ offsets, positions }: Groups, key: number, position: number): boolean =>
  position === positions[offsets[key]!] || position === positions[offsets[key + 1]! - 1];
