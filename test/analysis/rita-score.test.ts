import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { ritaScore } from '../../main/analysis/rita-score.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

interface Case {
  readonly name: string;
  readonly dataset_min: number;
  readonly dataset_max: number;
  readonly ts: readonly number[];
  readonly src_ip_bytes: readonly number[];
  readonly expected: Readonly<Record<string, unknown>> | null;
}

const cases = (): Case[] => JSON.parse(readFileSync(sharedPath('datasets/beacons/rita-scores.expected.json'), 'utf8'));
const DAY = 86_400;
const scoreOf = (times: readonly number[], sizes: readonly number[], from = 0, to = DAY) =>
  ritaScore(Float64Array.from(times), Float64Array.from(sizes), from, to);

describe.runIf(hasShared())("RITA's score against an independent implementation (beside the checkout)", () => {
  test.each(hasShared() ? cases() : [])('$name', ({ dataset_min, dataset_max, ts, src_ip_bytes, expected }) => {
    const score = scoreOf(ts, src_ip_bytes, dataset_min, dataset_max);
    if (expected === null) {
      expect(score).toBeUndefined();
      return;
    }
    expect(score).toMatchObject({
      timestamp: expected.ts_score,
      size: expected.ds_score,
      histogram: expected.hist_score,
      duration: expected.dur_score,
      score: expected.score,
      severity: String(expected.severity).toLowerCase(),
      bins: expected.histogram,
      occupied: expected.bars,
      coverage: expected.coverage,
      consistency: expected.consistency,
    });
    expect(score!.threat).toBeCloseTo(expected.threat_score as number, 12);
  });
});

describe("RITA's score", () => {
  it('of a clock is 1', () => {
    const times = Array.from({ length: 24 * 60 }, (_, i) => i * 60);
    expect(
      scoreOf(
        times,
        times.map(() => 100),
      ),
    ).toMatchObject({ score: 1, severity: 'high' });
  });

  it('has a threat of 3 decimals, as the score has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(DAY), { minLength: 4, maxLength: 60 }),
        fc.array(fc.nat(9), { maxLength: 9 }),
        (ts, sizes) => {
          const threat =
            scoreOf(
              ts.sort((a, b) => a - b),
              sizes,
            )?.threat ?? 0;
          expect(String(threat)).toMatch(/^[01](\.\d{1,3})?$/);
        },
      ),
    );
  });

  it('needs four distinct times and a span', () => {
    expect(scoreOf([1, 1, 2, 3], [1, 1, 1, 1])).toBeUndefined();
    expect(scoreOf([1, 2, 3, 4], [1, 1, 1, 1], 5, 5)).toBeUndefined();
  });

  it('has parts between 0 and 1 whatever the times and sizes, and no NaN', () => {
    const whole = fc.integer({ min: -3600, max: 2 * DAY });
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, fc.nat()), { minLength: 4, maxLength: 60 }), rows => {
        const times = rows.map(([t]) => t).sort((a, b) => a - b);
        const score = scoreOf(
          times,
          rows.map(([, size]) => size),
        );
        if (!score) return;
        for (const part of [score.timestamp, score.size, score.histogram, score.duration, score.score, score.threat]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(1);
        }
        expect(score.bins.reduce((a, b) => a + b)).toBe(times.length);
      }),
    );
  });
});
