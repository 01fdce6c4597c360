import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOfSorted, summarize } from '../../main/timing/summary.ts';
import type { GapSummary } from '../../shared/model/summary.ts';

const truth = JSON.parse(readFileSync(new URL('summary.expected.json', import.meta.url), 'utf8')) as Record<
  string,
  { gaps: number[]; summary: GapSummary }
>;

describe('gap summary', () => {
  it.each(Object.entries(truth))('agrees with numpy and scipy: %s', (_, { gaps, summary }) => {
    const ours = summarize(Float64Array.from(gaps));
    for (const [name, expected] of Object.entries(summary) as [keyof GapSummary, number | null][]) {
      if (expected === null) expect(ours[name], name).toBeNull();
      else expect(Math.abs(ours[name]! - expected) / Math.max(1, Math.abs(expected)), name).toBeLessThan(1e-12);
    }
  });

  it('of nothing is n 0 and no values', () => {
    const { n, ...rest } = summarize(new Float64Array(0));
    expect(n).toBe(0);
    expect(Object.values(rest).every(v => v === null)).toBe(true);
  });

  it('never gives NaN or infinity, and quantiles stay inside the sample', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1 });
    fc.assert(
      fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (sample, p) => {
        for (const v of Object.values(summarize(Float64Array.from(sample)))) {
          expect(v === null || Number.isFinite(v)).toBe(true);
        }
        const sorted = Float64Array.from(sample).sort();
        const q = quantileOfSorted(sorted, p);
        expect(q >= sorted[0]! && q <= sorted.at(-1)!).toBe(true);
      }),
    );
  });

  it('scales with time', () => {
    const { gaps } = truth.exponential!;
    const one = summarize(Float64Array.from(gaps));
    const thousand = summarize(Float64Array.from(gaps, g => g * 1024));
    expect(thousand.mean).toBe(one.mean! * 1024);
    expect(thousand.p95).toBe(one.p95! * 1024);
    expect(thousand.burstiness).toBeCloseTo(one.burstiness!, 12);
    expect(thousand.memory).toBeCloseTo(one.memory!, 12);
  });
});
