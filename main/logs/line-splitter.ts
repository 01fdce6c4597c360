// Lines out of blocks of a file, without a copy but for lines that lie across two blocks.

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** No log has longer lines; beyond it a file without line ends would be kept whole. */
const LONGEST_LINE = 1024 * 1024;

/** Takes the line bytes[at, end), without its end; `number` counts from 1. The bytes are borrowed for the call. */
export type TakeLine = (bytes: Uint8Array, at: number, end: number, number: number) => void;

/** Takes the line that begins at bytes[at], if that is quickly done: answers where the next one begins, else below 0. */
export type TakeQuickly = (bytes: Uint8Array, at: number) => number;

export class LineSplitter {
  /** Lines given so far. */
  lines = 0;
  /** Lines that were longer than LONGEST_LINE: they are given cut off there. */
  tooLong = 0;
  readonly #take: TakeLine;
  readonly #quick: TakeQuickly | undefined;
  readonly #quickSize: number;
  #rest = new Uint8Array(4096);
  #length = 0;

  /** `quick` is asked first where at least `quickSize` bytes lie behind the start of a line. */
  constructor(take: TakeLine, quick?: TakeQuickly, quickSize = 0) {
    this.#take = take;
    this.#quick = quick;
    this.#quickSize = quickSize;
  }

  // hot path
  append(block: Uint8Array): void {
    let at = 0;
    if (this.#length > 0) {
      const end = block.indexOf(LINE_FEED);
      this.#keep(block, 0, end < 0 ? block.length : end);
      if (end < 0) return;
      this.#giveRest();
      at = end + 1;
    }
    const quick = this.#quick;
    const quickEnd = block.length - this.#quickSize;
    for (;;) {
      while (quick !== undefined && at < quickEnd) {
        const next = quick(block, at);
        if (next < 0) break;
        this.lines++;
        at = next;
      }
      const end = block.indexOf(LINE_FEED, at);
      if (end < 0) break;
      this.#give(block, at, end);
      at = end + 1;
    }
    this.#keep(block, at, block.length);
  }

  /** The file has ended: what is left is its last line. */
  finish(): void {
    if (this.#length > 0) this.#giveRest();
  }

  #give(bytes: Uint8Array, at: number, end: number): void {
    this.lines++;
    const trimmed = end > at && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (trimmed - at > LONGEST_LINE) this.tooLong++;
    this.#take(bytes, at, Math.min(trimmed, at + LONGEST_LINE), this.lines);
  }

  #giveRest(): void {
    this.#give(this.#rest, 0, this.#length);
    this.#length = 0;
  }

  #keep(block: Uint8Array, at: number, end: number): void {
    // One byte more than the longest line, so that it is seen to be longer.
    const size = Math.min(end - at, LONGEST_LINE + 1 - this.#length);
    if (size <= 0) return;
    if (this.#length + size > this.#rest.length) {
      const grown = new Uint8Array(Math.max(this.#rest.length * 2, this.#length + size));
      grown.set(this.#rest.subarray(0, this.#length));
      this.#rest = grown;
    }
    this.#rest.set(block.subarray(at, at + size), this.#length);
    this.#length += size;
  }
}
