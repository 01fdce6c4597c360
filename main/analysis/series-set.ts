// Series of counts by key: cells of (key, interval, count), put in order once, from which each series is made when it is
// asked for (DEFINITIONS section 6).

/** Most points of one series: beyond it a longer interval says more. */
export const MOST_POINTS = 100_000;

export interface Points {
  /** Starts of the intervals in seconds since the epoch, ascending. */
  readonly seconds: Float64Array;
  readonly values: Float64Array;
  /** Which of the outermost intervals the source's time does not fill: what they lack is not known. */
  readonly unfilled?: Unfilled | undefined;
}

export interface Unfilled {
  readonly first: boolean;
  readonly last: boolean;
}

/** Cells in any order; those of one key and interval are added up. */
export interface SeriesCells {
  readonly length: number;
  readonly key: Uint32Array;
  /** Start of the interval, in seconds since the epoch. */
  readonly seconds: Float64Array;
  readonly value: Float64Array;
}

/** Intervals [first, first + count * interval), all of which count, with zero where there is no cell. */
export interface Fill {
  readonly first: number;
  readonly count: number;
  readonly interval: number;
  readonly unfilled?: Unfilled | undefined;
}

export class SeriesSet {
  /** Keys in order of their totals, largest first; only those with cells. */
  readonly keys: readonly string[];
  readonly totals: Float64Array;
  readonly most: Float64Array;
  /** Points that stand in cells. */
  readonly counts: Uint32Array;
  readonly fill: Fill | null;
  /** Seconds from one point to the next, as a rule; null when there are not two. */
  readonly interval: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly total: number;
  readonly #offsets: Uint32Array;
  readonly #seconds: Float64Array;
  readonly #values: Float64Array;
  readonly #places: ReadonlyMap<string, number>;

  /** `interval`: what the cells were put into, else what lies between most points of the file. */
  constructor(names: readonly string[], cells: SeriesCells, interval: number | null, fill: Fill | null) {
    const sorted = sortCells(names.length, cells);
    const { offsets, seconds, values } = sorted;
    const used = names.map((_, key) => key).filter(key => offsets[key + 1]! > offsets[key]!);
    const sums = used.map(key => sumOf(values, offsets[key]!, offsets[key + 1]!));
    const order = used
      .map((_, i) => i)
      .sort((a, b) => sums[b]! - sums[a]! || compareKeys(names[used[a]!]!, names[used[b]!]!));
    this.keys = order.map(i => names[used[i]!]!);
    this.totals = Float64Array.from(order, i => sums[i]!);
    this.most = new Float64Array(order.length);
    this.counts = Uint32Array.from(order, i => offsets[used[i]! + 1]! - offsets[used[i]!]!);
    this.#offsets = Uint32Array.from(order, i => offsets[used[i]!]!);
    this.#seconds = seconds;
    this.#values = values;
    this.#places = new Map(this.keys.map((key, i) => [key, i]));
    this.fill = fill;
    this.interval = interval;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < order.length; i++) {
      const from = this.#offsets[i]!;
      const end = from + this.counts[i]!;
      first = Math.min(first, seconds[from]!);
      last = Math.max(last, seconds[end - 1]!);
      for (let c = from; c < end; c++) this.most[i] = Math.max(this.most[i]!, values[c]!);
    }
    this.first = fill ? fill.first : order.length > 0 ? first : null;
    this.last = fill ? fill.first + (fill.count - 1) * fill.interval : order.length > 0 ? last : null;
    this.total = this.totals.reduce((sum, total) => sum + total, 0);
  }

  /** The place of a key; undefined when it has no cells. */
  find(key: string): number | undefined {
    return this.#places.get(key);
  }

  /** How many points the series has. */
  length(place: number): number {
    return this.fill ? this.fill.count : this.counts[place]!;
  }

  points(place: number): Points {
    const from = this.#offsets[place]!;
    const end = from + this.counts[place]!;
    const { fill } = this;
    if (!fill) return { seconds: this.#seconds.slice(from, end), values: this.#values.slice(from, end) };
    const values = new Float64Array(fill.count);
    for (let c = from; c < end; c++) {
      values[Math.round((this.#seconds[c]! - fill.first) / fill.interval)] = this.#values[c]!;
    }
    return {
      seconds: Float64Array.from(values, (_, i) => fill.first + i * fill.interval),
      values,
      unfilled: fill.unfilled,
    };
  }
}

const collator = new Intl.Collator('en', { numeric: true });
/** By name, `2` before `10`. */
export const compareKeys = (a: string, b: string): number => collator.compare(a, b);

function sumOf(values: Float64Array, from: number, end: number): number {
  let sum = 0;
  for (let i = from; i < end; i++) sum += values[i]!;
  return sum;
}

/** Cells by key, then by time, those of the same key and time added up. */
function sortCells(keys: number, cells: SeriesCells) {
  const { length, key } = cells;
  const begin = new Uint32Array(keys + 1);
  for (let c = 0; c < length; c++) begin[key[c]! + 1]!++;
  for (let k = 0; k < keys; k++) begin[k + 1]! += begin[k]!;
  const place = new Uint32Array(length);
  const next = begin.slice(0, keys);
  for (let c = 0; c < length; c++) place[next[key[c]!]!++] = c;
  const offsets = new Uint32Array(keys + 1);
  const seconds = new Float64Array(length);
  const values = new Float64Array(length);
  let out = 0;
  for (let k = 0; k < keys; k++) {
    const mine = place.subarray(begin[k]!, begin[k + 1]!);
    if (!isAscending(mine, cells.seconds)) mine.sort((a, b) => cells.seconds[a]! - cells.seconds[b]!);
    offsets[k] = out;
    for (const c of mine) {
      const at = cells.seconds[c]!;
      if (out > offsets[k]! && seconds[out - 1] === at) values[out - 1]! += cells.value[c]!;
      else {
        seconds[out] = at;
        values[out++] = cells.value[c]!;
      }
    }
  }
  offsets[keys] = out;
  return { offsets, seconds, values };
}

function isAscending(places: Uint32Array, seconds: Float64Array): boolean {
  for (let i = 1; i < places.length; i++) if (seconds[places[i]!]! < seconds[places[i - 1]!]!) return false;
  return true;
}
