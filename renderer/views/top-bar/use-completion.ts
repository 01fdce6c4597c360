// What the filter box offers: recent filters while it is empty, else what may stand at the cursor, values of the open source
// among it.
import { type Completion, complete } from '../../../shared/filter/complete.ts';
import { isLogField } from '../../../shared/filter/log-fields.ts';
import { useRecentFilters } from '../../state/recent-filters.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';

/** Suggestions that are shown. */
const MOST = 12;

interface Offered {
  readonly text: string;
  readonly note: string;
  /** Takes the place of the whole text, and is in force at once. */
  readonly isWhole: boolean;
}

interface Offer extends Pick<Completion, 'from' | 'to'> {
  readonly offered: readonly Offered[];
}

/** `isAsked`: somebody is writing. */
export function useCompletion(text: string, cursor: number, isAsked: boolean): Offer {
  const source = useSource(s => s.info?.source);
  const isLog = useSource(s => s.info?.kind === 'flows');
  const recent = useRecentFilters(s => s.filters);
  const has = isLog ? isLogField : undefined;
  const { wanted } = complete(text, cursor);
  const { value } = useAnswer(
    'filterValues',
    source === undefined || !isAsked || wanted === null ? null : { source, ...wanted, limit: MOST },
  );
  if (text.trim() === '') {
    const offered = recent.slice(0, MOST).map(filter => ({ text: filter, note: 'recent', isWhole: true }));
    return { from: 0, to: text.length, offered };
  }
  const { from, to, suggestions } = complete(text, cursor, { ...(has && { has }), held: value });
  const offered = suggestions
    .filter(one => one.text !== text.slice(from, to))
    .slice(0, MOST)
    .map(({ text: word, note }) => ({ text: word, note, isWhole: false }));
  return { from, to, offered };
}
