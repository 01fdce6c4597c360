// A column that few rows have a value in: the rows, ascending, and their values, 8 bytes a value.
import { doubled } from './pair-table.ts';

export class SparseColumn {
  length = 0;
  #rows = new Uint32Array(64);
  #values = new Uint32Array(64);

  /** Adds a value of 32 bits; rows only ever grow. */
  // hot path
  add(row: number, value: number): void {
    const at = this.length++;
    if (at === this.#rows.length) {
      this.#rows = doubled(this.#rows);
      this.#values = doubled(this.#values);
    }
    this.#rows[at] = row;
    this.#values[at] = value;
  }

  /** The value of a row, or undefined. Bisection. */
  get(row: number): number | undefined {
    let lo = 0;
    let hi = this.length;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (this.#rows[middle]! < row) lo = middle + 1;
      else hi = middle;
    }
    return lo < this.length && this.#rows[lo] === row ? this.#values[lo] : undefined;
  }
}
