// What lies under the pointer on a timeline: the nearest record or pixel column, and the bursts there.
import type { TimelineSeries } from '../../shared/contract/calls.ts';
import type { Band } from './bands.ts';
import { BAND_PIXELS, PLOT } from './option/timeline.ts';
import type { SizeScale } from './size-scale.ts';
import type { TimelineFrame } from './timeline-frame.ts';
import type { View } from './zoom.ts';

/** Pixels that the pointer may miss a mark by. */
const REACH = 10;
const BAND_REACH = 2;

export interface Geometry {
  readonly view: View;
  /** Size of the chart in pixels. */
  readonly width: number;
  readonly height: number;
  readonly scale: SizeScale;
  readonly hidden: ReadonlySet<number>;
  readonly bands: readonly Band[];
}

export interface Hit {
  /** The mark: its series, its row of the frame, and where it is drawn. */
  readonly mark: {
    readonly series: TimelineSeries;
    readonly row: number;
    readonly x: number;
    readonly y: number;
  } | null;
  /** Rows of the frame's burst columns, shortest burst first. */
  readonly bursts: readonly number[];
}

const plotWidth = ({ width }: Geometry): number => Math.max(1, width - PLOT.left - PLOT.right);

export const xOf = (geometry: Geometry, nanos: number): number =>
  PLOT.left + ((nanos - geometry.view.from) / (geometry.view.to - geometry.view.from)) * plotWidth(geometry);

export const nanosAt = (geometry: Geometry, x: number): number =>
  geometry.view.from + ((x - PLOT.left) / plotWidth(geometry)) * (geometry.view.to - geometry.view.from);

const yOf = ({ height, scale }: Geometry, bytes: number): number =>
  PLOT.top + (height - PLOT.top - PLOT.bottom) * (1 - scale.unit(bytes) / scale.top);

/** The first row in [from, to) whose time is not before t. */
function lowerRow(time: ArrayLike<number>, from: number, to: number, t: number): number {
  let lo = from;
  let hi = to;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (time[mid]! < t) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

function nearest({ meta, columns }: TimelineFrame, geometry: Geometry, x: number, y: number): Hit['mark'] {
  const { time, min, max } = columns;
  let found: Hit['mark'] = null;
  let least = REACH;
  for (const series of meta.series) {
    if (geometry.hidden.has(series.key)) continue;
    const end = series.first + series.count;
    const until = nanosAt(geometry, x + REACH);
    for (let row = lowerRow(time!, series.first, end, nanosAt(geometry, x - REACH)); row < end; row++) {
      if (time![row]! > until) break;
      const [markX, top, bottom] = [xOf(geometry, time![row]!), yOf(geometry, max![row]!), yOf(geometry, min![row]!)];
      const markY = Math.min(Math.max(y, top), bottom);
      const away = Math.hypot(markX - x, markY - y);
      if (away > least) continue;
      least = away;
      found = { series, row, x: markX, y: markY };
    }
  }
  return found;
}

/** `x` and `y` in pixels of the chart. Null outside of the plot and its lanes, and where there is nothing. */
export function hitAt(frame: TimelineFrame, geometry: Geometry, x: number, y: number): Hit | null {
  if (x < PLOT.left || x > geometry.width - PLOT.right || y < 0 || y > geometry.height - PLOT.bottom) return null;
  const mark = y < PLOT.top - REACH / 2 ? null : nearest(frame, geometry, x, y);
  const bursts = geometry.bands
    .filter(({ from, to }) => {
      const left = xOf(geometry, from);
      return x >= left - BAND_REACH && x <= Math.max(xOf(geometry, to), left + BAND_PIXELS) + BAND_REACH;
    })
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map(band => band.row);
  return mark || bursts.length > 0 ? { mark, bursts } : null;
}
