// The parts of the selection in the order in which they were chosen: chips stand in it, and Escape takes back the last.
import { create } from 'zustand';
import {
  NOTHING,
  type Selection,
  selectBurst,
  selectFilter,
  selectFlow,
  selectHost,
  selectRange,
  selectRecord,
  useSelection,
} from './selection.ts';

export type Part = 'host' | 'pair' | 'flow' | 'burst' | 'record' | 'range' | 'filter';

/** The order of parts that one click chose together. */
const PARTS: readonly Part[] = ['filter', 'host', 'pair', 'flow', 'burst', 'record', 'range'];

const chosenAs = (part: Part, selection: Selection): unknown => {
  if (part === 'host') return selection.peer === null ? selection.host : null;
  if (part === 'pair') return selection.peer;
  return selection[part];
};

/** The parts that there are, in order; what changed goes to the end. */
function partsAfter(before: readonly Part[], then: Selection, now: Selection): readonly Part[] {
  const isThere = (part: Part): boolean => chosenAs(part, now) !== null;
  const isNew = (part: Part): boolean => isThere(part) && chosenAs(part, now) !== chosenAs(part, then);
  return [...before.filter(part => isThere(part) && !isNew(part)), ...PARTS.filter(isNew)];
}

export const useParts = create<{ readonly parts: readonly Part[] }>(() => ({
  parts: partsAfter([], NOTHING, useSelection.getState()),
}));

useSelection.subscribe((now, then) => useParts.setState(({ parts }) => ({ parts: partsAfter(parts, then, now) })));

const REMOVE: Readonly<Record<Part, () => void>> = {
  host: () => selectHost(null),
  pair: () => selectHost(useSelection.getState().host),
  flow: () => selectFlow(null),
  burst: () => selectBurst(null),
  record: () => selectRecord(null),
  range: () => selectRange(null),
  filter: () => selectFilter(null),
};

export const removePart = (part: Part): void => REMOVE[part]();

/** Takes back what was chosen last, and nothing else. */
export function takeBack(): void {
  const last = useParts.getState().parts.at(-1);
  if (last !== undefined) removePart(last);
}
