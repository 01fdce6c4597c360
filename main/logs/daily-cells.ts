// Cells of a line of delimited text (RFC 4180, but that a line break inside of quotes ends the cell: one forgotten quote
// must not swallow the rest of a file of gigabytes).

const QUOTE = 0x22;
const SPACE = 0x20;

/** Offsets of cells, overwritten by every line: cell i is bytes[starts[i], ends[i]), without its quotes. */
export class LineCells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Cells of the last line, were they more than there is room for; -1: a quote is left open. */
  count = 0;
  readonly #doubled: Uint8Array;
  /** Over all of the memory of the last bytes. */
  #buffer: Buffer = Buffer.alloc(0);

  constructor(most: number) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
    this.#doubled = new Uint8Array(most);
  }

  // hot path
  /** Splits bytes[at, end) at each `delimiter` outside of quotes. */
  split(bytes: Uint8Array, at: number, end: number, delimiter: number): void {
    const most = this.starts.length;
    let count = 0;
    let i = at;
    for (;;) {
      while (i < end && bytes[i] === SPACE) i++;
      let start = i;
      let stop: number;
      let doubled = 0;
      if (i < end && bytes[i] === QUOTE) {
        start = ++i;
        for (; i < end; i++) {
          if (bytes[i] !== QUOTE) continue;
          if (i + 1 < end && bytes[i + 1] === QUOTE) {
            doubled = 1;
            i++;
          } else break;
        }
        if (i >= end) {
          this.count = -1;
          return;
        }
        stop = i;
        while (i < end && bytes[i] !== delimiter) i++;
      } else {
        while (i < end && bytes[i] !== delimiter) i++;
        stop = i;
        while (stop > start && bytes[stop - 1] === SPACE) stop--;
      }
      if (count < most) {
        this.starts[count] = start;
        this.ends[count] = stop;
        this.#doubled[count] = doubled;
      }
      count++;
      if (i >= end) break;
      i++;
    }
    this.count = count;
  }

  /** Whether a quote stands twice in a cell, for one. */
  isDoubled(cell: number): boolean {
    return this.#doubled[cell] === 1;
  }

  /** The text of a cell. */
  text(bytes: Uint8Array, cell: number): string {
    if (this.#buffer.buffer !== bytes.buffer) this.#buffer = Buffer.from(bytes.buffer);
    const { byteOffset } = bytes;
    const text = this.#buffer.toString('utf8', byteOffset + this.starts[cell]!, byteOffset + this.ends[cell]!);
    return this.#doubled[cell] ? text.replaceAll('""', '"') : text;
  }
}
