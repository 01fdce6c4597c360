// How the host graph is shown: which hosts, which groups are taken apart, and which of them are searched for.
import { create } from 'zustand';
import type { GraphPart } from '../../shared/model/graph.ts';

interface GraphOptions {
  /** 0.0.0.0 and 255.255.255.255 too. */
  readonly showHidden: boolean;
  /** Text that addresses and names are searched for; empty: no search. */
  readonly search: string;
  /** Keys of the groups that are taken apart. */
  readonly expanded: readonly string[];
  /** The part of the graph that alone is shown, and what it is called; null: all of it. */
  readonly part: { readonly only: GraphPart; readonly title: string } | null;
  /** Packets that an edge needs to be shown. */
  readonly minPackets: number;
}

const WHOLE = { expanded: [], part: null, minPackets: 0 } as const;

export const useGraphOptions = create<GraphOptions>(() => ({ showHidden: false, search: '', ...WHOLE }));

export const setShowHidden = (showHidden: boolean): void => useGraphOptions.setState({ showHidden });
export const setSearch = (search: string): void => useGraphOptions.setState({ search });
export const expandGroup = (key: string): void =>
  useGraphOptions.setState(({ expanded }) => ({ expanded: [...expanded.filter(other => other !== key), key] }));
export const foldGroups = (): void => useGraphOptions.setState({ expanded: [] });
export const showPart = (part: GraphOptions['part']): void => useGraphOptions.setState({ part });
export const setMinPackets = (minPackets: number): void => useGraphOptions.setState({ minPackets });
/** For another source, whose hosts have other numbers. */
export const showWholeGraph = (): void => useGraphOptions.setState(WHOLE);
