// Bins of equal width on a logarithmic axis, and counting values into them.

/** Most bins that edgesFor makes. */
const MOST_BINS = 90;
const PER_DECADE = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000] as const;

/**
 * Edges of `perDecade` bins a power of ten that hold every value from `min` to `max` (both above 0): bin i is
 * [edges[i], edges[i + 1]). From 1 up they are whole numbers, so that a bin of whole nanoseconds or bytes is what it says;
 * bins that would hold none are left out.
 */
export function logEdges(min: number, max: number, perDecade: number): number[] {
  const edge = (k: number): number => {
    const value = 10 ** (k / perDecade);
    return value < 1 ? value : Math.round(value);
  };
  let k = Math.floor(Math.log10(min) * perDecade);
  while (edge(k) > min) k--;
  const edges = [edge(k)];
  while (edges.at(-1)! <= max) {
    k++;
    if (edge(k) > edges.at(-1)!) edges.push(edge(k));
  }
  while (edges.length > 2 && edges[1]! <= min) edges.shift();
  return edges;
}

/** Edges as fine as the values are close together: ten bins a decade for a wide range, many more for a narrow one (a beacon's gaps differ by thousandths). */
export function edgesFor(min: number, max: number): number[] {
  const decades = Math.log10(max / min);
  const fine = PER_DECADE.filter(n => decades * n <= MOST_BINS);
  return logEdges(min, max, fine.at(-1) ?? PER_DECADE[0]);
}

/** A float64's bits: the upper word tells its bin to 1 part in 256. */
const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const UPPER = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
const SHIFT = 12;

/** Counts values into bins, one by one. */
export class BinCounter {
  readonly edges: readonly number[];
  readonly counts: Float64Array;
  /** Values below the first edge, zero among them. */
  below = 0;
  /** Values from the last edge up. */
  above = 0;
  readonly #start: number;
  /** The bin of the smallest value with those upper bits. */
  readonly #bins: Uint32Array;

  constructor(edges: readonly number[]) {
    this.edges = edges;
    this.counts = new Float64Array(edges.length - 1);
    const upper = (value: number): number => {
      float[0] = value;
      return words[UPPER]! >>> SHIFT;
    };
    this.#start = upper(edges[0]!);
    this.#bins = new Uint32Array(upper(edges.at(-1)!) - this.#start + 1);
    let bin = 0;
    for (let i = 0; i < this.#bins.length; i++) {
      words[UPPER] = (this.#start + i) << SHIFT;
      words[1 - UPPER] = 0;
      while (bin + 1 < this.counts.length && edges[bin + 1]! <= float[0]!) bin++;
      this.#bins[i] = bin;
    }
  }

  // hot path
  add(value: number): void {
    const { edges } = this;
    if (value < edges[0]!) {
      this.below++;
      return;
    }
    if (value >= edges[edges.length - 1]!) {
      this.above++;
      return;
    }
    float[0] = value;
    let bin = this.#bins[(words[UPPER]! >>> SHIFT) - this.#start]!;
    while (edges[bin + 1]! <= value) bin++;
    this.counts[bin]!++;
  }
}
