// A set of byte values, for regular expressions.

export class ByteSet {
  readonly #has = new Uint8Array(256);

  static range(low: number, high: number): ByteSet {
    const set = new ByteSet();
    set.#has.fill(1, low, high + 1);
    return set;
  }

  /** From characters and ranges: `0-9A-F_`. */
  static of(text: string): ByteSet {
    const set = new ByteSet();
    for (let i = 0; i < text.length; i++) {
      const low = text.charCodeAt(i);
      const isRange = text[i + 1] === '-' && i + 2 < text.length;
      if (isRange) i += 2;
      set.#has.fill(1, low, text.charCodeAt(i) + 1);
    }
    return set;
  }

  has(value: number): boolean {
    return this.#has[value] === 1;
  }

  add(other: ByteSet): void {
    for (let i = 0; i < 256; i++) if (other.#has[i]) this.#has[i] = 1;
  }

  inverted(): ByteSet {
    const set = new ByteSet();
    for (let i = 0; i < 256; i++) set.#has[i] = 1 - this.#has[i]!;
    return set;
  }

  /** With the other case of every ASCII letter in it. */
  withBothCases(): ByteSet {
    const set = new ByteSet();
    set.add(this);
    for (let upper = 65; upper <= 90; upper++) {
      if (this.#has[upper] || this.#has[upper + 32]) set.#has[upper] = set.#has[upper + 32] = 1;
    }
    return set;
  }
}
