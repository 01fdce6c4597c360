// Histograms, cumulative curves and quantiles of samples that are put in order piece by piece, against counting one by one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cumulativeCurve, histogram, leastAboveZero, zeros } from '../../main/timing/distribution.ts';
import { BinCounter, edgesFor, logEdges } from '../../main/timing/log-bins.ts';
import { medianOf } from '../../main/timing/median.ts';
import { SortedRuns } from '../../main/timing/sorted-runs.ts';
import { memoryOf, momentsOf, quantileOfSorted, summarize, summaryOfRuns } from '../../main/timing/summary.ts';

function runsOf(values: readonly number[], size = 7): SortedRuns {
  const work = SortedRuns.of(Float64Array.from(values), size);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Gaps as they occur: many small ones, ties, zeros, a few beyond 2^53 ns. */
const gap = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  fc.integer({ min: 0, max: 2 ** 31 - 1 }).map(n => n * 2 ** 21),
  fc.integer({ min: 2 ** 20, max: 2 ** 31 - 1 }).map(n => n * 2 ** 33),
);
const sample = fc.array(gap, { minLength: 1, maxLength: 80 });
const ascending = (values: readonly number[]): number[] => values.slice().sort((a, b) => a - b);

describe('bins on a logarithmic axis', () => {
  it('are ten a decade at whole nanoseconds, none of them empty of whole numbers', () => {
    expect(logEdges(1, 30, 10)).toEqual([1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32]);
  });

  it('are finer where the values lie close together', () => {
    const edges = edgesFor(59_900_000_000, 60_100_000_000);
    expect(edges.length).toBeGreaterThan(40);
    expect(edgesFor(1, 1e12).length).toBeLessThan(140);
    expect(edgesFor(5, 5)).toHaveLength(2);
  });

  it('hold every value of a sample once: the counts and the zeros come to n', () => {
    fc.assert(
      fc.property(sample, values => {
        const runs = runsOf(values);
        const least = leastAboveZero(runs);
        if (least === undefined) {
          expect(zeros(runs)).toBe(values.length);
          return;
        }
        const edges = edgesFor(least, runs.max);
        const counts = histogram(runs, edges);
        expect(counts.reduce((sum, n) => sum + n, 0) + zeros(runs)).toBe(values.length);
        counts.forEach((count, i) => {
          expect(count).toBe(values.filter(v => v >= edges[i]! && v < edges[i + 1]!).length);
        });
        const counter = new BinCounter(edges);
        for (const value of values) counter.add(value);
        expect([...counter.counts]).toEqual(counts);
        expect([counter.below, counter.above]).toEqual([zeros(runs), 0]);
      }),
    );
  });

  it('count values below 1 and values beyond the edges, too', () => {
    const counter = new BinCounter(logEdges(0.01, 5, 10));
    for (const value of [0, 0.001, 0.0101, 0.5, 4.9, 1e9]) counter.add(value);
    expect(counter.counts.reduce((a, b) => a + b, 0)).toBe(3);
    expect([counter.below, counter.above]).toEqual([2, 1]);
  });
});

describe('a sample in pieces', () => {
  it('has the counts and quantiles of the whole sample in order', () => {
    fc.assert(
      fc.property(
        sample,
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, size, p) => {
          const runs = runsOf(values, size);
          const sorted = ascending(values);
          expect(sorted.map((_, k) => runs.at(k))).toEqual(sorted);
          expect(runs.quantile(p)).toBe(quantileOfSorted(Float64Array.from(sorted), p));
          const limit = sorted[Math.floor(p * (sorted.length - 1))]!;
          expect(runs.countUpTo(limit)).toBe(values.filter(v => v <= limit).length);
          expect(runs.countBelow(limit)).toBe(values.filter(v => v < limit).length);
        },
      ),
    );
  });

  it('has the summary of the whole sample', () => {
    const exact = fc.array(fc.integer({ min: 0, max: 2 ** 50 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(exact, fc.integer({ min: 1, max: 20 }), (values, size) => {
        const gaps = Float64Array.from(values);
        expect(summaryOfRuns(runsOf(values, size), momentsOf(gaps), memoryOf(gaps))).toEqual(summarize(gaps));
      }),
    );
    expect(summaryOfRuns(runsOf([]), undefined, null)).toEqual(summarize(new Float64Array(0)));
  });

  it('has a cumulative curve that is right at each of its points, ends at n, and has no more than 482 of them', () => {
    const long = fc.array(gap, { minLength: 1, maxLength: 2000 });
    fc.assert(
      fc.property(long, values => {
        const { at, count } = cumulativeCurve(runsOf(values, 500));
        expect(at.length).toBeLessThanOrEqual(482);
        expect(at).toEqual([...new Set(ascending(at))]);
        at.forEach((x, i) => {
          expect(count[i]).toBe(values.filter(v => v <= x).length);
        });
        expect(count.at(-1)).toBe(values.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the median without sorting', () => {
  it('is that of the sorted sample', () => {
    fc.assert(
      fc.property(sample, values => {
        expect(medianOf(Float64Array.from(values))).toBe(quantileOfSorted(Float64Array.from(ascending(values)), 0.5));
      }),
    );
  });
});
