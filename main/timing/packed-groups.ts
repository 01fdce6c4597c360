// What is asked of records again and again (payload, wire length, time since the one before), packed group by group: a walk
// over a group then reads memory from front to back. 8 bytes a record; what does not fit is looked up in the columns.
import type { Groups } from './groups.ts';
import type { TimeOrder } from './time-order.ts';

/** The columns that are packed: a Columns store, or anything of its shape. */
export interface PackedColumns {
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  readonly payloadLength: Uint32Array;
  readonly originalLength: Uint32Array;
}

/** In a packed length, and a packed gap: the columns say. */
export const LONG = 0xffff;
export const FAR = 0xffff_ffff;

type Lists = Pick<Groups, 'keys' | 'offsets' | 'positions'>;

export class PackedGroups {
  /** By index of the groups' positions; LONG where a length does not fit. Bytes. */
  readonly payload: Uint16Array;
  readonly wire: Uint16Array;
  /** Nanoseconds since the record before it in its group, 0 for the first; FAR where that does not fit. */
  readonly gap: Uint32Array;
  readonly #columns: PackedColumns;
  readonly #positions: Uint32Array;
  readonly #rows: Uint32Array | null;

  // hot path
  constructor(columns: PackedColumns, { keys, offsets, positions }: Lists, { rows }: TimeOrder) {
    const { seconds, nanos, payloadLength, originalLength } = columns;
    this.#columns = columns;
    this.#positions = positions;
    this.#rows = rows;
    const payload = new Uint16Array(positions.length);
    const wire = new Uint16Array(positions.length);
    const gap = new Uint32Array(positions.length);
    for (let key = 0; key < keys; key++) {
      const end = offsets[key + 1]!;
      let second = 0;
      let nano = 0;
      for (let i = offsets[key]!; i < end; i++) {
        const r = rows === null ? positions[i]! : rows[positions[i]!]!;
        const size = payloadLength[r]!;
        const length = originalLength[r]!;
        payload[i] = size < LONG ? size : LONG;
        wire[i] = length < LONG ? length : LONG;
        const since = (seconds[r]! - second) * 1e9 + (nanos[r]! - nano);
        second = seconds[r]!;
        nano = nanos[r]!;
        gap[i] = i === offsets[key] ? 0 : since < FAR ? since : FAR;
      }
    }
    this.payload = payload;
    this.wire = wire;
    this.gap = gap;
  }

  // hot path
  row(i: number): number {
    return this.#rows === null ? this.#positions[i]! : this.#rows[this.#positions[i]!]!;
  }

  /** Payload in bytes of the record at an index of the positions. */
  // hot path
  payloadAt(i: number): number {
    const size = this.payload[i]!;
    return size < LONG ? size : this.#columns.payloadLength[this.row(i)]!;
  }

  // hot path
  wireAt(i: number): number {
    const length = this.wire[i]!;
    return length < LONG ? length : this.#columns.originalLength[this.row(i)]!;
  }

  /** Nanoseconds since the record before it in its group; 0 for a group's first. */
  // hot path
  gapAt(i: number): number {
    const since = this.gap[i]!;
    return since < FAR ? since : this.#nanosBetween(this.row(i - 1), this.row(i));
  }

  #nanosBetween(a: number, b: number): number {
    const { seconds, nanos } = this.#columns;
    return (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
}

const known = new WeakMap<Lists, PackedGroups>();

/** Packed once for each Groups, which belong to one order of time. */
export function packedGroups(columns: PackedColumns, groups: Lists, order: TimeOrder): PackedGroups {
  let packed = known.get(groups);
  if (packed === undefined) {
    packed = new PackedGroups(columns, groups, order);
    known.set(groups, packed);
  }
  return packed;
}
