// The places of the window, in the order of the rail. Pure.

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
  'compare',
  'names',
  'notes',
] as const;
export type Place = (typeof PLACES)[number];

/** The key that leads there, behind `g`. */
export const LETTERS: Readonly<Record<Place, string>> = {
  overview: 'o',
  conversations: 'c',
  records: 'r',
  timing: 't',
  bursts: 'b',
  beacons: 'e',
  windows: 'w',
  series: 's',
  'access-log': 'a',
  compare: 'd',
  names: 'n',
  notes: 'm',
};

export const placeOfLetter = (letter: string): Place | undefined => PLACES.find(place => LETTERS[place] === letter);
