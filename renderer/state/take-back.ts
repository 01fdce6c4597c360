// What Escape takes back.
import { showPart, useGraphOptions } from './graph-options.ts';
import { usePlace } from './places.ts';
import { takeBack } from './selection-parts.ts';

/** Where the graph is in sight, the part of it that is shown alone; else what was chosen last. */
export function takeBackShown(): void {
  if (usePlace.getState().place === 'overview' && useGraphOptions.getState().part !== null) showPart(null);
  else takeBack();
}
