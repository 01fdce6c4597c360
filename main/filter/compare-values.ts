// How two values of kindred types stand to each other (Wireshark's ftypes): order, containing, matching, zero.
import type { Regex } from '../../shared/filter/regex.ts';
import { LayerBytes, Network, type Value } from '../../shared/filter/value.ts';

/**
 * Negative, zero or positive. Bytes are ordered by length first; addresses by the bits that both have. NaN: not to be compared
 * (one is no value, or a number without a sign, `signed` false, meets one below zero).
 */
export function compareValues(a: Value, b: Value, signed: boolean): number {
  if (isNumber(a) && isNumber(b)) {
    if (b < 0 && a >= 0 && !signed) return Number.NaN;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Network || b instanceof Network) return compareAddresses(a, b);
  const [x, y] = [bytesToCompare(a), bytesToCompare(b)];
  if (x === undefined || y === undefined) return Number.NaN;
  return x.length - y.length || compareBytes(x, y, x.length);
}

const isNumber = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

function bytesToCompare(value: Value): Uint8Array | undefined {
  if (value instanceof LayerBytes) return value.all.subarray(0, value.length);
  return value instanceof Uint8Array ? value : undefined;
}

function compareBytes(a: Uint8Array, b: Uint8Array, length: number): number {
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function compareAddresses(a: Value, b: Value): number {
  const [x, y] = [addressOf(a), addressOf(b)];
  if (x === undefined || y === undefined || x.bytes.length !== y.bytes.length) return Number.NaN;
  const bits = Math.min(x.prefix, y.prefix);
  const whole = bits >>> 3;
  const order = compareBytes(x.bytes, y.bytes, whole);
  if (order !== 0 || (bits & 7) === 0) return order;
  const mask = 0xff00 >> (bits & 7);
  return (x.bytes[whole]! & mask) - (y.bytes[whole]! & mask);
}

function addressOf(value: Value): Network | undefined {
  if (value instanceof Network) return value;
  return value instanceof Uint8Array ? new Network(value, value.length * 8) : undefined;
}

/** Whether the text or bytes of b lie somewhere in a. Nothing contains the empty text. */
export function contains(a: Value, b: Value): boolean {
  if (typeof a === 'string') return typeof b === 'string' && b !== '' && a.includes(b);
  const [x, y] = [searched(a), searched(b)];
  if (x === undefined || y === undefined || y.length === 0) return false;
  return Buffer.from(x.buffer, x.byteOffset, x.length).indexOf(y) >= 0;
}

function searched(value: Value): Uint8Array | undefined {
  if (value instanceof LayerBytes) return value.all;
  return value instanceof Uint8Array ? value : undefined;
}

export function matches(value: Value, regex: Regex): boolean {
  const subject = typeof value === 'string' ? value : searched(value);
  return subject !== undefined && regex.test(subject);
}

/** Zero, or bytes that are all zero. */
export function isZero(value: Value): boolean {
  if (isNumber(value)) return Number(value) === 0;
  const bytes = value instanceof Network ? value.bytes : bytesToCompare(value);
  return bytes?.every(byte => byte === 0) ?? true;
}
