// Back and forward over what was selected and which place was shown.
import { create } from 'zustand';
import { type Place, showPlace, usePlace } from './places.ts';
import { NOTHING, type Selection, useSelection } from './selection.ts';
import { useSource } from './source.ts';

interface Step {
  readonly place: Place;
  readonly selection: Selection;
}

interface History {
  readonly steps: readonly Step[];
  /** Index of the step that is shown. */
  readonly at: number;
}

const MOST = 200;

const now = (): Step => ({ place: usePlace.getState().place, selection: useSelection.getState() });

export const useHistory = create<History>(() => ({ steps: [now()], at: 0 }));

const isSame = (a: Step, b: Step): boolean =>
  a.place === b.place &&
  (Object.keys(NOTHING) as (keyof Selection)[]).every(key => a.selection[key] === b.selection[key]);

/** What one click changes in several places is one step. */
let isSameClick = false;
let isGoing = false;

function note(): void {
  if (isGoing) return;
  const { steps, at } = useHistory.getState();
  const step = now();
  if (isSame(steps[at]!, step)) return;
  const joins = isSameClick && at === steps.length - 1 && at > 0;
  isSameClick = true;
  setTimeout(() => {
    isSameClick = false;
  });
  const before = steps.slice(joins ? Math.max(0, at + 1 - MOST) : Math.max(0, at + 2 - MOST), joins ? at : at + 1);
  useHistory.setState({ steps: [...before, step], at: before.length });
}

/** Notes every change until the returned function is called. */
export function followHistory(): () => void {
  const ends = [
    useSelection.subscribe(note),
    usePlace.subscribe(note),
    // Hosts and records of the source before mean nothing.
    useSource.subscribe((source, before) => {
      if (source.info?.source !== before.info?.source) useHistory.setState({ steps: [now()], at: 0 });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** -1: back, 1: forward. Nothing where there is nothing. */
export function go(by: 1 | -1): void {
  const { steps, at } = useHistory.getState();
  const step = steps[at + by];
  if (!step) return;
  isGoing = true;
  showPlace(step.place);
  useSelection.setState(step.selection);
  isGoing = false;
  useHistory.setState({ at: at + by });
}
