// What the place "Records" shows beside its table, and ways to get there.
import { create } from 'zustand';
import { showPlace } from './places.ts';
import { selectRecord } from './selection.ts';

interface RecordsState {
  /** Number of the flow that is followed, from 1; null: none, the record is shown. */
  readonly followed: number | null;
}

export const useRecords = create<RecordsState>(() => ({ followed: null }));

/** The records of what is selected. */
export const showRecords = (): void => showPlace('records');

/** Chooses a record and shows what is in it. */
export function openRecord(number: number): void {
  selectRecord(number);
  useRecords.setState({ followed: null });
  showPlace('records');
}

/** Shows what was said in a flow (its number from 1); null: the record again. */
export function followFlow(flow: number | null): void {
  useRecords.setState({ followed: flow });
  if (flow !== null) showPlace('records');
}
