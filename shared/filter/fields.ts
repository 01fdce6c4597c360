// Which names a filter may use: the field catalogue, and a few of our own that Wireshark does not have.
import { CATALOGUE, fieldDef } from '../catalogue/catalogue.ts';
import { type FieldDef, string, uint32 } from '../catalogue/field-def.ts';

/** Our own fields: numbers and measures of DEFINITIONS section 1. Numbers count from 1. */
export const EXTENSION_FIELDS = {
  payload_length: uint32('Payload bytes of the record, from its headers'),
  payload_kind: string('What the payload is: DNS, TLS, HTTP, data, none'),
  flow: uint32('Number of the flow'),
  stream: uint32('Number of the pair of hosts, source to destination'),
  conversation: uint32('Number of the pair of hosts, both directions'),
  host: string('Address of the sender or of the receiver, as text'),
} as const;

export type ExtensionName = keyof typeof EXTENSION_FIELDS;

/** Fields by name: of the catalogue or our own; undefined when there is none. */
export function filterField(name: string): FieldDef | undefined {
  return Object.hasOwn(EXTENSION_FIELDS, name) ? EXTENSION_FIELDS[name as ExtensionName] : fieldDef(name);
}

/** Whether the name is a field's. */
export const isFieldName = (name: string): boolean => filterField(name) !== undefined;

/** All names, in order of the alphabet. */
export const FIELD_NAMES: readonly string[] = [...Object.keys(CATALOGUE), ...Object.keys(EXTENSION_FIELDS)].sort();

/** A field whose name is longer cannot have been meant. */
const LONGEST_NAME = 64;

/** The field whose name needs the fewest changes to become this one; undefined when none comes near. */
export function nearestField(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(wanted.length / 3)) + 1;
  for (const known of FIELD_NAMES) {
    if (Math.abs(known.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, known.toLowerCase());
    if (distance < least) {
      least = distance;
      best = known;
    }
  }
  return best;
}

/** Letters to insert, remove, replace or swap with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + same, row[j]! + 1, next[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
