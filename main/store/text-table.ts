// Texts as bytes, numbered from 0 in order of appearance (open addressing, linear probing): no string until one is shown.

const EMPTY = 0xffffffff;
/** Bytes of a chunk; longer texts get one of their own. */
const CHUNK = 1024 * 1024;
const FIRST_SLOTS = 256;

const utf8 = new TextDecoder();

/** Four bytes are read at a time: the texts of a block follow one another, so that its view is made once. */
let viewed: ArrayBufferLike | undefined;
let view: DataView = new DataView(new ArrayBuffer(0));

function viewOf({ buffer }: Uint8Array): DataView {
  if (buffer !== viewed) {
    viewed = buffer;
    view = new DataView(buffer);
  }
  return view;
}

// hot path
/** A 32-bit hash of `size` bytes (multiply and shift over four bytes at a time, murmur3's finaliser). */
function hashText(words: DataView, at: number, size: number): number {
  const end = at + size;
  let h = size;
  let i = at;
  for (; i + 4 <= end; i += 4) {
    h = Math.imul(h ^ words.getInt32(i, true), 0x9e3779b1);
    h ^= h >>> 15;
  }
  for (; i < end; i++) h = Math.imul(h ^ words.getUint8(i), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export class TextTable {
  /** Texts in the table. */
  length = 0;
  /** The last chunk is being filled, up to `#used`. */
  readonly #chunks: Uint8Array[] = [];
  readonly #views: DataView[] = [];
  #used = 0;
  #chunk = new Uint32Array(FIRST_SLOTS);
  #start = new Uint32Array(FIRST_SLOTS);
  #size = new Uint32Array(FIRST_SLOTS);
  #hash = new Uint32Array(FIRST_SLOTS);
  #slots = new Uint32Array(FIRST_SLOTS * 2).fill(EMPTY);

  // hot path
  /** The number of the text bytes[at, end), new or known. */
  add(bytes: Uint8Array, at: number, end: number): number {
    const words = viewOf(bytes);
    const from = bytes.byteOffset + at;
    const size = end - at;
    const hash = hashText(words, from, size);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) break;
      if (this.#hash[id] === hash && this.#is(id, words, from, size)) return id;
      slot = (slot + 1) & mask;
    }
    return this.#append(bytes, at, end, hash, slot);
  }

  /** The number of a text; -1 when it is not in the table. */
  find(text: string): number {
    const bytes = new TextEncoder().encode(text);
    const words = viewOf(bytes);
    const from = bytes.byteOffset;
    const hash = hashText(words, from, bytes.length);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) return -1;
      if (this.#hash[id] === hash && this.#is(id, words, from, bytes.length)) return id;
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
  #is(id: number, words: DataView, at: number, size: number): boolean {
    if (this.#size[id] !== size) return false;
    const chunk = this.#views[this.#chunk[id]!]!;
    const start = this.#start[id]!;
    let i = 0;
    for (; i + 4 <= size; i += 4) if (chunk.getInt32(start + i, true) !== words.getInt32(at + i, true)) return false;
    for (; i < size; i++) if (chunk.getUint8(start + i) !== words.getUint8(at + i)) return false;
    return true;
  }

  #append(bytes: Uint8Array, at: number, end: number, hash: number, slot: number): number {
    const size = end - at;
    const id = this.length++;
    if (id === this.#start.length) this.#grow();
    if (this.#chunks.length === 0 || this.#used + size > CHUNK) {
      const chunk = new Uint8Array(Math.max(CHUNK, size));
      this.#chunks.push(chunk);
      this.#views.push(new DataView(chunk.buffer));
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
