// What the rail offers, in its order, for the source that is open.
import type { SourceInfo } from '../../../shared/model/source.ts';
import { LETTERS, PLACES, type Place } from '../../state/place.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { lacksOf } from './lacks.ts';
import { PLACE_VIEWS } from './places.tsx';

export interface RailEntry {
  readonly place: Place;
  readonly title: string;
  readonly icon: IconName;
  /** Behind `g`. */
  readonly letter: string;
  /** What the source lacks for it; null: nothing. */
  readonly lacks: string | null;
}

/** Places that begin a group of the rail: what there is, when it happens, what logs say, who is who. */
export const GROUP_STARTS: ReadonlySet<Place> = new Set<Place>(['conversations', 'timing', 'series', 'names']);

export function railEntries(info: SourceInfo | null): readonly RailEntry[] {
  return PLACES.flatMap<RailEntry>(place => {
    const letter = LETTERS[place];
    const lacks = info && lacksOf(place, info);
    if (place === 'overview') return [{ place, title: 'Overview', icon: 'layout', letter, lacks }];
    const view = PLACE_VIEWS[place];
    if (!view) return [];
    return [{ place, title: view.title, icon: view.icon, letter, lacks }];
  });
}

/** Places that have a view. */
export const OFFERED: readonly Place[] = railEntries(null).map(({ place }) => place);
