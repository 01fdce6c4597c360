import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { binomialProbability, binomialTest } from '../../main/analysis/binomial-test.ts';

const expected = JSON.parse(readFileSync(new URL('binomial-test.expected.json', import.meta.url), 'utf8')) as [
  k: number,
  n: number,
  p: number,
  pValue: number,
][];
/** Below, doubles have fewer digits. */
const SUBNORMAL = 1e-300;

describe('the binomial test', () => {
  it('gives the p-values of scipy (binomial-test-truth.py)', () => {
    expect(expected).toHaveLength(300);
    for (const [k, n, p, pValue] of expected) {
      const found = binomialTest(k, n, p);
      if (pValue < SUBNORMAL) expect(found, `${k} of ${n} at ${p}`).toBeLessThan(SUBNORMAL * 10);
      else expect(Math.abs(found / pValue - 1), `${k} of ${n} at ${p}`).toBeLessThan(1e-9);
    }
  });

  it('counts as likely outcomes on the other side, and only those', () => {
    // At one half the sides mirror each other: twice the smaller tail.
    expect(binomialTest(1, 8, 0.5)).toBeCloseTo((2 * (1 + 8)) / 256, 12);
    expect(binomialTest(4, 8, 0.5)).toBe(1);
  });

  it('sums to one over all outcomes', () => {
    for (const [n, p] of [
      [1, 0.3],
      [17, 0.01],
      [400, 0.6],
    ] as const) {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += binomialProbability(k, n, p);
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});
