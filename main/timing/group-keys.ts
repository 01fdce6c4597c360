// The other way round: the group that each position belongs to, for passes over all records in time order.
import type { Groups } from './groups.ts';

const known = new WeakMap<Groups, Uint16Array | Uint32Array>();

/** Stands for no group among keys of this width. */
export const NO_KEY = (keys: Uint16Array | Uint32Array): number => (keys instanceof Uint16Array ? 0xffff : 0xffffffff);

/** Key of each of `length` positions; two bytes a position where they will do. Worked out once for each Groups. */
export function keysOfPositions(groups: Groups, length: number): Uint16Array | Uint32Array {
  const kept = known.get(groups);
  if (kept?.length === length) return kept;
  const keys = groups.keys < 0xffff ? new Uint16Array(length) : new Uint32Array(length);
  if (groups.positions.length < length) keys.fill(NO_KEY(keys));
  const { offsets, positions } = groups;
  for (let key = 0; key < groups.keys; key++) {
    const end = offsets[key + 1]!;
    for (let i = offsets[key]!; i < end; i++) keys[positions[i]!] = key;
  }
  known.set(groups, keys);
  return keys;
}
