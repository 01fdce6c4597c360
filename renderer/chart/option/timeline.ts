// What ECharts draws of a timeline frame: bursts as bands behind, then per stream its records as points, or minimum to
// maximum and mean of every pixel column. Nothing of it hears the pointer: hit.ts finds what lies under it.
import type { TimelineMeta, TimelineSeries } from '../../../shared/contract/calls.ts';
import type { Frame } from '../../../shared/contract/frame.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import { type Band, covered } from '../bands.ts';
import type { SizeScale } from '../size-scale.ts';
import { type Clock, timeLabels } from '../time-axis.ts';
import type { View } from '../zoom.ts';

export type TimelineFrame = Frame<TimelineMeta>;

/** Pixels around the plot; the lanes of the bursts lie above it. */
export const PLOT = { left: 62, right: 14, top: 24, bottom: 24 } as const;

const LANE = { top: 3, height: 4, pitch: 6 } as const;

/** Narrowest band in pixels: a burst of two records microseconds apart must be seen. */
export const BAND_PIXELS = 2;

/** Width of a label's character in pixels, about. */
const DIGIT = 7;

/** From this many points on they are one path: single symbols would be slow. */
const MANY = 1200;

export interface TimelineLook {
  readonly view: View;
  /** Width of the chart in pixels. */
  readonly width: number;
  readonly colours: Colours;
  /** Streams that are switched off. */
  readonly hidden: ReadonlySet<number>;
  readonly colourOf: (stream: number) => string;
  readonly scale: SizeScale;
  readonly bands: readonly Band[];
  /** Nanoseconds since the capture's start, and its number. */
  readonly selected: { readonly from: number; readonly to: number; readonly burst: number } | null;
  readonly clock: Clock;
}

interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

interface CustomParams {
  readonly coordSys: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Pixels of [from, to] inside the plot, `BAND_PIXELS` wide at least; undefined when it lies outside. */
function extent({ coordSys }: CustomParams, api: Api): { x: number; width: number } | undefined {
  const [x] = api.coord([api.value(0), 0]);
  const [until] = api.coord([api.value(1), 0]);
  const left = Math.max(x, coordSys.x);
  const right = Math.min(Math.max(until, x + BAND_PIXELS), coordSys.x + coordSys.width);
  return right > left ? { x: left, width: right - left } : undefined;
}

const custom = (id: string, z: number, data: number[][], renderItem: (params: CustomParams, api: Api) => unknown) => ({
  id,
  type: 'custom',
  silent: true,
  z,
  encode: { x: [0, 1] },
  data,
  renderItem,
});

/** Behind everything: when there is a burst at all. */
function shades({ bands, colours }: TimelineLook) {
  const flat = covered(bands);
  const data: number[][] = [];
  for (let i = 0; i < flat.length; i += 2) data.push([flat[i]!, flat[i + 1]!]);
  return custom('bands', 1, data, (params, api) => {
    const x = extent(params, api);
    if (!x) return undefined;
    const { y, height } = params.coordSys;
    return { type: 'rect', shape: { ...x, y, height }, style: { fill: colours.burst.fill } };
  });
}

/** Above the plot: whose bursts they are. */
function lanes(frame: TimelineFrame, { bands, colourOf }: TimelineLook) {
  const data = bands.map(({ from, to, series, lane }) => [from, to, lane, series]);
  return custom('lanes', 2, data, (params, api) => {
    const x = extent(params, api);
    if (!x) return undefined;
    return {
      type: 'rect',
      shape: { ...x, y: LANE.top + api.value(2) * LANE.pitch, height: LANE.height },
      style: { fill: colourOf(frame.meta.series[api.value(3)]!.stream) },
    };
  });
}

function selection({ selected, colours }: TimelineLook) {
  const data = selected ? [[selected.from, selected.to]] : [];
  return custom('selected', 1, data, (params, api) => {
    const x = extent(params, api);
    if (!x) return undefined;
    const { y, height } = params.coordSys;
    const top = LANE.top - 2;
    return {
      type: 'rect',
      shape: { ...x, y: top, height: y + height - top },
      style: { fill: colours.burst.selectedFill, stroke: colours.burst.line, lineWidth: 1 },
    };
  });
}

function points(frame: TimelineFrame, series: TimelineSeries, total: number, { colourOf, scale }: TimelineLook) {
  const { time, max } = frame.columns;
  const data = new Float64Array(series.count * 2);
  for (let i = 0; i < series.count; i++) {
    data[i * 2] = time![series.first + i]!;
    data[i * 2 + 1] = scale.unit(max![series.first + i]!);
  }
  const many = total > MANY;
  return {
    id: `s${series.stream}`,
    type: 'scatter',
    silent: true,
    z: 3,
    progressive: 0,
    large: many,
    largeThreshold: 0,
    symbolSize: many ? 4.2 : 5.5,
    itemStyle: { color: colourOf(series.stream), opacity: 0.9 },
    dimensions: ['time', 'payload'],
    data,
  };
}

/** Upright strokes from minimum to maximum, all in one path: NaN lifts the pen. */
function strokes(frame: TimelineFrame, series: TimelineSeries, { colourOf, scale }: TimelineLook) {
  const { time, min, max } = frame.columns;
  const data = new Float64Array(series.count * 6).fill(Number.NaN);
  // A stroke without length would not be drawn.
  const half = scale.top / 300;
  for (let i = 0; i < series.count; i++) {
    const row = series.first + i;
    data[i * 6] = time![row]!;
    data[i * 6 + 1] = Math.max(0, scale.unit(min![row]!) - half);
    data[i * 6 + 2] = time![row]!;
    data[i * 6 + 3] = scale.unit(max![row]!) + half;
    data[i * 6 + 4] = time![row]!;
  }
  return {
    id: `s${series.stream}`,
    type: 'line',
    silent: true,
    z: 2,
    showSymbol: false,
    connectNulls: false,
    lineStyle: { width: 1.4, color: colourOf(series.stream), opacity: 0.5, cap: 'butt' },
    dimensions: ['time', 'payload'],
    data,
  };
}

/** Marks, not a line: a line would draw a mean through silence. */
function means(frame: TimelineFrame, series: TimelineSeries, { colourOf, scale }: TimelineLook) {
  const { time, mean } = frame.columns;
  const data = new Float64Array(series.count * 2);
  for (let i = 0; i < series.count; i++) {
    data[i * 2] = time![series.first + i]!;
    data[i * 2 + 1] = scale.unit(mean![series.first + i]!);
  }
  return {
    id: `m${series.stream}`,
    type: 'scatter',
    silent: true,
    z: 3,
    progressive: 0,
    large: true,
    largeThreshold: 0,
    symbol: 'rect',
    symbolSize: 2.4,
    itemStyle: { color: colourOf(series.stream) },
    dimensions: ['time', 'mean'],
    data,
  };
}

/** The largest payload of the streams that are switched on, in bytes. */
export function largestSize({ meta, columns }: TimelineFrame, hidden: ReadonlySet<number>): number {
  let largest = 0;
  for (const { stream, first, count } of meta.series) {
    if (hidden.has(stream)) continue;
    for (let row = first; row < first + count; row++) largest = Math.max(largest, columns.max![row]!);
  }
  return largest;
}

/** The whole option: replaces what was drawn before. */
export function timelineOption(frame: TimelineFrame, look: TimelineLook): Record<string, unknown> {
  const { colours, scale } = look;
  const total = frame.columns.time?.length ?? 0;
  const drawn = frame.meta.series.flatMap((series): unknown[] => {
    if (look.hidden.has(series.stream)) return [];
    return series.mode === 'points'
      ? [points(frame, series, total, look)]
      : [strokes(frame, series, look), means(frame, series, look)];
  });
  return {
    animation: false,
    // By itself ECharts narrows the plot when a label sticks out: hit.ts would look beside the marks.
    grid: { ...PLOT, outerBoundsMode: 'none' },
    textStyle: { fontFamily: colours.font },
    xAxis: xAxis(frame, look),
    yAxis: {
      type: 'value',
      min: 0,
      max: scale.top,
      axisLabel: {
        color: colours.muted,
        fontSize: 12,
        customValues: scale.ticks,
        formatter: (_: number, i: number) => scale.labels[i] ?? '',
      },
      axisLine: { show: true, onZero: false, lineStyle: { color: colours.border } },
      axisTick: { show: true, customValues: scale.ticks, lineStyle: { color: colours.border } },
      splitLine: { lineStyle: { color: colours.grid } },
    },
    series: [shades(look), lanes(frame, look), selection(look), ...drawn],
  };
}

/** Alone, so that zooming moves the picture before the engine has answered. */
export function xAxis(frame: TimelineFrame, { view, width, colours, clock }: TimelineLook) {
  const most = Math.max(2, Math.floor((width - PLOT.left - PLOT.right) / 110));
  const perNano = (width - PLOT.left - PLOT.right) / (view.to - view.from);
  const fits = (value: number, label: string): boolean => {
    const x = PLOT.left + (value - view.from) * perNano;
    const half = (label.length * DIGIT) / 2;
    return x - half >= 0 && x + half <= width;
  };
  const { values, labels } = timeLabels(frame.meta.origin, view, most, clock, fits);
  return {
    type: 'value',
    min: view.from,
    max: view.to,
    axisLine: { show: true, onZero: false, lineStyle: { color: colours.border } },
    axisTick: { show: true, customValues: values, lineStyle: { color: colours.border } },
    axisLabel: {
      customValues: values,
      color: colours.muted,
      fontSize: 12,
      hideOverlap: true,
      formatter: (_: number, i: number) => labels[i] ?? '',
    },
    splitLine: { show: false },
  };
}
