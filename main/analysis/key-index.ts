// Numbers for keys in the order in which they come, with how often each came: a hash table that is emptied in no time.

/** Pairs of whole numbers below 2^53 (first) and 2^32 (second) to 0, 1, 2, … */
export class KeyIndex {
  #mask = 63;
  #slots = new Int32Array(64).fill(-1);
  #stamps = new Uint32Array(64);
  #stamp = 1;
  #first = new Float64Array(32);
  #second = new Float64Array(32);
  #counts = new Float64Array(32);
  size = 0;

  /** How often each key came. */
  get counts(): Float64Array {
    return this.#counts.subarray(0, this.size);
  }

  /** The number of a key, which is counted once more, or `times`. */
  add(first: number, second: number, times = 1): number {
    const slot = this.#find(first, second);
    if (this.#stamps[slot] === this.#stamp) {
      const known = this.#slots[slot]!;
      this.#counts[known]! += times;
      return known;
    }
    return this.#insert(slot, first, second, times);
  }

  /** The number of a key; undefined when it never came. */
  find(first: number, second: number): number | undefined {
    const slot = this.#find(first, second);
    return this.#stamps[slot] === this.#stamp ? this.#slots[slot] : undefined;
  }

  /** The parts of a key by its number. */
  first(number: number): number {
    return this.#first[number]!;
  }

  second(number: number): number {
    return this.#second[number]!;
  }

  /** The same; says whether the key came for the first time. */
  addNew(first: number, second: number): boolean {
    const before = this.size;
    return this.add(first, second) === before;
  }

  clear(): void {
    this.size = 0;
    if (this.#stamp === 0xffffffff) {
      this.#stamps.fill(0);
      this.#stamp = 0;
    }
    this.#stamp++;
  }

  #find(first: number, second: number): number {
    const low = first >>> 0;
    const high = (first / 0x1_0000_0000) >>> 0;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(second >>> 0, 0xc2b2ae35);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x27d4eb2f);
    hash ^= hash >>> 13;
    let slot = hash & this.#mask;
    while (this.#stamps[slot] === this.#stamp) {
      const known = this.#slots[slot]!;
      if (this.#first[known] === first && this.#second[known] === second) return slot;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #insert(slot: number, first: number, second: number, times: number): number {
    const number = this.size++;
    if (number === this.#first.length) this.#growKeys();
    this.#first[number] = first;
    this.#second[number] = second;
    this.#counts[number] = times;
    this.#slots[slot] = number;
    this.#stamps[slot] = this.#stamp;
    if (this.size * 2 > this.#slots.length) this.#growSlots();
    return number;
  }

  #growKeys(): void {
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(old.length * 2);
      next.set(old);
      return next;
    };
    this.#first = grown(this.#first);
    this.#second = grown(this.#second);
    this.#counts = grown(this.#counts);
  }

  #growSlots(): void {
    const length = this.#slots.length * 2;
    this.#mask = length - 1;
    this.#slots = new Int32Array(length);
    this.#stamps = new Uint32Array(length);
    this.#stamp = 1;
    for (let number = 0; number < this.size; number++) {
      const slot = this.#find(this.#first[number]!, this.#second[number]!);
      this.#slots[slot] = number;
      this.#stamps[slot] = 1;
    }
  }
}
