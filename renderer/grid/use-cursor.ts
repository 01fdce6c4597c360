// Where the keyboard is in a table: the active row and cell, and the rows that are marked together.
import { type KeyboardEvent, useCallback, useState } from 'react';
import { problemOf } from '../../shared/contract/problem.ts';
import { showNotice } from '../state/notices.ts';
import { copyText } from '../ui/copy-text.ts';
import { counted } from '../ui/counted.ts';
import { type Column, csvOf, rowText } from './column.ts';
import { changeColumn } from './column-keys.ts';
import type { ColumnChoice } from './use-columns.ts';
import type { Pages } from './use-pages.ts';

/** Rows that are copied at once. */
export const MOST_COPIED = 100_000;

/** The keys that the function below hears, for the sheet that lists them. */
export const GRID_KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['↑', '↓'], does: 'In a table: the row above or below; with Shift, marks rows together' },
  { keys: ['←', '→'], does: 'In a table: the cell beside' },
  { keys: ['Home', 'End'], does: 'In a table: the first or the last row; PageUp and PageDown go by what is seen' },
  { keys: ['Shift', 'F10'], does: 'In a table: menu of the cell: filter by it, copy, move or hide its column' },
  { keys: ['Ctrl', 'A'], does: 'In a table: mark all rows' },
  { keys: ['Ctrl', 'C'], does: 'In a table: copy the marked rows as text; with Shift, as CSV' },
  { keys: ['Ctrl', '←', '→'], does: 'In a table: the column narrower or wider' },
  { keys: ['Alt', 'Shift', '←', '→'], does: 'In a table: moves the column' },
  {
    keys: ['Tab'],
    does: 'From a table to its titles: ← → from one to the next, Enter sorts by it, ↓ back to the rows',
  },
];

/** Rows [first, end). */
export interface Marked {
  readonly first: number;
  readonly end: number;
}

interface Parts<Row, Sort extends string> {
  readonly count: number;
  readonly columns: readonly Column<Row, Sort>[];
  readonly view: { readonly fitting: number; show(index: number): void };
  readonly pages: Pages<Row>;
  readonly choice: ColumnChoice<Column<Row, Sort>>;
  onChoose(row: Row): void;
  /** Rows are chosen as the keys go over them. */
  readonly followsKeys: boolean;
  readonly textOf: ((row: Row) => string) | undefined;
  openMenu(row: number, column: number): void;
}

export interface Cursor {
  /** Row that keys go to; null before there is one. */
  readonly active: number | null;
  /** Column of the active cell; null: the row as a whole. */
  readonly cell: number | null;
  /** The active row, or those marked with Shift; null without either. */
  readonly marked: Marked | null;
  /** One of several marked rows. */
  isMarked(index: number): boolean;
  goTo(index: number): void;
  /** Makes a cell the active one; what is marked stays when the row is part of it. */
  point(index: number, cell: number): void;
  /** `isChoosing`: what the row is for is done, too. */
  click(index: number, isMarking: boolean, isChoosing: boolean): void;
  onKeyDown(event: KeyboardEvent): void;
}

interface State {
  readonly active: number | null;
  readonly cell: number | null;
  /** Where marking began. */
  readonly anchor: number | null;
}

export function useCursor<Row, Sort extends string>(parts: Parts<Row, Sort>): Cursor {
  const { count, columns, view, pages, choice, onChoose } = parts;
  const [state, setState] = useState<State>({ active: null, cell: null, anchor: null });
  const active = state.active !== null && state.active < count ? state.active : null;
  const cell = state.cell !== null && state.cell < columns.length ? state.cell : null;
  const marked =
    active === null
      ? null
      : { first: Math.min(active, state.anchor ?? active), end: Math.max(active, state.anchor ?? active) + 1 };
  const goTo = useCallback((index: number) => setState(s => ({ ...s, active: index, anchor: null })), []);
  const isMarked = (index: number): boolean =>
    state.anchor !== null && marked !== null && index >= marked.first && index < marked.end;

  /** To a row, with all from where marking began when `isMarking`. */
  function move(to: number, isMarking: boolean): void {
    const next = Math.min(count - 1, Math.max(0, to));
    setState(s => ({ ...s, active: next, anchor: isMarking ? (s.anchor ?? active ?? next) : null }));
    view.show(next);
    const row = pages.row(next);
    if (parts.followsKeys && !isMarking && row !== undefined) onChoose(row);
  }

  function copyMarked(isCsv: boolean): void {
    if (marked === null) return;
    const end = Math.min(marked.end, marked.first + MOST_COPIED);
    const left = marked.end - end;
    pages.read(marked.first, end).then(
      rows => {
        const text = isCsv ? csvOf(columns, rows) : rows.map(row => rowText(columns, parts.textOf, row)).join('\n');
        const what = rows.length === 1 ? 'Row' : counted(rows.length, 'row');
        void copyText(text, left > 0 ? `${what}, the first of ${counted(rows.length + left, 'row')},` : what);
      },
      thrown => showNotice({ text: problemOf(thrown).message, bad: true }),
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Titles have keys of their own, and so has what is in a cell.
    if (event.target !== event.currentTarget || count === 0) return;
    const { key, shiftKey, altKey } = event;
    const isChord = event.ctrlKey || event.metaKey;
    const from = active ?? -1;
    const targets: Record<string, number> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + Math.max(1, view.fitting - 1),
      PageUp: from - Math.max(1, view.fitting - 1),
      Home: 0,
      End: count - 1,
    };
    const row = active === null ? undefined : pages.row(active);
    const column = cell === null ? undefined : columns[cell];
    const moved = column && changeColumn(event, column, choice);
    if (typeof moved === 'number') setState(s => ({ ...s, cell: cell! + moved }));
    else if (key in targets && !altKey) move(targets[key]!, shiftKey);
    else if ((key === 'ArrowRight' || key === 'ArrowLeft') && !altKey && !isChord) {
      const by = key === 'ArrowRight' ? 1 : -1;
      const next = Math.min(columns.length - 1, Math.max(0, (cell ?? (by > 0 ? -1 : 1)) + by));
      setState(s => ({ ...s, active: active ?? 0, cell: next }));
    } else if ((key === 'Enter' || key === ' ') && row !== undefined) onChoose(row);
    else if ((key === 'ContextMenu' || (key === 'F10' && shiftKey)) && active !== null) {
      parts.openMenu(active, cell ?? 0);
    } else if (key.toLowerCase() === 'c' && isChord && !getSelection()?.toString()) copyMarked(shiftKey);
    else if (key === 'a' && isChord) setState(s => ({ ...s, anchor: 0, active: count - 1 }));
    else return;
    event.preventDefault();
  }

  return {
    active,
    cell,
    marked,
    isMarked,
    goTo,
    point: (index, at) =>
      setState(s => ({
        active: isMarked(index) ? s.active : index,
        anchor: isMarked(index) ? s.anchor : null,
        cell: at,
      })),
    click(index, isMarking, isChoosing) {
      move(index, isMarking);
      const row = pages.row(index);
      if (row !== undefined && isChoosing) onChoose(row);
    },
    onKeyDown,
  };
}
