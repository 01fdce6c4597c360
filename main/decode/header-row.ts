// Many header fields of one record at once, as ASCII straight into bytes: the columns of an export of millions of records.
// Fields of one header share one look for it, and nothing is allocated but for lists (VLAN tags, SACK blocks).
import { writeDecimal, writeText } from './ascii.ts';
import { type FieldOrigin, fieldOrigin } from './field-values.ts';
import { type HeaderField, LONGEST_FIELD, writeField } from './header-field.ts';
import type { Layers } from './layers.ts';
import { VLAN_TEXT_LEN } from './link/vlan.ts';
import { SACK_TEXT_LEN } from './transport/tcp-options.ts';

/** Writes its fields, each followed by the separator, to `out` at `to`; returns where it ended. */
export interface HeaderRow {
  /** Bytes that `write` may need for the record that `layers` was walked over. */
  room(layers: Layers): number;
  write(bytes: Uint8Array, layers: Layers, out: Uint8Array, to: number): number;
}

type Step = (bytes: Uint8Array, layers: Layers, out: Uint8Array, to: number) => number;

const QUOTE = 0x22;
const QUOTES_AND_SEPARATOR = 3;

/**
 * The row of the fields of these names, which must come from headers, in their order. The separator is one ASCII character;
 * a list that contains it is put into double quotes (RFC 4180).
 */
export function headerRow(names: readonly string[], separator: string): HeaderRow {
  const code = separator.charCodeAt(0);
  const origins = names.map(name => {
    const origin = fieldOrigin(name);
    if (origin === undefined) throw new Error(`${name} does not come from headers`);
    return origin;
  });
  const steps: Step[] = [];
  for (let i = 0; i < origins.length; ) {
    const origin = origins[i]!;
    const fields = origin.kind === 'field' ? sameHeader(origins, i) : [];
    steps.push(stepOf(origin, fields, code, separator));
    i += fields.length || 1;
  }
  const widest = names.length * (Math.max(LONGEST_FIELD, SACK_TEXT_LEN) + QUOTES_AND_SEPARATOR);
  return {
    room: layers => widest + layers.vlanCount * VLAN_TEXT_LEN,
    write(bytes, layers, out, to) {
      let end = to;
      for (let i = 0; i < steps.length; i++) end = steps[i]!(bytes, layers, out, end);
      return end;
    },
  };
}

/** The fields from `first` on that are found in the same way. */
function sameHeader(origins: readonly FieldOrigin[], first: number): HeaderField[] {
  const fields: HeaderField[] = [];
  const head = origins[first]!;
  for (let i = first; i < origins.length; i++) {
    const origin = origins[i]!;
    if (head.kind !== 'field' || origin.kind !== 'field') break;
    if (origin.locate !== head.locate || origin.limit !== head.limit) break;
    fields.push(origin.field);
  }
  return fields;
}

function stepOf(origin: FieldOrigin, fields: readonly HeaderField[], code: number, separator: string): Step {
  switch (origin.kind) {
    case 'number':
      return (bytes, layers, out, to) => {
        const value = origin.number(bytes, layers);
        const end = value < 0 ? to : writeDecimal(out, to, value);
        out[end] = code;
        return end + 1;
      };
    case 'text':
      return (bytes, layers, out, to) => {
        const text = origin.text(bytes, layers);
        const end = text.includes(separator) ? writeQuoted(out, to, text) : writeText(out, to, text);
        out[end] = code;
        return end + 1;
      };
    case 'field': {
      const { locate, limit } = origin;
      return (bytes, layers, out, to) =>
        writeFields(fields, bytes, locate(bytes, layers), limit(layers), out, to, code);
    }
  }
}

// hot path
function writeFields(
  fields: readonly HeaderField[],
  bytes: Uint8Array,
  at: number,
  limit: number,
  out: Uint8Array,
  to: number,
  code: number,
): number {
  let end = to;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i]!;
    if (at >= 0 && at + field.end <= limit) end = writeField(field, bytes, at, out, end);
    out[end++] = code;
  }
  return end;
}

function writeQuoted(out: Uint8Array, to: number, text: string): number {
  out[to] = QUOTE;
  const end = writeText(out, to + 1, text);
  out[end] = QUOTE;
  return end + 1;
}
