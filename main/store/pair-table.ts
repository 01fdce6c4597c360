// Ordered pairs of small numbers, numbered from 0 in order of appearance: streams (source, destination) and
// conversations (lower host number, higher host number).

const EMPTY = 0xffffffff;

const mix = (a: number, b: number): number => {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae3d);
  return (h ^ (h >>> 13)) >>> 0;
};

export class PairTable {
  length = 0;
  first = new Uint32Array(64);
  second = new Uint32Array(64);
  #slots = new Uint32Array(128).fill(EMPTY);

  /** The number of (a, b), or undefined when it was never added. */
  find(a: number, b: number): number | undefined {
    const id = this.#slots[this.#slot(a, b)]!;
    return id === EMPTY ? undefined : id;
  }

  /** The number of (a, b), new or known. */
  add(a: number, b: number): number {
    const slot = this.#slot(a, b);
    const known = this.#slots[slot]!;
    if (known !== EMPTY) return known;
    const id = this.length++;
    this.#slots[slot] = id;
    if (id === this.first.length) {
      this.first = doubled(this.first);
      this.second = doubled(this.second);
    }
    this.first[id] = a;
    this.second[id] = b;
    if (this.length * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #slot(a: number, b: number): number {
    const mask = this.#slots.length - 1;
    let slot = mix(a, b) & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id === EMPTY || (this.first[id] === a && this.second[id] === b)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let id = 0; id < this.length; id++) {
      let slot = mix(this.first[id]!, this.second[id]!) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

/** The array at twice its length, for tables that grow by doubling. */
export function doubled(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(old.length * 2);
  next.set(old);
  return next;
}
