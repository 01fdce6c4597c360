// Calls about the whole at a glance: totals, findings, names.
import type { BurstParams } from '../model/burst.ts';
import type { HostEnd } from '../model/host.ts';
import type { Finding, NameRow, Overview } from '../model/overview.ts';
import type { OfScope, OfSource, Page, Paged, SortDirection } from './asked.ts';

/** What findings are looked for in: each costs something of its own. */
export const FINDING_KINDS = ['bursts', 'beacons', 'outliers', 'silences'] as const;
export const NAME_SORTS = ['name', 'address', 'source', 'count', 'first'] as const;
export type NameSort = (typeof NAME_SORTS)[number];

export interface OverviewCalls {
  /** Totals of the scope; `rows` of each ranking at most. */
  overview(input: OfScope & { readonly rows: number }): Overview;
  /** What is most worth a look, best first; `rows` at most. */
  findings(
    input: OfScope & {
      readonly about: (typeof FINDING_KINDS)[number];
      readonly bursts: BurstParams;
      readonly rows: number;
    },
  ): readonly Finding[];
  /** What hosts are called, by their numbers; null: there is no such host. */
  hostEnds(input: OfSource & { readonly hosts: readonly number[] }): readonly (HostEnd | null)[];
  /** What the capture calls hosts, by their addresses; null: it has no name for it. */
  addressNames(input: OfSource & { readonly addresses: readonly string[] }): readonly (string | null)[];
  /** Names that the capture gives to addresses, whatever the selection; `search` in name and address. */
  names(
    input: OfSource &
      Paged & {
        readonly search?: string | undefined;
        readonly sort: NameSort;
        readonly direction: SortDirection;
      },
  ): Page<NameRow>;
}
