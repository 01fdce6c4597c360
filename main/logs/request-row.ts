// One request of a log: who asked for what, when, and what came of it. Overwritten by every line.
import type { Moment } from './ascii-parse.ts';

/** Texts of a request, by their place in `starts` and `ends`. */
export const TEXT = { ip: 0, method: 1, path: 2, version: 3, referrer: 4, agent: 5 } as const;
const TEXTS = 6;

export class RequestRow implements Moment {
  seconds = 0;
  nanos = 0;
  /** Minutes that the clock of the log is ahead of UTC. */
  zone = 0;
  /** 0 when there is none. */
  status = 0;
  /** Bytes of the answer; NaN when the log has none (`-`). */
  size = Number.NaN;
  /** Text t is bytes[starts[t], ends[t]), borrowed. */
  bytes: Uint8Array = new Uint8Array(0);
  readonly starts = new Int32Array(TEXTS);
  readonly ends = new Int32Array(TEXTS);

  /** Text `which` is bytes[at, end). */
  place(which: number, at: number, end: number): void {
    this.starts[which] = at;
    this.ends[which] = end;
  }
}

const VERSION_PREFIX = new TextEncoder().encode('HTTP/');

/** Texts of a row put together where they do not stand in the line as they are wanted. */
export class RowTexts {
  #bytes = new Uint8Array(4096);
  #length = 0;

  begin(): void {
    this.#length = 0;
  }

  add(row: RequestRow, which: number, from: Uint8Array, at: number, end: number): void {
    this.#need(end - at);
    this.#bytes.set(from.subarray(at, end), this.#length);
    row.place(which, this.#length, this.#length + end - at);
    this.#length += end - at;
  }

  /** `1.1` as `HTTP/1.1`, as access logs have it. */
  addVersion(row: RequestRow, from: Uint8Array, at: number, end: number): void {
    const start = this.#length;
    this.add(row, TEXT.version, VERSION_PREFIX, 0, VERSION_PREFIX.length);
    this.add(row, TEXT.version, from, at, end);
    row.place(TEXT.version, start, this.#length);
  }

  end(row: RequestRow): void {
    row.bytes = this.#bytes;
  }

  #need(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const next = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + size));
    next.set(this.#bytes);
    this.#bytes = next;
  }
}

/** Reads the line bytes[at, end) into the row. Answers why it cannot be read; null: it was; undefined: it holds no row. */
export type ReadRequest = (bytes: Uint8Array, at: number, end: number, row: RequestRow) => string | null | undefined;
