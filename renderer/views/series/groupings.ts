// What series can be by, of each kind of source. Pure.
import { WHOLE } from '../../../shared/model/series.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';

export interface Grouping {
  readonly by: string;
  readonly title: string;
}

const OF_CAPTURES: readonly Grouping[] = [
  { by: 'host', title: 'host' },
  { by: 'pair', title: 'pair of hosts' },
  { by: 'port', title: 'destination port' },
  { by: WHOLE, title: 'everything' },
];

const OF_REQUESTS: readonly Grouping[] = [
  { by: WHOLE, title: 'everything' },
  { by: 'host', title: 'host' },
];

/** The first is shown first. */
export function groupingsOf({ counts, has }: Pick<SourceInfo, 'counts' | 'has'>): readonly Grouping[] {
  if (!counts) return has.includes('flows') ? OF_CAPTURES : OF_REQUESTS;
  const { columns } = counts;
  const keys = columns.keys.map(key => ({ by: columns.names[key]!, title: columns.names[key]! }));
  const both =
    keys.length === 2
      ? [{ by: keys.map(({ by }) => by).join(','), title: keys.map(({ by }) => by).join(' and ') }]
      : [];
  return [...keys, ...both, { by: WHOLE, title: 'everything' }];
}

/** The two key columns of a file, where it has two: the second one is ranked within the chosen first one. */
export const twoKeys = (info: Pick<SourceInfo, 'counts' | 'has'>): readonly [Grouping, Grouping, Grouping] | null => {
  const found = groupingsOf(info);
  return info.counts?.columns.keys.length === 2 ? [found[0]!, found[1]!, found[2]!] : null;
};
