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
/** A 32-bit hash of `size` bytes: multiply and shift over four bytes at a time, in two chains side by side; murmur3's finaliser. */
function hashText(words: DataView, at: number, size: number): number {
  const end = at + size;
  let h = size;
  let g = 0x27d4eb2f;
  let i = at;
  for (; i + 8 <= end; i += 8) {
    h = Math.imul(h ^ words.getInt32(i, true), 0x9e3779b1);
    g = Math.imul(g ^ words.getInt32(i + 4, true), 0x85ebca77);
    h ^= h >>> 15;
    g ^= g >>> 13;
  }
  if (i + 4 <= end) {
    h = Math.imul(h ^ words.getInt32(i, true), 0x9e3779b1);
    h ^= h >>> 15;
    i += 4;
  }
  for (; i < end; i++) g = Math.imul(g ^ words.getUint8(i), 0x165667b1);
  h = Math.imul(h ^ (h >>> 16) ^ Math.imul(g, 0x7feb352d), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** What is known of a text, side by side in memory: its chunk, where it starts there, its bytes and its hash. */
const ABOUT = { chunk: 0, start: 1, size: 2, hash: 3 } as const;
const WORDS = 4;

export class TextTable {
  /** Texts in the table. */
  length = 0;
  /** The last chunk is being filled, up to `#used`. */
  readonly #chunks: Uint8Array[] = [];
  readonly #views: DataView[] = [];
  #used = 0;
  #about = new Uint32Array(FIRST_SLOTS * WORDS);
  #slots = new Uint32Array(FIRST_SLOTS * 2).fill(EMPTY);
  /** The text that was added last, which many fields repeat. */
  #last = EMPTY;

  // hot path
  /** The number of the text bytes[at, end), new or known. */
  add(bytes: Uint8Array, at: number, end: number): number {
    const words = viewOf(bytes);
    const from = bytes.byteOffset + at;
    const size = end - at;
    if (this.#last !== EMPTY && this.#is(this.#last, words, from, size)) return this.#last;
    const hash = hashText(words, from, size);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) break;
      if (this.#about[id * WORDS + ABOUT.hash] === hash && this.#is(id, words, from, size)) {
        this.#last = id;
        return id;
      }
      slot = (slot + 1) & mask;
    }
    this.#last = this.#append(bytes, at, end, hash, slot);
    return this.#last;
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
      if (this.#about[id * WORDS + ABOUT.hash] === hash && this.#is(id, words, from, bytes.length)) return id;
    }
  }

  /** The text, with bytes that are no UTF-8 replaced. */
  text(id: number): string {
    return utf8.decode(this.borrowBytes(id));
  }

  borrowBytes(id: number): Uint8Array {
    const start = this.#about[id * WORDS + ABOUT.start]!;
    return this.#chunks[this.#about[id * WORDS + ABOUT.chunk]!]!.subarray(start, start + this.size(id));
  }

  /** Bytes of a text. */
  size(id: number): number {
    return this.#about[id * WORDS + ABOUT.size]!;
  }

  // hot path
  /** Copies a text's bytes to out[to …), where there must be room, and answers where they end. */
  copy(id: number, out: Uint8Array, to: number): number {
    const chunk = this.#chunks[this.#about[id * WORDS + ABOUT.chunk]!]!;
    const start = this.#about[id * WORDS + ABOUT.start]!;
    const size = this.#about[id * WORDS + ABOUT.size]!;
    for (let i = 0; i < size; i++) out[to + i] = chunk[start + i]!;
    return to + size;
  }

  // hot path
  #is(id: number, words: DataView, at: number, size: number): boolean {
    const about = id * WORDS;
    if (this.#about[about + ABOUT.size] !== size) return false;
    const chunk = this.#views[this.#about[about + ABOUT.chunk]!]!;
    const start = this.#about[about + ABOUT.start]!;
    let i = 0;
    for (; i + 4 <= size; i += 4) if (chunk.getInt32(start + i, true) !== words.getInt32(at + i, true)) return false;
    for (; i < size; i++) if (chunk.getUint8(start + i) !== words.getUint8(at + i)) return false;
    return true;
  }

  #append(bytes: Uint8Array, at: number, end: number, hash: number, slot: number): number {
    const size = end - at;
    const id = this.length++;
    const about = id * WORDS;
    if (about === this.#about.length) this.#grow();
    if (this.#chunks.length === 0 || this.#used + size > CHUNK) {
      const chunk = new Uint8Array(Math.max(CHUNK, size));
      this.#chunks.push(chunk);
      this.#views.push(new DataView(chunk.buffer));
      this.#used = 0;
    }
    this.#chunks.at(-1)!.set(bytes.subarray(at, end), this.#used);
    this.#about[about + ABOUT.chunk] = this.#chunks.length - 1;
    this.#about[about + ABOUT.start] = this.#used;
    this.#about[about + ABOUT.size] = size;
    this.#about[about + ABOUT.hash] = hash;
    this.#used += size;
    this.#slots[slot] = id;
    if (this.length * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #grow(): void {
    const next = new Uint32Array(this.#about.length * 2);
    next.set(this.#about);
    this.#about = next;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.length; id++) {
      let slot = this.#about[id * WORDS + ABOUT.hash]! & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}
