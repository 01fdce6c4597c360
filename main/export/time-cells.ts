// Times as ASCII straight into bytes.
import { isoTime } from '../../shared/unit/time.ts';
import { writeDecimal, writeNineDigits, writeText } from '../decode/ascii.ts';

const DOT = 0x2e;
const COLON = 0x3a;
const LETTER_Z = 0x5a;
const DAY = 86_400;

/** Seconds with 9 decimals, `12.345678901`, written to `out` at `to`; returns where they end. */
export function writeSeconds(out: Uint8Array, to: number, seconds: number, nanos: number): number {
  const end = writeDecimal(out, to, seconds);
  out[end] = DOT;
  return writeNineDigits(out, end + 1, nanos);
}

/** Writes ISO 8601 in UTC with 9 decimals and returns where it ends; the calendar is asked once a day. */
export function isoWriter(): (out: Uint8Array, to: number, seconds: number, nanos: number) => number {
  let lastDay = -1;
  let date = '';
  // hot path
  return (out, to, seconds, nanos) => {
    const day = Math.floor(seconds / DAY);
    if (day !== lastDay) {
      lastDay = day;
      date = isoTime([day * DAY, 0]).slice(0, 11);
    }
    const second = seconds - day * DAY;
    const minute = (second / 60) | 0;
    const at = writeText(out, to, date);
    twoDigits(out, at, (minute / 60) | 0);
    out[at + 2] = COLON;
    twoDigits(out, at + 3, minute % 60);
    out[at + 5] = COLON;
    twoDigits(out, at + 6, second % 60);
    out[at + 8] = DOT;
    const end = writeNineDigits(out, at + 9, nanos);
    out[end] = LETTER_Z;
    return end + 1;
  };
}

function twoDigits(out: Uint8Array, to: number, value: number): void {
  out[to] = 0x30 + ((value / 10) | 0);
  out[to + 1] = 0x30 + (value % 10);
}
