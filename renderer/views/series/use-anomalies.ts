// What stands out in all series, and how far the search for it is.
import { useEffect, useState } from 'react';
import type { AnomalySort, SeriesProgress } from '../../../shared/contract/series-calls.ts';
import type { Order } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { useFilter } from '../../state/scope.ts';
import { detectOf, seriesOf, useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';

/**
 * `key`: rows of this one alone. `shown`: keys whose series are on screen; what stands out in them is told while all are
 * looked at.
 */
export function useAnomalies(by: string, key: string | null, order: Order<AnomalySort>, shown: readonly string[]) {
  const info = useSource(s => s.info);
  const state = useSeries();
  const filter = useFilter();
  const [progress, setProgress] = useState<SeriesProgress | null>(null);
  const source = info?.source ?? 0;
  const question = {
    source,
    ...(info?.counts ? {} : filter),
    series: seriesOf(state, by),
    detect: detectOf(state),
    marks: [...state.marks],
    ...(key === null ? {} : { key }),
    sort: order.by,
    direction: order.direction,
  };
  useEffect(() => link().on('seriesProgress', said => said.source === source && setProgress(said)), [source]);
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link()
      .call('seriesAnomalies', { ...question, offset, limit })
      .finally(() => setProgress(null)),
  );
  const isLooking = pages.loading && progress !== null;
  const keys = key === null ? shown : [key];
  const first = usePages(isLooking && keys.length > 0 ? JSON.stringify({ ...question, keys }) : null, (offset, limit) =>
    link().call('seriesAnomalies', { ...question, keys: [...keys], offset, limit }),
  );
  return { pages: isLooking ? first : pages, progress: isLooking ? progress : null };
}

export type FoundAnomalies = ReturnType<typeof useAnomalies>;
