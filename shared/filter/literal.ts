// What a literal of a filter means for the type that it is compared with (Wireshark's ftypes: from_literal, from_string,
// from_charconst). A field's names of values count where its numbers do not: `ip.proto == TCP`.
import type { FieldDef } from '../catalogue/field-def.ts';
import { parseIpv4, parseIpv6 } from '../net/address.ts';
import type { Literal as Written } from './ast.ts';
import { bytesOf, textOf } from './byte-string.ts';
import { FilterProblem } from './problem.ts';
import { parseDuration, parseMoment } from './time-text.ts';
import { LayerBytes, type Literal, Network, type Type, typeInWords } from './value.ts';

const ETHER_LEN = 6;

/**
 * The value of a literal as a value of `type`; `def` is the field whose value names hold. `partial`: fewer bytes than the type
 * has will do. Throws FilterProblem.
 */
export function literalValue(written: Written, type: Type, def: FieldDef | null, partial: boolean): Literal {
  switch (type.type) {
    case 'uint':
    case 'int':
    case 'framenum':
      return numberOf(written, type, def);
    case 'boolean':
      return booleanOf(written);
    case 'double':
      return doubleOf(written);
    case 'ipv4':
      return networkOf(written, type, 32, parseIpv4);
    case 'ipv6':
      return networkOf(written, type, 128, parseIpv6);
    case 'ether': {
      const bytes = written.form === 'bare' ? parseBytes(written.text) : undefined;
      if (bytes === undefined || bytes.length > ETHER_LEN || (bytes.length < ETHER_LEN && !partial)) {
        throw refused(written, type, 'as 00:11:22:aa:bb:cc');
      }
      return bytes;
    }
    case 'bytes':
      return byteValue(written, type);
    case 'protocol': {
      const bytes = byteValue(written, type);
      return new LayerBytes(bytes, bytes.length);
    }
    case 'string':
      return written.text;
    case 'time':
      return timeOf(written, type, parseMoment, 'as "2021-04-07 17:55:53.2Z"');
    case 'duration':
      return timeOf(written, type, written.form === 'bare' ? parseDuration : parseMoment, 'in seconds: 0.25');
    case 'none':
      throw new FilterProblem(written, 'There is no value to compare with.');
  }
}

/** The literal in words of its own: quoted again where it was. */
function shown({ form, text }: Written): string {
  const readable = textOf(text) ?? text;
  return form === 'bare' ? `“${readable}”` : form === 'char' ? `'${readable}'` : `"${readable}"`;
}

const refused = (written: Written, type: Type, how: string): FilterProblem =>
  new FilterProblem(written, `${shown(written)} is not ${typeInWords(type)}, written ${how}.`);

/** As C reads numbers: 0x hex, 0b binary, a leading 0 octal. */
function parseWhole(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text) || /^0[bB][01]+$/.test(text) || /^(0|[1-9]\d*)$/.test(text)) return BigInt(text);
  return /^0[0-7]+$/.test(text) ? BigInt(`0o${text.slice(1)}`) : undefined;
}

function numberOf(written: Written, type: Type, def: FieldDef | null): number | bigint {
  const { form, text } = written;
  const whole = form === 'char' ? BigInt(text.charCodeAt(0)) : form === 'bare' ? parseWhole(text) : undefined;
  if (whole === undefined) return namedValue(written, type, def);
  const largest = 2n ** BigInt(type.type === 'int' ? type.bits - 1 : type.bits) - 1n;
  if (whole > largest) throw new FilterProblem(written, `${text} is too large here: at most ${largest}.`);
  return type.bits > 32 ? whole : Number(whole);
}

function namedValue(written: Written, type: Type, def: FieldDef | null): number {
  const names = def?.names ?? null;
  if (names === null) throw refused(written, type, 'as 443, 0x1bb or 0b110111011');
  const wanted = written.text.toLowerCase();
  for (const [value, name] of names) if (name.toLowerCase() === wanted) return value;
  const near = [...names.values()].filter(name => name.toLowerCase().includes(wanted));
  const suggestion = near[0] === undefined ? undefined : JSON.stringify(near[0]);
  throw new FilterProblem(written, `${shown(written)} is neither a number nor the name of a value here.`, suggestion);
}

function booleanOf(written: Written): number {
  const { form, text } = written;
  if (form !== 'char' && /^(true|set)$/i.test(text)) return 1;
  if (form !== 'char' && /^(false|not set)$/i.test(text)) return 0;
  const whole = form === 'char' ? BigInt(text.charCodeAt(0)) : form === 'bare' ? parseWhole(text) : undefined;
  if (whole === undefined) throw new FilterProblem(written, `${shown(written)} is neither True nor False.`, 'True');
  return whole === 0n ? 0 : 1;
}

function doubleOf(written: Written): number {
  if (written.form !== 'bare' || !/^(\d+(\.\d*)?|\.\d+)(e-?\d+)?$/i.test(written.text)) {
    throw refused(written, { type: 'double', bits: 0 }, 'as 2.5');
  }
  return Number(written.text);
}

function networkOf(
  written: Written,
  type: Type,
  bits: number,
  parse: (text: string) => Uint8Array | undefined,
): Network {
  const [address = '', prefix, ...more] = written.form === 'bare' ? written.text.split('/') : [];
  const bytes = parse(address);
  if (bytes === undefined || more.length > 0) {
    if (/[g-z]/i.test(written.text) && written.form === 'bare') {
      throw new FilterProblem(written, `${shown(written)} is not an address; names of hosts are not looked up.`);
    }
    throw refused(written, type, type.type === 'ipv4' ? 'as 192.168.0.1 or 10.0.0.0/8' : 'as 2001:db8::1 or fe80::/10');
  }
  const length = prefix === undefined ? bits : Number(prefix);
  if (!(length <= bits)) throw new FilterProblem(written, `A prefix has at most ${bits} bits.`);
  return new Network(bytes, length);
}

function byteValue(written: Written, type: Type): Uint8Array {
  if (written.form !== 'bare') return bytesOf(written.text);
  const bytes = parseBytes(written.text);
  if (bytes === undefined) throw refused(written, type, 'as 0a:1b:2c or "text"');
  return bytes;
}

/** Hex digits in pairs, with or without separators (`:`, `-`, `.`) between; one or two digits before a separator. `0x7f`: one byte. */
function parseBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/^:/, '').replace(/^0x(?=[0-9a-f]{2}$)/i, '');
  if (/^0b[01]{8}$/i.test(digits)) return Uint8Array.of(Number.parseInt(digits.slice(2), 2));
  const bytes: number[] = [];
  for (const part of digits.split(/[:.-]/)) {
    if (!/^[0-9a-f]+$/i.test(part)) return undefined;
    for (let i = 0; i < part.length; i += 2) bytes.push(Number.parseInt(part.slice(i, i + 2), 16));
  }
  return Uint8Array.from(bytes);
}

function timeOf(written: Written, type: Type, parse: (text: string) => bigint | undefined, how: string): bigint {
  const nanos = written.form === 'char' ? undefined : parse(written.text);
  if (nanos === undefined) throw refused(written, type, how);
  return nanos;
}
