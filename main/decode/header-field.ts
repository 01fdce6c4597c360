// How one field of a header becomes text: where it ends, and a reader that a check of that end makes safe.
// The forms are those of `tshark -T fields`: hexadecimal padded to the width of Wireshark's field type.
import { ipv4Text, ipv6Text, macText } from '../../shared/net/address.ts';
import { uint16, uint24, uint32 } from './big-endian.ts';
import { AddressTextCache } from './text-cache.ts';

/** A field of a header at `at`: the bytes before `at + end` must be there, then `read` cannot fail. */
export interface HeaderField {
  readonly end: number;
  readonly read: (bytes: Uint8Array, at: number) => string;
}

const decimals: string[] = Array.from({ length: 65536 }, () => '');
const hex2: string[] = Array.from({ length: 256 }, (_, value) => `0x${value.toString(16).padStart(2, '0')}`);
const hex4: string[] = Array.from({ length: 65536 }, () => '');

/** Decimal text; small numbers come from a table. */
export function decimalText(value: number): string {
  if (value >= 65536) return String(value);
  const known = decimals[value]!;
  if (known !== '') return known;
  const text = String(value);
  decimals[value] = text;
  return text;
}

/** `0x0000` to `0xffff`, from a table. */
export function hex4Text(value: number): string {
  const known = hex4[value]!;
  if (known !== '') return known;
  const text = `0x${value.toString(16).padStart(4, '0')}`;
  hex4[value] = text;
  return text;
}

export const uint8Field = (offset: number): HeaderField => ({
  end: offset + 1,
  read: (bytes, at) => decimalText(bytes[at + offset]!),
});

export const uint16Field = (offset: number): HeaderField => ({
  end: offset + 2,
  read: (bytes, at) => decimalText(uint16(bytes, at + offset)),
});

export const uint32Field = (offset: number): HeaderField => ({
  end: offset + 4,
  read: (bytes, at) => decimalText(uint32(bytes, at + offset)),
});

/** (byte & mask) >> shift, times a factor. */
export const bitsField = (offset: number, mask: number, shift: number, factor = 1): HeaderField => ({
  end: offset + 1,
  read: (bytes, at) => decimalText(((bytes[at + offset]! & mask) >> shift) * factor),
});

/** A 16-bit word & mask, decimal. */
export const bits16Field = (offset: number, mask: number): HeaderField => ({
  end: offset + 2,
  read: (bytes, at) => decimalText(uint16(bytes, at + offset) & mask),
});

export const hex8Field = (offset: number): HeaderField => ({
  end: offset + 1,
  read: (bytes, at) => hex2[bytes[at + offset]!]!,
});

/** (byte >> shift) as two hexadecimal digits. */
export const hexBitsField = (offset: number, shift: number): HeaderField => ({
  end: offset + 1,
  read: (bytes, at) => hex2[bytes[at + offset]! >> shift]!,
});

/** A 16-bit word & mask as four hexadecimal digits. */
export const hex16Field = (offset: number, mask = 0xffff): HeaderField => ({
  end: offset + 2,
  read: (bytes, at) => hex4Text(uint16(bytes, at + offset) & mask),
});

/** A 24-bit word & mask as six hexadecimal digits. */
export const hex24Field = (offset: number, mask: number): HeaderField => ({
  end: offset + 3,
  read: (bytes, at) => `0x${(uint24(bytes, at + offset) & mask).toString(16).padStart(6, '0')}`,
});

const ipv4Cache = new AddressTextCache(4, ipv4Text);
const ipv6Cache = new AddressTextCache(16, ipv6Text);
const macCache = new AddressTextCache(6, macText);

export const ipv4Field = (offset: number): HeaderField => ({
  end: offset + 4,
  read: (bytes, at) => ipv4Cache.text(bytes, at + offset),
});

export const ipv6Field = (offset: number): HeaderField => ({
  end: offset + 16,
  read: (bytes, at) => ipv6Cache.text(bytes, at + offset),
});

export const macField = (offset: number): HeaderField => ({
  end: offset + 6,
  read: (bytes, at) => macCache.text(bytes, at + offset),
});
