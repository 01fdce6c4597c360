// Keys and menu entries that work everywhere in the window.
import type { Events } from '../../shared/contract/events.ts';
import { runCommand } from '../state/commands.ts';
import { clearSelection } from '../state/selection.ts';
import { setTheme, useTheme } from '../state/theme.ts';
import { meaningOf } from './key-meaning.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** For the sheet that lists them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['Ctrl', 'O'], does: 'Open a capture' },
  { keys: ['/'], does: 'Search for a host (also Ctrl+F)' },
  { keys: ['Ctrl', '/'], does: 'Write a display filter, as in Wireshark' },
  { keys: ['F'], does: 'Show the whole graph' },
  { keys: ['Esc'], does: 'Clear the selection' },
  { keys: ['T'], does: 'Dark or light theme' },
  { keys: ['?'], does: 'This sheet' },
  { keys: ['←', '→', '↑', '↓'], does: 'In the graph: next host in that direction; in a table: next row' },
  { keys: ['Enter'], does: 'Select the host or row' },
  { keys: ['+', '−'], does: 'In the graph: zoom' },
  { keys: ['Ctrl', 'C'], does: 'In a table: copy the row' },
];

const toggleTheme = (): void => setTheme(useTheme.getState().theme === 'dark' ? 'light' : 'dark');

/** What the host's menu asked for. */
export function onMenu({ command }: Events['menu']): void {
  if (command === 'theme') toggleTheme();
  else runCommand(command);
}

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Hears keys until the returned function is called. */
export function listenToKeys(): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    const meaning = meaningOf(event);
    const isChord = event.ctrlKey || event.metaKey;
    if (meaning === null || (isTextField(event.target) && !isChord)) return;
    // Escape closes what is open first: menus and dialogs hear it themselves.
    if (meaning === 'clear') {
      if (!document.querySelector('[role="dialog"], [role="menu"]')) clearSelection();
      return;
    }
    event.preventDefault();
    if (meaning === 'theme') toggleTheme();
    else runCommand(meaning);
  };
  window.addEventListener('keydown', hear);
  return () => window.removeEventListener('keydown', hear);
}
