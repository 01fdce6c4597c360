// A source from front to back, as many bytes at a time as a decoder asks for.
import type { ByteSource } from './byte-source.ts';

const READ_SIZE = 256 * 1024;

export class Input {
  readonly #source: ByteSource;
  #buffer = new Uint8Array(READ_SIZE);
  #start = 0;
  #end = 0;
  #fetched = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Bytes of the source that were taken. */
  get offset(): number {
    return this.#fetched - (this.#end - this.#start);
  }

  /**
   * The next `n` bytes, or fewer when the source ends inside of them. They are borrowed until the next call. `n` must
   * have been checked against what the format allows. Throws ProblemError (`unreadable`) when the medium fails.
   */
  async take(n: number): Promise<Uint8Array> {
    while (this.#end - this.#start < n && (await this.#fetch(n)));
    const end = Math.min(this.#end, this.#start + n);
    const taken = this.#buffer.subarray(this.#start, end);
    this.#start = end;
    return taken;
  }

  /** Passes over `n` bytes; false when the source ends before. */
  async skip(n: number): Promise<boolean> {
    for (let left = n; left > 0; ) {
      const { length } = await this.take(Math.min(left, READ_SIZE));
      if (length === 0) return false;
      left -= length;
    }
    return true;
  }

  async #fetch(n: number): Promise<boolean> {
    if (this.#start + n > this.#buffer.length) {
      const rest = this.#buffer.subarray(this.#start, this.#end);
      // Twice what is there and not what was asked for: a claim takes memory only as it comes true.
      const size = Math.min(n, rest.length * 2);
      if (size > this.#buffer.length) this.#buffer = new Uint8Array(size + READ_SIZE);
      this.#buffer.set(rest);
      this.#end = rest.length;
      this.#start = 0;
    }
    const room = Math.min(READ_SIZE, this.#buffer.length - this.#end);
    const got = await this.#source.read(this.#fetched, this.#buffer.subarray(this.#end, this.#end + room));
    this.#end += got;
    this.#fetched += got;
    return got > 0;
  }
}
