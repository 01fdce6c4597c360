// A report: named columns and rows of finished cells.
import { secondsText } from '../../shared/unit/time.ts';

export type DocumentFormat = 'graphml' | 'html';

/** What the cells of a column are: `integer` within 64 bits, `epoch` seconds since 1970 with 9 decimals, `time` ISO 8601. */
export type ColumnKind = 'text' | 'number' | 'integer' | 'epoch' | 'time';

export interface ReportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Part by part; in the end the number of rows. */
type DocumentParts = Generator<string, number> | AsyncGenerator<string, number>;

/** A cell as it is printed; null: no value. */
export type Cell = string | null;

export interface Report {
  readonly columns: readonly ReportColumn[];
  /** How many rows there will be, where that is known before they are made. */
  readonly length?: number | undefined;
  /** Batches of rows, so that neither a call nor a promise is spent on every row. */
  rows(): AsyncIterable<readonly (readonly Cell[])[]>;
  /** Finished CSV lines, for a report of millions of rows that can write them faster than cell by cell. */
  csvLines?(raw: boolean): AsyncIterable<CsvLines>;
  /** What it is beside a table. */
  readonly documents?: Readonly<Partial<Record<DocumentFormat, () => DocumentParts>>>;
}

export interface CsvLines {
  /** Borrowed until the lines behind the next ones are asked for. */
  readonly bytes: Uint8Array;
  readonly rows: number;
}

const columnOf =
  (kind: ColumnKind) =>
  (name: string): ReportColumn => ({ name, kind });

export const textColumn = columnOf('text');
export const numberColumn = columnOf('number');
export const integerColumn = columnOf('integer');
export const epochColumn = columnOf('epoch');
export const timeColumn = columnOf('time');

/** A number so that reading it back gives the same number. */
export const numberCell = (value: number | null): Cell => (value === null ? null : String(value));

/** Nanoseconds as seconds: whole ones exactly, with 9 decimals; others as the shortest number that reads back the same. */
export function secondsCell(nanos: number | null): Cell {
  if (nanos === null) return null;
  return Number.isInteger(nanos) ? secondsText(nanos) : String(nanos / 1e9);
}
