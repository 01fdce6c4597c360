// Puts the payload of one direction of a TCP stream in order, as Wireshark's "follow stream" does: the first bytes that
// arrive for a sequence number win, later ones only add what is new; a hole stays open until the other side
// acknowledges what lies behind it. Sequence numbers are unsigned, compared modulo 2^32.

/** A piece that waits for what stands before it. */
interface Pending<Tag> {
  readonly seq: number;
  readonly arrival: number;
  readonly tag: Tag;
  readonly bytes: Uint8Array;
}

/** Takes what comes in order: bytes of a record, or the length of a hole, which the record `tag` gave away. */
export type Deliver<Tag> = (tag: Tag, bytes: Uint8Array, missing: number) => void;

const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0;
const NOTHING = new Uint8Array(0);

/** Bytes that may wait, with the cost of a piece; beyond it the hole in front of them is given up. */
const MOST_WAITING = 32 * 2 ** 20;
const PIECE_COST = 2048;

export class Reassembly<Tag> {
  /** In order of sequence number. */
  readonly #pending: Pending<Tag>[] = [];
  readonly #deliver: Deliver<Tag>;
  readonly #mostWaiting: number;
  #waiting = 0;
  #arrivals = 0;
  #next = 0;
  #delivered = false;

  constructor(deliver: Deliver<Tag>, mostWaiting = MOST_WAITING) {
    this.#deliver = deliver;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * A segment of `length` bytes from `seq` on, of which `bytes` were captured: borrowed for the call.
   * Also to be called for segments without payload: the first one tells where the numbers begin.
   */
  segment(seq: number, length: number, bytes: Uint8Array, tag: Tag): void {
    if (!this.#delivered && this.#next === 0) this.#next = seq;
    let fresh = bytes;
    let at = seq;
    let left = length;
    const end = (seq + length) >>> 0;
    if (isAfter(this.#next, seq) && isAfter(end, this.#next)) {
      fresh = bytes.subarray((this.#next - seq) >>> 0);
      at = this.#next;
      left = (end - this.#next) >>> 0;
    }
    if (fresh.length === 0 || isAfter(this.#next, at)) return;
    if (at !== this.#next) {
      this.#wait(at, fresh, tag);
      return;
    }
    this.#take(tag, fresh, left);
    while (this.#takeWaiting());
  }

  /** The other side has everything below `ack`: holes in front of that are in the capture, not on the wire. */
  acknowledged(ack: number, tag: Tag): void {
    while (this.#takeWaiting() || this.#giveUp(ack, tag));
  }

  #take(tag: Tag, bytes: Uint8Array, length: number): void {
    this.#next = (this.#next + length) >>> 0;
    this.#delivered = true;
    if (bytes.length > 0) this.#deliver(tag, bytes, 0);
  }

  #wait(seq: number, bytes: Uint8Array, tag: Tag): void {
    let lo = 0;
    let hi = this.#pending.length;
    while (lo < hi) {
      const middle = (lo + hi) >>> 1;
      if (isAfter(this.#pending[middle]!.seq, seq)) hi = middle;
      else lo = middle + 1;
    }
    // One that came earlier from the same place and reaches as far leaves nothing to add.
    const before = this.#pending[lo - 1];
    if (before !== undefined && before.seq === seq && before.bytes.length >= bytes.length) return;
    this.#pending.splice(lo, 0, { seq, arrival: this.#arrivals++, tag, bytes: bytes.slice() });
    this.#waiting += bytes.length + PIECE_COST;
    while (this.#waiting > this.#mostWaiting && this.#pending.length > 0) {
      this.#hole(tag);
      while (this.#takeWaiting());
    }
  }

  /** Takes the earliest piece that begins where the stream has got to, or before, and goes beyond. */
  #takeWaiting(): boolean {
    let chosen: Pending<Tag> | undefined;
    let reached = 0;
    const left: Pending<Tag>[] = [];
    for (; reached < this.#pending.length; reached++) {
      const piece = this.#pending[reached]!;
      if (isAfter(piece.seq, this.#next)) break;
      if ((this.#next - piece.seq) >>> 0 >= piece.bytes.length) this.#waiting -= piece.bytes.length + PIECE_COST;
      else {
        left.push(piece);
        if (chosen === undefined || piece.arrival < chosen.arrival) chosen = piece;
      }
    }
    if (reached === 0) return false;
    this.#pending.splice(0, reached, ...left.filter(piece => piece !== chosen));
    if (chosen === undefined) return false;
    const { seq, tag, bytes } = chosen;
    this.#waiting -= bytes.length + PIECE_COST;
    const seen = (this.#next - seq) >>> 0;
    this.#take(tag, bytes.subarray(seen), bytes.length - seen);
    return true;
  }

  #giveUp(ack: number, tag: Tag): boolean {
    const first = this.#pending[0];
    if (first === undefined || !isAfter(ack, first.seq)) return false;
    this.#hole(tag);
    return true;
  }

  #hole(tag: Tag): void {
    const { seq } = this.#pending[0]!;
    this.#deliver(tag, NOTHING, (seq - this.#next) >>> 0);
    this.#next = seq;
  }
}
