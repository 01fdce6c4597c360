// Tables of any length: where the scroll bar is and which rows that means; cells as text and as filters.
import fc from 'fast-check';
import { createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { type Column, csvOf, rowText } from '../../renderer/grid/column.ts';
import { ScrollMap } from '../../renderer/grid/scroll-map.ts';
import { filterBy } from '../../renderer/state/filter-by.ts';
import { clearSelection, selectFilter, useSelection } from '../../renderer/state/selection.ts';
import { parseFilter } from '../../shared/filter/filter.ts';

const VIEW = 400;
const mapOf = (total: number): ScrollMap => {
  const map = new ScrollMap();
  map.resize(total, VIEW);
  return map;
};

describe('a scroll bar', () => {
  it('is the list itself while a browser can scroll that far', () => {
    const map = mapOf(1_000_000);
    expect(map.height).toBe(1_000_000);
    expect(map.moved(123_456)).toBe(null);
    expect(map.top).toBe(123_456);
    expect(map.goTo(5)).toBe(5);
  });

  it('stands for a longer list, of which both ends and every row are reached', () => {
    const total = 50_000_000 * 26;
    const map = mapOf(total);
    expect(map.height).toBeLessThan(33_000_000);
    map.moved(map.height - VIEW);
    expect(map.top).toBe(total - VIEW);
    map.moved(0);
    expect(map.top).toBe(0);
    for (const row of [0, 1, 25_000_000, 49_999_000]) {
      const real = map.goTo(row * 26);
      expect(map.top).toBe(row * 26);
      expect(real).toBeGreaterThanOrEqual(0);
      expect(real).toBeLessThanOrEqual(map.height - VIEW);
    }
  });

  it('moves by the pixels of a small step, never jumps for it, and stays inside', () => {
    const step = fc.integer({ min: -VIEW, max: VIEW });
    fc.assert(
      fc.property(
        fc.integer({ min: 17_000_000, max: 2_000_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(step),
        (total, share, steps) => {
          const map = mapOf(total);
          let real = map.goTo(Math.floor(share * (total - VIEW)));
          for (const by of steps) {
            const before = map.top;
            const next = Math.min(map.height - VIEW, Math.max(0, real + by));
            real = map.moved(next) ?? next;
            expect(Math.abs(map.top - before)).toBeLessThanOrEqual(Math.abs(by) + 1);
            expect(map.top).toBeGreaterThanOrEqual(0);
            expect(map.top).toBeLessThanOrEqual(total - VIEW);
          }
          expect(Math.abs((map.settled() ?? real) / (map.height - VIEW) - map.top / (total - VIEW))).toBeLessThan(1e-4);
        },
      ),
    );
  });
});

describe('cells', () => {
  const columns: readonly Column<{ a: string; n: number }, 'a'>[] = [
    { title: 'A, or B', width: 10, render: row => row.a, text: row => row.a },
    { title: 'Seen only', width: 10, render: row => createElement('time', { dateTime: '2021' }, row.n) },
    { title: 'N', width: 10, right: true, render: row => row.n, text: row => String(row.n) },
  ];

  it('are CSV and lines of text, formulae disarmed', () => {
    const rows = [
      { a: 'x "y"', n: 1 },
      { a: '=1+1', n: -2 },
    ];
    expect(csvOf(columns, rows)).toBe('"A, or B",Seen only,N\n"x ""y""",2021,1\n\'=1+1,2021,-2\n');
    expect(rowText(columns, () => 'else', rows[0]!)).toBe('x "y"\t2021\t1');
    expect(rowText([columns[1]!], () => 'else', rows[0]!)).toBe('else');
    expect(rowText([columns[1]!], undefined, rows[0]!)).toBe('2021');
  });
});

describe('the filter narrowed by a cell', () => {
  afterEach(clearSelection);
  const filter = () => useSelection.getState().filter;

  it('keeps what it was, in brackets where those are needed', () => {
    filterBy('dns');
    expect(filter()).toBe('dns');
    filterBy('dns');
    expect(filter()).toBe('dns');
    filterBy('ip.src == 10.0.0.1');
    expect(filter()).toBe('dns && (ip.src == 10.0.0.1)');
    selectFilter('tcp || udp');
    filterBy('ip.src == 10.0.0.1', true);
    expect(filter()).toBe('(tcp || udp) && !(ip.src == 10.0.0.1)');
    expect(parseFilter(filter()!)).toHaveProperty('ast');
  });
});
