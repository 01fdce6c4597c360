// What the records of DNS are made of: numbers, names, texts behind their length, and the rest of the data.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { NameReader } from './dns-name.ts';

/** A message while it is dissected: `start` is where its header begins, which pointers count from. */
export interface DnsMessage {
  readonly d: Dissection;
  readonly start: number;
  readonly mdns: boolean;
}

/** A name that was read, and where it ends. */
export interface ReadName {
  readonly text: string;
  readonly end: number;
  readonly length: number;
  readonly labels: number;
}

const reader = new NameReader();

/** Reads the name at `at`. Throws BoundsError when it has no end. */
export function readNameOf({ d, start }: DnsMessage, at: number): ReadName {
  const end = reader.read(d.bytes, at, d.end, start);
  if (end < 0) d.require(reader.missing, 1);
  return { text: reader.text(), end, length: reader.length, labels: reader.labels };
}

/** Adds the name at `at` and says where it ends. */
export function addName(message: DnsMessage, tree: TreeItem, name: FieldName, at: number): number {
  const { text, end } = readNameOf(message, at);
  message.d.add(tree, name, at, end - at, text);
  return end;
}

/** Adds a length of one byte and the text behind it, and says where that ends. */
export function addCounted(d: Dissection, tree: TreeItem, length: FieldName, name: FieldName, at: number): number {
  const size = d.uint8(at);
  d.add(tree, length, at, 1);
  d.require(at + 1, size);
  d.add(tree, name, at + 1, size, asciiText(d.bytes, at + 1, size));
  return at + 1 + size;
}

/** Adds seconds since 1970 and says where they end. */
export function addSeconds(d: Dissection, tree: TreeItem, name: FieldName, at: number, size: number): number {
  d.require(at, size);
  let seconds = 0n;
  for (let i = at; i < at + size; i++) seconds = (seconds << 8n) | BigInt(d.bytes[i]!);
  d.add(tree, name, at, size, seconds * 1_000_000_000n);
  return at + size;
}

/** A line of text over bytes[at, at + length), as far as they are captured. */
export const heading = (d: Dissection, tree: TreeItem, label: string, at: number, length: number): TreeItem =>
  d.text(tree, label, Math.min(at, d.end), Math.max(0, Math.min(length, d.end - at)));

/**
 * A part of a record's data: a field of so many bytes, a `name`, seconds (`time`), the rest (`rest`; `some`: only where there
 * is any), or a text behind its length (`counted`, whose field is the third).
 */
export type Part =
  | readonly [FieldName, number | 'name' | 'time' | 'rest' | 'some']
  | readonly [FieldName, 'counted', FieldName];

/** Adds the parts one after the other and says where they end. `end` is where the record's data do. */
export function addParts(message: DnsMessage, tree: TreeItem, parts: readonly Part[], at: number, end: number): number {
  const { d } = message;
  let place = at;
  for (const part of parts) {
    const [name, kind] = part;
    if (typeof kind === 'number') {
      d.add(tree, name, place, kind);
      place += kind;
    } else if (kind === 'name') {
      place = addName(message, tree, name, place);
    } else if (kind === 'time') {
      place = addSeconds(d, tree, name, place, 4);
    } else if (kind === 'counted') {
      place = addCounted(d, tree, name, part[2], place);
    } else if (kind === 'rest' || place !== end) {
      d.add(tree, name, place, end - place);
      place = end;
    }
  }
  return place;
}
