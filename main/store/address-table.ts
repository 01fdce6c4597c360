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
  #slots = new Uint32Array(128).fill(EMPTY);

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
  #add(a: number, b: number, c: number, d: number, version: number): number {
    const words = this.#words;
    const mask = this.#slots.length - 1;
    let slot = mix(a, b, c, d + version) & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === EMPTY) break;
      const at = id * 4;
      if (
        words[at + 3] === d &&
        words[at + 2] === c &&
        words[at + 1] === b &&
        words[at] === a &&
        this.#version[id] === version
      ) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    const id = this.length++;
    this.#slots[slot] = id;
    if (id === this.#version.length) this.#grow();
    this.#words.set([a, b, c, d], id * 4);
    this.#version[id] = version;
    if (this.length * 2 > this.#slots.length) this.#rehash();
    return id;
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
    const slots = new Uint32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.length; id++) {
      const at = id * 4;
      const w = this.#words;
      let slot = mix(w[at]!, w[at + 1]!, w[at + 2]!, w[at + 3]! + this.#version[id]!) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
