// The bytes of a capture as they come, block by block, read in place: only a record that lies across two blocks is copied.

const MIN_CARRY = 4096;

/**
 * An append/borrow buffer. A reader looks at `bytes[pos, end)`, asks `ensure(n)` for n bytes in one piece, and moves
 * `pos` on itself. What it borrowed from `bytes` holds until the next `append`.
 */
export class ChunkBuffer {
  bytes: Uint8Array = new Uint8Array(0);
  /** A view of the same bytes, for reads of more than one byte. */
  view: DataView = new DataView(this.bytes.buffer);
  pos = 0;
  end = 0;
  /** File offset of bytes[0]. */
  base = 0;

  /** Unread bytes that lay across blocks, put together. Grows with what arrives, never by what a file claims. */
  #carry: Uint8Array = new Uint8Array(0);
  /** The newest block while `bytes` is the carry, and how much of it was copied there, from `#seam` on. */
  #block: Uint8Array | undefined;
  #copied = 0;
  #seam = 0;

  /** File offset of the next unread byte. */
  get offset(): number {
    return this.base + this.pos;
  }

  /** Bytes that have been appended and not yet read. */
  get remaining(): number {
    return this.end - this.pos + (this.#block ? this.#block.length - this.#copied : 0);
  }

  /** Adds the next bytes of the file. They are not copied, so they must not change before the next append. */
  append(block: Uint8Array): void {
    this.#leaveCarry();
    const pending = this.#block;
    if (pending) this.#copy(pending.length - this.#copied);
    if (this.pos === this.end) {
      this.base += this.end;
      this.#block = undefined;
      this.#use(block, 0, block.length);
      return;
    }
    if (this.bytes !== this.#carry) this.#enterCarry();
    this.#block = block;
    this.#copied = 0;
    this.#seam = this.end;
  }

  /** Whether n bytes are there, in one piece at `pos`. `bytes`, `pos`, `end` and `base` may have changed after it. */
  ensure(n: number): boolean {
    return this.end - this.pos >= n || this.#gather(n);
  }

  #gather(n: number): boolean {
    this.#leaveCarry();
    const have = this.end - this.pos;
    if (have < n && this.#block) this.#copy(Math.min(n - have, this.#block.length - this.#copied));
    return this.end - this.pos >= n;
  }

  /** Goes on in the block itself as soon as all that came before it has been read. */
  #leaveCarry(): void {
    const block = this.#block;
    if (!block || this.pos < this.#seam) return;
    this.#block = undefined;
    this.base += this.#seam;
    this.#use(block, this.pos - this.#seam, block.length);
  }

  #enterCarry(): void {
    const rest = this.bytes.subarray(this.pos, this.end);
    if (this.#carry.length < rest.length) this.#carry = new Uint8Array(Math.max(MIN_CARRY, rest.length));
    this.#carry.set(rest);
    this.base += this.pos;
    this.#use(this.#carry, 0, rest.length);
  }

  /** Copies `n` more bytes of the block behind the carry. */
  #copy(n: number): void {
    if (n === 0 || !this.#block) return;
    if (this.end + n > this.#carry.length) this.#makeRoom(n);
    this.#carry.set(this.#block.subarray(this.#copied, this.#copied + n), this.end);
    this.#copied += n;
    this.end += n;
  }

  /** A new carry and not the old one moved down: what was borrowed from that holds until the next append. */
  #makeRoom(n: number): void {
    const unread = this.bytes.subarray(this.pos, this.end);
    this.#carry = new Uint8Array(Math.max(MIN_CARRY, (unread.length + n) * 2));
    this.#carry.set(unread);
    this.#seam -= this.pos;
    this.base += this.pos;
    this.#use(this.#carry, 0, unread.length);
  }

  #use(bytes: Uint8Array, pos: number, end: number): void {
    if (this.bytes !== bytes) {
      this.bytes = bytes;
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.pos = pos;
    this.end = end;
  }
}
