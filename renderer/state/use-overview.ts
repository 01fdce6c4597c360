// The whole at a glance, within the selection: one question for all who ask, so that it is worked out once.
import type { Overview } from '../../shared/model/overview.ts';
import { useScope } from './scope.ts';
import { type Answer, useAnswer } from './use-answer.ts';

/** Of each ranking. */
const ROWS = 8;

/** `source` undefined: asks nothing. */
export function useOverview(source: number | undefined): Answer<Overview> {
  const scope = useScope();
  return useAnswer('overview', source === undefined ? null : { source, rows: ROWS, ...scope });
}
