// Payload per column of time, for pictures of the whole.
import { nanosBetweenLossy } from '../../shared/unit/time.ts';
import { NO_FLOW } from '../store/columns.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';

/** Payload bytes of each of `columns` equal parts of the time from the first to the last record of the span. */
export function payloadOverTime({ order, store }: CaptureView, span: Span, columns: number): Float64Array {
  const out = new Float64Array(columns);
  if (span.hi === span.lo) return out;
  const start = order.time(span.lo);
  const width = Math.max(1, nanosBetweenLossy(start, order.time(span.hi - 1)));
  const { flow, payloadLength } = store.columns;
  for (let p = span.lo; p < span.hi; p++) {
    const row = order.row(p);
    if (flow[row] === NO_FLOW) continue;
    const at = Math.floor((nanosBetweenLossy(start, order.time(p)) / width) * columns);
    out[Math.min(columns - 1, at)]! += payloadLength[row]!;
  }
  return out;
}
