// The selected burst on the timeline: where it lies, brought into view, and the ones before and after it.
import { useEffect, useRef } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { BurstRow } from '../../../shared/model/burst.ts';
import { addNanos, compareTime, nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import { type View, viewAround } from '../../chart/zoom.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { currentScope, useFilter } from '../../state/scope.ts';
import { selectBurst, useSelection } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';

interface Steps {
  readonly source: number;
  readonly origin: Time;
  readonly view: View;
  readonly whole: View;
  readonly onView: (view: View) => void;
}

/** Bursts asked for to find a neighbour: more are under way at one moment only where as many streams burst at once. */
const NEIGHBOURS = 200;

interface SelectedBurst {
  /** Undefined while none is selected, or its row is not there yet. */
  readonly row: BurstRow | undefined;
  /** Selects a burst, or none, and leaves the view as it is. */
  readonly pick: (burst: number | null) => void;
}

/** The selected burst. One that is selected elsewhere is brought into view. */
export function useSelectedBurst({ source, origin, view, whole, onView }: Steps): SelectedBurst {
  const params = useBurstParams();
  const burst = useSelection(s => s.burst);
  const filter = useFilter();
  const shown = useRef<number | null>(null);
  const { value, loading } = useAnswer(
    'bursts',
    burst === null ? null : { source, params, sort: 'burst', direction: 'asc', offset: burst - 1, limit: 1, ...filter },
  );
  const row = burst === null || loading ? undefined : value?.rows[0];
  // Once when it is selected, not again when the user looks elsewhere.
  useEffect(() => {
    if (burst === null) shown.current = null;
    if (!row || shown.current === burst) return;
    shown.current = burst;
    onView(viewAround(nanosBetweenLossy(origin, row.start), nanosBetweenLossy(origin, row.end), view, whole));
  }, [row, burst, origin, view, whole, onView]);
  return {
    row,
    pick(picked) {
      shown.current = picked;
      selectBurst(picked);
    },
  };
}

/** Selects the burst after (1) or before (-1) the selected one, or the first or last in view, among those of the selection. */
export async function stepBurst(
  { source, origin, view }: Steps,
  from: BurstRow | undefined,
  step: 1 | -1,
): Promise<void> {
  const { host, peer } = useSelection.getState();
  const { filter } = currentScope();
  const at = (nanos: number): Time => addNanos(origin, Math.max(0, Math.round(nanos)));
  const edge = from?.start ?? at(step > 0 ? view.from : view.to);
  const done = beginWork();
  const isNext = (row: BurstRow): boolean => {
    if (from) return (row.burst - from.burst) * step > 0;
    return step < 0 || compareTime(row.start, edge) >= 0;
  };
  const question = { source, params: useBurstParams.getState(), sort: 'burst', filter } as const;
  try {
    const { rows } =
      from && !host
        ? await link().call('bursts', {
            ...question,
            direction: 'asc',
            offset: Math.max(0, from.burst - 1 + step),
            limit: 1,
          })
        : await link().call('bursts', {
            ...question,
            direction: step > 0 ? 'asc' : 'desc',
            range: step > 0 ? { from: edge } : { to: addNanos(edge, 1) },
            offset: 0,
            limit: NEIGHBOURS,
            ...(host ? { host: host.id } : {}),
            ...(host && peer ? { peer: peer.id } : {}),
          });
    const next = rows.find(isNext);
    if (next) selectBurst(next.burst);
    else showNotice({ text: step > 0 ? 'There is no later burst.' : 'There is no earlier burst.' });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}
