// The menu of a cell: filter by it, copy it, its row, its column.
import { Menu } from '@mantine/core';
import { problemOf } from '../../shared/contract/problem.ts';
import { filterBy } from '../state/filter-by.ts';
import { showNotice } from '../state/notices.ts';
import { copyText } from '../ui/copy-text.ts';
import { counted } from '../ui/counted.ts';
import { PlacedMenu } from '../ui/PlacedMenu.tsx';
import { type Column, cellText, columnId, csvOf, rowText } from './column.ts';
import type { ColumnChoice } from './use-columns.ts';
import { type Marked, MOST_COPIED } from './use-cursor.ts';
import type { Pages } from './use-pages.ts';

export interface MenuPlace {
  readonly row: number;
  readonly column: number;
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
}

export interface RowAction {
  readonly label: string;
  run(): void;
}

interface Props<Row> {
  readonly place: MenuPlace;
  readonly columns: readonly Column<Row, string>[];
  readonly choice: Pick<ColumnChoice<Column<Row, string>>, 'turn' | 'step' | 'shown'>;
  readonly pages: Pages<Row>;
  readonly marked: Marked | null;
  readonly actions: ((row: Row) => readonly RowAction[]) | undefined;
  readonly textOf: ((row: Row) => string) | undefined;
  onClose(): void;
}

export function CellMenu<Row>({ place, columns, choice, pages, marked, actions, textOf, onClose }: Props<Row>) {
  const row = pages.row(place.row);
  const column = columns[place.column];
  if (row === undefined || column === undefined) return null;
  const filter = column.filter?.(row) ?? null;
  const value = cellText(column, row);
  const rows = marked ?? { first: place.row, end: place.row + 1 };
  const several = rows.end - rows.first > 1;
  const which = several ? counted(Math.min(rows.end - rows.first, MOST_COPIED), 'row') : 'row';

  /** Reads the marked rows and copies what is made of them. */
  function copyRows(make: (all: readonly Row[]) => string, what: string): void {
    pages.read(rows.first, Math.min(rows.end, rows.first + MOST_COPIED)).then(
      all => void copyText(make(all), what),
      thrown => showNotice({ text: problemOf(thrown).message, bad: true }),
    );
  }

  const line = (one: Row): string => rowText(columns, textOf, one);
  const more = actions?.(row) ?? [];
  return (
    <PlacedMenu x={place.x} y={place.y} label="Menu of the cell" testId="cell-menu" onClose={onClose}>
      {filter !== null && (
        <>
          <Menu.Label>{filter.length > 60 ? `${filter.slice(0, 60)}…` : filter}</Menu.Label>
          <Menu.Item onClick={() => filterBy(filter)}>Only this value</Menu.Item>
          <Menu.Item onClick={() => filterBy(filter, true)}>Exclude this value</Menu.Item>
          <Menu.Item onClick={() => void copyText(filter, 'Filter')}>Copy as display filter</Menu.Item>
          <Menu.Divider />
        </>
      )}
      {more.map(({ label, run }) => (
        <Menu.Item key={label} onClick={run}>
          {label}
        </Menu.Item>
      ))}
      {more.length > 0 && <Menu.Divider />}
      {value !== '' && <Menu.Item onClick={() => void copyText(value, 'Value')}>Copy “{shortened(value)}”</Menu.Item>}
      <Menu.Item onClick={() => copyRows(all => all.map(line).join('\n'), several ? which : 'Row')}>
        Copy {which} as text
      </Menu.Item>
      <Menu.Item onClick={() => copyRows(all => csvOf(columns, all), several ? which : 'Row')}>
        Copy {which} as CSV
      </Menu.Item>
      {several && (
        <Menu.Item onClick={() => copyRows(all => all.map(one => cellText(column, one)).join('\n'), 'Column')}>
          Copy “{column.title}” of {which}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Label>Column “{column.title}”</Menu.Label>
      <Menu.Item disabled={place.column === 0} onClick={() => choice.step(column, -1)}>
        Move to the left
      </Menu.Item>
      <Menu.Item disabled={place.column === columns.length - 1} onClick={() => choice.step(column, 1)}>
        Move to the right
      </Menu.Item>
      <Menu.Item
        disabled={choice.shown.every(one => columnId(one) === columnId(column))}
        onClick={() => choice.turn(column)}
      >
        Hide
      </Menu.Item>
    </PlacedMenu>
  );
}

const shortened = (text: string): string => (text.length > 32 ? `${text.slice(0, 32)}…` : text);
