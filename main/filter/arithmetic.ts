// Arithmetic in filters: numbers stay within their 32 or 64 bits, and a result that does not fit, or a division by zero,
// is no value at all (Wireshark's ftype-integer.c).
import type { Arithmetic, ArithmeticOperator } from '../../shared/filter/ast.ts';
import { Network, type Value } from '../../shared/filter/value.ts';
import type { TermReader } from './record-values.ts';

export type NumberKind = 'unsigned' | 'signed' | 'double';

const INT32 = 2n ** 31n;
const INT64 = 2n ** 63n;

/** No result. */
const NONE: readonly Value[] = [];

/** The values of `left op right`: every value of one with every value of the other. */
export function compileSum({ op }: Arithmetic, left: TermReader, right: TermReader, kind: NumberKind): TermReader {
  return record => {
    const [a, b] = [left(record), right(record)];
    if (a === null || b === null) return null;
    return a.flatMap(x => b.flatMap(y => sum(op, x, y, kind)));
  };
}

function sum(op: ArithmeticOperator, a: Value, b: Value, kind: NumberKind): Value | readonly Value[] {
  if (typeof a === 'number' && typeof b === 'number') {
    if (kind === 'double') return fraction(op, a, b);
    return whole(op, BigInt(a), BigInt(b), kind === 'signed', INT32).map(Number);
  }
  if ((typeof a === 'number' || typeof a === 'bigint') && (typeof b === 'number' || typeof b === 'bigint')) {
    return whole(op, BigInt(a), BigInt(b), kind === 'signed', INT64);
  }
  const [x, y] = [bits(a), bits(b)];
  return op === '&' && x && y ? x.subarray(0, Math.min(x.length, y.length)).map((byte, i) => byte & y[i]!) : NONE;
}

const bits = (value: Value): Uint8Array | undefined =>
  value instanceof Network ? masked(value) : value instanceof Uint8Array ? value : undefined;

const masked = ({ bytes, prefix }: Network): Uint8Array =>
  bytes.map((byte, i) => byte & (prefix >= i * 8 + 8 ? 0xff : prefix <= i * 8 ? 0 : 0xff00 >> (prefix - i * 8)));

function fraction(op: ArithmeticOperator, a: number, b: number): Value | readonly Value[] {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? NONE : a / b;
    default:
      return NONE;
  }
}

/** `limit`: the first number that a signed result cannot have; a result without a sign has one bit more. */
function whole(op: ArithmeticOperator, a: bigint, b: bigint, signed: boolean, limit: bigint): bigint[] {
  const result = wholeResult(op, a, b);
  if (result === undefined) return [];
  if (signed || a < 0n || b < 0n) return result < limit && result >= -limit ? [result] : [];
  if (result < 0n) return a < limit && b < limit ? [result] : [];
  return result < limit * 2n ? [result] : [];
}

function wholeResult(op: ArithmeticOperator, a: bigint, b: bigint): bigint | undefined {
  switch (op) {
    case '&':
      return a & b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
  }
}

/** The number with the other sign; no value when it is too large for one with a sign. */
export function negated(value: Value): Value | readonly Value[] {
  if (typeof value === 'bigint') return value < INT64 ? -value : NONE;
  if (typeof value !== 'number') return NONE;
  return value < Number(INT32) || !Number.isInteger(value) ? -value : NONE;
}
