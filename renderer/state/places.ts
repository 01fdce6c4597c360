// Which view fills the window beside the inspector; remembered.
import { create } from 'zustand';
import { PLACES, type Place } from './place.ts';

export type { Place } from './place.ts';
export { PLACES } from './place.ts';

const KEY = 'burstscope.place';

interface PlaceState {
  readonly place: Place;
  /** Those on the rail, in its order. */
  readonly offered: readonly Place[];
  /** How often the keyboard asked for a place: each time the focus goes there. */
  readonly visits: number;
}

export const usePlace = create<PlaceState>(() => ({
  place: PLACES.find(place => place === localStorage.getItem(KEY)) ?? 'overview',
  offered: ['overview'],
  visits: 0,
}));

export function showPlace(place: Place): void {
  if (!usePlace.getState().offered.includes(place)) return;
  localStorage.setItem(KEY, place);
  usePlace.setState({ place });
}

/** As a key and the palette do it: the focus goes there, too. */
export function visitPlace(place: Place): void {
  showPlace(place);
  usePlace.setState(({ visits }) => ({ visits: visits + 1 }));
}

/** Tells which places there are. One that was remembered and is gone becomes the overview. */
export function offerPlaces(offered: readonly Place[]): void {
  const { place } = usePlace.getState();
  usePlace.setState({ offered, place: offered.includes(place) ? place : 'overview' });
}
