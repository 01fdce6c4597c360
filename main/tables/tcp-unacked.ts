// Segments of one direction that were not acknowledged yet, sorted by the sequence number after them (equal ones in
// order of arrival). Sequence numbers are compared modulo 2^32 and kept as signed 32-bit integers, which V8 never boxes.

/** Wireshark keeps at most this many (TCP_MAX_UNACKED_SEGMENTS). */
const MOST = 10_000;
/** After an acknowledgment, so many segments are looked at for the lowest sequence number: constant time, and longer
 * segments that start below overlapping shorter ones lie within. */
const LOOK = 64;

export class UnackedSegments {
  #seq = new Int32Array(64);
  #next = new Int32Array(64);
  #row = new Uint32Array(64);
  #head = 0;
  #tail = 0;
  /** The lowest sequence number that is not acknowledged, and the one after the last segment; only while not empty. */
  low = 0;

  get length(): number {
    return this.#tail - this.#head;
  }
  get isFull(): boolean {
    return this.length >= MOST;
  }
  get high(): number {
    return this.#next[this.#tail - 1]!;
  }

  clear(): void {
    this.#head = 0;
    this.#tail = 0;
  }

  /** Adds the segment [seq, next) of a record. */
  // hot path
  add(seq: number, next: number, row: number): void {
    if (this.#tail === this.#next.length) this.#makeRoom();
    const empty = this.length === 0;
    const at = empty || ((this.high - next) | 0) <= 0 ? this.#tail : this.#place(next);
    if (at < this.#tail) {
      for (const column of [this.#seq, this.#next, this.#row]) column.copyWithin(at + 1, at, this.#tail);
    }
    this.#tail++;
    this.#seq[at] = seq;
    this.#next[at] = next;
    this.#row[at] = row;
    if (empty || ((seq - this.low) | 0) < 0) this.low = seq;
  }

  /** Takes out what `ack` covers. Answers the row of the first segment that ended exactly there, or -1. */
  // hot path
  acknowledge(ack: number): number {
    let exact = -1;
    const before = this.#head;
    while (this.#head < this.#tail && ((this.#next[this.#head]! - ack) | 0) <= 0) {
      if (exact < 0 && this.#next[this.#head] === ack) exact = this.#row[this.#head]!;
      this.#head++;
    }
    if (this.#head === this.#tail) this.clear();
    else if (this.#head > before || ((ack - this.low) | 0) > 0) this.low = this.#lowest(ack);
    return exact;
  }

  /** Where a segment that ends at `next` belongs: behind all that end there or earlier. */
  #place(next: number): number {
    let lo = this.#head;
    let hi = this.#tail;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (((this.#next[middle]! - next) | 0) > 0) hi = middle;
      else lo = middle + 1;
    }
    return lo;
  }

  #lowest(ack: number): number {
    const end = Math.min(this.#tail, this.#head + LOOK);
    let low = this.#seq[this.#head]!;
    for (let i = this.#head + 1; i < end; i++) if (((this.#seq[i]! - low) | 0) < 0) low = this.#seq[i]!;
    return ((low - ack) | 0) < 0 ? ack : low;
  }

  #makeRoom(): void {
    const { length } = this;
    if (this.#head >= length) {
      for (const column of [this.#seq, this.#next, this.#row]) column.copyWithin(0, this.#head, this.#tail);
    } else {
      const grown = <T extends Int32Array | Uint32Array>(old: T, next: T): T => {
        next.set(old.subarray(this.#head, this.#tail));
        return next;
      };
      const size = this.#next.length * 2;
      this.#seq = grown(this.#seq, new Int32Array(size));
      this.#next = grown(this.#next, new Int32Array(size));
      this.#row = grown(this.#row, new Uint32Array(size));
    }
    this.#head = 0;
    this.#tail = length;
  }
}
