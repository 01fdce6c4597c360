// Counts by date and keys, added up as they come: 36 bytes a cell, however many rows there are.

const EMPTY = -1;

/** No file of counts that a person looks at has more; beyond it memory would be what the file says. */
const MOST_CELLS = 16_000_000;
const MOST_KEYS = 2_000_000;

export class CountTable {
  /** Cells in use. */
  length = 0;
  /** Milliseconds since the epoch. */
  millis = new Float64Array(1024);
  /** Numbers of the values of the two key columns; 0 where there is none. */
  first = new Uint32Array(1024);
  second = new Uint32Array(1024);
  counts = new Float64Array(1024);
  /** Values of the two key columns by number. */
  readonly keys: readonly [string[], string[]] = [[], []];
  /** Rows whose date and keys had come before. */
  duplicates = 0;
  readonly #numbers = [new Map<string, number>(), new Map<string, number>()] as const;
  #slots = new Int32Array(4096).fill(EMPTY);

  /** The number of a value of a key column; undefined when there are too many. */
  keyNumber(column: 0 | 1, value: string): number | undefined {
    const known = this.#numbers[column].get(value);
    if (known !== undefined) return known;
    const number = this.keys[column].length;
    if (number >= MOST_KEYS) return undefined;
    this.keys[column].push(value);
    this.#numbers[column].set(value, number);
    return number;
  }

  // hot path
  /** Adds a count to the cell of a date and two keys. False when the table is full and the cell new. */
  add(millis: number, first: number, second: number, count: number): boolean {
    const mask = this.#slots.length - 1;
    let slot = mix(millis, first, second) & mask;
    for (;;) {
      const cell = this.#slots[slot]!;
      if (cell === EMPTY) break;
      if (this.millis[cell] === millis && this.first[cell] === first && this.second[cell] === second) {
        this.counts[cell]! += count;
        this.duplicates++;
        return true;
      }
      slot = (slot + 1) & mask;
    }
    if (this.length >= MOST_CELLS) return false;
    const cell = this.length++;
    if (cell === this.counts.length) this.#grow();
    this.millis[cell] = millis;
    this.first[cell] = first;
    this.second[cell] = second;
    this.counts[cell] = count;
    this.#slots[slot] = cell;
    if (this.length * 2 > this.#slots.length) this.#rehash();
    return true;
  }

  #grow(): void {
    const length = this.counts.length * 2;
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(length);
      next.set(old);
      return next;
    };
    const words = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(length);
      next.set(old);
      return next;
    };
    this.millis = floats(this.millis);
    this.counts = floats(this.counts);
    this.first = words(this.first);
    this.second = words(this.second);
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let cell = 0; cell < this.length; cell++) {
      let slot = mix(this.millis[cell]!, this.first[cell]!, this.second[cell]!) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = cell;
    }
    this.#slots = slots;
  }
}

function mix(millis: number, first: number, second: number): number {
  const low = millis >>> 0;
  const high = (millis / 0x1_0000_0000) >>> 0;
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(first + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15) ^ second, 0x27d4eb2f);
  return (hash ^ (hash >>> 13)) >>> 0;
}
