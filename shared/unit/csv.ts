// CSV (RFC 4180), for reports, for small tables and for what is copied from tables.
import type { Cell, Columns, ReportColumn } from './cell.ts';

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text cell: guarded against spreadsheets unless `raw`, and quoted where RFC 4180 asks for it. */
export const csvText = (text: string, raw: boolean): string => quoted(!raw && FORMULA.test(text) ? `'${text}` : text);

/** Cells that are quoted in JSON and guarded against spreadsheets; others are numbers, printed as they are. */
export const isText = ({ kind }: ReportColumn): boolean => kind === 'text' || kind === 'time';

/** The line of titles. */
export const csvHeader = (columns: readonly ReportColumn[]): string =>
  `${columns.map(c => csvText(c.name, true)).join(',')}\n`;

/** A line without its end. */
export function csvLine(columns: readonly ReportColumn[], row: readonly Cell[], raw: boolean): string {
  return row.map((cell, i) => (cell !== null && isText(columns[i]!) ? csvText(cell, raw) : cell)).join(',');
}

/** A small table in full, guarded. */
export function csvTable<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const titles = columns.map(([name, kind]): ReportColumn => ({ name, kind }));
  const lines = rows.map(row => {
    const cells = columns.map(([, , cell]) => cell(row));
    return `${csvLine(titles, cells, false)}\n`;
  });
  return csvHeader(titles) + lines.join('');
}
