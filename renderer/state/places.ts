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
}

export const usePlace = create<PlaceState>(() => ({
  place: PLACES.find(place => place === localStorage.getItem(KEY)) ?? 'overview',
  offered: ['overview'],
}));

export function showPlace(place: Place): void {
  if (!usePlace.getState().offered.includes(place)) return;
  localStorage.setItem(KEY, place);
  usePlace.setState({ place });
}

/** Tells which places there are. One that was remembered and is gone becomes the overview. */
export function offerPlaces(offered: readonly Place[]): void {
  const { place } = usePlace.getState();
  usePlace.setState({ offered, place: offered.includes(place) ? place : 'overview' });
}
