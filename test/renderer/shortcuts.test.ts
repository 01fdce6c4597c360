// The sheet of shortcuts and the keys that work are held together: none is listed that does nothing, none works unlisted.
import { describe, expect, it, vi } from 'vitest';

// Modules of the window look at it as they are read.
vi.hoisted(() => {
  Object.assign(globalThis, {
    localStorage: { getItem: () => null, setItem: () => undefined },
    sessionStorage: { getItem: () => null, setItem: () => undefined },
    matchMedia: () => ({ matches: false }),
  });
});

const { SHORTCUTS } = await import('../../renderer/ui/shortcuts.ts');
const { meaningOf } = await import('../../renderer/ui/key-meaning.ts');
const { GRID_KEYS } = await import('../../renderer/grid/use-cursor.ts');
const { PLACES, LETTERS } = await import('../../renderer/state/place.ts');

const NAMES: Readonly<Record<string, string>> = { Esc: 'Escape', '←': 'ArrowLeft', '→': 'ArrowRight' };
const listed = SHORTCUTS.flatMap(({ title, keys }) =>
  keys.map(({ keys: pressed, does }) => ({ title, pressed, does })),
);
const everywhere = listed.filter(({ title }) => title !== 'Graph and tables');

const meaningOfListed = (pressed: readonly string[]) => {
  const key = NAMES[pressed.at(-1)!] ?? pressed.at(-1)!.toLowerCase();
  const has = (name: string): boolean => pressed.includes(name);
  return meaningOf({ key, ctrlKey: has('Ctrl'), metaKey: false, altKey: has('Alt') }, pressed[0] === 'G');
};

describe('the sheet of shortcuts', () => {
  it.each(
    everywhere.filter(({ does }) => !does.startsWith('On the rail')).map(one => [one.pressed.join('+'), one] as const),
  )('%s does something', (_, { pressed }) => {
    expect(meaningOfListed(pressed)).not.toBeNull();
  });

  const isListed = (...pressed: readonly string[]): boolean =>
    listed.some(one => one.pressed.join('+').toLowerCase() === pressed.join('+').toLowerCase());

  /** All that a keyboard writes with one key, and keys with names that may mean something. */
  const pressable = [
    ...Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).filter(
      key => key === key.toLowerCase(),
    ),
    ...['Escape', 'Enter', 'Tab', 'Backspace', 'Delete', 'Home', 'End', 'F1', 'F5', 'ArrowLeft', 'ArrowRight'],
  ];
  const working = (ctrlKey: boolean) =>
    pressable.filter(key => meaningOf({ key, ctrlKey, metaKey: false, altKey: false }) !== null);

  it('knows keys', () => expect([working(true).length > 4, working(false).length > 6]).toEqual([true, true]));
  it.each(working(true))('lists Ctrl+%s', key => {
    // Of two keys for one thing, the other is named beside it.
    const beside = listed.some(({ does }) => does.toLowerCase().includes(`ctrl+${key}`));
    expect(isListed('Ctrl', key) || beside).toBe(true);
  });
  it.each(working(false).filter(key => key !== 'g'))('lists %s', key => {
    expect(isListed(Object.entries(NAMES).find(([, name]) => name === key)?.[0] ?? key)).toBe(true);
  });
  it.each(PLACES)('lists the way to %s', place => expect(isListed('G', LETTERS[place])).toBe(true));

  it('lists every key of a table', () => {
    for (const { keys, does } of GRID_KEYS) expect([keys, listed.some(one => one.does === does)]).toEqual([keys, true]);
  });
});
