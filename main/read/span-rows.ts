// The rows of a stretch of time.
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';

/** The rows of the span's records, in file order. */
export function rowsOfSpan({ order }: CaptureView, { lo, hi }: Span): Uint32Array {
  const rows = new Uint32Array(hi - lo);
  for (let i = 0; i < rows.length; i++) rows[i] = order.row(lo + i);
  return order.rows === null ? rows : rows.sort();
}
