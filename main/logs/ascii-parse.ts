// Numbers, times and addresses out of ASCII bytes, without a string on the way: logs are read at the speed of the disk.
import { parseIpv6 } from '../../shared/net/address.ts';

const ZERO = 0x30;
const NINE = 0x39;
const DOT = 0x2e;
const COLON = 0x3a;
const MINUS = 0x2d;

/** No number, time or address. */
export const BAD = -1;

// hot path
/** The whole number in bytes[at, end), exact up to 2^53; BAD when there is anything but digits, or nothing. */
export function parseWhole(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || end - at > 16) return BAD;
  let value = 0;
  for (let i = at; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return BAD;
    value = value * 10 + digit;
  }
  return value;
}

// hot path
/** The port in bytes[at, end), or BAD. */
export function parsePort(bytes: Uint8Array, at: number, end: number): number {
  const port = parseWhole(bytes, at, end);
  return port > 0xffff ? BAD : port;
}

/** A moment, overwritten by every reading. */
export interface Moment {
  seconds: number;
  nanos: number;
}

// hot path
/** Nanoseconds of the decimals bytes[at, end), of which more than 9 are cut; BAD without digits. */
export function parseDecimals(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return BAD;
  let value = 0;
  let unit = 100_000_000;
  for (let i = at; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return BAD;
    value += digit * unit;
    unit = unit === 1 ? 0 : unit / 10;
  }
  return value;
}

// hot path
/** Epoch seconds with or without decimals, exact to 9 of them; false when it is no such number or lies beyond 2106. */
export function parseEpoch(bytes: Uint8Array, at: number, end: number, into: Moment): boolean {
  let dot = at;
  while (dot < end && bytes[dot] !== DOT) dot++;
  const seconds = parseWhole(bytes, at, dot);
  const nanos = dot === end ? 0 : parseDecimals(bytes, dot + 1, end);
  if (seconds < 0 || seconds > 0xffff_ffff || nanos < 0) return false;
  into.seconds = seconds;
  into.nanos = nanos;
  return true;
}

// hot path
/** The two digits at `at`, or BAD. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO;
  const ones = bytes[at + 1]! - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : BAD;
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
export const DAYS_IN = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATE_LEN = 10;
const STAMP_LEN = 19;

/** Days from 1970-01-01 to a day of the Gregorian calendar, from 1970 on. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 477;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (year - 1970) * 365 + leaps + DAYS_BEFORE[month - 1]! + (isLeap && month > 2 ? 1 : 0) + day - 1;
}

// hot path
/**
 * A stamp like `2016-08-15-13:30:28.8410` or `2017-01-27 16:24:42`: date, one byte of any kind, time, decimals or none.
 * It names no zone and is taken as UTC. False when it is none.
 */
export function parseStamp(bytes: Uint8Array, at: number, end: number, into: Moment): boolean {
  if (end - at < STAMP_LEN || bytes[at + 4] !== MINUS || bytes[at + 7] !== MINUS) return false;
  if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return false;
  const century = twoDigits(bytes, at);
  const yearOfCentury = twoDigits(bytes, at + 2);
  const year = century * 100 + yearOfCentury;
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  const hour = twoDigits(bytes, at + DATE_LEN + 1);
  const minute = twoDigits(bytes, at + 14);
  const second = twoDigits(bytes, at + 17);
  if (century < 0 || yearOfCentury < 0 || year < 1970 || year > 2105) return false;
  if (month < 1 || month > 12 || day < 1 || day > DAYS_IN[month - 1]!) return false;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  let nanos = 0;
  if (end - at > STAMP_LEN) {
    if (bytes[at + STAMP_LEN] !== DOT) return false;
    nanos = parseDecimals(bytes, at + STAMP_LEN + 1, end);
    if (nanos < 0) return false;
  }
  into.seconds = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  into.nanos = nanos;
  return true;
}

const ascii = new TextDecoder('latin1');
const LONGEST_ADDRESS = 45;

// hot path
/** The address in bytes[at, end) into out[0, 4) or out[0, 16); returns 4 or 16, or 0 when it is none. */
export function parseAddressInto(bytes: Uint8Array, at: number, end: number, out: Uint8Array): 4 | 16 | 0 {
  if (end - at > LONGEST_ADDRESS) return 0;
  let part = 0;
  let value = -1;
  for (let i = at; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= NINE) {
      value = (value < 0 ? 0 : value * 10) + byte - ZERO;
      if (value > 255) return parseIpv6Into(bytes, at, end, out);
    } else if (byte === DOT && value >= 0 && part < 3) {
      out[part++] = value;
      value = -1;
    } else {
      return parseIpv6Into(bytes, at, end, out);
    }
  }
  if (part !== 3 || value < 0) return parseIpv6Into(bytes, at, end, out);
  out[3] = value;
  return 4;
}

function parseIpv6Into(bytes: Uint8Array, at: number, end: number, out: Uint8Array): 16 | 0 {
  const address = parseIpv6(ascii.decode(bytes.subarray(at, end)));
  if (address === undefined) return 0;
  out.set(address);
  return 16;
}
