// What a key means in the window. Pure.
import type { Command } from '../state/commands.ts';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const CHORDS: Readonly<Record<string, Command>> = { o: 'open', f: 'find', '/': 'filter' };

/** What a key means outside of text fields; null when nothing. */
export function meaningOf({ key, ctrlKey, metaKey, altKey }: Key): Command | 'clear' | null {
  if (altKey) return null;
  if (ctrlKey || metaKey) return CHORDS[key] ?? null;
  const plain: Record<string, Command | 'clear'> = {
    '/': 'find',
    f: 'fit',
    t: 'theme',
    '?': 'shortcuts',
    Escape: 'clear',
  };
  return plain[key.length === 1 ? key.toLowerCase() : key] ?? null;
}
