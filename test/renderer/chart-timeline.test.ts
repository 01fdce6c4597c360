import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf, covered, LANES } from '../../renderer/chart/bands.ts';
import { type Geometry, hitAt, nanosAt, xOf } from '../../renderer/chart/hit.ts';
import { largestSize, PLOT, timelineOption } from '../../renderer/chart/option/timeline.ts';
import { heights, payloadColumns } from '../../renderer/chart/overview.ts';
import { rateFrame } from '../../renderer/chart/rate-frame.ts';
import { assignSlots } from '../../renderer/chart/series-slots.ts';
import { durationScale, sizeScale } from '../../renderer/chart/size-scale.ts';
import type { TimelineFrame } from '../../renderer/chart/timeline-frame.ts';
import { hostCalled } from '../../renderer/state/annotations.ts';
import { colours } from '../../renderer/ui/theme/colours.ts';
import { tipOf } from '../../renderer/views/timeline/tip.ts';
import { frame } from './chart-frame.ts';

const NONE: ReadonlySet<number> = new Set();
const view = { from: 0, to: 100 };

/** A plot of 1000 by 100 pixels over 100 ns, so that a nanosecond is ten pixels wide. */
const geometryOf = (f: TimelineFrame, hidden = NONE): Geometry => ({
  view,
  width: 1000 + PLOT.left + PLOT.right,
  height: 100 + PLOT.top + PLOT.bottom,
  scale: sizeScale(10, false),
  hidden,
  bands: bandsOf(f, hidden, 0.2),
});

describe('timeline option', () => {
  interface Drawn {
    readonly id: string;
    readonly type: string;
    readonly large?: boolean;
    readonly silent: boolean;
    readonly data: ArrayLike<unknown>;
    renderItem?(
      params: { coordSys: { x: number; y: number; width: number; height: number } },
      api: { value(): number; coord(point: [number, number]): [number, number] },
    ): { children: { shape: { boxes: Float32Array } }[] };
  }
  const seriesOf = (f: TimelineFrame, hidden = NONE, selected: { from: number; to: number } | null = null) =>
    timelineOption(f, {
      view,
      width: 800,
      colours: colours('dark'),
      hidden,
      colourOf: stream => `colour ${stream}`,
      scale: sizeScale(largestSize(f, hidden), false),
      bands: bandsOf(f, hidden, 0),
      selected: selected && { ...selected, burst: 1 },
      clock: 'utc',
    }).series as Drawn[];
  const byId = (series: Drawn[], id: string): unknown[] => Array.from(series.find(s => s.id === id)!.data);
  /** What a custom series draws in a plot of 1000 by 100 pixels. */
  const childrenOf = (series: Drawn[], id: string, top: number) =>
    series.find(s => s.id === id)!.renderItem!(
      { coordSys: { x: 0, y: 0, width: 1000, height: 100 } },
      { value: () => 0, coord: ([nanos, units]) => [nanos * 10, 100 * (1 - units / top)] },
    ).children;

  it('draws records as points, behind them the bursts, and above the bursts of each stream', () => {
    const series = seriesOf(frame('points'));
    expect(series.map(s => s.id)).toEqual(['bands', 'lanes', 'selected', 's4', 's7']);
    expect(byId(series, 'bands')).toEqual([[10, 31]]);
    expect(byId(series, 'lanes')).toEqual([
      [10, 20, 0, 0],
      [15, 31, 1, 1],
    ]);
    expect(byId(series, 's4')).toEqual([10, 4, 20, 5]);
    expect(byId(series, 's7')).toEqual([30, 6]);
    expect(series.every(s => s.silent)).toBe(true);
  });

  it('draws pixel columns as strokes from minimum to maximum, one pixel wide, the mean marked', () => {
    const f = frame('levels');
    const [strokes, means] = childrenOf(seriesOf(f), 's4', sizeScale(6, false).top);
    const y = (bytes: number): number => 100 * (1 - bytes / sizeScale(6, false).top);
    const [first, second] = [strokes!.shape.boxes.subarray(0, 4), strokes!.shape.boxes.subarray(4)];
    expect(Array.from(first)).toEqual([100, Math.round(y(4)), 1, Math.round(y(1)) - Math.round(y(4))]);
    expect(Array.from(second)).toEqual([200, Math.round(y(5)), 1, Math.round(y(2)) - Math.round(y(5))]);
    expect(Array.from(means!.shape.boxes)).toEqual([100, Math.round(y(2) - 1), 2, 2, 200, Math.round(y(3) - 1), 2, 2]);
  });

  it('gives a stroke to a column whose records are all of one size, and none to one out of view', () => {
    const f = frame('levels');
    const { top } = sizeScale(6, false);
    expect(childrenOf(seriesOf(f), 's7', top)[0]!.shape.boxes[3]).toBe(1);
    const far = { ...f, columns: { ...f.columns, time: Float64Array.of(10, 20, 101) } };
    expect(childrenOf(seriesOf(far), 's7', top)[0]!.shape.boxes).toHaveLength(0);
  });

  it('leaves out a stream that is switched off, and its bursts', () => {
    const series = seriesOf(frame('points'), new Set([4]));
    expect(series.map(s => s.id)).toEqual(['bands', 'lanes', 'selected', 's7']);
    expect(byId(series, 'bands')).toEqual([[15, 31]]);
  });

  it('draws thousands of points as one path', () => {
    const f = frame('points');
    const time = Float64Array.from({ length: 3000 }, (_, i) => i);
    const many = {
      meta: { ...f.meta, series: [{ ...f.meta.series[0]!, count: 3000 }] },
      columns: { ...f.columns, time, max: time },
    };
    expect(seriesOf(many).find(s => s.id === 's4')!.large).toBe(true);
    expect(seriesOf(f).find(s => s.id === 's4')!.large).toBe(false);
  });

  it('keeps labels from moving the plot: one that would stick out is left out', () => {
    const option = timelineOption(frame('points'), {
      view: { from: 0, to: 1e9 },
      width: 800,
      colours: colours('dark'),
      hidden: NONE,
      colourOf: () => 'a colour',
      scale: sizeScale(10, false),
      bands: [],
      selected: null,
      clock: 'elapsed',
    });
    const { customValues, formatter } = (
      option.xAxis as { axisLabel: { customValues: number[]; formatter(value: number, i: number): string } }
    ).axisLabel;
    expect(customValues.map(formatter)).toEqual(['0.0 s', '0.2 s', '0.4 s', '0.6 s', '0.8 s', '']);
    expect(option.grid).toMatchObject({ ...PLOT, outerBoundsMode: 'none' });
  });

  it('marks the selected burst though its stream is not drawn', () => {
    expect(byId(seriesOf(frame('points'), new Set([4, 7]), { from: 40, to: 50 }), 'selected')).toEqual([[40, 50]]);
  });
});

describe('bands', () => {
  const columns = fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 1000 }), length: fc.integer({ min: 0, max: 50 }), series: fc.nat(1) }),
    { maxLength: 60 },
  );
  const frameOf = (rows: { start: number; length: number; series: number }[]): TimelineFrame => {
    const f = frame('points');
    return {
      meta: f.meta,
      columns: {
        ...f.columns,
        burstStart: Float64Array.from(rows, r => r.start),
        burstEnd: Float64Array.from(rows, r => r.start + r.length),
        burstSeries: Uint32Array.from(rows, r => r.series),
      },
    };
  };

  it('cover together exactly what each of them covers', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 0, max: 1060 }), (rows, t) => {
        const flat = covered(bandsOf(frameOf(rows), NONE, 0));
        const pairs = flat.flatMap((from, i) => (i % 2 === 0 ? [[from, flat[i + 1]!] as const] : []));
        const inside = pairs.some(([from, to]) => from <= t && t <= to);
        expect(inside).toBe(rows.some(r => r.start <= t && t <= r.start + r.length));
        pairs.slice(1).forEach(([from], i) => {
          expect(from).toBeGreaterThan(pairs[i]![1]);
        });
      }),
    );
  });

  it('share a lane only when they do not touch, as long as there are lanes', () => {
    fc.assert(
      fc.property(columns, rows => {
        const bands = bandsOf(frameOf(rows), NONE, 1);
        for (const a of bands) {
          const over = bands.filter(b => b.from <= a.to && a.from <= b.to);
          if (over.length > LANES) continue;
          const crowded = over.some(b => bands.filter(c => c.from <= b.to && b.from <= c.to).length > LANES);
          if (!crowded) expect(over.filter(b => b.lane === a.lane)).toEqual([a]);
        }
      }),
    );
  });

  it('are wide enough to see', () => {
    expect(bandsOf(frameOf([{ start: 5, length: 0, series: 0 }]), NONE, 3)).toMatchObject([{ from: 5, to: 8 }]);
  });
});

describe('what lies under the pointer', () => {
  it('is the nearest record within reach, with the bursts there, shortest first', () => {
    const f = frame('points');
    const geometry = geometryOf(f);
    const x = xOf(geometry, 20);
    expect(nanosAt(geometry, x)).toBeCloseTo(20);
    const y = PLOT.top + 100 * (1 - 5 / geometry.scale.top);
    const hit = hitAt(f, geometry, x + 4, y - 4)!;
    expect(hit.mark).toMatchObject({ row: 1, series: { key: 4 } });
    expect(hit.bursts).toEqual([1]);
    expect(hitAt(f, geometry, xOf(geometry, 18), y)).toEqual({ mark: null, bursts: [0, 1] });
  });

  it('is nothing outside of the plot, between records, and where a stream is switched off', () => {
    const f = frame('points');
    const geometry = geometryOf(f);
    expect(hitAt(f, geometry, xOf(geometry, 60), 60)).toBeNull();
    expect(hitAt(f, geometry, PLOT.left - 1, 60)).toBeNull();
    expect(hitAt(f, geometry, xOf(geometry, 10), geometry.height - 1)).toBeNull();
    const y = PLOT.top + 100 * (1 - 4 / geometry.scale.top);
    expect(hitAt(f, geometry, xOf(geometry, 10), y)?.mark).not.toBeNull();
    expect(hitAt(f, geometryOf(f, new Set([4])), xOf(geometry, 10), y)).toBeNull();
  });

  it('is a pixel column anywhere between its minimum and maximum', () => {
    const f = frame('levels');
    const geometry = geometryOf(f);
    const y = PLOT.top + 100 * (1 - 2.5 / geometry.scale.top);
    expect(hitAt(f, geometry, xOf(geometry, 10), y)!.mark).toMatchObject({ row: 0, y });
  });

  it('finds the same mark as looking at every one', () => {
    const f = frame('points');
    const geometry = geometryOf(f);
    const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: PLOT.top, max: 100 + PLOT.top }));
    fc.assert(
      fc.property(place, ([dx, y]) => {
        const x = PLOT.left + dx;
        const away = [0, 1, 2].map(row => {
          const markY = PLOT.top + 100 * (1 - f.columns.max![row]! / geometry.scale.top);
          return Math.hypot(xOf(geometry, f.columns.time![row]!) - x, markY - y);
        });
        const least = Math.min(...away);
        const mark = hitAt(f, geometry, x, y)?.mark;
        if (least < 9.9) expect(away[mark!.row]).toBeCloseTo(least);
        if (least > 10.1) expect(mark ?? null).toBeNull();
      }),
    );
  });
});

describe('the tip', () => {
  it('tells a record with its exact time, and the burst of its stream', () => {
    const f = frame('points');
    const [mark, burst, ...others] = tipOf(
      f,
      {
        mark: { series: f.meta.series[0]!, row: 0, x: 0, y: 0 },
        bursts: [0, 1],
      },
      'payload',
      hostCalled,
    );
    expect(mark).toMatchObject({ title: '4 bytes of payload', key: 4 });
    expect(mark!.lines).toEqual(['a → <b>', 'Record 11', '2021-04-07T17:55:53.220411658Z']);
    expect(burst!.title).toBe('Burst 1');
    expect(burst!.lines[1]).toBe('5 packets, 1.54 kB in 10.0 ns');
    expect(others).toEqual([]);
  });

  it('tells a pixel column by its sizes, and a record alone in one as itself', () => {
    const f = frame('levels');
    const of = (series: number, row: number) =>
      tipOf(f, { mark: { series: f.meta.series[series]!, row, x: 0, y: 0 }, bursts: [] }, 'payload', hostCalled)[0]!;
    expect(of(0, 0).title).toBe('3 records');
    expect(of(0, 0).lines).toContain('1 to 4 bytes of payload, mean 2');
    expect(of(0, 0).lines).toContain('The largest is record 11');
    expect([of(1, 2).title, ...of(1, 2).lines]).toEqual(
      expect.arrayContaining(['1 record', '6 bytes of payload', 'Record 1,300']),
    );
  });

  it('says when one band stands for several bursts', () => {
    const [part] = tipOf(frame('points', 12), { mark: null, bursts: [0] }, 'payload', hostCalled);
    expect([part!.title, part!.lines.at(-1)]).toEqual(['12 bursts from number 1 on', 'Click to zoom in']);
  });
});

describe('payload axis', () => {
  it('has round ticks below the largest payload, which stays inside', () => {
    expect(sizeScale(1448, false).labels).toEqual(['0 B', '500 B', '1.00 kB']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 }), fc.boolean(), (largest, logarithmic) => {
        const { top, ticks, labels, unit } = sizeScale(largest, logarithmic);
        expect(unit(largest)).toBeLessThanOrEqual(top);
        expect(unit(0)).toBe(0);
        expect(labels).toHaveLength(ticks.length);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(12);
        for (const tick of ticks) expect(tick).toBeLessThanOrEqual(top);
      }),
    );
  });

  it('shows 0 on a logarithmic axis', () => {
    const { labels, ticks } = sizeScale(1448, true);
    expect(labels).toEqual(['0 B', '10 B', '100 B', '1.00 kB']);
    expect(ticks[0]).toBe(0);
  });
});

describe('axis of gaps', () => {
  it('begins below the shortest and ends above the longest, at powers of ten', () => {
    expect(durationScale(2e6, 3e9).labels).toEqual(['1.00 ms', '10.0 ms', '100 ms', '1.00 s']);
    const duration = fc.integer({ min: 1, max: 1e15 });
    fc.assert(
      fc.property(duration, duration, (a, b) => {
        const { top, ticks, labels, unit } = durationScale(Math.min(a, b), Math.max(a, b));
        expect(unit(Math.min(a, b))).toBeGreaterThanOrEqual(0);
        expect(unit(Math.max(a, b))).toBeLessThanOrEqual(top);
        expect(unit(0)).toBe(0);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(labels).toHaveLength(ticks.length);
      }),
    );
    expect(durationScale(Number.POSITIVE_INFINITY, 0).top).toBeGreaterThan(0);
  });
});

describe('rates', () => {
  it('are the payload of each column by its seconds: no byte is lost', () => {
    const f = frame('points');
    const rates = rateFrame(f, 0, 40, 16);
    const seconds = (40 / 16) * 4 * 1e-9;
    const sum = Array.from(rates.columns.mean!).reduce((total, rate) => total + rate * seconds, 0);
    const payload = Array.from(f.columns.mean!).reduce((total, mean, i) => total + mean * f.columns.count![i]!, 0);
    expect(sum).toBeCloseTo(payload);
    expect(rates.meta.series.map(s => [s.key, s.mode])).toEqual([
      [4, 'levels'],
      [7, 'levels'],
    ]);
  });
});

describe('colours of streams', () => {
  it('stay as the busiest change places, and are never the same for two in one picture', () => {
    const first = assignSlots(new Map(), [40, 50, 60], 10);
    expect([40, 50, 60].map(s => first.get(s))).toEqual([0, 1, 2]);
    const second = assignSlots(first, [60, 70, 40], 10);
    expect([60, 70, 40].map(s => second.get(s))).toEqual([2, 1, 0]);
    const third = assignSlots(second, [50, 70], 10);
    expect([50, 70].map(s => third.get(s))).toEqual([1, 0]);
    const pictures = fc.array(fc.uniqueArray(fc.nat(30), { maxLength: 8 }), { maxLength: 12 });
    fc.assert(
      fc.property(pictures, all => {
        let slots: ReadonlyMap<number, number> = new Map();
        for (const streams of all) {
          slots = assignSlots(slots, streams, 10);
          expect(new Set(streams.map(s => slots.get(s))).size).toBe(streams.length);
        }
      }),
    );
  });
});

describe('overview', () => {
  it('sums the payload of all streams by pixel column', () => {
    const sums = payloadColumns(frame('levels'), { from: 10, to: 30 }, 2);
    expect(Array.from(sums)).toEqual([3 * 2, 2 * 3 + 6]);
    expect(Array.from(heights(Float64Array.of(0, 1, 4)))).toEqual([0, 0.5, 1]);
  });
});
