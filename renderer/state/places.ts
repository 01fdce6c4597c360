// Which view fills the window beside the inspector; remembered.
import { create } from 'zustand';

export const PLACES = [
  'overview',
  'conversations',
  'records',
  'timing',
  'bursts',
  'beacons',
  'windows',
  'series',
  'access-log',
  'names',
] as const;
export type Place = (typeof PLACES)[number];

const KEY = 'burstscope.place';

export const usePlace = create<{ readonly place: Place }>(() => ({
  place: PLACES.find(place => place === localStorage.getItem(KEY)) ?? 'overview',
}));

export function showPlace(place: Place): void {
  localStorage.setItem(KEY, place);
  usePlace.setState({ place });
}
