// Addresses seen in a capture, numbered from 0 in order of appearance (open addressing, linear probing).

const EMPTY = 0xffffffff;

/** Mixes four words so that addresses that differ in few bits spread over the table (murmur3's finaliser). */
function mix(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a, 0xcc9e2d51) ^ Math.imul(b, 0x1b873593) ^ Math.imul(c, 0xe6546b64) ^ Math.imul(d, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export class AddressTable {
  /** Addresses in the table. */
  length = 0;
  /** Four big-endian words an address; an IPv4 address stands in the last one. */
  #words = new Uint32Array(64 * 4);
  #version = new Uint8Array(64);
  /** Two words a slot: the number of an address and its hash. The hashes of no two IPv4 addresses are the same. */
  #slots = new Uint32Array(256).fill(EMPTY);

  /** 4 or 6. */
  version(id: number): 4 | 6 {
    return this.#version[id] === 4 ? 4 : 6;
  }

  /** The address's 4 or 16 bytes, copied. */
  copyBytes(id: number): Uint8Array {
    const out = new Uint8Array(16);
    const view = new DataView(out.buffer);
    for (let i = 0; i < 4; i++) view.setUint32(i * 4, this.#words[id * 4 + i]!);
    return this.version(id) === 4 ? out.subarray(12) : out;
  }

  /** The number of the IPv4 address at `at`, new or known. The caller has checked that 4 bytes are there. */
  addV4(bytes: Uint8Array, at: number): number {
    return this.#add(0, 0, 0, word(bytes, at), 4);
  }

  /** The number of the IPv6 address at `at`, new or known. The caller has checked that 16 bytes are there. */
  addV6(bytes: Uint8Array, at: number): number {
    return this.#add(word(bytes, at), word(bytes, at + 4), word(bytes, at + 8), word(bytes, at + 12), 6);
  }

  // hot path
  /** The number of an IPv4 address as a word. */
  addWordV4(word: number): number {
    return this.#add(0, 0, 0, word, 4);
  }

  /** The number of the IPv6 address in words [at, at + 4). */
  addWordsV6(words: Uint32Array, at: number): number {
    return this.#add(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, 6);
  }

  // hot path
  #add(a: number, b: number, c: number, d: number, version: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = mix(a, b, c, d + version);
    let slot = (hash << 1) & mask;
    for (;;) {
      const id = slots[slot]!;
      if (id === EMPTY) break;
      if (slots[slot + 1] === hash && this.#version[id] === version && (version === 4 || this.#is(id, a, b, c, d)))
        return id;
      slot = (slot + 2) & mask;
    }
    const id = this.length++;
    slots[slot] = id;
    slots[slot + 1] = hash;
    if (id === this.#version.length) this.#grow();
    this.#words.set([a, b, c, d], id * 4);
    this.#version[id] = version;
    if (this.length * 4 > slots.length) this.#rehash();
    return id;
  }

  #is(id: number, a: number, b: number, c: number, d: number): boolean {
    const words = this.#words;
    const at = id * 4;
    return words[at + 3] === d && words[at + 2] === c && words[at + 1] === b && words[at] === a;
  }

  #grow(): void {
    const words = new Uint32Array(this.#words.length * 2);
    words.set(this.#words);
    this.#words = words;
    const version = new Uint8Array(this.#version.length * 2);
    version.set(this.#version);
    this.#version = version;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === EMPTY) continue;
      const hash = old[from + 1]!;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = hash;
    }
    this.#slots = slots;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
