// In place of the table when thresholds find no burst: which of them stands in the way, and what would find some.
import { Button } from '@mantine/core';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { formatBytes } from '../../../shared/unit/format.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { useFilter } from '../../state/scope.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export function NoBursts({ source }: { readonly source: number }) {
  const params = useBurstParams();
  const filter = useFilter();
  const { value } = useAnswer('burstSuggestions', {
    source,
    params: { ...params, gapNanos: DEFAULT_BURST_PARAMS.gapNanos },
    ...filter,
  });
  const { minPayload } = params;
  const largest = value?.minPayload.edges.at(-1);
  // Bins end above what they hold.
  const isOutOfReach = largest !== undefined && minPayload !== 'auto' && minPayload >= largest;
  return (
    <EmptyState
      label="No bursts"
      icon="bursts"
      title="No bursts at these thresholds"
      testId="no-bursts"
      text={
        isOutOfReach
          ? `No payload reaches the min payload of ${formatBytes(minPayload)}: lower it. A longer gap cannot help.`
          : 'Lower the min payload or the min packets, or raise the gap.'
      }
    >
      {value && minPayload !== 'auto' && value.auto < minPayload && (
        <Button
          size="compact-sm"
          data-testid="use-auto"
          onClick={() => useBurstParams.setState({ minPayload: 'auto' })}
        >
          Use auto ({formatBytes(value.auto)})
        </Button>
      )}
    </EmptyState>
  );
}
