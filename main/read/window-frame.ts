// Features of windows over time at a pixel width: a column stands for as many neighbouring windows as have to share it.
import type { Frame } from '../../shared/contract/frame.ts';
import type { FeatureFence, WindowsMeta } from '../../shared/model/window.ts';
import { WINDOW_FEATURES } from '../../shared/model/window-feature.ts';
import { compareTime, nanosBetweenLossy, type Time, type TimeRange } from '../../shared/unit/time.ts';
import { isFarOut, rankOf, sampleOf, type WindowTable } from './window-table.ts';

const NO_RANK = 255;
const MOST = 255;
const FEATURES = WINDOW_FEATURES.length;

/** Number of the first window from `from` on whose `edge` lies behind `time`; `to` without. */
function bisect(from: number, to: number, isBehind: (number: number) => boolean): number {
  let lo = from;
  let hi = to;
  while (lo < hi) {
    const mid = Math.floor(lo + (hi - lo) / 2);
    if (isBehind(mid)) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

/** Windows [first, last) that overlap a range, by number. */
function shownWindows(table: WindowTable, shown: TimeRange | undefined): { first: number; last: number } {
  const begin = table.numbers[0]!;
  const end = table.numbers.at(-1)! + 1;
  const { from, to } = shown ?? {};
  const first = from ? bisect(begin, end - 1, n => compareTime(table.time(n).to, from) > 0) : begin;
  const last = to ? bisect(first + 1, end, n => compareTime(table.time(n).from, to) >= 0) : end;
  return { first, last };
}

const EMPTY: Omit<WindowsMeta, 'origin'> = {
  number: 0,
  total: 0,
  filled: 0,
  first: 0,
  last: 0,
  perColumn: 1,
  columns: 0,
  fences: WINDOW_FEATURES.map(() => null),
  outliers: 0,
};

/** Windows drawn before the work gives way. */
const SLICE = 1 << 12;

export function* windowFrame(
  table: WindowTable,
  origin: Time,
  { shown, pixels }: { readonly shown?: TimeRange | undefined; readonly pixels: number },
): Generator<undefined, Frame<WindowsMeta>> {
  if (table.numbers.length === 0) return { meta: { origin, ...EMPTY }, columns: {} };
  const begin = table.numbers[0]!;
  const { first, last } = shownWindows(table, shown);
  const perColumn = Math.ceil((last - first) / pixels);
  const columns = Math.ceil((last - first) / perColumn);
  const drawn = new Columns(table, { first, last, perColumn, columns });
  for (let i = bisect(0, table.numbers.length, n => table.numbers[n]! >= first); i < table.numbers.length; i++) {
    if (table.numbers[i]! >= last) break;
    if (i % SLICE === SLICE - 1) yield;
    drawn.add(i);
  }
  drawn.finish();
  return {
    meta: {
      origin,
      number: begin,
      total: table.numbers.at(-1)! + 1 - begin,
      filled: table.numbers.length,
      first: first - begin,
      last: last - begin,
      perColumn,
      columns,
      fences: table.samples.map((sample): FeatureFence | null => sample && { ...sample.fence }),
      outliers: table.outliers,
    },
    columns: {
      ...times(table, { first, last, perColumn, columns }, origin),
      filled: drawn.filled,
      min: drawn.min,
      max: drawn.max,
      rank: drawn.rank,
      far: drawn.far,
      outliers: drawn.outliers,
    },
  };
}

interface Shape {
  readonly first: number;
  readonly last: number;
  readonly perColumn: number;
  readonly columns: number;
}

function times(table: WindowTable, { first, last, perColumn, columns }: Shape, origin: Time) {
  const from = new Float64Array(columns);
  const to = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const window = first + c * perColumn;
    from[c] = nanosBetweenLossy(origin, table.time(window).from);
    to[c] = nanosBetweenLossy(origin, table.time(Math.min(last, window + perColumn) - 1).to);
  }
  return { from, to };
}

/** The values of columns as windows are added to them. */
class Columns {
  readonly filled: Uint32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly rank: Uint8Array;
  readonly far: Uint8Array;
  readonly outliers: Uint8Array;
  readonly #table: WindowTable;
  readonly #shape: Shape;

  constructor(table: WindowTable, shape: Shape) {
    const cells = FEATURES * shape.columns;
    this.filled = new Uint32Array(shape.columns);
    this.min = new Float64Array(cells).fill(Number.NaN);
    this.max = new Float64Array(cells).fill(Number.NaN);
    this.rank = new Uint8Array(cells).fill(NO_RANK);
    this.far = new Uint8Array(cells);
    this.outliers = new Uint8Array(cells);
    this.#table = table;
    this.#shape = shape;
  }

  /** Adds the i-th window with rows. */
  add(i: number): void {
    const { first, perColumn, columns } = this.#shape;
    const { numbers, features, samples } = this.#table;
    const values = features[i]!;
    const column = Math.floor((numbers[i]! - first) / perColumn);
    this.filled[column]!++;
    for (let f = 0; f < FEATURES; f++) {
      const value = values[f]!;
      if (Number.isNaN(value)) continue;
      const at = f * columns + column;
      if (!(this.min[at]! <= value)) this.min[at] = value;
      if (!(this.max[at]! >= value)) this.max[at] = value;
      if (isFarOut(value, samples[f]!) && this.outliers[at]! < MOST) this.outliers[at]!++;
    }
  }

  /** Once all windows are in: what the empty ones make of it, and what stands out. */
  finish(): void {
    const { first, last, perColumn, columns } = this.#shape;
    for (let c = 0; c < columns; c++) {
      if (this.filled[c] === Math.min(last - first - c * perColumn, perColumn)) continue;
      for (let f = 0; f < FEATURES; f++) {
        if (WINDOW_FEATURES[f]!.absent) continue;
        const at = f * columns + c;
        this.min[at] = 0;
        if (this.filled[c] === 0) this.max[at] = 0;
      }
    }
    for (let f = 0; f < FEATURES; f++) this.#judge(f);
  }

  /** Ranks a feature's columns by their largest values, and tells which of them are far out. */
  #judge(feature: number): void {
    const { columns, perColumn } = this.#shape;
    const begin = feature * columns;
    const hasValue = (c: number): boolean => this.filled[c]! > 0 && !Number.isNaN(this.max[begin + c]!);
    // Among many windows nearly every column has an outlier: columns of several windows are held against each other.
    const sample =
      perColumn === 1
        ? this.#table.samples[feature]!
        : sampleOf(this.max.slice(begin, begin + columns).filter((_, c) => hasValue(c)));
    if (sample === null) return;
    for (let c = 0; c < columns; c++) {
      if (!hasValue(c)) continue;
      const value = this.max[begin + c]!;
      this.rank[begin + c] = Math.round(rankOf(value, sample) * (NO_RANK - 1));
      this.far[begin + c] = isFarOut(value, sample) || (perColumn === 1 && this.outliers[begin + c]! > 0) ? 1 : 0;
    }
  }
}
