// How often values occur, alone and given another one (DEFINITIONS section 7). Values are numbers of a dictionary.

export interface ValueCounts {
  /** The most frequent first; as frequent ones by their number. */
  readonly values: Uint32Array;
  readonly counts: Uint32Array;
}

/** Counts `codes` over `rows`; codes lie below `size`. */
export function countValues(codes: ArrayLike<number>, rows: Uint32Array, size: number): ValueCounts {
  const counts = new Uint32Array(size);
  for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]!++;
  return ranked(counts);
}

function ranked(counts: Uint32Array): ValueCounts {
  let found = 0;
  for (const count of counts) if (count > 0) found++;
  const values = new Uint32Array(found);
  for (let code = 0, i = 0; code < counts.length; code++) if (counts[code]! > 0) values[i++] = code;
  values.sort((a, b) => counts[b]! - counts[a]! || a - b);
  return { values, counts: values.map(value => counts[value]!) };
}

/** Pairs of values: entry i is `counts[i]` rows with `given[i]` and `values[i]`. */
export interface PairCounts {
  readonly given: Uint32Array;
  readonly values: Uint32Array;
  readonly counts: Uint32Array;
  /** Rows with the given value, by its number. */
  readonly totals: Uint32Array;
}

/** Rows of each value of `codes`: those of value v are rows[starts[v], starts[v + 1]), in their order. */
export interface RowsByValue {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

export function rowsByValue(codes: ArrayLike<number>, rows: Uint32Array, size: number): RowsByValue {
  const starts = new Uint32Array(size + 1);
  for (let i = 0; i < rows.length; i++) starts[codes[rows[i]!]! + 1]!++;
  for (let v = 0; v < size; v++) starts[v + 1]! += starts[v]!;
  const next = starts.slice();
  const out = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[next[codes[rows[i]!]!]!++] = rows[i]!;
  return { starts, rows: out };
}

/** Counts pairs; those of a given value stand together, in the order of `order`, the most frequent first, as frequent ones as they come. */
export function countPairs(
  byGiven: RowsByValue,
  codes: ArrayLike<number>,
  size: number,
  order: Iterable<number>,
): PairCounts {
  const given: number[] = [];
  const values: number[] = [];
  const counts: number[] = [];
  const seen = new Uint32Array(size);
  const { starts, rows } = byGiven;
  for (const value of order) {
    const touched: number[] = [];
    for (let i = starts[value]!; i < starts[value + 1]!; i++) {
      const code = codes[rows[i]!]!;
      if (seen[code]!++ === 0) touched.push(code);
    }
    touched.sort((a, b) => seen[b]! - seen[a]!);
    for (const code of touched) {
      given.push(value);
      values.push(code);
      counts.push(seen[code]!);
      seen[code] = 0;
    }
  }
  const totals = new Uint32Array(starts.length - 1);
  for (let v = 0; v < totals.length; v++) totals[v] = starts[v + 1]! - starts[v]!;
  return {
    given: Uint32Array.from(given),
    values: Uint32Array.from(values),
    counts: Uint32Array.from(counts),
    totals,
  };
}

/** Requests, bytes and answers that are not 2xx, per interval. */
export interface Binned {
  /** Start of the first interval, in seconds. */
  readonly from: number;
  readonly seconds: number;
  readonly requests: Float64Array;
  readonly bytes: Float64Array;
  readonly failed: Float64Array;
}

interface Binnable {
  readonly seconds: Uint32Array;
  readonly size: Float64Array;
  readonly status: Uint16Array;
}

/** Sums rows, which ascend in time, in `count` intervals of `width` seconds from `from` on. */
export function binRequests(columns: Binnable, rows: Uint32Array, from: number, width: number, count: number): Binned {
  const requests = new Float64Array(count);
  const bytes = new Float64Array(count);
  const failed = new Float64Array(count);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const bin = Math.floor((columns.seconds[row]! - from) / width);
    if (bin < 0 || bin >= count) continue;
    requests[bin]!++;
    const size = columns.size[row]!;
    if (size > 0) bytes[bin]! += size;
    if (isFailed(columns.status[row]!)) failed[bin]!++;
  }
  return { from, seconds: width, requests, bytes, failed };
}

/** An answer that is not 2xx. */
export const isFailed = (status: number): boolean => status !== 0 && (status < 200 || status > 299);

/** Widths of intervals that people use, in seconds. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
];

/** The shortest usual width of which at most `most` fill a span of seconds. */
export const niceWidth = (span: number, most: number): number =>
  WIDTHS.find(width => Math.floor(span / width) + 2 <= most) ??
  Math.ceil(span / Math.max(1, most - 1) / 604_800) * 604_800;
