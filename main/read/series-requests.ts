// Series out of requests for pages: how many there are per interval, or the bytes of their answers, in all or by host.
import { ProblemError } from '../../shared/contract/problem.ts';
import { INTERVALS, type SeriesOf, WHOLE } from '../../shared/model/series.ts';
import { formatCount } from '../../shared/unit/format.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { type Fill, MOST_POINTS, SeriesSet } from '../analysis/series-set.ts';
import { CellBuilder } from './cell-builder.ts';
import { secondsOf } from './request-rows.ts';
import type { RequestView } from './request-view.ts';

/** Without an interval: the shortest that needs no more than this many. */
const ENOUGH_POINTS = 400;

/**
 * Intervals are aligned to the epoch; those without anything are zero. Throws ProblemError (`usage`) for a value or key
 * that requests do not have, and for more intervals than can be looked at.
 */
export function requestSeries(view: RequestView, range: TimeRange | undefined, of: SeriesOf): SeriesSet {
  const value = requestValue(of);
  if (of.by !== WHOLE && of.by !== 'host')
    throw new ProblemError('usage', `Requests have no series by "${of.by}": use ${WHOLE} or host.`);
  const fill = fillOf(view, range, of.interval);
  const cells = new CellBuilder();
  if (!fill) return new SeriesSet([], cells.cells(), of.interval ?? null, null);
  const { store } = view;
  const rows = view.rows({ range });
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const start = Math.floor(store.seconds[row]! / fill.interval) * fill.interval;
    const size = store.size[row]!;
    cells.add(of.by === 'host' ? store.ip[row]! : 0, start, value === 'requests' ? 1 : size > 0 ? size : 0);
  }
  const names = of.by === 'host' ? Array.from({ length: store.ips.length }, (_, ip) => store.ips.text(ip)) : [WHOLE];
  return new SeriesSet(names, cells.cells(), fill.interval, fill);
}

export function requestValue({ value = 'requests' }: SeriesOf): 'requests' | 'bytes' {
  if (value === 'requests' || value === 'bytes') return value;
  throw new ProblemError('usage', `An access log has no ${value} to count: use requests or bytes.`);
}

function fillOf(view: RequestView, range: TimeRange | undefined, wanted: number | undefined): Fill | undefined {
  const span = secondsOf(view, range);
  if (span === null) return undefined;
  const length = span.to - span.from;
  const interval = wanted ?? INTERVALS.find(one => length / one <= ENOUGH_POINTS) ?? INTERVALS.at(-1)!;
  const first = Math.floor(span.from / interval) * interval;
  const count = Math.floor((span.to - first) / interval) + 1;
  if (count <= MOST_POINTS) return { first, count, interval };
  throw new ProblemError(
    'usage',
    `At intervals of ${interval} s this would be ${formatCount(count)} points a series: choose a longer interval (at most ${formatCount(MOST_POINTS)} points).`,
  );
}
