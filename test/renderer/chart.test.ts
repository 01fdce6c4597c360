import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TimelineFrame, timelineOption } from '../../renderer/chart/option/timeline.ts';
import { tickDecimals, tickLabel, timeTicks } from '../../renderer/chart/time-axis.ts';
import { clampView, panView, viewAround, zoomView } from '../../renderer/chart/zoom.ts';
import { colours } from '../../renderer/ui/theme/colours.ts';
import {
  gapOfStep,
  gapOfText,
  gapText,
  STEPS,
  stepOfGap,
  wholeOfText,
} from '../../renderer/views/bursts/thresholds.ts';
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

  it('goes to a burst that is out of view or too small to see, and stays when it is well in view', () => {
    const view = { from: 0, to: 1e8 };
    expect(viewAround(2e7, 6e7, view, whole)).toBe(view);
    const there = viewAround(5e8, 6e8, view, whole);
    expect(there.from).toBeLessThan(5e8);
    expect(there.to).toBeGreaterThan(6e8);
    expect(viewAround(5e7, 5e7 + 10, view, whole).to).toBeLessThan(1e8);
  });
});

describe('timeline option', () => {
  const frame = (mode: 'points' | 'levels'): TimelineFrame => ({
    meta: {
      origin: ORIGIN,
      from: ORIGIN,
      to: [ORIGIN[0] + 1, 0],
      series: [
        { stream: 4, srcHost: 0, dstHost: 1, src: 'a', dst: 'b', records: 2, mode, first: 0, count: 2 },
        { stream: 7, srcHost: 0, dstHost: 2, src: 'a', dst: 'c', records: 1, mode, first: 2, count: 1 },
      ],
      streamsLeftOut: 0,
      bursts: 2,
    },
    columns: {
      time: Float64Array.of(10, 20, 30),
      min: Float64Array.of(1, 2, 3),
      max: Float64Array.of(4, 5, 6),
      mean: Float64Array.of(2, 3, 4),
      burstStart: Float64Array.of(10, 30),
      burstEnd: Float64Array.of(20, 31),
      burstNumber: Uint32Array.of(1, 2),
      burstSeries: Uint32Array.of(0, 1),
    },
  });
  const look = {
    view: { from: 0, to: 100 },
    width: 800,
    colours: colours('dark'),
    placeOf: (stream: number) => stream,
    hidden: new Set<number>(),
    selectedBurst: null,
  };
  const seriesOf = (f: TimelineFrame, hidden = new Set<number>()) =>
    timelineOption(f, { ...look, hidden }).series as { id: string; type: string; data: ArrayLike<unknown> }[];

  it('draws records as points, behind them the bursts', () => {
    const [bands, first, second] = seriesOf(frame('points'));
    expect(bands!.data).toEqual([
      [10, 20, 1, 0],
      [30, 31, 2, 1],
    ]);
    expect([first!.type, Array.from(first!.data)]).toEqual(['scatter', [10, 4, 20, 5]]);
    expect(Array.from(second!.data)).toEqual([30, 6]);
  });

  it('draws pixel columns as bars from minimum to maximum with the mean marked', () => {
    const [, bars, mean] = seriesOf(frame('levels'));
    expect(bars!.data).toEqual([
      [10, 1, 4],
      [20, 2, 5],
    ]);
    expect(Array.from(mean!.data)).toEqual([10, 2, 20, 3]);
  });

  it('leaves out a stream that is switched off, and its bursts', () => {
    const drawn = seriesOf(frame('points'), new Set([4]));
    expect(drawn.map(s => s.id)).toEqual(['bands', 's1']);
    expect(drawn[0]!.data).toEqual([[30, 31, 2, 1]]);
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
