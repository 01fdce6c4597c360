// One field of a header as data: where it lies, which bits of it count, and how it is written. A check of `end` against the
// captured bytes makes reading it safe. The forms are those of `tshark -T fields`.
import { ipv4Text, ipv6Text, macText } from '../../shared/net/address.ts';
import { writeDecimal, writeHex, writeIpv4, writeMac, writeText } from './ascii.ts';
import { uint16, uint24, uint32 } from './big-endian.ts';
import { AddressTextCache } from './text-cache.ts';

const FORM = { decimal: 0, hex: 1, ipv4: 2, ipv6: 3, mac: 4 } as const;

/** A field of a header: bytes[offset, end) from the header's first byte. */
export interface HeaderField {
  readonly offset: number;
  readonly end: number;
  /** A value of FORM. */
  readonly form: number;
  /** A number is (the bytes & mask) >>> shift. */
  readonly mask: number;
  readonly shift: number;
  /** Hexadecimal digits of a hex field: as many as Wireshark's type of the field has. */
  readonly digits: number;
}

/** The longest text of a field. */
export const LONGEST_FIELD = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'.length;

interface Bits {
  readonly mask?: number;
  readonly shift?: number;
}

function field(form: number, offset: number, width: number, digits: number, bits: Bits = {}): HeaderField {
  const { mask = 0xffffffff, shift = 0 } = bits;
  return { offset, end: offset + width, form, mask, shift, digits };
}

export const uint8Field = (offset: number, bits?: Bits): HeaderField => field(FORM.decimal, offset, 1, 0, bits);
export const uint16Field = (offset: number, bits?: Bits): HeaderField => field(FORM.decimal, offset, 2, 0, bits);
export const uint32Field = (offset: number): HeaderField => field(FORM.decimal, offset, 4, 0);
export const hex8Field = (offset: number, bits?: Bits): HeaderField => field(FORM.hex, offset, 1, 2, bits);
export const hex16Field = (offset: number, bits?: Bits): HeaderField => field(FORM.hex, offset, 2, 4, bits);
export const hex24Field = (offset: number, bits?: Bits): HeaderField => field(FORM.hex, offset, 3, 6, bits);
export const hex32Field = (offset: number, bits?: Bits): HeaderField => field(FORM.hex, offset, 4, 8, bits);
export const ipv4Field = (offset: number): HeaderField => field(FORM.ipv4, offset, 4, 0);
export const ipv6Field = (offset: number): HeaderField => field(FORM.ipv6, offset, 16, 0);
export const macField = (offset: number): HeaderField => field(FORM.mac, offset, 6, 0);

const ipv4Cache = new AddressTextCache(4, ipv4Text);
const ipv6Cache = new AddressTextCache(16, ipv6Text);
const macCache = new AddressTextCache(6, macText);

// hot path
/** The number in a decimal or hex field of the header at `at`. */
function numberOf(of: HeaderField, bytes: Uint8Array, at: number): number {
  const first = at + of.offset;
  let raw = bytes[first]!;
  switch (of.end - of.offset) {
    case 2:
      raw = uint16(bytes, first);
      break;
    case 3:
      raw = uint24(bytes, first);
      break;
    case 4:
      raw = uint32(bytes, first);
      break;
  }
  return (raw & of.mask) >>> of.shift;
}

/** Text of a field of the header at `at`. */
export function fieldText(of: HeaderField, bytes: Uint8Array, at: number): string {
  switch (of.form) {
    case FORM.hex:
      return `0x${numberOf(of, bytes, at).toString(16).padStart(of.digits, '0')}`;
    case FORM.ipv4:
      return ipv4Cache.text(bytes, at + of.offset);
    case FORM.ipv6:
      return ipv6Cache.text(bytes, at + of.offset);
    case FORM.mac:
      return macCache.text(bytes, at + of.offset);
    default:
      return String(numberOf(of, bytes, at));
  }
}

// hot path
/** The same text, written to `out` at `to`; returns where it ended, at most LONGEST_FIELD further. */
export function writeField(of: HeaderField, bytes: Uint8Array, at: number, out: Uint8Array, to: number): number {
  switch (of.form) {
    case FORM.hex:
      return writeHex(out, to, numberOf(of, bytes, at), of.digits);
    case FORM.ipv4:
      return writeIpv4(out, to, bytes, at + of.offset);
    case FORM.ipv6:
      return writeText(out, to, ipv6Cache.text(bytes, at + of.offset));
    case FORM.mac:
      return writeMac(out, to, bytes, at + of.offset);
    default:
      return writeDecimal(out, to, numberOf(of, bytes, at));
  }
}
