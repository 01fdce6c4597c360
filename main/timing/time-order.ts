// Records in time order (DEFINITIONS section 2): stable, so equal times keep file order. A "position" counts in this
// order; when the clock never runs backwards, positions are rows and nothing is stored.
import type { Time, TimeRange } from '../../shared/unit/time.ts';

/** Positions [lo, hi) of the time order. */
export interface Span {
  readonly lo: number;
  readonly hi: number;
}

/** Rows with times: records, or requests. */
interface TimedRows {
  readonly length: number;
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
}

export class TimeOrder {
  readonly length: number;
  /** Row of each position; null when positions are rows. */
  readonly rows: Uint32Array | null;
  /** Records whose time lies before that of the record in front of them in the file. */
  readonly outOfOrder: number;
  /** Rows that there were in the columns: rows of positions lie below it. */
  readonly rowLimit: number;
  readonly #columns: TimedRows;

  /** Of all rows, or of `chosen` ones (ascending). */
  constructor(columns: TimedRows, chosen?: Uint32Array) {
    this.#columns = columns;
    this.rowLimit = columns.length;
    this.length = chosen?.length ?? columns.length;
    const runs = ascendingRuns(columns, chosen ?? null, this.length);
    this.outOfOrder = runs.length - 1;
    this.rows = this.outOfOrder > 0 ? mergeRuns(columns, chosen ?? identity(this.length), runs) : (chosen ?? null);
  }

  row(position: number): number {
    return this.rows === null ? position : this.rows[position]!;
  }

  time(position: number): Time {
    const row = this.row(position);
    return [this.#columns.seconds[row]!, this.#columns.nanos[row]!];
  }

  /** The positions of a time range. */
  span(range: TimeRange | undefined): Span {
    const lo = range?.from ? this.lowerBound(range.from) : 0;
    const hi = range?.to ? this.lowerBound(range.to) : this.length;
    return { lo, hi: Math.max(lo, hi) };
  }

  /** The first position in [from, to) whose time is not before t; `to` when there is none. */
  lowerBound(t: Time, from = 0, to = this.length): number {
    const { seconds, nanos } = this.#columns;
    let lo = from;
    let hi = to;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      const row = this.row(mid);
      if (seconds[row]! < t[0] || (seconds[row] === t[0] && nanos[row]! < t[1])) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }
}

function identity(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let i = 0; i < length; i++) rows[i] = i;
  return rows;
}

/** Where the maximal stretches of rows begin in which time never runs backwards, the first one at 0. */
function ascendingRuns({ seconds, nanos }: TimedRows, rows: Uint32Array | null, length: number): number[] {
  const starts = [0];
  for (let i = 1; i < length; i++) {
    const r = rows === null ? i : rows[i]!;
    const before = rows === null ? i - 1 : rows[i - 1]!;
    const d = seconds[r]! - seconds[before]!;
    if (d < 0 || (d === 0 && nanos[r]! < nanos[before]!)) starts.push(i);
  }
  return starts;
}

/** Natural merge sort of `rows`: neighbouring stretches are merged pairwise until one is left. Stable. */
function mergeRuns({ seconds, nanos }: TimedRows, rows: Uint32Array, starts: readonly number[]): Uint32Array {
  const { length } = rows;
  let from = rows.slice();
  let to = new Uint32Array(length);
  let runs = [...starts, length];
  while (runs.length > 2) {
    const merged: number[] = [];
    for (let i = 0; i + 1 < runs.length; i += 2) {
      const start = runs[i]!;
      const middle = runs[i + 1]!;
      const end = runs[i + 2] ?? middle;
      merged.push(start);
      let left = start;
      let right = middle;
      for (let out = start; out < end; out++) {
        if (left === middle) to[out] = from[right++]!;
        else if (right === end) to[out] = from[left++]!;
        else {
          const l = from[left]!;
          const r = from[right]!;
          const d = seconds[r]! - seconds[l]! || nanos[r]! - nanos[l]!;
          to[out] = d < 0 ? from[right++]! : from[left++]!;
        }
      }
    }
    merged.push(length);
    runs = merged;
    [from, to] = [to, from];
  }
  return from;
}
