// When the records that notes are on were captured.
import { useMemo, useRef } from 'react';
import type { Time } from '../../../shared/unit/time.ts';
import { useAnnotations } from '../../state/annotations.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';

/** Null for a record that is not known (yet). */
export function useRecordTimes(): (record: number) => Time | null {
  const source = useSource(s => (s.info?.kind === 'records' || s.info?.kind === 'flows' ? s.info.source : undefined));
  const notes = useAnnotations(s => s.notes);
  const numbers = useMemo(
    () => [...new Set(notes.flatMap(({ on, of }) => (on.kind === 'record' && of === undefined ? [on.number] : [])))],
    [notes],
  );
  const { value, loading } = useAnswer(
    'recordTimes',
    source === undefined || numbers.length === 0 ? null : { source, numbers },
  );
  /** While another list is asked for, the times of the last one still hold. */
  const known = useRef<ReadonlyMap<number, Time | null>>(new Map());
  const times = useMemo(() => {
    if (!loading) known.current = new Map(numbers.map((number, i) => [number, value?.[i] ?? null]));
    return known.current;
  }, [numbers, value, loading]);
  return useMemo(() => record => times.get(record) ?? null, [times]);
}
