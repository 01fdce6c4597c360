// How the host graph is shown: which hosts, and which of them are searched for.
import { create } from 'zustand';

interface GraphOptions {
  /** 0.0.0.0 and 255.255.255.255 too. */
  readonly showHidden: boolean;
  /** Text that addresses and names are searched for; empty: no search. */
  readonly search: string;
}

export const useGraphOptions = create<GraphOptions>(() => ({ showHidden: false, search: '' }));

export const setShowHidden = (showHidden: boolean): void => useGraphOptions.setState({ showHidden });
export const setSearch = (search: string): void => useGraphOptions.setState({ search });
