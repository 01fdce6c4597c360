// Which colour a stream has: the same one while the user zooms, though the busiest streams change places.

/**
 * A slot of 0 to `count` - 1 for each stream, and for streams of earlier pictures the one that they had. A stream keeps
 * its slot unless another one of the picture took it meanwhile; new ones take the lowest that is free.
 */
export function assignSlots(
  before: ReadonlyMap<number, number>,
  streams: readonly number[],
  count: number,
): ReadonlyMap<number, number> {
  const slots = new Map(before);
  const taken = new Set<number>();
  const homeless: number[] = [];
  for (const stream of streams) {
    const slot = before.get(stream);
    if (slot === undefined || taken.has(slot)) homeless.push(stream);
    else taken.add(slot);
  }
  for (const stream of homeless) {
    let slot = 0;
    while (taken.has(slot) && slot < count) slot++;
    slots.set(stream, slot % count);
    taken.add(slot);
  }
  return slots;
}
