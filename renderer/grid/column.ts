// What a column of a table is, and what its cells say outside of the table.
import type { ReactNode } from 'react';
import type { SortDirection } from '../../shared/contract/calls.ts';
import { csvText } from '../../shared/unit/csv.ts';

export interface Column<Row, Sort extends string> {
  readonly title: string;
  /** Under which choice and width of the column are remembered; absent: its title. */
  readonly id?: string;
  /** What the column holds, shown on hovering its title. */
  readonly help?: string;
  /** Least width in pixels; wider by `grow` shares of what is left. */
  readonly width: number;
  readonly grow?: number;
  readonly right?: boolean;
  /** Absent: the engine cannot sort by it. */
  readonly sort?: Sort;
  /** Not shown until it is chosen. */
  readonly hidden?: boolean;
  render(row: Row): ReactNode;
  /** The exact value, for copies and files; absent: the column is not in them. */
  text?(row: Row): string;
  /** A display filter that holds for the records with this value; null: there is none. */
  filter?(row: Row): string | null;
}

export interface Order<Sort extends string> {
  readonly by: Sort;
  readonly direction: SortDirection;
}

type AnyColumn<Row> = Column<Row, string>;

export const columnId = ({ id, title }: { readonly id?: string; readonly title: string }): string => id ?? title;

const withText = <Row>(columns: readonly AnyColumn<Row>[]) => columns.filter(({ text }) => text !== undefined);

/** The rows as CSV with a line of titles. */
export function csvOf<Row>(columns: readonly AnyColumn<Row>[], rows: readonly Row[]): string {
  const said = withText(columns);
  const titles = said.map(({ title }) => csvText(title, false));
  // What stands on the right is a number: its minus is no formula.
  const cells = rows.map(row => said.map(({ text, right = false }) => csvText(text!(row), right)));
  return [titles, ...cells].map(line => `${line.join(',')}\n`).join('');
}

/** The row as text with tabs between its cells; undefined: no column says how. */
export function lineOf<Row>(columns: readonly AnyColumn<Row>[], row: Row): string | undefined {
  const said = withText(columns);
  return said.length === 0 ? undefined : said.map(({ text }) => text!(row)).join('\t');
}
