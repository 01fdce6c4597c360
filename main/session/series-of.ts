// The series of a source, by what it has: a file's own counts, else what is counted of its records or flows.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SeriesOf } from '../../shared/model/series.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { Kept } from '../read/in-slices.ts';
import { captureSeries, valueAsked } from '../read/series-capture.ts';
import { fileSeries } from '../read/series-file.ts';
import type { ValuedSeries } from '../read/series-lines.ts';
import { requestSeries, requestValue } from '../read/series-requests.ts';
import { requestsOf } from './requests-of.ts';
import type { Source } from './source.ts';

/** Sets of series that are kept of one state of a source: going back and forth between a few keys and values. */
const KEPT = 6;
const kept = new Kept(KEPT);

interface Scope {
  readonly filter?: string | undefined;
  readonly range?: TimeRange | undefined;
}

/** Throws ProblemError (`usage`) for what the source cannot be asked, and what a filter throws. */
export async function seriesOf(source: Source, { filter, range }: Scope, of: SeriesOf): Promise<ValuedSeries> {
  const { counts } = source;
  if (counts === undefined && (of.value === 'requests' || source.requests !== undefined)) {
    const view = await requestsOf(source, filter);
    return kept.get(view, JSON.stringify([range, of]), async () => ({
      set: requestSeries(view, range, of),
      value: requestValue(of),
    }));
  }
  if (counts === undefined) {
    const view = await source.answer(found => found, filter);
    return kept.get(view, JSON.stringify([range, of]), async () => ({
      set: captureSeries(view, range, of),
      value: valueAsked(of),
    }));
  }
  if (filter !== undefined) {
    throw new ProblemError('usage', 'A file of counts has no records to filter: leave the filter out.');
  }
  return kept.get(counts, JSON.stringify([counts.rows, range, of]), async () => ({
    set: fileSeries(counts.table, counts.columns, counts.facts(!source.isLoading).interval, range, of),
    value: 'count' as const,
  }));
}
