// Text written straight into bytes: what an export of millions of rows needs instead of strings.
// Every function writes at `to` and returns where it ended. The caller has made sure of the room.

const ZERO = 0x30;
const DOT = 0x2e;
const COLON = 0x3a;
const LETTER_X = 0x78;
const HEX_DIGITS = Uint8Array.from('0123456789abcdef', c => c.charCodeAt(0));

// hot path
/** A whole number from 0 to 2^32 - 1: at most 10 bytes. */
export function writeDecimal(out: Uint8Array, to: number, value: number): number {
  if (value < 10) {
    out[to] = ZERO + value;
    return to + 1;
  }
  let end = to + digitsOf(value);
  const after = end;
  let rest = value;
  // Past 2^31 a division of integers would take the number for a negative one.
  if (rest > 0x7fffffff) {
    const tens = Math.floor(rest / 10);
    out[--end] = ZERO + (rest - tens * 10);
    rest = tens;
  }
  while (rest >= 10) {
    const tens = (rest / 10) | 0;
    out[--end] = ZERO + (rest - tens * 10);
    rest = tens;
  }
  out[to] = ZERO + rest;
  return after;
}

// hot path
function digitsOf(value: number): number {
  if (value < 100000) {
    if (value < 100) return value < 10 ? 1 : 2;
    if (value < 1000) return 3;
    return value < 10000 ? 4 : 5;
  }
  if (value < 10000000) return value < 1000000 ? 6 : 7;
  if (value < 100000000) return 8;
  return value < 1000000000 ? 9 : 10;
}

// hot path
/** A whole number below 10^9 as exactly 9 digits: the decimals of seconds. */
export function writeNineDigits(out: Uint8Array, to: number, value: number): number {
  let rest = value;
  for (let at = to + 8; at >= to; at--) {
    const tens = (rest / 10) | 0;
    out[at] = ZERO + (rest - tens * 10);
    rest = tens;
  }
  return to + 9;
}

// hot path
/** `0x` and exactly `digits` hexadecimal digits. */
export function writeHex(out: Uint8Array, to: number, value: number, digits: number): number {
  out[to] = ZERO;
  out[to + 1] = LETTER_X;
  const end = to + 2 + digits;
  let rest = value;
  for (let at = end - 1; at >= to + 2; at--) {
    out[at] = HEX_DIGITS[rest & 15]!;
    rest >>>= 4;
  }
  return end;
}

// hot path
/** Dotted decimal of the 4 bytes at `at`: at most 15 bytes. */
export function writeIpv4(out: Uint8Array, to: number, bytes: Uint8Array, at: number): number {
  let end = writeDecimal(out, to, bytes[at]!);
  for (let i = 1; i < 4; i++) {
    out[end] = DOT;
    end = writeDecimal(out, end + 1, bytes[at + i]!);
  }
  return end;
}

// hot path
/** `00:11:22:aa:bb:cc` of the 6 bytes at `at`. */
export function writeMac(out: Uint8Array, to: number, bytes: Uint8Array, at: number): number {
  let end = to;
  for (let i = 0; i < 6; i++) {
    if (i > 0) out[end++] = COLON;
    out[end++] = HEX_DIGITS[bytes[at + i]! >> 4]!;
    out[end++] = HEX_DIGITS[bytes[at + i]! & 15]!;
  }
  return end;
}

// hot path
/** Text of ASCII characters. */
export function writeText(out: Uint8Array, to: number, text: string): number {
  for (let i = 0; i < text.length; i++) out[to + i] = text.charCodeAt(i);
  return to + text.length;
}
