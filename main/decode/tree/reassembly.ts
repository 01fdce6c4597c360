// Pieces of a datagram or of a message over TCP, put together by the rules of Wireshark's reassemble.c, so that what is
// shown of overlaps, tails and excess is the same. Nothing is allocated but for bytes that were there.

/** What is odd about a piece. */
export interface Oddities {
  overlap: boolean;
  conflict: boolean;
  multipleTails: boolean;
  tooLong: boolean;
}

export interface Piece extends Oddities {
  /** Number of the record that brought it. */
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  bytes: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** Pieces by offset; those of the same offset in the order of their coming. */
export class Reassembly {
  readonly pieces: Piece[] = [];
  /** All bytes, once the last piece is there. */
  whole: Uint8Array | null = null;
  /** Bytes that are kept. */
  held = 0;
  /** Length of the whole, by the piece that said it is the last; -1 before. */
  #total = -1;
  /** Bytes from 0 that are there without a gap. */
  #joined = 0;
  /** Set when the whole turned out not to be the whole. */
  #goesOn = false;

  /**
   * Adds bytes, which are taken over; `more` is false for the last piece. True when that made it whole. 'late': it was
   * whole already, and nothing was added.
   */
  add(frame: number, offset: number, bytes: Uint8Array, more: boolean): boolean | 'late' {
    if (this.whole !== null && !this.#reopen(offset + bytes.length)) return 'late';
    const multipleTails = !more && this.#total >= 0 && this.#total !== offset + bytes.length;
    if (!more && this.#total < 0) this.#total = offset + bytes.length;
    this.#insert({
      frame,
      offset,
      length: bytes.length,
      bytes,
      overlap: false,
      conflict: false,
      multipleTails,
      tooLong: false,
    });
    this.held += bytes.length;
    if (this.#total < 0 || this.#joined < this.#total) return false;
    this.#join();
    return true;
  }

  /** The whole asks for more: pieces that come later lengthen it. */
  goOn(): void {
    this.#goesOn = true;
  }

  #reopen(end: number): boolean {
    const { whole } = this;
    if (!this.#goesOn || whole === null || end < whole.length) return false;
    this.#goesOn = false;
    for (const piece of this.pieces) piece.bytes = whole.subarray(piece.offset, piece.offset + piece.length);
    this.whole = null;
    this.#total = -1;
    return true;
  }

  #insert(piece: Piece): void {
    const { pieces } = this;
    let at = pieces.length;
    while (at > 0 && pieces[at - 1]!.offset > piece.offset) at--;
    if (at === pieces.length) pieces.push(piece);
    else pieces.splice(at, 0, piece);
    for (; at < pieces.length && pieces[at]!.offset <= this.#joined; at++) {
      this.#joined = Math.max(this.#joined, pieces[at]!.offset + pieces[at]!.length);
    }
  }

  /** The first bytes that came for a place stay; those that overlap them are compared. */
  #join(): void {
    const total = this.#total;
    const whole = new Uint8Array(total);
    let filled = 0;
    for (const piece of this.pieces) {
      if (piece.length === 0) continue;
      if (piece.offset >= total) {
        piece.tooLong = true;
        continue;
      }
      const end = Math.min(piece.offset + piece.length, total);
      if (piece.offset + piece.length > total) piece.tooLong = true;
      const known = filled - piece.offset;
      if (known > 0) {
        piece.overlap = true;
        piece.conflict ||= !startsAlike(whole.subarray(piece.offset, filled), piece.bytes);
      }
      if (end > filled) {
        whole.set(piece.bytes.subarray(known, end - piece.offset), filled);
        filled = end;
      }
    }
    for (const piece of this.pieces) piece.bytes = NOTHING;
    this.whole = whole;
    this.held = total;
  }
}

function startsAlike(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
