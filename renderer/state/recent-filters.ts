// The filters that were in force last, newest first; the host keeps them.
import { create } from 'zustand';
import { link } from './link.ts';
import { useSelection } from './selection.ts';

const MOST = 20;

export const useRecentFilters = create<{ readonly filters: readonly string[] }>(() => ({ filters: [] }));

/** Reads what is kept, and keeps every filter that comes in force until the returned function is called. */
export function followFilters(): () => void {
  link()
    .call('recentFilters', null)
    .then(kept => useRecentFilters.setState(({ filters }) => ({ filters: [...new Set([...filters, ...kept])] })))
    .catch(() => {});
  return useSelection.subscribe(({ filter }, before) => {
    if (filter === null || filter === before.filter) return;
    useRecentFilters.setState(({ filters }) => ({ filters: [...new Set([filter, ...filters])].slice(0, MOST) }));
    link()
      .call('keepFilter', { filter })
      .catch(() => {});
  });
}
