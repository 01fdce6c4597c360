// What ECharts draws of a timeline frame: bursts as bands behind, then per stream its records as points, or minimum to
// maximum and mean of every pixel column. Nothing of it hears the pointer: hit.ts finds what lies under it.

import { type Clock, timeLabels } from '../../../shared/axis/time-axis.ts';
import type { TimelineSeries } from '../../../shared/contract/calls.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import { type Band, covered } from '../bands.ts';
import { BOXES, columnBoxes } from '../boxes.ts';
import type { SizeScale } from '../size-scale.ts';
import type { TimelineFrame } from '../timeline-frame.ts';
import type { View } from '../zoom.ts';

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
  /** Keys of the series that are switched off. */
  readonly hidden: ReadonlySet<number>;
  readonly colourOf: (key: number) => string;
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
      style: { fill: colourOf(frame.meta.series[api.value(3)]!.key) },
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
    id: `s${series.key}`,
    type: 'scatter',
    silent: true,
    z: 3,
    progressive: 0,
    large: many,
    largeThreshold: 0,
    symbolSize: many ? 4.2 : 5.5,
    itemStyle: { color: colourOf(series.key), opacity: 0.9 },
    dimensions: ['time', 'payload'],
    data,
  };
}

/** Minimum to maximum of every pixel column, and its mean as a mark: a line would draw one through silence. */
function levels(
  frame: TimelineFrame,
  series: TimelineSeries,
  opacity: number,
  { colourOf, scale, view }: TimelineLook,
) {
  const fill = colourOf(series.key);
  return custom(`s${series.key}`, 3, [[view.from, view.to]], ({ coordSys }, api) => {
    // The axis may have moved on since the option was made: pixels are those of now.
    const [x, y] = api.coord([view.from, 0]);
    const [right, top] = api.coord([view.to, scale.top]);
    const { strokes, means } = columnBoxes(frame, series, scale, {
      x: nanos => x + ((nanos - view.from) / (view.to - view.from)) * (right - x),
      y: units => y + (units / scale.top) * (top - y),
      left: coordSys.x,
      right: coordSys.x + coordSys.width,
    });
    return {
      type: 'group',
      children: [
        { type: BOXES, z2: 1, shape: { boxes: strokes }, style: { fill, opacity } },
        { type: BOXES, z2: 2, shape: { boxes: means }, style: { fill } },
      ],
    };
  });
}

/** The more strokes lie on one another, the fainter each: eight dense streams would hide all their means. */
const strokeOpacity = (rows: number, width: number): number =>
  Math.max(0.1, 0.5 / Math.max(1, rows / Math.max(1, width - PLOT.left - PLOT.right)) ** 0.8);

/** The largest value of the series that are switched on. */
export function largestSize({ meta, columns }: TimelineFrame, hidden: ReadonlySet<number>): number {
  let largest = 0;
  for (const { key, first, count } of meta.series) {
    if (hidden.has(key)) continue;
    for (let row = first; row < first + count; row++) largest = Math.max(largest, columns.max![row]!);
  }
  return largest;
}

/** The whole option: replaces what was drawn before. */
export function timelineOption(frame: TimelineFrame, look: TimelineLook): Record<string, unknown> {
  const { colours, scale } = look;
  const shown = frame.meta.series.filter(series => !look.hidden.has(series.key));
  const rows = shown.reduce((sum, series) => sum + series.count, 0);
  const opacity = strokeOpacity(rows, look.width);
  const drawn = shown.map(series =>
    series.mode === 'points' ? points(frame, series, rows, look) : levels(frame, series, opacity, look),
  );
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
        hideOverlap: true,
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
