import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ForecastModel } from '../../main/analysis/forecast.ts';
import { l1Minimum } from '../../main/analysis/l1-minimum.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

const DAY = 86_400;
const Z = 1.28155;

interface Expected {
  readonly n: number;
  readonly y_scale: number;
  readonly k: number;
  readonly m: number;
  readonly sigma_obs: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly anomaly_rows: readonly number[];
}

const expectations = (): Record<string, Expected> =>
  JSON.parse(readFileSync(sharedPath('datasets/daily-flows/prophet-map.expected.json'), 'utf8')).series;

/** Days and sums of one host of the daily flows. */
function seriesOf(host: string): { seconds: Float64Array; values: Float64Array } {
  const sums = new Map<number, number>();
  for (const line of readFileSync(sharedPath('datasets/daily-flows/cs448b_ipasn.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)) {
    const [date, ipn, , f] = line.split(',');
    if (ipn !== host) continue;
    const at = Date.parse(date!) / 1000;
    sums.set(at, (sums.get(at) ?? 0) + Number(f));
  }
  const days = [...sums.keys()].sort((a, b) => a - b);
  return { seconds: Float64Array.from(days), values: Float64Array.from(days, day => sums.get(day)!) };
}

describe.runIf(hasShared())('forecast bands of the daily flows (beside the checkout)', () => {
  test.each(hasShared() ? Object.keys(expectations()) : [])('host %s', host => {
    const expected = expectations()[host]!;
    const { seconds, values } = seriesOf(host);
    const fit = new ForecastModel(seconds).fit(values);
    expect(values.length).toBe(expected.n);
    expect(fit.scale).toBe(expected.y_scale);
    // Of this scale; the truth's optimiser stopped about here.
    expect(fit.sigma).toBeCloseTo(expected.sigma_obs, 3);
    expect(fit.slope).toBeCloseTo(expected.k, 2);
    expect(fit.offset).toBeCloseTo(expected.m, 2);
    const half = Z * fit.sigma * fit.scale;
    const within = 0.005 * fit.scale;
    for (let i = 0; i < values.length; i++) {
      expect(Math.abs(fit.fitted[i]! - half - expected.lower[i]!)).toBeLessThan(within);
      expect(Math.abs(fit.fitted[i]! + half - expected.upper[i]!)).toBeLessThan(within);
    }
    const anomalies = [...values.keys()].filter(i => Math.abs(values[i]! - fit.fitted[i]!) > half);
    expect(anomalies).toEqual(expected.anomaly_rows);
  });
});

describe('forecast', () => {
  const days = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i * DAY);

  it('follows a weekly pattern and says which seasons the data cannot carry', () => {
    const values = days(70).map(t => 100 + ((t / DAY) % 7 === 0 ? 50 : 0));
    const fit = new ForecastModel(days(70)).fit(values);
    expect(fit.seasons).toEqual(['weekly']);
    expect(fit.leftOut).toEqual(['daily']);
    expect(fit.fitted[35]! - fit.fitted[36]!).toBeGreaterThan(30);
    const hours = Float64Array.from({ length: 24 * 5 }, (_, i) => i * 3600);
    expect(new ForecastModel(hours).fit(hours.map(() => 1))).toMatchObject({ seasons: ['daily'], leftOut: ['weekly'] });
  });

  it('bends where the slope changes', () => {
    const values = days(100).map(t => (t < 40 * DAY ? t / DAY : 80 - t / DAY) + (t % (2 * DAY) ? 0.5 : -0.5));
    const fit = new ForecastModel(days(100)).fit(values);
    expect(fit.fitted[40]!).toBeGreaterThan(33);
    expect(fit.fitted[99]!).toBeLessThan(-10);
  });

  it('is finite for constant, zero, short and huge series', () => {
    for (const values of [
      [5, 5, 5, 5],
      [0, 0, 0],
      [1, 2, 3],
      [1e15, -1e15, 3, 1e-9, 7],
    ]) {
      const fit = new ForecastModel(days(values.length)).fit(Float64Array.from(values));
      expect([...fit.fitted, fit.sigma, fit.scale].every(Number.isFinite)).toBe(true);
    }
    const constant = new ForecastModel(days(30)).fit(new Float64Array(30).fill(7));
    for (const value of constant.fitted) expect(value).toBeCloseTo(7, 3);
  });
});

describe('the minimum with absolute values', () => {
  it('satisfies the conditions of a minimum', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    const size = 5;
    const problem = fc.record({
      rows: fc.array(fc.array(number, { minLength: size, maxLength: size }), { minLength: size, maxLength: 12 }),
      linear: fc.array(number, { minLength: size, maxLength: size }),
      penalty: fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: size, maxLength: size }),
    });
    fc.assert(
      fc.property(problem, ({ rows, linear, penalty }) => {
        const quadratic = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            quadratic[i * size + j] = rows.reduce((sum, row) => sum + row[i]! * row[j]!, i === j ? 0.5 : 0);
          }
        }
        const x = l1Minimum(quadratic, Float64Array.from(linear), Float64Array.from(penalty), new Float64Array(size));
        for (let j = 0; j < size; j++) {
          let gradient = -linear[j]!;
          for (let k = 0; k < size; k++) gradient += quadratic[j * size + k]! * x[k]!;
          if (x[j] === 0) expect(Math.abs(gradient)).toBeLessThanOrEqual(penalty[j]! + 1e-6);
          else expect(gradient + penalty[j]! * Math.sign(x[j]!)).toBeCloseTo(0, 6);
        }
      }),
      { numRuns: 300 },
    );
  });
});
