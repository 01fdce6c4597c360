// Silences that are worth a look: gaps between records, of whichever host, that stand apart from all others.
import type { SilenceFinding } from '../../shared/model/overview.ts';
import { type Silences, silences } from '../analysis/silences.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { inSlices, Kept } from './in-slices.ts';

const found = new Kept(2);

/** Longest first. Rejects with ProblemError (`cancelled`) when the work is given up. */
export async function silenceFindings(
  view: CaptureView,
  span: Span,
  isUnwanted: () => boolean,
): Promise<readonly SilenceFinding[]> {
  const silent = await found.get(view, `${span.lo} ${span.hi}`, () => inSlices(silencesOf(view, span), isUnwanted));
  return silent.found.map(i => ({
    kind: 'silence',
    from: view.order.time(span.lo + i),
    to: view.order.time(span.lo + i + 1),
    median: silent.median,
  }));
}

function* silencesOf({ store, order }: CaptureView, { lo, hi }: Span): Generator<undefined, Silences> {
  const { seconds, nanos } = store.columns;
  const gaps = new Float64Array(Math.max(0, hi - lo - 1));
  for (let i = 0; i < gaps.length; i++) {
    const [a, b] = [order.row(lo + i), order.row(lo + i + 1)];
    gaps[i] = (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
  yield;
  return yield* silences(gaps);
}
