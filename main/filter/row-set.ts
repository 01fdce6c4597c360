// A set of rows as one bit a row: what a filter answers. Sets that are combined are of the same capture.

export class RowSet {
  /** Rows [0, length) may belong to the set. */
  readonly length: number;
  /** Row r is bit r % 32 of word r / 32; bits from `length` on are 0. */
  readonly words: Uint32Array;

  constructor(length: number, words = new Uint32Array(Math.ceil(length / 32))) {
    this.length = length;
    this.words = words;
  }

  static all(length: number): RowSet {
    return new RowSet(length).not();
  }

  has(row: number): boolean {
    return (this.words[row >>> 5]! & (1 << (row & 31))) !== 0;
  }

  add(row: number): void {
    this.words[row >>> 5]! |= 1 << (row & 31);
  }

  /** Rows in the set. */
  get count(): number {
    let count = 0;
    for (const word of this.words) {
      let w = word - ((word >>> 1) & 0x55555555);
      w = (w & 0x33333333) + ((w >>> 2) & 0x33333333);
      count += Math.imul((w + (w >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return count;
  }

  get isEmpty(): boolean {
    return this.words.every(word => word === 0);
  }

  // hot path
  and(other: RowSet): RowSet {
    const [a, b, out] = this.#three(other);
    for (let i = 0; i < out.length; i++) out[i] = a[i]! & b[i]!;
    return new RowSet(this.length, out);
  }

  // hot path
  or(other: RowSet): RowSet {
    const [a, b, out] = this.#three(other);
    for (let i = 0; i < out.length; i++) out[i] = a[i]! | b[i]!;
    return new RowSet(this.length, out);
  }

  // hot path
  xor(other: RowSet): RowSet {
    const [a, b, out] = this.#three(other);
    for (let i = 0; i < out.length; i++) out[i] = a[i]! ^ b[i]!;
    return new RowSet(this.length, out);
  }

  // hot path
  without(other: RowSet): RowSet {
    const [a, b, out] = this.#three(other);
    for (let i = 0; i < out.length; i++) out[i] = a[i]! & ~b[i]!;
    return new RowSet(this.length, out);
  }

  // hot path
  not(): RowSet {
    const words = new Uint32Array(this.words.length);
    for (let i = 0; i < words.length; i++) words[i] = ~this.words[i]!;
    const rest = this.length & 31;
    if (rest !== 0) words[words.length - 1]! &= 2 ** rest - 1;
    return new RowSet(this.length, words);
  }

  /** Rows, ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (let i = 0; i < this.words.length; i++) {
      for (let word = this.words[i]!; word !== 0; word &= word - 1) yield i * 32 + 31 - Math.clz32(word & -word);
    }
  }

  /** Rows, ascending, as CaptureView wants them. */
  toRows(): Uint32Array {
    const rows = new Uint32Array(this.count);
    let n = 0;
    for (let i = 0; i < this.words.length; i++) {
      for (let word = this.words[i]!; word !== 0; word &= word - 1) rows[n++] = i * 32 + 31 - Math.clz32(word & -word);
    }
    return rows;
  }

  #three(other: RowSet): readonly [Uint32Array, Uint32Array, Uint32Array<ArrayBuffer>] {
    return [this.words, other.words, new Uint32Array(this.words.length)];
  }
}
