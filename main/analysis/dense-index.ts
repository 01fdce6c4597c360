// Numbers for small whole keys in the order in which they come, with how often each came: an array that is emptied in no time.

export class DenseIndex {
  readonly #stamps: Uint32Array;
  readonly #places: Uint32Array;
  #stamp = 1;
  #counts = new Float64Array(64);
  size = 0;

  /** Keys lie below `limit`. */
  constructor(limit: number) {
    this.#stamps = new Uint32Array(limit);
    this.#places = new Uint32Array(limit);
  }

  /** How often each key came, by its number; what stands behind the last one is none. Borrowed until the next key. */
  get counts(): Float64Array {
    return this.#counts;
  }

  /** The number of a key, which is counted `times` more. */
  add(key: number, times: number): number {
    if (this.#stamps[key] === this.#stamp) {
      const known = this.#places[key]!;
      this.#counts[known]! += times;
      return known;
    }
    const number = this.size++;
    if (number === this.#counts.length) {
      const grown = new Float64Array(number * 2);
      grown.set(this.#counts);
      this.#counts = grown;
    }
    this.#stamps[key] = this.#stamp;
    this.#places[key] = number;
    this.#counts[number] = times;
    return number;
  }

  /** As often as 2^32 times. */
  clear(): void {
    this.size = 0;
    this.#stamp++;
  }
}
