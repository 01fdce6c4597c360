// What narrows every question: the time range and the filter of the selection.
import type { TimeRange } from '../../shared/unit/time.ts';
import { useSelection } from './selection.ts';

export interface Scope {
  readonly range?: TimeRange;
  readonly filter?: string;
}

const scopeOf = (range: TimeRange | null, filter: string | null): Scope => ({
  ...(range ? { range } : {}),
  ...(filter === null ? {} : { filter }),
});

/** To be spread into a question. */
export function useScope(): Scope {
  const range = useSelection(s => s.range);
  const filter = useSelection(s => s.filter);
  return scopeOf(range, filter);
}

/** The same, outside of a component. */
export function currentScope(): Scope {
  const { range, filter } = useSelection.getState();
  return scopeOf(range, filter);
}

/** The filter alone, for questions about all of the time. */
export const useFilter = (): Pick<Scope, 'filter'> => {
  const filter = useSelection(s => s.filter);
  return filter === null ? {} : { filter };
};

/** For "nothing found": ` in this time range`, ` that passes the filter`, or nothing. */
export function scopeText({ range, filter }: Scope): string {
  const parts = [range ? ' in this time range' : '', filter === undefined ? '' : ' that passes the filter'];
  return parts.filter(part => part !== '').join(' and');
}
