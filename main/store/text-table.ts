// Texts as bytes, numbered from 0 in order of appearance (open addressing, linear probing): no string until one is shown.

const EMPTY = 0xffffffff;
/** Bytes of a chunk; longer texts get one of their own. */
const CHUNK = 1024 * 1024;
const FIRST_SLOTS = 256;

const utf8 = new TextDecoder();

// hot path
/** A 32-bit hash of bytes[at, end) (multiply and rotate over four bytes at a time, murmur3's finaliser). */
export function hashText(bytes: Uint8Array, at: number, end: number): number {
  let h = end - at;
  let i = at;
  for (; i + 4 <= end; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    h = Math.imul(h ^ word, 0x9e3779b1);
    h ^= h >>> 15;
  }
  for (; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export class TextTable {
  /** Texts in the table. */
  length = 0;
  /** The last chunk is being filled, up to `#used`. */
  readonly #chunks: Uint8Array[] = [];
  #used = 0;
  #chunk = new Uint32Array(FIRST_SLOTS);
  #start = new Uint32Array(FIRST_SLOTS);
  #size = new Uint32Array(FIRST_SLOTS);
  #hash = new Uint32Array(FIRST_SLOTS);
  #slots = new Uint32Array(FIRST_SLOTS * 2).fill(EMPTY);

  // hot path
  /** The number of the text bytes[at, end), new or known. */
  add(bytes: Uint8Array, at: number, end: number): number {
    const hash = hashText(bytes, at, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) break;
      if (this.#hash[id] === hash && this.#is(id, bytes, at, end)) return id;
      slot = (slot + 1) & mask;
    }
    return this.#append(bytes, at, end, hash, slot);
  }

  /** The number of a text; -1 when it is not in the table. */
  find(text: string): number {
    const bytes = new TextEncoder().encode(text);
    const hash = hashText(bytes, 0, bytes.length);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) return -1;
      if (this.#hash[id] === hash && this.#is(id, bytes, 0, bytes.length)) return id;
    }
  }

  /** The text, with bytes that are no UTF-8 replaced. */
  text(id: number): string {
    return utf8.decode(this.borrowBytes(id));
  }

  borrowBytes(id: number): Uint8Array {
    const start = this.#start[id]!;
    return this.#chunks[this.#chunk[id]!]!.subarray(start, start + this.#size[id]!);
  }

  // hot path
  #is(id: number, bytes: Uint8Array, at: number, end: number): boolean {
    const size = this.#size[id]!;
    if (size !== end - at) return false;
    const chunk = this.#chunks[this.#chunk[id]!]!;
    const start = this.#start[id]!;
    for (let i = 0; i < size; i++) if (chunk[start + i] !== bytes[at + i]) return false;
    return true;
  }

  #append(bytes: Uint8Array, at: number, end: number, hash: number, slot: number): number {
    const size = end - at;
    const id = this.length++;
    if (id === this.#start.length) this.#grow();
    if (this.#chunks.length === 0 || this.#used + size > CHUNK) {
      this.#chunks.push(new Uint8Array(Math.max(CHUNK, size)));
      this.#used = 0;
    }
    this.#chunks.at(-1)!.set(bytes.subarray(at, end), this.#used);
    this.#chunk[id] = this.#chunks.length - 1;
    this.#start[id] = this.#used;
    this.#size[id] = size;
    this.#hash[id] = hash;
    this.#used += size;
    this.#slots[slot] = id;
    if (this.length * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #grow(): void {
    const grown = (old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.#chunk = grown(this.#chunk);
    this.#start = grown(this.#start);
    this.#size = grown(this.#size);
    this.#hash = grown(this.#hash);
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.length; id++) {
      let slot = this.#hash[id]! & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}
