// Records as rows of a table, and what is asked for them.
import type { Time } from '../unit/time.ts';

/** What a list of records can be sorted by: columns of the row. `time` is the order of time, `number` that of the file. */
export const RECORD_SORTS = [
  'number',
  'time',
  'src',
  'dst',
  'srcPort',
  'dstPort',
  'protocol',
  'kind',
  'length',
  'captured',
  'payload',
  'flow',
  'iat',
  'idt',
  'burst',
] as const;
export type RecordSort = (typeof RECORD_SORTS)[number];

/** Which records a list is of, beside filter and time range: those that hold for all that is given. */
export interface RecordChoice {
  /** Sent or received by this host; with `peer`, between the two. */
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
  /** Of this flow, by its id (from 0). */
  readonly flow?: number | undefined;
  /** Members of this burst, by its number (from 1). */
  readonly burst?: number | undefined;
}

/** One record. null: it has no such thing (no IP, no ports, no record before it). */
export interface RecordRow {
  /** From 1, in file order. */
  readonly number: number;
  readonly time: Time;
  /** Nanoseconds since the record before it in the list, in the order of time; null for the first. */
  readonly sincePrevious: number | null;
  readonly srcHost: number | null;
  readonly dstHost: number | null;
  readonly src: string | null;
  readonly dst: string | null;
  /** What the hosts are called. */
  readonly srcName: string | null;
  readonly dstName: string | null;
  readonly srcPort: number | null;
  readonly dstPort: number | null;
  /** The protocol above IP, or what there is in its place: `TCP`, `ARP`. */
  readonly protocol: string | null;
  /** First protocol above that: `DNS`, `data`; `none` without payload. */
  readonly kind: string | null;
  /** Bytes on the wire, and those of them that are stored. */
  readonly length: number;
  readonly captured: number;
  readonly payload: number | null;
  /** Number of the flow, from 1. */
  readonly flow: number | null;
  /** Nanoseconds since the destination last received, and since the source last sent, a record. */
  readonly iat: number | null;
  readonly idt: number | null;
  /** Number of the burst; 0: in none. */
  readonly burst: number | null;
}

/** What is read again from the file for one record. */
export interface RecordLine {
  readonly number: number;
  /** What the record says, in a line. */
  readonly info: string;
  /** Values of the fields asked for, several joined by `, `; null: it has none. */
  readonly values: readonly (string | null)[];
  /** Link addresses, of a record without IP that has them. */
  readonly link: { readonly src: string | null; readonly dst: string | null } | null;
}
