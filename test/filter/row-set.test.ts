// Sets of rows beside plain arrays.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowSet } from '../../main/filter/row-set.ts';

const setOf = (length: number, rows: readonly number[]): RowSet => {
  const set = new RowSet(length);
  for (const row of rows) set.add(row);
  return set;
};

it('a set of rows is a set of numbers', () => {
  const rows = fc.array(fc.nat(99), { maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 130 }), rows, rows, (length, a, b) => {
      const [x, y] = [setOf(length, a), setOf(length, b)];
      const all = Array.from({ length }, (_, i) => i);
      const list = (test: (row: number) => boolean): number[] => all.filter(test);
      expect([...x]).toEqual(list(row => a.includes(row)));
      expect([...x.toRows()]).toEqual([...x]);
      expect(x.count).toBe(new Set(a).size);
      expect(x.isEmpty).toBe(a.length === 0);
      expect([...x.not()]).toEqual(list(row => !a.includes(row)));
      expect([...x.and(y)]).toEqual(list(row => a.includes(row) && b.includes(row)));
      expect([...x.or(y)]).toEqual(list(row => a.includes(row) || b.includes(row)));
      expect([...x.xor(y)]).toEqual(list(row => a.includes(row) !== b.includes(row)));
      expect([...x.without(y)]).toEqual(list(row => a.includes(row) && !b.includes(row)));
      expect(all.every(row => x.has(row) === a.includes(row))).toBe(true);
      expect(RowSet.all(length).count).toBe(length);
    }),
  );
});
