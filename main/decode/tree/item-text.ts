// Values of items as text, as `tshark -T fields` writes them.
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import { ipv4Text, ipv6Text, macText } from '../../../shared/net/address.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { secondsText, type Time, utcText } from '../../../shared/unit/time.ts';
import type { FieldValue } from './item.ts';

/** `0a0b0c` */
export const hexBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

/** Nanoseconds since 1970 as a moment. */
const moment = (nanos: bigint): Time => [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)];

/** The text of a value of the field: `0x0800`, `10.0.0.1`, `64`; '' for none. */
export function valueText(def: FieldDef, value: FieldValue): string {
  if (value === null) return '';
  switch (def.type) {
    case 'uint':
      if (def.base === 'hex') return `0x${value.toString(16).padStart(def.bits / 4, '0')}`;
      return def.base === 'oct' ? `0${value.toString(8)}` : String(value);
    case 'ipv4':
      return ipv4Text(value as Uint8Array);
    case 'ipv6':
      return ipv6Text(value as Uint8Array);
    case 'ether':
      return macText(value as Uint8Array);
    case 'bytes':
      return hexBytes(value as Uint8Array) || '<MISSING>';
    case 'time':
      return utcText(moment(value as bigint));
    case 'duration':
      return secondsText(value as bigint);
    case 'string':
      return printable(String(value));
    default:
      return String(value);
  }
}
