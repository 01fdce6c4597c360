// Requests and answers of HTTP/1 out of what one side of a connection says, piece by piece (decode/app/http1.ts reads them).
// Bounded: heads beyond MOST_HEAD bytes and chunked bodies beyond MOST_BODY are passed over.
import {
  chunkSize,
  colonOf,
  headerValueAt,
  httpMessageLength,
  isBodiless,
  lineEnd,
  nextLine,
  nextToken,
  skipEmptyLine,
  startLineKind,
  tokenEnd,
} from '../decode/app/http1.ts';

const MOST_HEAD = 256 * 1024;
const MOST_BODY = 16 * 1024 * 1024;
/** What is kept is looked at again when it has grown by this factor: chunk after chunk would cost the square of their number. */
const GROWTH = 1.25;
/** Or when a piece looks like the end of it, while no more than this many times what came was looked at. */
const LOOKS = 16;
const FIRST_ROOM = 4096;

/** The head of a message, borrowed for the call: bytes[at, body). */
export interface HttpHead {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly body: number;
}

export interface TakeMessages<Tag> {
  /** A request, and the piece that it began in. */
  request(head: HttpHead, tag: Tag): void;
  /** Status and bytes of the body of an answer; NaN: that cannot be told. Answers to HEAD have none (`hasBody`). */
  answer(status: number, size: number): void;
  /** Whether the next answer may have a body. */
  hasBody(): boolean;
}

export class HttpMessages<Tag> {
  readonly #take: TakeMessages<Tag>;
  #room = new Uint8Array(0);
  #length = 0;
  #came = 0;
  #looked = 0;
  /** The piece that the kept bytes begin in. */
  #tag: Tag | undefined;
  /** Kept bytes below which another look is of no use. */
  #enough = 0;
  /** Bytes of a body that are still to come; infinite: all that comes. */
  #body = 0;
  /** Bytes of a body without a length that came. */
  #open: { readonly status: number; bytes: number } | undefined;
  #lost = false;

  constructor(take: TakeMessages<Tag>) {
    this.#take = take;
  }

  /** The next bytes; `missing` of them were not captured. */
  piece(bytes: Uint8Array, missing: number, tag: Tag): void {
    if (missing > 0) this.#skip(missing);
    let fresh = bytes;
    if (this.#body > 0) {
      const size = Math.min(this.#body, fresh.length);
      if (this.#open) this.#open.bytes += size;
      this.#body -= size;
      fresh = fresh.subarray(size);
    }
    if (fresh.length === 0) return;
    // Behind a hole, a message is found where a piece begins with one.
    if (this.#lost && startLineKind(fresh, 0, lineEnd(fresh, 0, fresh.length)) === undefined) return;
    this.#lost = false;
    if (this.#length === 0) this.#tag = tag;
    this.#keep(fresh);
    const mayEnd = endsChunks(fresh) && this.#looked < LOOKS * this.#came + MOST_HEAD;
    if (this.#length < this.#enough && !mayEnd) return;
    this.#looked += this.#length;
    this.#read(tag, false);
  }

  get #kept(): Uint8Array {
    return this.#room.subarray(0, this.#length);
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#room.length) {
      const room = new Uint8Array(Math.max(FIRST_ROOM, this.#room.length * 2, length));
      room.set(this.#kept);
      this.#room = room;
    }
    this.#room.set(bytes, this.#length);
    this.#length = length;
    this.#came += bytes.length;
  }

  /** The connection has ended. */
  end(): void {
    if (this.#length > 0 && this.#tag !== undefined) this.#read(this.#tag, true);
    this.#giveCut();
    if (this.#open) this.#take.answer(this.#open.status, this.#open.bytes);
    this.#open = undefined;
    this.#forget();
  }

  #forget(): void {
    this.#length = 0;
    this.#enough = 0;
  }

  #skip(missing: number): void {
    if (this.#body > 0) {
      if (this.#open) this.#open.bytes += Math.min(this.#body, missing);
      this.#body = Math.max(0, this.#body - missing);
      return;
    }
    this.#giveCut();
    this.#forget();
    this.#lost = true;
  }

  /** What is kept is cut off: its first line says enough, once it is whole. */
  #giveCut(): void {
    const bytes = this.#kept;
    const start = skipEmptyLine(bytes, 0, bytes.length);
    if (nextLine(bytes, lineEnd(bytes, start, bytes.length), bytes.length) < 0) return;
    const body = headEnd(bytes, start);
    this.#giveHead(start, body < 0 ? bytes.length : body, Number.NaN);
  }

  /** Takes messages off the kept bytes. `last`: nothing follows. */
  #read(tag: Tag, last: boolean): void {
    const bytes = this.#kept;
    let at = 0;
    while (at < bytes.length) {
      const start = skipEmptyLine(bytes, at, bytes.length);
      const body = headEnd(bytes, start);
      if (body < 0) break;
      const length = httpMessageLength(bytes, at, bytes.length);
      const kind = startLineKind(bytes, start, lineEnd(bytes, start, bytes.length));
      if (kind === undefined) {
        this.#lost = true;
        this.#forget();
        return;
      }
      const isBare = kind === 'response' && !this.#take.hasBody();
      const end = isBare ? body : length === 0 ? -1 : at + length;
      if (end < 0 && !last) break;
      this.#give(start, body, end);
      if (end < 0 || end > bytes.length) {
        this.#body = Math.max(0, end - bytes.length);
        this.#forget();
        return;
      }
      at = end;
      this.#tag = tag;
    }
    this.#room.copyWithin(0, at, this.#length);
    this.#length -= at;
    this.#enough = this.#length * GROWTH;
    const isChunked = headEnd(this.#kept, 0) >= 0;
    if (this.#length > (isChunked ? MOST_BODY : MOST_HEAD)) {
      this.#giveCut();
      this.#forget();
      this.#lost = true;
    }
  }

  /** Gives the message whose head is kept[start, body), and which ends at `end` (-1: it was cut off; infinite: with the connection). */
  #give(start: number, body: number, end: number): void {
    if (end === Number.POSITIVE_INFINITY) {
      this.#open = { status: statusOf(this.#kept, start), bytes: this.#length - body };
      return;
    }
    this.#giveHead(start, body, end < 0 ? Number.NaN : bodySize(this.#kept, start, body, end));
  }

  #giveHead(start: number, body: number, size: number): void {
    const bytes = this.#kept;
    const kind = startLineKind(bytes, start, lineEnd(bytes, start, bytes.length));
    if (kind === 'request') this.#take.request({ bytes, at: start, body }, this.#tag!);
    if (kind !== 'response') return;
    const status = statusOf(bytes, start);
    // 1xx come before the answer (RFC 9110, section 15.2), but for a change of protocol.
    if (status >= 200 || status === 101) this.#take.answer(status, isBodiless(status) ? 0 : size);
  }
}

/** Whether a piece may be the last one of a chunked body, or of a head. */
function endsChunks(bytes: Uint8Array): boolean {
  const last = bytes.length - 1;
  return bytes[last] === 0x0a && (bytes[last - 1] === 0x0a || bytes[last - 2] === 0x0a);
}

/** Where the head that begins at `at` ends; -1: not yet. */
function headEnd(bytes: Uint8Array, at: number): number {
  for (let line = at; ; ) {
    const end = lineEnd(bytes, line, bytes.length);
    const next = nextLine(bytes, end, bytes.length);
    if (next < 0) return -1;
    if (end === line) return next;
    line = next;
  }
}

function statusOf(bytes: Uint8Array, at: number): number {
  const end = lineEnd(bytes, at, bytes.length);
  const code = nextToken(bytes, at, end);
  let status = 0;
  for (let i = code; i < Math.min(code + 3, end); i++) {
    const digit = bytes[i]! - 0x30;
    if (digit < 0 || digit > 9) return 0;
    status = status * 10 + digit;
  }
  return status >= 100 ? status : 0;
}

/** Bytes of a body bytes[body, end), which may lie beyond what is kept; of a chunked one those of its chunks. */
function bodySize(bytes: Uint8Array, start: number, body: number, end: number): number {
  const coding = headerOf(bytes, start, body, 'transfer-encoding');
  if (coding === null || !/^chunked/i.test(latin1.decode(bytes.subarray(coding[0], coding[1])))) return end - body;
  let sum = 0;
  for (let line = body; line < end; ) {
    const lineEnds = lineEnd(bytes, line, end);
    const size = chunkSize(bytes, line, lineEnds);
    if (size <= 0) break;
    sum += size;
    line = nextLine(bytes, lineEnds, end) + size + 2;
  }
  return sum;
}

const latin1 = new TextDecoder('latin1');

/** Where the value of a header lies; null without it. */
export function headerOf(bytes: Uint8Array, at: number, body: number, name: string): readonly [number, number] | null {
  let line = nextLine(bytes, lineEnd(bytes, at, body), body);
  while (line >= 0 && line < body) {
    const end = lineEnd(bytes, line, body);
    const colon = colonOf(bytes, line, end);
    if (colon - line === name.length && latin1.decode(bytes.subarray(line, colon)).toLowerCase() === name) {
      const value = headerValueAt(bytes, colon, end);
      let last = end;
      while (last > value && (bytes[last - 1] === 0x20 || bytes[last - 1] === 0x09)) last--;
      return [value, last];
    }
    line = nextLine(bytes, end, body);
  }
  return null;
}

/** Where method, target and version of a request line lie. */
export function requestLineOf(bytes: Uint8Array, at: number): readonly (readonly [number, number])[] {
  const end = lineEnd(bytes, at, bytes.length);
  const target = nextToken(bytes, at, end);
  const version = nextToken(bytes, target, end);
  return [
    [at, tokenEnd(bytes, at, end)],
    [target, tokenEnd(bytes, target, end)],
    [version, tokenEnd(bytes, version, end)],
  ];
}
