// Texts by number: the same number for the same bytes, whatever they are and wherever they lie.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextTable } from '../../main/logs/text-table.ts';

describe('text table', () => {
  it('numbers texts in order of appearance and gives their bytes back', () => {
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.uint8Array({ maxLength: 40 }),
      fc.nat(5).map(n => new Uint8Array(n * 4)),
      fc.string({ maxLength: 30 }).map(one => new TextEncoder().encode(one)),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 400 }), fc.nat(9), (texts, shift) => {
        const table = new TextTable();
        const known = new Map<string, number>();
        // The texts lie one behind the other in one block, at any offset.
        const block = Uint8Array.from([...new Uint8Array(shift), ...texts.flatMap(one => [...one])]);
        let at = shift;
        for (const one of texts) {
          const key = [...one].join(' ');
          if (!known.has(key)) known.set(key, known.size);
          const id = table.add(block, at, at + one.length);
          at += one.length;
          expect(id).toBe(known.get(key));
          expect(table.size(id)).toBe(one.length);
          expect([...table.borrowBytes(id)]).toEqual([...one]);
          const out = new Uint8Array(one.length + 2).fill(7);
          expect(table.copy(id, out, 1)).toBe(one.length + 1);
          expect([...out]).toEqual([7, ...one, 7]);
        }
        expect(table.length).toBe(known.size);
      }),
      { numRuns: 60 },
    );
  });

  it('finds texts, and keeps numbers while it grows', () => {
    const table = new TextTable();
    const encoder = new TextEncoder();
    const texts = Array.from({ length: 5000 }, (_, i) => `/page-${i}.html?${'x'.repeat(i % 50)}`);
    for (const [i, one] of texts.entries()) {
      const bytes = encoder.encode(one);
      expect(table.add(bytes, 0, bytes.length)).toBe(i);
    }
    for (const [i, one] of texts.entries()) expect([table.find(one), table.text(i)]).toEqual([i, one]);
    expect(table.find('/none')).toBe(-1);
    expect(new TextTable().find('')).toBe(-1);
  });
});
