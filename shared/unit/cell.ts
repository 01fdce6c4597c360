// Cells of reports and of small tables: how numbers and durations are printed in files.
import { secondsText } from './time.ts';

/** What the cells of a column are: `integer` within 64 bits, `epoch` seconds since 1970 with 9 decimals, `time` ISO 8601. */
export type ColumnKind = 'text' | 'number' | 'integer' | 'epoch' | 'time';

export interface ReportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A cell as it is printed; null: no value. */
export type Cell = string | null;

/** Columns with what each prints of a row. */
export type Columns<Row> = readonly (readonly [name: string, kind: ColumnKind, cell: (row: Row) => Cell])[];

/** A number so that reading it back gives the same number. */
export const numberCell = (value: number | null): Cell => (value === null ? null : String(value));

/** Nanoseconds as seconds: whole ones exactly, with 9 decimals; others as the shortest number that reads back the same. */
export function secondsCell(nanos: number | null): Cell {
  if (nanos === null) return null;
  return Number.isInteger(nanos) ? secondsText(nanos) : String(nanos / 1e9);
}
