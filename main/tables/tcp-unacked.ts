// Segments of one direction that were not acknowledged yet, sorted by the sequence number after them (equal ones in
// order of arrival). Sequence numbers are compared modulo 2^32 and kept as signed 32-bit integers, which V8 never boxes.

/** Wireshark keeps at most this many (TCP_MAX_UNACKED_SEGMENTS). */
const MOST = 10_000;
/** Where segments overlap, so many are looked at for the lowest sequence number: constant time, and a longer segment
 * that starts below shorter ones lies within. */
const LOOK = 64;
/** Where none overlap, the second is the lowest when the first lies across the base. */
const APART = 2;

const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0;

export class UnackedSegments {
  #seq = new Int32Array(64);
  #next = new Int32Array(64);
  #row = new Uint32Array(64);
  #head = 0;
  #tail = 0;
  /** What sequence numbers are counted from; one below it counts as very large, as in Wireshark. */
  #base = 0;
  #low = 0;
  #high = 0;
  /** A segment begins below the end of another. */
  #overlaps = false;
  /** Segments came since the last acknowledgment, or it was another one. */
  #stale = true;
  #lastAck = 0;

  get length(): number {
    return this.#tail - this.#head;
  }
  get isFull(): boolean {
    return this.length >= MOST;
  }
  /** Bytes from the lowest number that is not acknowledged to the highest. */
  get bytes(): number {
    return (this.#high - this.#low) >>> 0;
  }

  clear(): void {
    this.#head = 0;
    this.#tail = 0;
    this.#overlaps = false;
  }

  /** Counts from another base. */
  rebase(base: number): void {
    if (base === this.#base) return;
    this.#base = base;
    if (this.length > 0) this.#measure();
  }

  /** Adds the segment [seq, next) of a record. */
  // hot path
  add(seq: number, next: number, row: number): void {
    if (this.#tail === this.#next.length) this.#makeRoom();
    const empty = this.length === 0;
    if (!empty && isAfter(this.#next[this.#tail - 1]!, seq)) this.#overlaps = true;
    const at = empty || !isAfter(this.#next[this.#tail - 1]!, next) ? this.#tail : this.#place(next);
    if (at < this.#tail) {
      for (const column of [this.#seq, this.#next, this.#row]) column.copyWithin(at + 1, at, this.#tail);
    }
    this.#tail++;
    this.#seq[at] = seq;
    this.#next[at] = next;
    this.#row[at] = row;
    if (empty || this.#isBelow(seq, this.#low)) this.#low = seq;
    if (empty || this.#isBelow(this.#high, next)) this.#high = next;
    this.#stale = true;
  }

  /** Takes out what `ack` covers. Answers the row of the first segment that ended exactly there, or -1. */
  // hot path
  acknowledge(ack: number): number {
    let exact = -1;
    const before = this.#head;
    while (this.#head < this.#tail && !isAfter(this.#next[this.#head]!, ack)) {
      if (exact < 0 && this.#next[this.#head] === ack) exact = this.#row[this.#head]!;
      this.#head++;
    }
    if (this.#head === this.#tail) this.clear();
    else if (this.#stale || this.#head > before || ack !== this.#lastAck) {
      this.#trim(ack);
      this.#measure();
    }
    this.#stale = false;
    this.#lastAck = ack;
    return exact;
  }

  #isBelow(a: number, b: number): boolean {
    return (a - this.#base) >>> 0 < (b - this.#base) >>> 0;
  }

  /** Low and high of the segments in the list. */
  #measure(): void {
    const wrap = this.#wrap();
    this.#high = this.#next[(wrap > this.#head ? wrap : this.#tail) - 1]!;
    this.#low = this.#seq[wrap]!;
    this.#lower(wrap);
    if (wrap > this.#head) this.#lower(this.#head);
  }

  #lower(from: number): void {
    const end = Math.min(this.#tail, from + (this.#overlaps ? LOOK : APART));
    for (let i = from; i < end; i++) if (this.#isBelow(this.#seq[i]!, this.#low)) this.#low = this.#seq[i]!;
  }

  /** Cuts off what `ack` covers of segments that end behind it. */
  #trim(ack: number): void {
    const end = Math.min(this.#tail, this.#head + (this.#overlaps ? LOOK : 1));
    for (let i = this.#head; i < end; i++) if (isAfter(ack, this.#seq[i]!)) this.#seq[i] = ack;
  }

  /** The first segment that ends beyond the base where some end below it; else the first of all. */
  #wrap(): number {
    let lo = this.#head;
    let hi = this.#tail - 1;
    if (!this.#isBelow(this.#next[hi]!, this.#next[lo]!)) return lo;
    const first = this.#next[lo]!;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (this.#isBelow(this.#next[middle]!, first)) hi = middle;
      else lo = middle + 1;
    }
    return lo;
  }

  /** Where a segment that ends at `next` belongs: behind all that end there or earlier. */
  #place(next: number): number {
    let lo = this.#head;
    let hi = this.#tail;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (isAfter(this.#next[middle]!, next)) hi = middle;
      else lo = middle + 1;
    }
    return lo;
  }

  #makeRoom(): void {
    const { length } = this;
    if (this.#head > 0 && this.#head >= length) {
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
