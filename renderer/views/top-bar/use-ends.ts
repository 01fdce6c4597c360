// What the numbers of the selected flow and burst stand for.
import { useBurstParams } from '../../state/bursts.ts';
import { useFilter } from '../../state/scope.ts';
import { useSelection } from '../../state/selection.ts';
import type { Ends } from '../../state/selection-filter.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';

export function useEnds(): Ends {
  const source = useSource(s => s.info?.source);
  const { flow, burst } = useSelection();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams();
  const bursts = { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) };
  const filter = useFilter();
  const flows = useAnswer(
    'conversation',
    source === undefined || flow === null ? null : { source, by: 'flow', id: flow, bursts, ...filter },
  );
  const found = useAnswer(
    'bursts',
    source === undefined || burst === null
      ? null
      : { source, params: bursts, sort: 'burst', direction: 'asc', offset: burst - 1, limit: 1, ...filter },
  );
  return {
    flow: flow === null || flows.loading ? undefined : flows.value?.row,
    burst: burst === null || found.loading ? undefined : found.value?.rows[0],
  };
}
