// What a key means in the window. Pure.
import type { Command } from '../state/commands.ts';
import { type Place, placeOfLetter } from '../state/place.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { readonly code?: string };

export type Meaning =
  | { readonly does: Command | 'take-back' | 'clear-all' | 'back' | 'forward' | 'go' }
  | { readonly shows: Place }
  /** The place of this number on the rail, from 1. */
  | { readonly showsNumber: number };

const CHORDS: Readonly<Record<string, Command>> = {
  o: 'open',
  f: 'find',
  '/': 'filter',
  k: 'palette',
  s: 'save-workspace',
};

const PLAIN: Readonly<Record<string, Command | 'take-back' | 'clear-all' | 'go'>> = {
  '/': 'find',
  f: 'fit',
  g: 'go',
  i: 'inspector',
  l: 'timeline',
  t: 'theme',
  '?': 'shortcuts',
  x: 'clear-all',
  Escape: 'take-back',
};

function withAlt({ key, code = '' }: Key): Meaning | null {
  if (key === 'ArrowLeft') return { does: 'back' };
  if (key === 'ArrowRight') return { does: 'forward' };
  // By the key's place: with Alt, some layouts write another sign.
  const digit = /^Digit(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : undefined);
  return digit === undefined ? null : { showsNumber: digit === '0' ? 10 : Number(digit) };
}

/** What a key means outside of text fields, `behindG` when `g` was the key before it; null when nothing. */
export function meaningOf(pressed: Key, behindG = false): Meaning | null {
  const { key, ctrlKey, metaKey, altKey } = pressed;
  if (altKey) return ctrlKey || metaKey ? null : withAlt(pressed);
  if (ctrlKey || metaKey) return Object.hasOwn(CHORDS, key) ? { does: CHORDS[key]! } : null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const place = behindG ? placeOfLetter(name) : undefined;
  if (place !== undefined) return { shows: place };
  return Object.hasOwn(PLAIN, name) ? { does: PLAIN[name]! } : null;
}
