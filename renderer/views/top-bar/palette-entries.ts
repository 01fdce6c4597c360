// What the command palette offers for what was typed. Pure.
import { parseFilter } from '../../../shared/filter/filter.ts';
import type { IconName } from '../../ui/Icon.tsx';

export interface PaletteEntry {
  readonly id: string;
  readonly group: 'Places' | 'Actions' | 'Hosts' | 'Ports' | 'Records' | 'Files' | 'Filter';
  readonly icon: IconName;
  readonly title: string;
  readonly note?: string;
  run(): void;
}

/** The letters of `typed` in order within the title, as runs at the beginnings of words; higher is better, 0 is no match. */
export function matchOf(title: string, typed: string): number {
  const words = title.toLowerCase();
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 1;
  if (words.startsWith(wanted)) return 4;
  if (words.includes(` ${wanted}`)) return 3;
  if (words.includes(wanted)) return 2;
  const initials = words
    .split(/\s+/)
    .map(word => word[0])
    .join('');
  return initials.startsWith(wanted) ? 1 : 0;
}

/** Best first; equals stay in order. */
export const matching = (entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] =>
  entries
    .map(entry => ({ entry, match: matchOf(entry.title, typed) }))
    .filter(({ match }) => match > 0)
    .sort((a, b) => b.match - a.match)
    .map(({ entry }) => entry);

/** The number of a record in `record 17`, `#17`, `17`; null when there is none, or no such record. */
export function recordIn(typed: string, records: number): number | null {
  const found = /^(?:go to )?(?:record\s*|#)?(\d{1,10})$/i.exec(typed.trim());
  const number = Number(found?.[1]);
  return found && number >= 1 && number <= records ? number : null;
}

/** The port in `443`, `:443`, `port 443`; null when there is none. */
export function portIn(typed: string): number | null {
  const found = /^(?:port\s*|:)?(\d{1,5})$/i.exec(typed.trim());
  const port = Number(found?.[1]);
  return found && port <= 65535 ? port : null;
}

/** Whether the text is a filter that says more than a word would. */
export const isFilter = (typed: string): boolean => {
  const text = typed.trim();
  return /[=<>&|!(]|\b(contains|matches|in)\b/.test(text) && !('error' in parseFilter(text));
};
