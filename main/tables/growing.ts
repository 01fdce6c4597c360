// A typed array that grows by doubling as values are added.

export class Growing<T extends Uint32Array | Float64Array> {
  length = 0;
  #values: T;

  /** `room` is the array to begin with; it must not be empty. */
  constructor(room: T) {
    this.#values = room;
  }

  /** Adds a value and answers its index. */
  push(value: number): number {
    if (this.length === this.#values.length) {
      const next = new (this.#values.constructor as new (length: number) => T)(this.length * 2);
      next.set(this.#values);
      this.#values = next;
    }
    this.#values[this.length] = value;
    return this.length++;
  }

  get(index: number): number {
    return this.#values[index]!;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** What was added so far. */
  copy(): T {
    return this.#values.slice(0, this.length) as T;
  }
}
