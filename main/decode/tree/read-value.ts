// The value of a field out of the bytes that it stands in, by its type in the catalogue. The caller has checked the bytes.
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import type { FieldValue } from './item.ts';

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder();

/** Trailing zeros of a mask: how far the value is shifted down. */
const shiftOf = (mask: number): number => (mask === 0 ? 0 : 31 - Math.clz32(mask & -mask));

/** A big-endian number of up to 8 bytes: number up to 6 bytes, else bigint. */
function wholeNumber(bytes: Uint8Array, at: number, length: number, little: boolean): number | bigint {
  if (length === 1) return bytes[at]!;
  if (length === 2) return little ? bytes[at]! | (bytes[at + 1]! << 8) : (bytes[at]! << 8) | bytes[at + 1]!;
  if (length > 6) {
    let value = 0n;
    for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(bytes[little ? at + length - 1 - i : at + i]!);
    return value;
  }
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + bytes[little ? at + length - 1 - i : at + i]!;
  return value;
}

function signed(value: number | bigint, bits: number): number | bigint {
  if (typeof value === 'bigint') return BigInt.asIntN(bits, value);
  return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
}

/** Reads bytes[at, at + length) as `def` says; null for types without a value. `length` is at most 8 for numbers. */
export function readValue(def: FieldDef, bytes: Uint8Array, at: number, length: number, little: boolean): FieldValue {
  switch (def.type) {
    case 'protocol':
    case 'none':
      return null;
    case 'boolean': {
      const value = Number(wholeNumber(bytes, at, Math.min(length, 6), little));
      return def.mask === 0 ? Number(value !== 0) : Number((value & def.mask) !== 0);
    }
    case 'uint':
    case 'framenum': {
      const value = wholeNumber(bytes, at, Math.min(length, 8), little);
      if (def.mask === 0 || typeof value === 'bigint') return value;
      return (value & def.mask) >>> shiftOf(def.mask);
    }
    case 'int':
      return signed(wholeNumber(bytes, at, Math.min(length, 8), little), length * 8);
    case 'double': {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
      return length === 4 ? String(view.getFloat32(0, little)) : String(view.getFloat64(0, little));
    }
    case 'string': {
      const part = bytes.subarray(at, at + length);
      const end = part.indexOf(0);
      const text = end < 0 ? part : part.subarray(0, end);
      return isUtf8(text) ? utf8.decode(text) : latin.decode(text);
    }
    default:
      return bytes.subarray(at, at + length);
  }
}

const strict = new TextDecoder('utf-8', { fatal: true });

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
