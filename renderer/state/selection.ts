// What is selected: one selection over all panels.
import { create } from 'zustand';
import { addNanos, nanosBetweenLossy, type Time, type TimeRange } from '../../shared/unit/time.ts';

export interface SelectedHost {
  readonly id: number;
  readonly address: string;
}

/** Of a host as rows have it. */
export const asSelected = ({ id, address }: SelectedHost): SelectedHost => ({ id, address });

export interface Selection {
  /** The host whose traffic the panels show; null: all hosts. */
  readonly host: SelectedHost | null;
  /** With `host`: the other side of the selected edge or conversation. */
  readonly peer: SelectedHost | null;
  /** The selected flow of the pair, by number. */
  readonly flow: number | null;
  /** The burst that was clicked, by number. */
  readonly burst: number | null;
  /** The record that was clicked, by number. */
  readonly record: number | null;
  /** The brushed time range that hosts, conversations and bursts are counted in; null: the whole capture. */
  readonly range: TimeRange | null;
  /** Display filter that chooses which records exist for all panels; null: all. */
  readonly filter: string | null;
}

export const NOTHING: Selection = {
  host: null,
  peer: null,
  flow: null,
  burst: null,
  record: null,
  range: null,
  filter: null,
};

export const useSelection = create<Selection>(() => NOTHING);

export const selectHost = (host: SelectedHost | null): void =>
  useSelection.setState({ host, peer: null, flow: null, burst: null, record: null });

export const selectPair = (host: SelectedHost, peer: SelectedHost): void =>
  useSelection.setState({ host, peer, flow: null, burst: null, record: null });

export const selectFlow = (flow: number | null): void => useSelection.setState({ flow });

export const selectRecord = (record: number | null): void => useSelection.setState({ record });

export const selectBurst = (burst: number | null): void => useSelection.setState({ burst });

/** A host or burst of other records would mean something else: it is let go. */
export const selectFilter = (filter: string | null): void =>
  useSelection.setState({ filter, burst: null, record: null });

export const selectRange = (range: TimeRange | null): void => useSelection.setState({ range });

/** Selects a burst and its time, with a margin of a tenth, and 50 ms at least, on both sides. */
export function selectBurstAndTime({ burst, start, end }: { burst: number; start: Time; end: Time }): void {
  const margin = Math.max(50_000_000, Math.round(nanosBetweenLossy(start, end) / 10));
  useSelection.setState({ burst, range: { from: addNanos(start, -margin), to: addNanos(end, margin) } });
}

export const clearSelection = (): void => useSelection.setState(NOTHING);
