import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { luminolScores, luminolWindows } from '../../main/analysis/luminol.ts';
import { ROBUST_Z_LIMIT, robustZ, rollingMean } from '../../main/analysis/rolling.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

interface Host {
  readonly y: readonly number[];
  readonly scores: readonly number[];
  readonly anomalies: readonly { start: number; end: number; score: number; exact: number }[];
  readonly isAnomaly_rows: readonly number[];
}
interface Truth {
  readonly per_l_ipn: Readonly<Record<string, Host>>;
  readonly daily_aggregate: { readonly f: readonly number[] };
  readonly rolling7_mean: readonly (number | null)[];
}

const truth = (): Truth => JSON.parse(readFileSync(sharedPath('datasets/daily-flows/luminol.expected.json'), 'utf8'));
const list = (...values: number[]): Float64Array => Float64Array.from(values);

describe.runIf(hasShared())("luminol's scores of the daily flows (beside the checkout)", () => {
  test.each(hasShared() ? Object.keys(truth().per_l_ipn) : [])('host %s', host => {
    const { y, scores, anomalies, isAnomaly_rows } = truth().per_l_ipn[host]!;
    const ours = luminolScores(Float64Array.from(y));
    expect(ours.length).toBe(scores.length);
    for (const [i, score] of scores.entries()) expect(Math.abs(ours[i]! - score)).toBeLessThan(1e-9);
    const windows = luminolWindows(Float64Array.from(y), ours, true);
    expect(windows.map(w => [w.start, w.end, w.exact])).toEqual(anomalies.map(a => [a.start, a.end, a.exact]));
    for (const [i, a] of anomalies.entries()) expect(windows[i]!.score).toBeCloseTo(a.score, 9);
    const rows = windows.flatMap(w => Array.from({ length: w.end - w.start + 1 }, (_, i) => w.start + i));
    expect(rows).toEqual(isAnomaly_rows);
  });

  it('rolling means of the daily totals', () => {
    const { daily_aggregate, rolling7_mean } = truth();
    const ours = rollingMean(Float64Array.from(daily_aggregate.f), 7);
    for (const [i, mean] of rolling7_mean.entries()) {
      if (mean === null) expect(ours[i]).toBeNaN();
      else expect(ours[i]).toBeCloseTo(mean, 9);
    }
  });
});

describe('luminol', () => {
  it('scores a constant series 0, and nothing of nothing', () => {
    expect([...luminolScores(list(5, 5, 5))]).toEqual([0, 0, 0]);
    expect(luminolScores(list()).length).toBe(0);
  });

  it('keeps a window that opens at the first point, which luminol ignores', () => {
    const scores = list(4, 5, 5, 1, 3.5);
    const values = list(1, 9, 2, 1, 1);
    expect(luminolWindows(values, scores, false)).toEqual([
      { start: 0, end: 2, score: 5, exact: 1 },
      { start: 4, end: 4, score: 3.5, exact: 4 },
    ]);
    expect(luminolWindows(values, scores, true).map(w => w.start)).toEqual([4]);
  });

  it('does not depend on the unit of the values, and is never NaN', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, numbers => {
        const scores = luminolScores(Float64Array.from(numbers));
        const scaled = luminolScores(Float64Array.from(numbers, v => v * 8));
        for (let i = 0; i < scores.length; i++) {
          expect(scores[i]).not.toBeNaN();
          expect(scaled[i]).toBeCloseTo(scores[i]!, 6);
        }
      }),
    );
  });
});

describe('robust z', () => {
  it('is the distance from the median in spreads', () => {
    const { z, median, spread } = robustZ(list(1, 2, 3, 4, 100), 5);
    expect(z[3]).toBeNaN();
    expect([median[4], spread[4]]).toEqual([3, 1.4826]);
    expect(z[4]).toBeCloseTo(97 / 1.4826, 12);
    expect(z[4]! > ROBUST_Z_LIMIT).toBe(true);
  });

  it('of values that do not vary is 0, or infinite for one that stands out', () => {
    expect(robustZ(list(5, 5, 5, 5, 5), 5).z[4]).toBe(0);
    expect(robustZ(list(5, 5, 5, 5, 6), 5).z[4]).toBe(Number.POSITIVE_INFINITY);
  });
});
