// What ECharts draws of a timeline frame: bursts as bands behind, then per stream its records as points, or minimum to
// maximum and mean of every pixel column.
import type { TimelineMeta, TimelineSeries } from '../../../shared/contract/calls.ts';
import type { Frame } from '../../../shared/contract/frame.ts';
import { formatBytes } from '../../../shared/unit/format.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import { tickLabel, timeTicks } from '../time-axis.ts';
import type { View } from '../zoom.ts';

export type TimelineFrame = Frame<TimelineMeta>;

/** Pixels around the plot. */
export const PLOT = { left: 58, right: 14, top: 8, bottom: 24 } as const;

export const BANDS = 'bands';

/** Narrowest band: a burst of two records microseconds apart must be seen. */
const BAND_PIXELS = 2;

export interface TimelineLook {
  readonly view: View;
  /** Width of the chart in pixels. */
  readonly width: number;
  readonly colours: Colours;
  /** Place of a stream in the palette: the same one however the view is zoomed. */
  readonly placeOf: (stream: number) => number;
  /** Streams that are switched off. */
  readonly hidden: ReadonlySet<number>;
  readonly selectedBurst: number | null;
}

/** The colour of a stream by its place in the palette. */
export const placeColour = (colours: Colours, place: number): string => colours.series[place % colours.series.length]!;

const column = (frame: TimelineFrame, name: string): ArrayLike<number> => frame.columns[name]!;

/** [time, value] pairs of a series, flat, as ECharts takes them fastest. */
function pairs(frame: TimelineFrame, { first, count }: TimelineSeries, value: string): Float64Array {
  const out = new Float64Array(count * 2);
  const time = column(frame, 'time');
  const values = column(frame, value);
  for (let i = 0; i < count; i++) {
    out[i * 2] = time[first + i]!;
    out[i * 2 + 1] = values[first + i]!;
  }
  return out;
}

interface Api {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

interface CustomParams {
  readonly coordSys: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly dataIndex: number;
}

/** The part of [x, x + width) inside the plot; undefined when there is none. */
function clipped(params: CustomParams, x: number, width: number): { x: number; width: number } | undefined {
  const { coordSys } = params;
  const left = Math.max(x, coordSys.x);
  const right = Math.min(x + width, coordSys.x + coordSys.width);
  return right > left ? { x: left, width: right - left } : undefined;
}

function bands(frame: TimelineFrame, { colours, hidden, selectedBurst }: TimelineLook) {
  const start = column(frame, 'burstStart');
  const end = column(frame, 'burstEnd');
  const number = column(frame, 'burstNumber');
  const series = column(frame, 'burstSeries');
  const data: number[][] = [];
  for (let i = 0; i < start.length; i++) {
    const owner = frame.meta.series[series[i]!];
    if (owner && !hidden.has(owner.stream)) data.push([start[i]!, end[i]!, number[i]!, i]);
  }
  return {
    id: BANDS,
    type: 'custom',
    z: 1,
    encode: { x: [0, 1], tooltip: [] },
    dimensions: ['start', 'end', 'number', 'row'],
    data,
    renderItem: (params: CustomParams, api: Api) => {
      const [x] = api.coord([api.value(0), 0]);
      const [until] = api.coord([api.value(1), 0]);
      const shape = clipped(params, x, Math.max(BAND_PIXELS, until - x));
      if (!shape) return undefined;
      const selected = api.value(2) === selectedBurst;
      return {
        type: 'rect',
        shape: { ...shape, y: params.coordSys.y, height: params.coordSys.height },
        style: {
          fill: selected ? colours.burst.selectedFill : colours.burst.fill,
          ...(selected ? { stroke: colours.burst.line, lineWidth: 1 } : {}),
        },
        emphasis: { style: { fill: colours.burst.selectedFill } },
      };
    },
  };
}

function points(frame: TimelineFrame, series: TimelineSeries, index: number, colour: string) {
  return {
    id: `s${index}`,
    type: 'scatter',
    z: 3,
    progressive: 0,
    symbolSize: series.count > 1500 ? 3.5 : 5,
    itemStyle: { color: colour, opacity: 0.85 },
    dimensions: ['time', 'payload'],
    data: pairs(frame, series, 'max'),
  };
}

function levels(frame: TimelineFrame, series: TimelineSeries, index: number, colour: string) {
  const time = column(frame, 'time');
  const min = column(frame, 'min');
  const max = column(frame, 'max');
  const data: number[][] = [];
  for (let i = series.first; i < series.first + series.count; i++) data.push([time[i]!, min[i]!, max[i]!]);
  return [
    {
      id: `s${index}`,
      type: 'custom',
      z: 2,
      encode: { x: 0, y: [1, 2] },
      dimensions: ['time', 'min', 'max'],
      data,
      renderItem: (params: CustomParams, api: Api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const [, high] = api.coord([api.value(0), api.value(2)]);
        const shape = clipped(params, x - 0.6, 1.4);
        if (!shape) return undefined;
        return {
          type: 'rect',
          shape: { ...shape, y: high - 1, height: Math.max(2, low - high + 1) },
          style: { fill: colour, opacity: 0.55 },
        };
      },
    },
    // Marks, not a line: a line would draw a mean through silence.
    {
      id: `m${index}`,
      type: 'scatter',
      z: 3,
      silent: true,
      progressive: 0,
      symbol: 'rect',
      symbolSize: [3, 2],
      itemStyle: { color: colour },
      data: pairs(frame, series, 'mean'),
      dimensions: ['time', 'mean'],
    },
  ];
}

/** The whole option: replaces what was drawn before. */
export function timelineOption(frame: TimelineFrame, look: TimelineLook): Record<string, unknown> {
  const { colours, view } = look;
  const drawn = frame.meta.series.flatMap((series, index): unknown[] => {
    if (look.hidden.has(series.stream)) return [];
    const colour = placeColour(colours, look.placeOf(series.stream));
    return series.mode === 'points' ? [points(frame, series, index, colour)] : levels(frame, series, index, colour);
  });
  return {
    animation: false,
    grid: PLOT,
    textStyle: { fontFamily: colours.font },
    xAxis: xAxis(frame, view, look.width, colours),
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: colours.muted, fontSize: 12, formatter: formatBytes },
      splitLine: { lineStyle: { color: colours.grid } },
    },
    series: [bands(frame, look), ...drawn],
  };
}

/** Alone, so that zooming moves the picture before the engine has answered. */
export function xAxis(frame: TimelineFrame, view: View, width: number, colours: Colours) {
  const { origin } = frame.meta;
  const { values, step } = timeTicks(origin, view, Math.max(2, Math.floor((width - PLOT.left - PLOT.right) / 110)));
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
      formatter: (value: number) => tickLabel(origin, value, step),
    },
    splitLine: { show: false },
  };
}
