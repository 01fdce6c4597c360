// Conversations (host pairs) or flows of a span of time, with their two sides told apart: A sent the first record of
// the whole capture (DEFINITIONS section 1).
import type { ConversationBy } from '../../shared/model/host.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { type Counts, countsLike, type FlowStats, NEVER } from './flow-stats.ts';

/** Index: number of the conversation or flow, times 2, plus 1 for what B sent. */
export interface ConversationTable {
  readonly by: ConversationBy;
  readonly length: number;
  readonly packets: Counts;
  readonly bytes: Float64Array;
  readonly payload: Float64Array;
  /** Index: number alone. Positions in the time order; `first` is NEVER when nothing was sent in the span. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Of a log: nanoseconds from the first position to the end of what ended last. */
  readonly end: Float64Array | undefined;
  /** Flows with records in the span. */
  readonly flows: Uint32Array;
  /** 1: side A of the table is side B of the flow, or the second host of the pair. */
  readonly swapped: Uint8Array;
}

/** `whole` holds the stats of the whole capture, which decide who is A; `stats` those of the span. */
export function conversationTable(
  by: ConversationBy,
  stats: FlowStats,
  whole: FlowStats,
  flows: FlowTable,
): ConversationTable {
  const length = by === 'flow' ? flows.length : flows.conversations.length;
  const swapped = new Uint8Array(length);
  const earliest = new Uint32Array(length).fill(NEVER);
  const keyOf = (flow: number): number => (by === 'flow' ? flow : flows.conversation[flow]!);
  // A side is "second" when its sender is the flow's B, or the pair's second host.
  const second = (flow: number, side: number): number => {
    if (by === 'flow') return side;
    const a = flows.aHost[flow]!;
    const b = flows.bHost[flow]!;
    return a === b ? 0 : Number((side === 0 ? a : b) === flows.conversations.second[flows.conversation[flow]!]);
  };
  for (let f = 0; f < flows.length; f++) {
    const key = keyOf(f);
    const opener = whole.opener?.[f] ?? 0;
    for (const side of [opener, opener ^ 1]) {
      const first = whole.first[f * 2 + side]!;
      if (first >= earliest[key]!) continue;
      earliest[key] = first;
      swapped[key] = second(f, side);
    }
  }

  const packets = countsLike(stats.packets, length * 2);
  const bytes = new Float64Array(length * 2);
  const payload = new Float64Array(length * 2);
  const first = new Uint32Array(length).fill(NEVER);
  const last = new Uint32Array(length);
  const count = new Uint32Array(length);
  const end = stats.end && new Float64Array(length);
  for (let f = 0; f < flows.length; f++) {
    const key = keyOf(f);
    if (stats.first[f * 2] !== NEVER || stats.first[f * 2 + 1] !== NEVER) count[key]!++;
    if (end && stats.end![f]! > end[key]!) end[key] = stats.end![f]!;
    for (let side = 0; side < 2; side++) {
      const from = f * 2 + side;
      if (stats.first[from] === NEVER) continue;
      const to = key * 2 + (second(f, side) ^ swapped[key]!);
      packets[to]! += stats.packets[from]!;
      bytes[to]! += stats.bytes[from]!;
      payload[to]! += stats.payload[from]!;
      if (stats.first[from]! < first[key]!) first[key] = stats.first[from]!;
      if (stats.last[from]! > last[key]!) last[key] = stats.last[from]!;
    }
  }
  return { by, length, packets, bytes, payload, first, last, end, flows: count, swapped };
}
