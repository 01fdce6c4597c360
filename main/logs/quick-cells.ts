// Cells of plain lines in one pass over the bytes, without looking for the ends of line and columns first. What is not as
// nearly every line is (an IPv6 address, a broken cell, a very long number) is refused and left to the reader of its log.
import { type Moment, parseStamp } from './ascii-parse.ts';

const ZERO = 0x30;
const DOT = 0x2e;
const COLON = 0x3a;
const LINE_FEED = 0x0a;
const MOST_DIGITS = 15;
const MOST_DECIMALS = 9;
/** Nanoseconds of the last one of so many decimals. */
const UNIT_OF_DECIMALS = Int32Array.from({ length: MOST_DECIMALS + 1 }, (_, n) => 10 ** (MOST_DECIMALS - n));
const LONGEST_TEXT = 30;
/** Bytes of a stamp up to its date, its hour and its second. */
const DATE_LEN = 10;
const HOUR_LEN = 13;
const STAMP_LEN = 19;
/** A line that is read here has no more bytes than this: 13 cells of the longest. */
export const LONGEST_QUICK_LINE = 512;

/** Not plain. */
export const NOT_PLAIN = -1;

/** The second at which the hour of a stamp begins, by its bytes: nearly every row has the hour of the one before it. */
interface Hour {
  a: number;
  b: number;
  c: number;
  d: number;
  seconds: number;
}
export const unknownHour = (): Hour => ({ a: 0, b: 0, c: 0, d: 0, seconds: 0 });

/**
 * Walks along a line cell by cell. Every read either takes the cell and its separator, or answers NOT_PLAIN (false).
 * The caller has checked that LONGEST_QUICK_LINE bytes lie behind the line's start.
 */
export class QuickCells {
  /** Where the next cell begins. */
  at = 0;
  bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.bytes.buffer);
  readonly #moment = { seconds: 0, nanos: 0 };

  begin(bytes: Uint8Array, at: number): void {
    this.at = at;
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  // hot path
  /** A whole number. */
  whole(separator: number): number {
    const { bytes, at } = this;
    const most = at + MOST_DIGITS;
    let value = 0;
    for (let i = at; i <= most; i++) {
      const byte = bytes[i]!;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (byte === separator && i > at) {
        this.at = i + 1;
        return value;
      } else break;
    }
    return NOT_PLAIN;
  }

  // hot path
  /** A port. */
  port(separator: number): number {
    const { bytes, at } = this;
    let value = 0;
    for (let i = at; i <= at + 5; i++) {
      const byte = bytes[i]!;
      const digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) value = value * 10 + digit;
      else if (byte === separator && i > at && value <= 0xffff) {
        this.at = i + 1;
        return value;
      } else break;
    }
    return NOT_PLAIN;
  }

  // hot path
  /** An IPv4 address into out[0, 4). */
  ipv4(separator: number, out: Uint8Array): boolean {
    const { bytes } = this;
    let i = this.at;
    for (let part = 0; part < 4; part++) {
      const first = bytes[i]! - ZERO;
      if (first < 0 || first > 9) return false;
      let value = first;
      let byte = bytes[++i]!;
      let digit = byte - ZERO;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        byte = bytes[++i]!;
        digit = byte - ZERO;
        if (digit >= 0 && digit <= 9) {
          value = value * 10 + digit;
          if (value > 255) return false;
          byte = bytes[++i]!;
        }
      }
      if (byte !== (part < 3 ? DOT : separator)) return false;
      out[part] = value;
      i++;
    }
    this.at = i;
    return true;
  }

  // hot path
  /** A stamp as parseStamp takes it, with no more than 9 decimals. */
  stamp(separator: number, hour: Hour, into: Moment): boolean {
    const { bytes, at } = this;
    const view = this.#view;
    const a = view.getInt32(at);
    const b = view.getInt32(at + 4);
    const c = view.getInt32(at + 8);
    const d = bytes[at + 12]!;
    if ((a !== hour.a || b !== hour.b || c !== hour.c || d !== hour.d) && !this.#readHour(hour, separator, a, b, c, d))
      return false;
    const minute = this.#twoDigits(at + HOUR_LEN + 1);
    const second = this.#twoDigits(at + HOUR_LEN + 4);
    if (minute < 0 || minute > 59 || second < 0 || second > 60) return false;
    if (bytes[at + HOUR_LEN] !== COLON || bytes[at + HOUR_LEN + 3] !== COLON) return false;
    let i = at + STAMP_LEN;
    let nanos = 0;
    if (bytes[i] === DOT) {
      const first = ++i;
      const most = first + MOST_DECIMALS;
      for (; i < most; i++) {
        const digit = bytes[i]! - ZERO;
        if (digit < 0 || digit > 9) break;
        nanos = nanos * 10 + digit;
      }
      if (i === first) return false;
      nanos *= UNIT_OF_DECIMALS[i - first]!;
    }
    if (bytes[i] !== separator) return false;
    into.seconds = hour.seconds + minute * 60 + second;
    into.nanos = nanos;
    this.at = i + 1;
    return true;
  }

  // hot path
  /** Skips a text; answers with its bytes. */
  text(separator: number): number {
    const { bytes, at } = this;
    const most = at + LONGEST_TEXT;
    for (let i = at; i < most; i++) {
      const byte = bytes[i]!;
      if (byte === separator) {
        this.at = i + 1;
        return i - at;
      }
      if (byte === LINE_FEED) break;
    }
    return NOT_PLAIN;
  }

  #twoDigits(at: number): number {
    const tens = this.bytes[at]! - ZERO;
    const ones = this.bytes[at + 1]! - ZERO;
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NOT_PLAIN;
  }

  #readHour(hour: Hour, separator: number, a: number, b: number, c: number, d: number): boolean {
    const moment = this.#moment;
    // Any byte may stand between date and time, but for those that end a cell.
    const between = this.bytes[this.at + DATE_LEN];
    if (between === separator || between === LINE_FEED) return false;
    if (!parseStamp(this.bytes, this.at, this.at + STAMP_LEN, moment)) return false;
    const minute = this.#twoDigits(this.at + HOUR_LEN + 1);
    const second = this.#twoDigits(this.at + HOUR_LEN + 4);
    hour.seconds = moment.seconds - minute * 60 - second;
    hour.a = a;
    hour.b = b;
    hour.c = c;
    hour.d = d;
    return true;
  }
}
