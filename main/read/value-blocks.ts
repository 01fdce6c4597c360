// What timelines draw of each record in a group (its payload, the gap before it), and totals of every 16 neighbours, of every
// 16 of those, and so on: any stretch is summed in little time however long it is.
import type { TimelineMeasure } from '../../shared/model/timeline.ts';
import type { Groups } from '../timing/groups.ts';
import type { PackedGroups } from '../timing/packed-groups.ts';

/** Items of a level that make one of the next, as bits. */
const BITS = 4;
const REST = (1 << BITS) - 1;

export type LaneGroups = Pick<Groups, 'keys' | 'offsets' | 'positions'>;

interface Level {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
}

const emptyLevel = (items: number): Level => ({
  min: new Float64Array(items).fill(Number.POSITIVE_INFINITY),
  max: new Float64Array(items),
  sum: new Float64Array(items),
});

const blocksIn = (items: number): number => (items + REST) >>> BITS;

/** Values by index of the groups' positions. The gap before a group's first record is 0 and says nothing. */
export class ValueBlocks {
  readonly #packed: PackedGroups;
  readonly #isPayload: boolean;
  /** Level k holds totals of 16^(k+1) values. */
  readonly #levels: Level[] = [];
  /** Of the stretch that was asked for last. */
  min = 0;
  max = 0;
  sum = 0;
  /** Where the largest value of the stretch was met: an item of a level, -1 for single values. */
  #level = -1;
  #item = 0;

  constructor(packed: PackedGroups, measure: TimelineMeasure) {
    this.#packed = packed;
    this.#isPayload = measure === 'payload';
    const { length } = packed.payload;
    this.#levels.push(this.#lowest(length));
    for (let items = blocksIn(length); items > REST + 1; items = blocksIn(items)) {
      this.#levels.push(above(this.#levels.at(-1)!, items));
    }
  }

  // hot path
  value(i: number): number {
    return this.#isPayload ? this.#packed.payloadAt(i) : this.#packed.gapAt(i);
  }

  // hot path
  #lowest(length: number): Level {
    const level = emptyLevel(blocksIn(length));
    const { min, max, sum } = level;
    for (let i = 0; i < length; i++) {
      const value = this.value(i);
      const b = i >>> BITS;
      if (value < min[b]!) min[b] = value;
      if (value > max[b]!) max[b] = value;
      sum[b]! += value;
    }
    return level;
  }

  /** Sets min, max and sum to those of the values [first, end). */
  // hot path
  measure(first: number, end: number): void {
    this.min = Number.POSITIVE_INFINITY;
    this.max = -1;
    this.sum = 0;
    let from = first;
    let to = end;
    for (let level = -1; from < to; level++) {
      if (level === this.#levels.length - 1) {
        while (from < to) this.#take(level, from++);
        return;
      }
      while (from < to && (from & REST) !== 0) this.#take(level, from++);
      while (from < to && (to & REST) !== 0) this.#take(level, --to);
      from >>>= BITS;
      to >>>= BITS;
    }
  }

  // hot path
  #take(level: number, item: number): void {
    if (level < 0) {
      const value = this.value(item);
      if (value < this.min) this.min = value;
      this.#largest(value, level, item);
      this.sum += value;
      return;
    }
    const { min, max, sum } = this.#levels[level]!;
    if (min[item]! < this.min) this.min = min[item]!;
    this.#largest(max[item]!, level, item);
    this.sum += sum[item]!;
  }

  // hot path
  #largest(value: number, level: number, item: number): void {
    if (value < this.max) return;
    // Of equals the first.
    if (value === this.max && item * 16 ** level >= this.#item * 16 ** this.#level) return;
    this.max = value;
    this.#level = level;
    this.#item = item;
  }

  /** Index of the first largest value of the stretch that was measured last. */
  indexOfMax(): number {
    let item = this.#item;
    for (let level = this.#level; level >= 0; level--) {
      item <<= BITS;
      if (level === 0) while (this.value(item) !== this.max) item++;
      else while (this.#levels[level - 1]!.max[item] !== this.max) item++;
    }
    return item;
  }
}

// hot path
function above(below: Level, items: number): Level {
  const level = emptyLevel(blocksIn(items));
  for (let i = 0; i < items; i++) {
    const b = i >>> BITS;
    if (below.min[i]! < level.min[b]!) level.min[b] = below.min[i]!;
    if (below.max[i]! > level.max[b]!) level.max[b] = below.max[i]!;
    level.sum[b]! += below.sum[i]!;
  }
  return level;
}
