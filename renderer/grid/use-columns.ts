// Which columns of a table are shown and how wide; remembered by the table's name.
import { useState } from 'react';
import { type Column, columnId } from './column.ts';

interface Kept {
  /** Columns that are shown though hidden at first, and the other way round. */
  readonly turned: readonly string[];
  /** Pixels, of columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
}

const NOTHING: Kept = { turned: [], widths: {} };
const LEAST_WIDTH = 32;
const MOST_WIDTH = 1200;

const keyOf = (name: string): string => `burstscope.table.${name}`;

function kept(name: string): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Partial<Kept> | null;
    const turned = Array.isArray(found?.turned) ? found.turned.filter(id => typeof id === 'string') : [];
    const widths = Object.entries(found?.widths ?? {}).filter(([, width]) => Number.isFinite(width));
    return { turned, widths: Object.fromEntries(widths) };
  } catch {
    return NOTHING;
  }
}

export interface ColumnChoice<C> {
  readonly shown: readonly C[];
  isShown(column: C): boolean;
  turn(column: C): void;
  widthOf(column: C): number | undefined;
  resize(column: C, width: number): void;
  /** All as at first. */
  reset(): void;
  readonly isChanged: boolean;
}

export function useColumns<Row, Sort extends string>(
  name: string,
  columns: readonly Column<Row, Sort>[],
): ColumnChoice<Column<Row, Sort>> {
  type C = Column<Row, Sort>;
  const [state, setState] = useState(() => ({ name, kept: kept(name) }));
  const now = state.name === name ? state.kept : kept(name);

  function keep(next: Kept): void {
    localStorage.setItem(keyOf(name), JSON.stringify(next));
    setState({ name, kept: next });
  }

  const isShown = (column: C): boolean => now.turned.includes(columnId(column)) === (column.hidden ?? false);
  const shown = columns.filter(isShown);
  return {
    // A table without any column could not be brought back by its own menu.
    shown: shown.length === 0 ? columns.slice(0, 1) : shown,
    isShown,
    turn(column) {
      const id = columnId(column);
      const turned = now.turned.includes(id) ? now.turned.filter(one => one !== id) : [...now.turned, id];
      keep({ ...now, turned });
    },
    widthOf: column => now.widths[columnId(column)],
    resize(column, width) {
      const fitting = Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
      keep({ ...now, widths: { ...now.widths, [columnId(column)]: fitting } });
    },
    reset: () => keep(NOTHING),
    isChanged: now.turned.length > 0 || Object.keys(now.widths).length > 0,
  };
}
