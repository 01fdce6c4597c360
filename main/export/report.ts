// A report: named columns and rows of finished cells.
import type { Cell, ColumnKind, ReportColumn } from '../../shared/unit/cell.ts';

export type { Cell, ColumnKind, ReportColumn } from '../../shared/unit/cell.ts';
export { numberCell, secondsCell } from '../../shared/unit/cell.ts';

export type DocumentFormat = 'graphml' | 'html';

/** Part by part; in the end the number of rows. */
type DocumentParts = Generator<string, number> | AsyncGenerator<string, number>;

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
