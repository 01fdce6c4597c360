// What a column of a table is, and what its cells say outside of the table.
import { isValidElement, type ReactNode } from 'react';
import type { SortDirection } from '../../shared/contract/calls.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { isoTime, type Time } from '../../shared/unit/time.ts';

export interface Column<Row, Sort extends string> {
  readonly title: string;
  /** Under which choice and width of the column are remembered; absent: its title. */
  readonly id?: string;
  /** What the column holds, shown on hovering its title. */
  readonly help?: string;
  /** Width in pixels; wider by `grow` shares of what is left. From two shares on, it gives up to three tenths where room is short. */
  readonly width: number;
  readonly grow?: number;
  readonly right?: boolean;
  /** Absent: the engine cannot sort by it. */
  readonly sort?: Sort;
  /** Not shown until it is chosen. */
  readonly hidden?: boolean;
  render(row: Row): ReactNode;
  /** The exact value, for copies and files; absent: what the cell shows. */
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

/** What a cell says as text: its exact value, else what is shown. */
export const cellText = <Row>({ text, render }: AnyColumn<Row>, row: Row): string =>
  text === undefined ? shownText(render(row)) : text(row);

interface SaidInProps {
  readonly dateTime?: string;
  readonly time?: Time;
  readonly address?: string;
  readonly children?: ReactNode;
}

/** Of times the moment, of hosts the address, of all else the words. */
function shownText(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number' || typeof node === 'bigint') return String(node);
  if (Array.isArray(node)) return node.map(shownText).join('');
  if (!isValidElement<SaidInProps>(node)) return '';
  const { dateTime, time, address, children } = node.props;
  return dateTime ?? (time === undefined ? (address ?? shownText(children)) : isoTime(time));
}

/** The rows as CSV with a line of titles. */
export function csvOf<Row>(columns: readonly AnyColumn<Row>[], rows: readonly Row[]): string {
  const titles = columns.map(({ title }) => csvText(title, false));
  // What stands on the right is a number: its minus is no formula.
  const cells = rows.map(row => columns.map(column => csvText(cellText(column, row), column.right ?? false)));
  return [titles, ...cells].map(line => `${line.join(',')}\n`).join('');
}

/** The row as text with tabs between its cells; `textOf` says it where no column has exact values of its own. */
export function rowText<Row>(
  columns: readonly AnyColumn<Row>[],
  textOf: ((row: Row) => string) | undefined,
  row: Row,
): string {
  if (textOf !== undefined && columns.every(({ text }) => text === undefined)) return textOf(row);
  return columns.map(column => cellText(column, row)).join('\t');
}
