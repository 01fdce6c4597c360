// The filters that were in force last: the answers of every host.
import { join } from 'node:path';
import type { FilterHostCalls } from '../../shared/contract/filter-calls.ts';
import { configFolder } from './config-folder.ts';
import { keptList } from './kept-list.ts';

const MOST = 20;

type Answers = {
  [Name in keyof FilterHostCalls]: (
    input: Parameters<FilterHostCalls[Name]>[0],
  ) => Promise<ReturnType<FilterHostCalls[Name]>>;
};

export function recentFilters(file: string = join(configFolder(), 'recent-filters.json')): Answers {
  const kept = keptList(file, MOST);
  return {
    recentFilters: () => kept.list(),
    async keepFilter({ filter }) {
      await kept.add(filter);
      return null;
    },
  };
}
