// What every dissector and every light reader must bear: cuts, changed bytes, lies in lengths. FUZZ_ROUNDS makes it long.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { LayerDissector } from '../../../main/decode/tree/dissection.ts';
import type { TreeItem } from '../../../main/decode/tree/item.ts';
import { concat, zeros } from '../../build/packet.ts';
import { mutated } from '../mutate.ts';
import { itemsOf } from '../tree-of.ts';
import { dissectPayload } from './dissect-payload.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 400);
const PLACE = 7;

/** A byte array that fails the test when a place outside of [from, to) is looked at by number. */
function fenced(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return new Proxy(bytes, {
    get(target, key) {
      if (typeof key === 'string' && /^-?\d+$/.test(key) && (Number(key) < from || Number(key) >= to)) {
        throw new Error(`read at ${key}, outside of [${from}, ${to})`);
      }
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Every sample cut anywhere and changed at random, and bytes of no meaning. */
function eachHostile(samples: readonly Uint8Array[], check: (bytes: Uint8Array) => void): void {
  for (const sample of samples) {
    for (let size = 0; size <= sample.length; size += sample.length > 400 ? 7 : 1) check(sample.subarray(0, size));
  }
  for (let seed = 0; seed < rounds; seed++) {
    for (const sample of samples) check(mutated(sample, seed));
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check), { numRuns: rounds });
}

function outside(item: TreeItem, from: number, to: number): boolean {
  if (item.name.startsWith('_ws')) return false;
  return item.start < from || item.length < 0 || item.start + item.length > to;
}

/** The dissector throws nothing, ends, and no item lies outside of the payload, whatever the bytes. */
export function bearsHostileBytes(samples: readonly Uint8Array[], dissect: LayerDissector): void {
  eachHostile(samples, payload => {
    const bytes = concat(zeros(PLACE).fill(0xff), payload, zeros(64).fill(0xc0));
    const end = PLACE + payload.length;
    const d = dissectPayload(bytes, dissect, { at: PLACE, end, reported: end + (payload.length % 3) });
    const items = [...itemsOf(d.items)];
    expect(items.filter(item => item.source === 0 && outside(item, PLACE, end))).toEqual([]);
    expect(items.length).toBeLessThan(64 + 16 * payload.length);
  });
}

/** The reader throws nothing, ends, and looks at nothing outside of [at, end), whatever the bytes. */
export function readsOnlyInside(
  samples: readonly Uint8Array[],
  read: (bytes: Uint8Array, at: number, end: number) => void,
): void {
  eachHostile(samples, payload => {
    const end = PLACE + payload.length;
    read(fenced(concat(zeros(PLACE), payload, zeros(64).fill(0x03)), PLACE, end), PLACE, end);
  });
}
