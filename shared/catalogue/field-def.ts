// How a protocol field is described: its type, its width and how a value of it is written. Names, titles and types are
// Wireshark's (`tshark -G fields`), so that a filter means the same here and there.

/**
 * protocol: a whole layer, `none`: a heading without a value. uint and int have `bits`; those of more than 53 bits are bigint.
 * time: absolute, duration: relative; both are nanoseconds as bigint. framenum: the number of another record.
 */
export type ValueType =
  | 'protocol'
  | 'none'
  | 'boolean'
  | 'uint'
  | 'int'
  | 'double'
  | 'ipv4'
  | 'ipv6'
  | 'ether'
  | 'string'
  | 'bytes'
  | 'time'
  | 'duration'
  | 'framenum';

export type Base = 'dec' | 'hex' | 'oct';

export interface FieldDef {
  /** Title as Wireshark writes it: `Time to Live`. */
  readonly title: string;
  readonly type: ValueType;
  /** Bits of a number: 8, 16, 24, 32, 64. 0 for all other types. */
  readonly bits: number;
  readonly base: Base;
  /** Bits of the number that the field has, as a mask over its `bits`; 0: all of them. The value is shifted down. */
  readonly mask: number;
  /** Names of values, for people: filters compare numbers. */
  readonly names: ReadonlyMap<number, string> | null;
  /** Names of the fields that this one stands for: `ip.addr` is `ip.src` or `ip.dst`. */
  readonly of: readonly string[] | null;
}

interface More {
  readonly mask?: number;
  readonly base?: Base;
  readonly names?: Readonly<Record<number, string>> | ReadonlyMap<number, string>;
}

function define(type: ValueType, bits: number, title: string, { mask = 0, base = 'dec', names }: More = {}): FieldDef {
  const map =
    names === undefined || names instanceof Map
      ? names
      : new Map(Object.entries(names).map(([n, text]) => [Number(n), text]));
  return { title, type, bits, base, mask, names: (map as ReadonlyMap<number, string> | undefined) ?? null, of: null };
}

const plain =
  (type: ValueType) =>
  (title: string): FieldDef =>
    define(type, 0, title);
const number =
  (type: 'uint' | 'int', bits: number) =>
  (title: string, more?: More): FieldDef =>
    define(type, bits, title, more);

export const protocol = plain('protocol');
export const none = plain('none');
export const ipv4 = plain('ipv4');
export const ipv6 = plain('ipv6');
export const ether = plain('ether');
export const string = plain('string');
export const bytes = plain('bytes');
export const double = plain('double');
export const time = plain('time');
export const duration = plain('duration');
export const framenum = plain('framenum');
/** A flag: the bit `mask` of a number of `bits` bits (0 and 8: a flag that stands in no byte). */
export const boolean = (title: string, mask = 0, bits = 8): FieldDef => define('boolean', bits, title, { mask });
export const uint8 = number('uint', 8);
export const uint16 = number('uint', 16);
export const uint24 = number('uint', 24);
export const uint32 = number('uint', 32);
export const uint64 = number('uint', 64);
export const int8 = number('int', 8);
export const int32 = number('int', 32);

/** A field that stands for several others of one type: `either('Source or Destination Port', uint16, …)`. */
export function either(title: string, like: (title: string) => FieldDef, ...of: readonly string[]): FieldDef {
  return { ...like(title), of };
}
