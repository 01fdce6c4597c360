// Values while a filter is decided, and what Wireshark lets be done with each type of field (its ftypes).
import type { FieldDef, ValueType } from '../catalogue/field-def.ts';
import type { Regex } from './regex.ts';

/** An address of a filter with the bits of it that count: `10.0.0.0/8`. */
export class Network {
  readonly bytes: Uint8Array;
  readonly prefix: number;
  constructor(bytes: Uint8Array, prefix: number) {
    this.bytes = bytes;
    this.prefix = prefix;
  }
}

/** A layer: searched in are all bytes from its start on, but only `length` of them are compared and cut. */
export class LayerBytes {
  readonly all: Uint8Array;
  readonly length: number;
  constructor(all: Uint8Array, length: number) {
    this.all = all;
    this.length = length;
  }
}

/**
 * Numbers of up to 32 bits, frame numbers and flags (0, 1): number. Wider ones, and times in nanoseconds: bigint.
 * Text: a byte string. Addresses and bytes: bytes. null: there, without a value.
 */
export type Value = number | bigint | string | Uint8Array | Network | LayerBytes | null;

export type Literal = Exclude<Value, null> | Regex;

/** What a term is: a field's type, and the width of its numbers. */
export interface Type {
  readonly type: ValueType;
  readonly bits: number;
}

export const typeOfField = ({ type, bits }: FieldDef): Type => ({ type, bits: type === 'framenum' ? 32 : bits });

export const BYTES: Type = { type: 'bytes', bits: 0 };
export const STRING: Type = { type: 'string', bits: 0 };
export const UINT32: Type = { type: 'uint', bits: 32 };

export type Ability =
  | 'compare'
  | 'contains'
  | 'matches'
  | 'slice'
  | '&'
  | '-x'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | 'string';

const WHOLE: readonly Ability[] = ['compare', '&', '-x', '+', '-', '*', '/', '%', 'string'];

const ABILITIES: Readonly<Record<ValueType, readonly Ability[]>> = {
  none: [],
  protocol: ['compare', 'contains', 'matches', 'slice'],
  boolean: ['compare'],
  uint: WHOLE,
  int: WHOLE,
  framenum: WHOLE,
  double: ['compare', '-x', '+', '-', '*', '/', 'string'],
  ipv4: ['compare', 'slice', '&', 'string'],
  ipv6: ['compare', 'slice', '&', 'string'],
  ether: ['compare', 'contains', 'matches', 'slice', '&', 'string'],
  bytes: ['compare', 'contains', 'matches', 'slice', '&'],
  string: ['compare', 'contains', 'matches', 'slice'],
  time: ['compare'],
  duration: ['compare', '-x', '+', '-'],
};

export const can = ({ type }: Type, ability: Ability): boolean => ABILITIES[type].includes(ability);

/** Types whose values may be compared with each other. */
const KIN: readonly (readonly ValueType[])[] = [
  ['uint', 'int', 'framenum'],
  ['ether', 'bytes'],
];

export const areKin = (a: Type, b: Type): boolean =>
  a.type === b.type || KIN.some(kin => kin.includes(a.type) && kin.includes(b.type));

const WORDS: Readonly<Record<ValueType, string>> = {
  none: 'a heading without a value',
  protocol: 'a protocol',
  boolean: 'a flag',
  uint: 'a number',
  int: 'a number',
  framenum: 'a record number',
  double: 'a number',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  ether: 'a MAC address',
  bytes: 'bytes',
  string: 'text',
  time: 'a time',
  duration: 'a duration',
};

/** The type in words: `an IPv4 address`. */
export const typeInWords = ({ type }: Type): string => WORDS[type];

/** Bytes that a value of the type has by itself, as len() answers; undefined: as many as the value has. */
export function fixedLength({ type, bits }: Type): number | undefined {
  switch (type) {
    case 'uint':
    case 'int':
    case 'framenum':
      return bits / 8;
    case 'ipv4':
      return 4;
    case 'ipv6':
      return 16;
    case 'boolean':
    case 'none':
    case 'double':
    case 'time':
    case 'duration':
      return 0;
    default:
      return undefined;
  }
}
