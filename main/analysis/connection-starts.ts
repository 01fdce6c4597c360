// Starts of connections as columns, and those of each pair side by side in the order of time.
import { KeyIndex } from './key-index.ts';

/** Starts of connections, or rows of a log, as columns; in any order. */
export interface ConnectionStarts {
  readonly length: number;
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  /** Numbers that stand for addresses. */
  readonly src: Uint32Array;
  readonly dst: Uint32Array;
  /** Numbers of (src, dst), which lie below `pairsLimit`. */
  readonly pair: Uint32Array;
  readonly pairsLimit: number;
  readonly dstPort: Uint16Array;
  readonly protocol: Uint8Array;
  /** Bytes that the source sent; NaN where nobody knows. */
  readonly sent: Float64Array;
}

/** Connections of each group, in order of time; groups in the order of their first one. Group g has [starts[g], starts[g + 1]). */
export interface GroupedStarts {
  readonly length: number;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** Of each of `rows`: the columns of its connection, side by side so that a group is read in one go. */
  readonly seconds: Float64Array;
  readonly nanos: Float64Array;
  readonly sent: Float64Array;
}

/** Groups connections by pair, or by pair, destination port and protocol: a counting sort. */
export function groupStarts(starts: ConnectionStarts, by: 'pair' | 'pair-port'): GroupedStarts {
  const order = timeOrder(starts);
  const { groupOf, counts } = numberGroups(starts, order, by);
  const begins = new Uint32Array(counts.length + 1);
  for (let group = 0; group < counts.length; group++) begins[group + 1] = begins[group]! + counts[group]!;
  const next = begins.slice();
  const rows = new Uint32Array(starts.length);
  const seconds = new Float64Array(starts.length);
  const nanos = new Float64Array(starts.length);
  const sent = new Float64Array(starts.length);
  for (let i = 0; i < rows.length; i++) {
    const row = order === null ? i : order[i]!;
    const at = next[groupOf[i]!]!++;
    rows[at] = row;
    seconds[at] = starts.seconds[row]!;
    nanos[at] = starts.nanos[row]!;
    sent[at] = starts.sent[row]!;
  }
  return { length: counts.length, starts: begins, rows, seconds, nanos, sent };
}

/** Rows in the order of time, equal times as they stand; null when they stand so. */
function timeOrder({ length, seconds, nanos }: ConnectionStarts): Uint32Array | null {
  let i = 1;
  while (i < length && (seconds[i]! > seconds[i - 1]! || (seconds[i] === seconds[i - 1] && nanos[i]! >= nanos[i - 1]!)))
    i++;
  if (i >= length) return null;
  return Uint32Array.from({ length }, (_, row) => row).sort(
    (a, b) => seconds[a]! - seconds[b]! || nanos[a]! - nanos[b]! || a - b,
  );
}

const NONE = 0xffff_ffff;

/** The group of each connection in order of time, and how many each group has. */
function numberGroups(
  { length, pair, pairsLimit, dstPort, protocol }: ConnectionStarts,
  order: Uint32Array | null,
  by: 'pair' | 'pair-port',
): { readonly groupOf: Uint32Array; readonly counts: ArrayLike<number> } {
  const groupOf = new Uint32Array(length);
  if (by === 'pair-port') {
    const ports = new KeyIndex();
    for (let i = 0; i < length; i++) {
      const row = order === null ? i : order[i]!;
      groupOf[i] = ports.add(pair[row]!, dstPort[row]! * 256 + protocol[row]!);
    }
    return { groupOf, counts: ports.counts };
  }
  const numbers = new Uint32Array(pairsLimit).fill(NONE);
  const counts = new Uint32Array(pairsLimit);
  let groups = 0;
  for (let i = 0; i < length; i++) {
    const of = pair[order === null ? i : order[i]!]!;
    if (numbers[of] === NONE) numbers[of] = groups++;
    groupOf[i] = numbers[of]!;
    counts[groupOf[i]!]!++;
  }
  return { groupOf, counts: counts.subarray(0, groups) };
}
