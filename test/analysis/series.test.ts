// Sets of series, the detectors in one form, and how they are held against marks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesDetector } from '../../main/analysis/detectors.ts';
import { normalQuantile } from '../../main/analysis/normal-quantile.ts';
import { Judge, Marks } from '../../main/analysis/series-marks.ts';
import { SeriesSet } from '../../main/analysis/series-set.ts';
import { DETECTORS } from '../../shared/model/series.ts';

const DAY = 86_400;
const list = (...values: number[]): Float64Array => Float64Array.from(values);
const points = (values: readonly number[], step = DAY) => ({
  seconds: Float64Array.from(values, (_, i) => i * step),
  values: Float64Array.from(values),
});
const detector = (other = {}) => new SeriesDetector({ rolling: 7, width: 0.8, ...other });

describe('a set of series', () => {
  const cells = {
    length: 5,
    key: Uint32Array.of(1, 0, 1, 0, 1),
    seconds: list(20, 10, 10, 30, 20),
    value: list(1, 2, 3, 4, 5),
  };

  it('brings cells into the order of time and adds those of the same time', () => {
    const set = new SeriesSet(['b', 'a', 'none'], cells, 10, null);
    expect(set.keys).toEqual(['a', 'b']);
    expect(set.points(0)).toEqual({ seconds: list(10, 20), values: list(3, 6) });
    expect(set.points(1)).toEqual({ seconds: list(10, 30), values: list(2, 4) });
    expect([set.total, set.first, set.last]).toEqual([15, 10, 30]);
    expect([set.find('b'), set.find('none')]).toEqual([1, undefined]);
  });

  it('fills what is missing with zeros where that is what nothing means', () => {
    const set = new SeriesSet(['b', 'a'], cells, 10, { first: 0, count: 5, interval: 10 });
    expect(set.points(1)).toEqual({ seconds: list(0, 10, 20, 30, 40), values: list(0, 2, 0, 4, 0) });
    expect([set.first, set.last]).toEqual([0, 40]);
  });

  it('keeps sums, whatever comes in which order', () => {
    const cell = fc.tuple(fc.nat(5), fc.nat(20), fc.nat(1000));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), some => {
        const set = new SeriesSet(
          ['a', 'b', 'c', 'd', 'e', 'f'],
          {
            length: some.length,
            key: Uint32Array.from(some, ([key]) => key),
            seconds: Float64Array.from(some, ([, at]) => at),
            value: Float64Array.from(some, ([, , value]) => value),
          },
          1,
          null,
        );
        const sum = some.reduce((total, [, , value]) => total + value, 0);
        expect(set.total).toBe(sum);
        set.keys.forEach((_, place) => {
          const { seconds, values } = set.points(place);
          expect([...seconds]).toEqual([...new Set(seconds)].sort((a, b) => a - b));
          expect(values.reduce((a, b) => a + b, 0)).toBe(set.totals[place]);
          expect(set.most[place]).toBe(Math.max(...values));
        });
      }),
    );
  });
});

describe('detectors', () => {
  it('find a spike, each by its own range', () => {
    const values = Array.from({ length: 60 }, (_, i) => 100 + (i % 7) * 3 + ((i * 37) % 11));
    values[45] = 900;
    for (const name of DETECTORS) {
      const found = detector().find(name, points(values));
      expect(found.anomalies).toContain(45);
      expect(found.upper[45]!).toBeLessThan(900);
    }
  });

  it('say of constant series that nothing stands out, and never NaN where they speak', () => {
    for (const value of [0, 7, 1e12]) {
      for (const name of DETECTORS) {
        const found = detector().find(name, points(Array.from({ length: 30 }, () => value)));
        expect([name, found.anomalies]).toEqual([name, []]);
        const from = name === 'mad' ? 6 : name === 'luminol' ? 1 : 0;
        for (let i = from; i < 30; i++)
          expect([found.expected[i], found.lower[i], found.upper[i], found.score[i]].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('call too little in an interval that is not filled no anomaly, and say so, but too much', () => {
    const values = [1, ...Array.from({ length: 28 }, (_, i) => 100 + (i % 3)), 2];
    const said = (last: number, unfilled: { first: boolean; last: boolean }) => {
      const some = points([...values.slice(0, -1), last]);
      return detector().find('forecast', { ...some, unfilled });
    };
    const filled = said(2, { first: false, last: false });
    expect(filled.anomalies).toEqual(expect.arrayContaining([0, 29]));
    expect(said(2, { first: true, last: false }).anomalies).toEqual(filled.anomalies.filter(i => i !== 0));
    const both = said(2, { first: true, last: true });
    expect(both.anomalies).toEqual(filled.anomalies.filter(i => i !== 0 && i !== 29));
    expect(both.notes.at(-1)).toMatch(/^The first or the last interval is not filled/);
    expect(said(900, { first: true, last: true }).anomalies).toContain(29);
  });

  it('say of fewer than 3 points that they are too few', () => {
    for (const values of [[], [5], [5, 9]]) {
      for (const name of DETECTORS) {
        const found = detector().find(name, points(values));
        expect(found.anomalies).toEqual([]);
        expect(found.notes[0]).toContain('too few to judge');
      }
    }
  });

  it('name the patterns that are left out', () => {
    const note = (step: number, length: number) =>
      detector()
        .find(
          'forecast',
          points(
            Array.from({ length }, (_, i) => i % 5),
            step,
          ),
        )
        .notes.join();
    expect(note(DAY, 60)).toContain('The daily pattern');
    expect(note(3600, 72)).toContain('The weekly pattern');
    expect(note(1, 60)).toContain('The weekly and daily pattern');
    expect(note(3600, 24 * 21)).toBe('');
  });

  it("know luminol's range as what its score comes from", () => {
    const values = Array.from({ length: 50 }, (_, i) => (i === 30 ? 400 : 100 + ((i * 13) % 7)));
    const found = detector().find('luminol', points(values));
    for (const i of found.anomalies) {
      if (Number.isNaN(found.lower[i]!)) continue;
      expect(values[i]! < found.lower[i]! || values[i]! > found.upper[i]!).toBe(true);
    }
  });

  it('pass over a window at the first point only with compat', () => {
    const values = [900, ...Array.from({ length: 40 }, (_, i) => 5 + (i % 3))];
    const first = (compat?: 'luminol') => detector({ compat }).find('luminol', points(values)).anomalies[0] === 0;
    expect(first('luminol')).toBe(false);
  });

  it('do not depend on which series came before', () => {
    const series = fc.array(fc.nat(1000), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(series, series, (one, other) => {
        const shared = detector();
        shared.find('forecast', points(other));
        expect(shared.find('forecast', points(one))).toEqual(detector().find('forecast', points(one)));
      }),
      { numRuns: 50 },
    );
  });

  it('take quantiles of the normal distribution', () => {
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815515655446004, 7);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 7);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.0005)).toBeCloseTo(-3.290526731491926, 7);
  });
});

describe('marks', () => {
  const at = points([1, 2, 3, 4]);

  it('lie at the point in whose interval they fall, of their key or of any', () => {
    const marks = new Marks([
      { seconds: DAY, key: 'a' },
      { seconds: 2 * DAY + 500, key: null },
      { seconds: 9 * DAY, key: null },
      { seconds: 0, key: 'b' },
    ]);
    expect([...marks.at('a', at, DAY)]).toEqual([
      [1, [0]],
      [2, [1]],
    ]);
    expect([...marks.at('c', at, DAY).keys()]).toEqual([2]);
  });

  it('give precision over anomalies and recall over marks', () => {
    const marks = new Marks([
      { seconds: DAY, key: 'a' },
      { seconds: 3 * DAY, key: 'a' },
      { seconds: 99 * DAY, key: 'a' },
    ]);
    const judge = new Judge('mad', marks);
    judge.take([0, 1], marks.at('a', at, DAY));
    judge.take([2], marks.at('b', at, DAY));
    expect(judge.judgement()).toEqual({
      detector: 'mad',
      anomalies: 3,
      right: 1,
      marks: 3,
      found: 1,
      absent: 1,
      precision: 1 / 3,
      recall: 1 / 3,
    });
    expect(new Judge('mad', new Marks([])).judgement()).toMatchObject({ precision: null, recall: null });
  });
});
