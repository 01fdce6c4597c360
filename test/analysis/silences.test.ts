import { describe, expect, it } from 'vitest';
import { type Silences, silences } from '../../main/analysis/silences.ts';
import { visitsOf } from '../../main/analysis/visits.ts';
import { atOnce } from '../../main/read/in-slices.ts';
import { randomFrom } from '../build/mutate.ts';

const found = (gaps: readonly number[]): Silences => atOnce(silences(Float64Array.from(gaps)));

/** Gaps of n steps, by the inverse of their distribution function. */
const drawn = (n: number, seed: number, inverse: (u: number) => number): number[] => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () => inverse((random(2 ** 30) + 1) / 2 ** 30));
};

const EXPONENTIAL = (u: number): number => -Math.log(u) * 1e6;
const PARETO = (u: number): number => 1e3 / u;

describe('silences', () => {
  it('are one or two gaps that stand apart from all others, longest first', () => {
    const gaps = drawn(5000, 1, EXPONENTIAL);
    gaps[4000] = 950e6;
    expect(found(gaps).found).toEqual([4000]);
    expect(found(gaps).median / 1e6).toBeCloseTo(Math.LN2, 1);
    gaps[17] = 2000e6;
    expect(found(gaps).found).toEqual([17, 4000]);
  });

  it('stand apart from a clock', () => {
    const gaps = Array.from({ length: 300 }, () => 1e9);
    expect(found(gaps).found).toEqual([]);
    gaps[100] = 20e9;
    expect(found(gaps).found).toEqual([100]);
    gaps[100] = 2e9;
    expect(found(gaps).found).toEqual([]);
  });

  it('are none in steady, memoryless and heavy-tailed gaps, and none of too few', () => {
    let wrong = 0;
    for (let seed = 1; seed <= 50; seed++) {
      for (const inverse of [EXPONENTIAL, PARETO, (u: number) => u, (u: number) => 1e3 / u ** 3])
        wrong += found(drawn(1000, seed, inverse)).found.length > 0 ? 1 : 0;
    }
    expect(wrong).toBe(0);
    expect(found([...drawn(100, 3, EXPONENTIAL), 1e12]).found).toEqual([]);
    expect(found([])).toEqual({ found: [], median: 0 });
    expect(found(Array.from({ length: 500 }, () => 0)).found).toEqual([]);
  });
});

describe('visits', () => {
  it('are batches of connections: their number, and from start to start', () => {
    const inside = Array.from({ length: 79 }, (_, i) => (i % 5 === 0 ? 0 : 100e6 + i * 1e6));
    const lasts = inside.reduce((sum, gap) => sum + gap, 0);
    const gaps = Array.from({ length: 12 }, (_, i) => (i === 0 ? inside : [7200e9 - lasts, ...inside])).flat();
    expect(visitsOf(Float64Array.from(gaps))).toEqual({ count: 12, every: 7200e9 });
  });

  it('are none for a clock, for memoryless starts, for pauses that leave no batches and for hardly any connections', () => {
    expect(visitsOf(Float64Array.from({ length: 50 }, () => 60e9))).toBeNull();
    expect(visitsOf(Float64Array.from({ length: 50 }, (_, i) => (i === 20 ? 9000e9 : 60e9)))).toBeNull();
    expect(visitsOf(Float64Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 9000e9 : 60e9)))).toBeNull();
    expect(visitsOf(Float64Array.from(drawn(2000, 7, EXPONENTIAL)))).toBeNull();
    expect(visitsOf(new Float64Array())).toBeNull();
    expect(visitsOf(Float64Array.of(0, 0, 0, 0))).toBeNull();
  });
});
