// Which columns of a table are shown, in which order and how wide; remembered by the table's name.
import { create } from 'zustand';
import { type Column, columnId } from './column.ts';
import { inOrder, moved } from './column-order.ts';

interface Kept {
  /** Columns that are shown though hidden at first, and the other way round. */
  readonly turned: readonly string[];
  /** Pixels, of columns that were resized. */
  readonly widths: Readonly<Record<string, number>>;
  /** Empty: as at first. */
  readonly order: readonly string[];
}

const NOTHING: Kept = { turned: [], widths: {}, order: [] };
const LEAST_WIDTH = 32;
const MOST_WIDTH = 1200;

const keyOf = (name: string): string => `burstscope.table.${name}`;

const textsOf = (found: unknown): readonly string[] =>
  Array.isArray(found) ? found.filter(id => typeof id === 'string') : [];

function read(name: string): Kept {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Partial<Kept> | null;
    const widths = Object.entries(found?.widths ?? {}).filter(([, width]) => Number.isFinite(width));
    return { turned: textsOf(found?.turned), widths: Object.fromEntries(widths), order: textsOf(found?.order) };
  } catch {
    return NOTHING;
  }
}

/** By name of the table: two tables of one name show the same columns. */
const useKept = create<Readonly<Record<string, Kept>>>(() => ({}));

function keep(name: string, next: Kept): void {
  localStorage.setItem(keyOf(name), JSON.stringify(next));
  useKept.setState({ [name]: next });
}

export interface ColumnChoice<C> {
  /** All columns in their order. */
  readonly all: readonly C[];
  readonly shown: readonly C[];
  isShown(column: C): boolean;
  turn(column: C): void;
  widthOf(column: C): number | undefined;
  resize(column: C, width: number): void;
  /** Puts a column in the place of another one. */
  move(column: C, at: C): void;
  /** Past its shown neighbour: 1 to the right, -1 to the left. */
  step(column: C, by: 1 | -1): void;
  /** All as at first. */
  reset(): void;
  readonly isChanged: boolean;
}

export function useColumns<Row, Sort extends string>(
  name: string,
  columns: readonly Column<Row, Sort>[],
): ColumnChoice<Column<Row, Sort>> {
  type C = Column<Row, Sort>;
  const now = useKept(kept => kept[name]) ?? read(name);
  const ids = inOrder(columns.map(columnId), now.order);
  const all = ids.map(id => columns.find(column => columnId(column) === id)!);
  const isShown = (column: C): boolean => now.turned.includes(columnId(column)) === (column.hidden ?? false);
  const chosen = all.filter(isShown);
  // A table without any column could not be brought back by its own menu.
  const shown = chosen.length === 0 ? all.slice(0, 1) : chosen;
  const move = (column: C, at: C): void => keep(name, { ...now, order: moved(ids, columnId(column), columnId(at)) });
  return {
    all,
    shown,
    isShown,
    turn(column) {
      const id = columnId(column);
      const turned = now.turned.includes(id) ? now.turned.filter(one => one !== id) : [...now.turned, id];
      keep(name, { ...now, turned });
    },
    widthOf: column => now.widths[columnId(column)],
    resize(column, width) {
      const fitting = Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
      keep(name, { ...now, widths: { ...now.widths, [columnId(column)]: fitting } });
    },
    move,
    step(column, by) {
      const at = shown[shown.findIndex(one => columnId(one) === columnId(column)) + by];
      if (at !== undefined) move(column, at);
    },
    reset: () => keep(name, NOTHING),
    isChanged: now.turned.length > 0 || Object.keys(now.widths).length > 0 || now.order.length > 0,
  };
}
