// Totals of any grouping of flow sides (hosts as senders or receivers, streams), summed from the flows' own.
import { type Counts, countsLike, type FlowStats, NEVER } from './flow-stats.ts';

/** Index: the key of the grouping. `first` and `last` are positions in the time order; first is NEVER when nothing was sent. */
export interface Totals {
  readonly packets: Counts;
  readonly bytes: Float64Array;
  readonly payload: Float64Array;
  readonly first: Uint32Array;
  readonly last: Uint32Array;
}

/** `keyOf[flow * 2 + side]` names the key that a side's records count for (timing/groups.ts, scopeKeys). */
export function totalsBy(stats: FlowStats, { keys, keyOf }: { keys: number; keyOf: Uint32Array }): Totals {
  const packets = countsLike(stats.packets, keys);
  const bytes = new Float64Array(keys);
  const payload = new Float64Array(keys);
  const first = new Uint32Array(keys).fill(NEVER);
  const last = new Uint32Array(keys);
  for (let side = 0; side < stats.packets.length; side++) {
    if (stats.first[side] === NEVER) continue;
    const key = keyOf[side]!;
    packets[key]! += stats.packets[side]!;
    bytes[key]! += stats.bytes[side]!;
    payload[key]! += stats.payload[side]!;
    if (stats.first[side]! < first[key]!) first[key] = stats.first[side]!;
    if (stats.last[side]! > last[key]!) last[key] = stats.last[side]!;
  }
  return { packets, bytes, payload, first, last };
}
