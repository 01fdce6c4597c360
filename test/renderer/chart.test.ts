import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampView, dragWindow, panView, viewAround, zoomView } from '../../renderer/chart/zoom.ts';
import {
  gapOfStep,
  gapOfText,
  gapText,
  STEPS,
  stepOfGap,
  wholeOfText,
} from '../../renderer/views/bursts/thresholds.ts';
import {
  elapsedLabel,
  exactRange,
  tickDecimals,
  tickLabel,
  timeLabels,
  timeTicks,
} from '../../shared/axis/time-axis.ts';
import type { Time } from '../../shared/unit/time.ts';

const ORIGIN: Time = [1_617_818_153, 220_411_648];

describe('time axis', () => {
  it('puts ticks at round moments of the clock, whatever the origin', () => {
    const { values, step } = timeTicks(ORIGIN, { from: 0, to: 10e9 }, 6);
    expect(step).toBe(2e9);
    expect(values.map(v => tickLabel(ORIGIN, v, step))).toEqual([
      '17:55:54',
      '17:55:56',
      '17:55:58',
      '17:56:00',
      '17:56:02',
    ]);
  });

  it('has as many digits as neighbouring ticks need, down to a nanosecond', () => {
    const micro = timeTicks(ORIGIN, { from: 0, to: 1000 }, 5);
    expect(micro.step).toBe(200);
    expect(tickLabel(ORIGIN, micro.values[0]!, micro.step)).toBe('17:55:53.2204118');
    expect([1, 10, 2e8, 5e8, 1e9].map(tickDecimals)).toEqual([9, 8, 1, 1, 0]);
  });

  it('names the day at midnight and when steps are days', () => {
    expect(tickLabel([86_400, 0], 0, 3_600e9)).toBe('1970-01-02 00:00');
    expect(tickLabel([86_400, 0], 0, 86_400e9)).toBe('1970-01-02');
  });

  it('counts from the start of the capture in the unit that the ticks need', () => {
    const at = (values: number[], step: number) => values.map(value => elapsedLabel(value, step));
    expect(at([0, 500e6, 1.5e9], 500e6)).toEqual(['0.0 s', '0.5 s', '1.5 s']);
    expect(at([1_000_000_200, 1_000_000_400], 200)).toEqual(['1.0000002 s', '1.0000004 s']);
    expect(at([0, 95e9], 5e9)).toEqual(['0 s', '95 s']);
    expect(at([600e9, 3600e9, 5400e9], 600e9)).toEqual(['10 min', '1 h', '1 h 30 min']);
    expect(at([0, 2 * 86_400e9], 86_400e9)).toEqual(['0 d', '2 d']);
    const { values, labels } = timeLabels(ORIGIN, { from: 0, to: 10e9 }, 6, 'elapsed', () => true);
    expect(values).toEqual([0, 2e9, 4e9, 6e9, 8e9, 10e9]);
    expect(labels[1]).toBe('2 s');
  });

  it('names the day at the first tick where the view holds two', () => {
    const late: Time = [86_400 - 3600, 0];
    expect(timeLabels(late, { from: 0, to: 7200e9 }, 5, 'utc', () => true).labels).toEqual([
      '1970-01-01 23:00',
      '23:30',
      '1970-01-02 00:00',
      '00:30',
      '01:00',
    ]);
    expect(timeLabels(late, { from: 0, to: 1800e9 }, 5, 'utc', () => true).labels[0]).toBe('23:00');
  });

  it('leaves out labels that have no room, and names the day at the first tick that has room for it', () => {
    const late: Time = [86_400 - 3600, 0];
    const notAtTheEnds = (value: number, label: string) => value < 7000e9 && (value > 0 || label.length < 6);
    expect(timeLabels(late, { from: 0, to: 7200e9 }, 5, 'utc', notAtTheEnds).labels).toEqual([
      '23:00',
      '1970-01-01 23:30',
      '1970-01-02 00:00',
      '00:30',
      '',
    ]);
  });

  it('puts ticks at the first days of months and years, whatever their length', () => {
    const day = 86_400e9;
    const labels = (days: number, most: number) =>
      timeLabels(ORIGIN, { from: 0, to: days * day }, most, 'utc', () => true).labels;
    expect(labels(100, 4)).toEqual(['2021-05-01', '2021-06-01', '2021-07-01']);
    expect(labels(900, 3)).toEqual(['2022-01-01', '2023-01-01']);
    const span = fc.tuple(fc.integer({ min: 60, max: 40_000 }), fc.integer({ min: 2, max: 4 }));
    fc.assert(
      fc.property(span, ([days, most]) => {
        const { values } = timeLabels(ORIGIN, { from: 0, to: days * day }, most, 'utc', () => true);
        expect(values.length).toBeLessThanOrEqual(most + 1);
        for (const v of values) expect(v >= 0 && v <= days * day).toBe(true);
      }),
    );
  });

  it('tells a range to the nanosecond, with the second day only when it is another one', () => {
    expect(exactRange(ORIGIN, { from: 1, to: 2_000_000_001 })).toBe(
      '2021-04-07 17:55:53.220411649 – 17:55:55.220411649',
    );
    expect(exactRange([86_399, 0], { from: 0, to: 1e9 })).toBe(
      '1970-01-01 23:59:59.000000000 – 1970-01-02 00:00:00.000000000',
    );
  });

  it('never gives more ticks than asked for, nor one out of view', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 4e9 }), fc.integer({ min: 1000, max: 2 ** 50 }));
    fc.assert(
      fc.property(span, fc.integer({ min: 2, max: 20 }), ([s, width], most) => {
        const view = { from: 12_345, to: 12_345 + width };
        const { values } = timeTicks([s, 7], view, most);
        expect(values.length).toBeLessThanOrEqual(most + 1);
        for (const v of values) expect(v >= view.from && v <= view.to).toBe(true);
      }),
    );
  });
});

describe('zoom', () => {
  const whole = { from: 0, to: 1e9 };

  it('keeps the moment under the pointer', () => {
    const view = zoomView({ from: 2e8, to: 6e8 }, 0.5, 0.25, whole);
    expect(view).toEqual({ from: 2.5e8, to: 4.5e8 });
  });

  it('never leaves the whole nor gets narrower than a microsecond', () => {
    const gesture = fc.tuple(
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 30 }), gestures => {
        let view = whole;
        for (const [factor, share] of gestures) {
          view = panView(zoomView(view, factor, share, whole), share - 0.5, whole);
          expect(view.from).toBeGreaterThanOrEqual(0);
          expect(view.to).toBeLessThanOrEqual(1e9 + 1e-3);
          expect(view.to - view.from).toBeGreaterThan(999.9);
        }
      }),
    );
  });

  it('moves a view that sticks out instead of cutting it', () => {
    expect(clampView({ from: -10e6, to: 90e6 }, whole)).toEqual({ from: 0, to: 100e6 });
  });

  it('moves a window, or an edge of it, and never turns it round', () => {
    const view = { from: 2e8, to: 4e8 };
    expect(dragWindow(view, 'window', 9e8, whole)).toEqual({ from: 8e8, to: 1e9 });
    expect(dragWindow(view, 'from', -9e8, whole)).toEqual({ from: 0, to: 4e8 });
    expect(dragWindow(view, 'to', 1e8, whole)).toEqual({ from: 2e8, to: 5e8 });
    expect(dragWindow(view, 'from', 9e8, whole)).toEqual({ from: 4e8 - 1000, to: 4e8 });
    expect(dragWindow(view, 'to', -9e8, whole)).toEqual({ from: 2e8, to: 2e8 + 1000 });
  });

  it('goes to a burst that is out of view or too small to see, and stays when it is well in view', () => {
    const view = { from: 0, to: 1e8 };
    expect(viewAround(2e7, 6e7, view, whole)).toBe(view);
    const there = viewAround(5e8, 6e8, view, whole);
    expect(there.from).toBeLessThan(5e8);
    expect(there.to).toBeGreaterThan(6e8);
    expect(viewAround(5e7, 5e7 + 10, view, whole).to).toBeLessThan(1e8);
  });
});

describe('burst thresholds', () => {
  it('move on a logarithmic slider and come back to where they were', () => {
    for (let step = 0; step <= STEPS; step += 5)
      expect(Math.abs(stepOfGap(gapOfStep(step)) - step)).toBeLessThanOrEqual(1);
    expect([gapOfStep(0), gapOfStep(STEPS)]).toEqual([1e6, 60e9]);
  });

  it('are typed exactly, to the nanosecond', () => {
    expect(gapOfText('0.300000001')).toBe(300_000_001);
    expect(gapText(300_000_001)).toBe('0.300000001');
    expect([gapText(300_000_000), gapText(10e9), gapText(1e9)]).toEqual(['0.3', '10', '1']);
  });

  it.each(['', '0', '-1', 'x', '1e3', '0.0000000001', '86401', '.'])('refuse a gap of %j', text => {
    expect(gapOfText(text)).toBeUndefined();
  });

  it('take whole numbers inside their limits only', () => {
    expect([wholeOfText('300', 0, 65_535), wholeOfText(' 7 ', 1, 9)]).toEqual([300, 7]);
    for (const bad of ['3.5', '-1', '70000', '', 'a']) expect(wholeOfText(bad, 0, 65_535)).toBeUndefined();
  });
});
