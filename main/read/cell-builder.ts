// Cells of series as they come, mostly in the order of time: what falls into the interval that its key had last is added.
import type { SeriesCells } from '../analysis/series-set.ts';
import { Growing } from '../tables/growing.ts';

export class CellBuilder {
  readonly #key = new Growing(new Uint32Array(1024));
  readonly #seconds = new Growing(new Float64Array(1024));
  readonly #value = new Growing(new Float64Array(1024));
  /** The last cell of each key, plus 1. */
  #last = new Uint32Array(64);

  // hot path
  add(key: number, seconds: number, value: number): void {
    if (key >= this.#last.length) {
      const grown = new Uint32Array(Math.max(key + 1, this.#last.length * 2));
      grown.set(this.#last);
      this.#last = grown;
    }
    const last = this.#last[key]! - 1;
    if (last >= 0 && this.#seconds.get(last) === seconds) {
      this.#value.set(last, this.#value.get(last) + value);
      return;
    }
    this.#seconds.push(seconds);
    this.#value.push(value);
    this.#last[key] = this.#key.push(key) + 1;
  }

  cells(): SeriesCells {
    const { length } = this.#key;
    const key = Uint32Array.from({ length }, (_, i) => this.#key.get(i));
    const seconds = Float64Array.from({ length }, (_, i) => this.#seconds.get(i));
    const value = Float64Array.from({ length }, (_, i) => this.#value.get(i));
    return { length, key, seconds, value };
  }
}
