// Where the columns of a line lie.

/** Offsets of columns, overwritten by every line: column i is bytes[starts[i], ends[i]). */
export class LineColumns {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Columns of the last line, were they more than there is room for. */
  count = 0;

  constructor(most: number) {
    this.starts = new Int32Array(most);
    this.ends = new Int32Array(most);
  }

  // hot path
  /** Splits bytes[at, end) at each `separator`. */
  split(bytes: Uint8Array, at: number, end: number, separator: number): void {
    const most = this.starts.length;
    let count = 0;
    let start = at;
    for (let i = at; i <= end; i++) {
      if (i < end && bytes[i] !== separator) continue;
      if (count < most) {
        this.starts[count] = start;
        this.ends[count] = i;
      }
      count++;
      start = i + 1;
    }
    this.count = count;
  }
}
