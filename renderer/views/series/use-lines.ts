// Series with what the chosen detectors say of them.
import { useFilter } from '../../state/scope.ts';
import { detectOf, seriesOf, useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';

/** `keys` null: asks nothing. Without `detect` no detector looks at them. */
export function useLines(by: string, keys: readonly string[] | null, detect = true) {
  const info = useSource(s => s.info);
  const state = useSeries();
  const filter = useFilter();
  const wanted = detectOf(state);
  return useAnswer(
    'seriesLines',
    info === null || keys === null || keys.length === 0
      ? null
      : {
          source: info.source,
          ...(info.counts ? {} : filter),
          series: seriesOf(state, by),
          keys: [...keys],
          detect: detect ? wanted : { ...wanted, detectors: [] },
        },
  );
}
