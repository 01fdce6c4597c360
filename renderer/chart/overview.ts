// The whole capture in one strip: payload a pixel column of all drawn streams together, and where there are bursts.
import type { TimelineFrame } from './timeline-frame.ts';
import type { View } from './zoom.ts';

/** Payload bytes of each of `pixels` columns over the whole. */
export function payloadColumns({ meta, columns }: TimelineFrame, whole: View, pixels: number): Float64Array {
  const { time, mean, count } = columns;
  const out = new Float64Array(pixels);
  const perNano = pixels / (whole.to - whole.from);
  for (const { first, count: rows } of meta.series) {
    for (let row = first; row < first + rows; row++) {
      const at = Math.floor((time![row]! - whole.from) * perNano);
      const column = Math.min(pixels - 1, Math.max(0, at));
      out[column] = out[column]! + mean![row]! * count![row]!;
    }
  }
  return out;
}

/** Heights from 0 to 1: by the square root, or one large download would leave nothing else to see. */
export function heights(columns: Float64Array): Float64Array {
  const largest = Math.max(
    1,
    columns.reduce((most, value) => Math.max(most, value), 0),
  );
  return columns.map(value => Math.sqrt(value / largest));
}
