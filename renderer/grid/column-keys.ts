// What a key changes about a column, in its title as in its cells.
import type { KeyboardEvent } from 'react';
import type { Column } from './column.ts';
import type { ColumnChoice } from './use-columns.ts';

/** Pixels by which a key makes a column wider. */
const WIDER = 16;

/**
 * Makes a column narrower or wider (Ctrl with an arrow key) or moves it (Alt and Shift with one).
 * By how many places it was moved; null: the key means neither.
 */
export function changeColumn<C extends Pick<Column<never, string>, 'width'>>(
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>,
  column: C,
  choice: Pick<ColumnChoice<C>, 'shown' | 'step' | 'resize' | 'widthOf'>,
): -1 | 0 | 1 | null {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return null;
  const by = event.key === 'ArrowRight' ? 1 : -1;
  if (event.altKey && event.shiftKey) {
    if (choice.shown[choice.shown.indexOf(column) + by] === undefined) return 0;
    choice.step(column, by);
    return by;
  }
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  choice.resize(column, (choice.widthOf(column) ?? column.width) + by * WIDER);
  return 0;
}
