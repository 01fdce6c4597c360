// The pure parts of the beacons view: ticks over pixels, and what was found in words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchText, chanceText, hasFewTicks, periodText } from '../../renderer/views/beacons/beacon-text.ts';
import { nearest, type Ticks, tickColumns } from '../../renderer/views/beacons/tick-frame.ts';
import type { BeaconRow } from '../../shared/model/beacon.ts';

/** Ticks of gaps in whole periods of 10. */
function ticksOf(gaps: readonly number[]): Ticks {
  let at = 0;
  const time = [0, ...gaps.map(gap => (at += gap * 10))];
  return {
    time: Float64Array.from(time),
    ticks: Float64Array.from([1, ...gaps]),
    bytes: new Float64Array(time.length),
  };
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe('ticks over pixels', () => {
  it('lose none, seen or missed, however many pixels there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat(4), fc.integer({ min: 5000, max: 1e6 })), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 300 }),
        (gaps, columns) => {
          const ticks = ticksOf(gaps);
          const last = ticks.time.at(-1)!;
          const { seen, missed } = tickColumns(ticks, { from: 0, to: Math.max(1, last) }, columns);
          expect(sum(seen)).toBe(gaps.length + 1);
          const expected = gaps.reduce((all, gap) => all + Math.max(0, gap - 1), 0);
          expect(sum(missed)).toBeCloseTo(expected, 3);
        },
      ),
    );
  });

  it('know the start closest to a time', () => {
    const ticks = ticksOf([1, 1, 3]);
    expect([-5, 4, 6, 14, 33, 36, 999].map(at => nearest(ticks, at))).toEqual([0, 0, 1, 1, 2, 3, 3]);
    expect(nearest({ ...ticks, time: new Float64Array() }, 1)).toBe(-1);
  });
});

describe('a pair whose ticks were not seen', () => {
  const row = { ticksSeen: 949, ticksExpected: 720_000, visits: { count: 12, every: 7410e9 } } as BeaconRow;

  it('is said to come in batches', () => {
    expect(hasFewTicks(row)).toBe(true);
    expect(batchText(row)).toBe('comes in batches: 12 visits, about every 2 h 4 min');
    expect(batchText({ ...row, visits: null })).toBe('keeps its period for a few connections only');
    expect(hasFewTicks({ ...row, ticksExpected: 1000 })).toBe(false);
    expect(hasFewTicks({ ...row, ticksSeen: null })).toBe(false);
  });
});

describe('what was found, in words', () => {
  it('bounds a chance from above', () => {
    expect([1, 0.4, 0.0341, 0.00099, 3e-14, 0].map(chanceText)).toEqual([
      'no bound',
      '≤ 0.4',
      '≤ 0.035',
      '≤ 1e-3',
      '≤ 1e-13',
      '< 1e-300',
    ]);
  });

  it('gives periods with four digits', () => {
    expect([272.4775e9, 86_400e9, 60e9, 5e8].map(periodText)).toEqual([
      '272.5 s',
      '86,400 s (24 h 0 min)',
      '60 s',
      '500 ms',
    ]);
  });
});
