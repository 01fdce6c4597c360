// Pixel columns as rectangles: from minimum to maximum, and a mark at the mean.
import type { TimelineSeries } from '../../shared/contract/calls.ts';
import type { SizeScale } from './size-scale.ts';
import type { TimelineFrame } from './timeline-frame.ts';

/** Name of the shape that echarts.ts registers: `{ boxes }`, filled rectangle by rectangle. */
export const BOXES = 'boxes';

/** How nanoseconds and units of the payload axis become pixels; both are linear. */
export interface Placing {
  x(nanos: number): number;
  y(units: number): number;
  /** Pixels from where to where something can be seen. */
  readonly left: number;
  readonly right: number;
}

/** Side of the mark at the mean, in pixels. */
const MEAN = 2;

/** Four numbers a rectangle: x, y, width, height. Whole pixels, so that neighbours neither blur nor leave gaps. */
export function columnBoxes(
  { columns }: TimelineFrame,
  { first, count }: TimelineSeries,
  scale: SizeScale,
  placing: Placing,
): { readonly strokes: Float32Array; readonly means: Float32Array } {
  const { time, min, max, mean } = columns;
  const strokes = new Float32Array(count * 4);
  const means = new Float32Array(count * 4);
  let n = 0;
  for (let row = first; row < first + count; row++) {
    const x = Math.floor(placing.x(time![row]!));
    if (x < placing.left || x >= placing.right) continue;
    const top = Math.round(placing.y(scale.unit(max![row]!)));
    const bottom = Math.round(placing.y(scale.unit(min![row]!)));
    strokes[n] = x;
    strokes[n + 1] = top;
    strokes[n + 2] = 1;
    strokes[n + 3] = Math.max(1, bottom - top);
    means[n] = x;
    means[n + 1] = Math.round(placing.y(scale.unit(mean![row]!)) - MEAN / 2);
    means[n + 2] = MEAN;
    means[n + 3] = MEAN;
    n += 4;
  }
  return { strokes: strokes.subarray(0, n), means: means.subarray(0, n) };
}
