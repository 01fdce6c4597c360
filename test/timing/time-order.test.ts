import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeOrder } from '../../main/timing/time-order.ts';
import { columnsOf } from '../build/columns.ts';

const orderOf = (times: readonly number[]) => new TimeOrder(columnsOf(times.map(at => ({ at }))).columns);

describe('time order', () => {
  it('stores nothing while the clock runs forward', () => {
    const order = orderOf([1, 1, 2, 5_000_000_000]);
    expect(order.rows).toBeNull();
    expect(order.outOfOrder).toBe(0);
  });

  it('of an empty capture is empty', () => {
    const order = orderOf([]);
    expect([order.length, order.outOfOrder]).toEqual([0, 0]);
    expect(order.span({ from: [0, 0] })).toEqual({ lo: 0, hi: 0 });
  });

  it('sorts any times, stably, and counts the steps back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000 }).map(t => t - (t % 999_999_999))), times => {
        const order = orderOf(times);
        const expected = times.map((_, i) => i).sort((a, b) => times[a]! - times[b]! || a - b);
        expect(times.map((_, p) => order.row(p))).toEqual(expected);
        expect(order.outOfOrder).toBe(times.filter((t, i) => i > 0 && t < times[i - 1]!).length);
      }),
      { numRuns: 500 },
    );
  });

  it('of chosen rows is what it would be if the others did not exist', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(row), rows => {
        const { columns } = columnsOf(rows.map(([at]) => ({ at })));
        const chosen = Uint32Array.from(rows.flatMap(([, kept], i) => (kept ? [i] : [])));
        const order = new TimeOrder(columns, chosen);
        const alone = orderOf(Array.from(chosen, r => rows[r]![0]));
        expect([order.length, order.outOfOrder, order.rowLimit]).toEqual([
          chosen.length,
          alone.outOfOrder,
          rows.length,
        ]);
        for (let p = 0; p < chosen.length; p++) expect(order.row(p)).toBe(chosen[alone.row(p)]);
      }),
      { numRuns: 500 },
    );
  });

  it('finds the positions of a half-open range', () => {
    const order = orderOf([10, 20, 20, 30]);
    expect(order.span({ from: [0, 20], to: [0, 30] })).toEqual({ lo: 1, hi: 3 });
    expect(order.span({ from: [0, 31] })).toEqual({ lo: 4, hi: 4 });
    expect(order.span({ from: [0, 30], to: [0, 10] })).toEqual({ lo: 3, hi: 3 });
  });
});
