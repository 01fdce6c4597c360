// Keys and menu entries that work everywhere in the window.
import type { Events } from '../../shared/contract/events.ts';
import { GRID_KEYS } from '../grid/use-cursor.ts';
import { runCommand } from '../state/commands.ts';
import { go } from '../state/history.ts';
import { LETTERS, PLACES, type Place } from '../state/place.ts';
import { usePlace, visitPlace } from '../state/places.ts';
import { clearSelection } from '../state/selection.ts';
import { takeBackShown } from '../state/take-back.ts';
import { setTheme, useTheme } from '../state/theme.ts';
import { type Meaning, meaningOf } from './key-meaning.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const PLACE_WORDS: Readonly<Record<Place, string>> = {
  overview: 'Overview',
  conversations: 'Conversations',
  records: 'Records',
  timing: 'Timing',
  bursts: 'Bursts',
  beacons: 'Beacons',
  windows: 'Windows',
  series: 'Series',
  'access-log': 'Access log',
  compare: 'Compare',
  names: 'Names',
  notes: 'Notes',
};

/** For the sheet that lists them, by what they are for. */
export const SHORTCUTS: readonly { readonly title: string; readonly keys: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Command palette: places, actions, hosts, ports, records, recent files' },
      { keys: ['Ctrl', 'O'], does: 'Open a capture or a log' },
      { keys: ['/'], does: 'Search for a host, a client or a key (also Ctrl+F)' },
      { keys: ['Ctrl', '/'], does: 'Write a display filter, as in Wireshark' },
      { keys: ['Ctrl', 'S'], does: 'Save the workspace: names, colours, notes and the view' },
      { keys: ['Esc'], does: 'One step back: closes what is open, else takes back what was selected last' },
      { keys: ['X'], does: 'Clear all of the selection' },
      { keys: ['Alt', '←'], does: 'Back to what was selected and shown before' },
      { keys: ['Alt', '→'], does: 'Forward again' },
      { keys: ['T'], does: 'Dark or light theme' },
      { keys: ['?'], does: 'This sheet' },
    ],
  },
  {
    title: 'Places and panels',
    keys: [
      { keys: ['Alt', '1'], does: 'The first place of the rail; Alt+2 the second, and so on' },
      ...PLACES.map(place => ({ keys: ['G', LETTERS[place].toUpperCase()], does: PLACE_WORDS[place] })),
      { keys: ['↑', '↓'], does: 'On the rail: the place above or below' },
      { keys: ['I'], does: 'Open or close the inspector' },
      { keys: ['L'], does: 'Open or close the timeline' },
    ],
  },
  {
    title: 'Graph and tables',
    keys: [
      { keys: ['F'], does: 'Show the whole graph' },
      { keys: ['+', '−'], does: 'In the graph and the timeline: zoom' },
      { keys: ['←', '→', '↑', '↓'], does: 'In the graph: next host in that direction' },
      { keys: ['Enter'], does: 'Select the host or row' },
      ...GRID_KEYS,
    ],
  },
];

const toggleTheme = (): void => setTheme(useTheme.getState().theme === 'dark' ? 'light' : 'dark');

/** What the host's menu asked for. */
export function onMenu({ command }: Events['menu']): void {
  if (command === 'theme') toggleTheme();
  else if (command === 'back') go(-1);
  else if (command === 'forward') go(1);
  else runCommand(command);
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `g` and the letter behind it belong together when they are not further apart than this, in milliseconds. */
const TOGETHER = 1500;

function follow(meaning: Meaning): void {
  if ('shows' in meaning) visitPlace(meaning.shows);
  else if ('showsNumber' in meaning) {
    const place = usePlace.getState().offered[meaning.showsNumber - 1];
    if (place !== undefined) visitPlace(place);
  } else if (meaning.does === 'theme') toggleTheme();
  else if (meaning.does === 'back') go(-1);
  else if (meaning.does === 'forward') go(1);
  else if (meaning.does === 'clear-all') clearSelection();
  else if (meaning.does !== 'take-back' && meaning.does !== 'go') runCommand(meaning.does);
}

/**
 * Back and forward go before what the focus is on: plots, tables and tabs take arrow keys themselves. Text fields know Alt with
 * an arrow key on some systems, tables with Shift.
 */
function travel(event: KeyboardEvent): void {
  const meaning = event.shiftKey || isTextField(event.target) ? null : meaningOf(event);
  if (meaning === null || !('does' in meaning) || (meaning.does !== 'back' && meaning.does !== 'forward')) return;
  event.preventDefault();
  event.stopPropagation();
  follow(meaning);
}

/** Hears keys until the returned function is called. */
export function listenToKeys(): () => void {
  let goAt = Number.NEGATIVE_INFINITY;
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const meaning = meaningOf(event, event.timeStamp - goAt < TOGETHER);
    goAt = Number.NEGATIVE_INFINITY;
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    if (meaning === null || (isTextField(event.target) && !isChord)) return;
    // What lies over the window hears its keys itself; Escape closes it first.
    const isCovered = document.querySelector('[role="dialog"], [role="menu"]') !== null;
    if ('does' in meaning && meaning.does === 'take-back') {
      if (!isCovered) takeBackShown();
      return;
    }
    if (isCovered && !isChord) return;
    event.preventDefault();
    if ('does' in meaning && meaning.does === 'go') goAt = event.timeStamp;
    else follow(meaning);
  };
  window.addEventListener('keydown', travel, { capture: true });
  // At the document: a hint that Escape closes, too, stops it there.
  document.addEventListener('keydown', hear);
  return () => {
    window.removeEventListener('keydown', travel, { capture: true });
    document.removeEventListener('keydown', hear);
  };
}
