// Records grouped by what timing is asked for: senders, receivers, streams, flows, conversations. Every measure of
// a scope (gaps, bursts, timelines) walks these lists.
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import { type FlowTable, NO_STREAM } from '../store/flow-table.ts';
import type { Span, TimeOrder } from './time-order.ts';

export type GroupScope = 'stream' | 'flow' | 'flow-direction' | 'conversation' | 'sender' | 'receiver';

/** Positions [offsets[k], offsets[k + 1]) of `positions` belong to key k, in time order. */
export interface Groups {
  readonly scope: GroupScope;
  readonly keys: number;
  readonly offsets: Uint32Array;
  /** Positions in the time order. */
  readonly positions: Uint32Array;
}

/** Per scope: how many keys there are, and the key of what one side of a flow sends (index flow * 2 + reverse). */
export function scopeKeys(scope: GroupScope, flows: FlowTable, hosts: number): { keys: number; keyOf: Uint32Array } {
  const n = flows.length;
  const keyOf = new Uint32Array(n * 2);
  for (let f = 0; f < n; f++) {
    const a = flows.aHost[f]!;
    const b = flows.bHost[f]!;
    switch (scope) {
      case 'stream':
        keyOf[f * 2] = flows.streamAb[f]!;
        keyOf[f * 2 + 1] = flows.streamBa[f] === NO_STREAM ? 0 : flows.streamBa[f]!;
        break;
      case 'flow':
        keyOf[f * 2] = keyOf[f * 2 + 1] = f;
        break;
      case 'flow-direction':
        keyOf[f * 2] = f * 2;
        keyOf[f * 2 + 1] = f * 2 + 1;
        break;
      case 'conversation':
        keyOf[f * 2] = keyOf[f * 2 + 1] = flows.conversation[f]!;
        break;
      case 'sender':
        keyOf[f * 2] = a;
        keyOf[f * 2 + 1] = b;
        break;
      case 'receiver':
        keyOf[f * 2] = b;
        keyOf[f * 2 + 1] = a;
        break;
    }
  }
  const keys = {
    stream: flows.streams.length,
    flow: n,
    'flow-direction': n * 2,
    conversation: flows.conversations.length,
    sender: hosts,
    receiver: hosts,
  }[scope];
  return { keys, keyOf };
}

/** Groups the IP records of a span by a scope: a counting sort, linear in records and keys. */
export function groupRecords(
  scope: GroupScope,
  columns: Columns,
  flows: FlowTable,
  hosts: number,
  order: TimeOrder,
  span: Span,
): Groups {
  return { scope, ...groupBy(scopeKeys(scope, flows, hosts), columns, order, span) };
}

/** Of the sides of flows whose records belong to no group. */
export const NO_KEY = 0xffff_ffff;

/** Groups records by the keys of what each side of a flow sends (index flow * 2 + reverse). */
export function groupBy(
  { keys, keyOf }: { readonly keys: number; readonly keyOf: Uint32Array },
  columns: Columns,
  order: TimeOrder,
  span: Span,
): Omit<Groups, 'scope'> {
  const offsets = new Uint32Array(keys + 1);
  const { flow, bits } = columns;
  const { rows } = order;
  for (let p = span.lo; p < span.hi; p++) {
    const r = rows === null ? p : rows[p]!;
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const key = keyOf[f * 2 + (bits[r]! & BIT.reverse)]!;
    if (key !== NO_KEY) offsets[key + 1]!++;
  }
  for (let k = 0; k < keys; k++) offsets[k + 1]! += offsets[k]!;
  const positions = new Uint32Array(offsets[keys]!);
  const next = offsets.slice(0, keys);
  for (let p = span.lo; p < span.hi; p++) {
    const r = rows === null ? p : rows[p]!;
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const key = keyOf[f * 2 + (bits[r]! & BIT.reverse)]!;
    if (key !== NO_KEY) positions[next[key]!++] = p;
  }
  return { keys, offsets, positions };
}
