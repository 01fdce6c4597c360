// The first bytes of a handshake, put together from what came in any order: segments of TCP, CRYPTO frames of QUIC.
// Guarantee: holds no more than LONGEST_HANDSHAKE bytes in MOST_PIECES pieces, whatever the offsets say.

/** A client hello with post-quantum keys has about 2 kB; RFC 8446 allows 2^24. */
export const LONGEST_HANDSHAKE = 32 * 1024;
const MOST_PIECES = 64;

export class HelloPieces {
  #whole: Uint8Array = new Uint8Array(0);
  readonly #later: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
  #held = 0;

  /** The bytes from 0 that are there without a gap. */
  get whole(): Uint8Array {
    return this.#whole;
  }

  /** Takes a copy of bytes that belong at `offset`; false when there is no room for them. What came first stays. */
  add(offset: number, bytes: Uint8Array): boolean {
    if (offset + bytes.length > LONGEST_HANDSHAKE) return false;
    if (offset > this.#whole.length) return this.#keep(offset, bytes);
    this.#append(offset, bytes);
    for (let i = 0; i < this.#later.length; ) {
      const piece = this.#later[i]!;
      if (piece.offset > this.#whole.length) {
        i++;
        continue;
      }
      this.#later.splice(i, 1);
      this.#held -= piece.bytes.length;
      this.#append(piece.offset, piece.bytes);
      i = 0;
    }
    return true;
  }

  #keep(offset: number, bytes: Uint8Array): boolean {
    if (this.#later.length >= MOST_PIECES || this.#held + bytes.length > LONGEST_HANDSHAKE) return false;
    this.#later.push({ offset, bytes: Uint8Array.from(bytes) });
    this.#held += bytes.length;
    return true;
  }

  #append(offset: number, bytes: Uint8Array): void {
    const known = this.#whole.length - offset;
    if (known >= bytes.length) return;
    const joined = new Uint8Array(offset + bytes.length);
    joined.set(this.#whole);
    joined.set(bytes.subarray(known), this.#whole.length);
    this.#whole = joined;
  }
}
