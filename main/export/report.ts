// A report: named columns and rows of finished cells, and the one writer that turns it into CSV (RFC 4180) or JSON.
import { secondsText } from '../../shared/unit/time.ts';
import { writeAtomically } from './atomic-file.ts';

export interface ReportColumn {
  readonly name: string;
  /** Text cells are quoted in JSON and guarded against spreadsheets; others are numbers, printed as they are. */
  readonly text: boolean;
}

/** A cell as it is printed; null: no value. */
export type Cell = string | null;

export interface Report {
  readonly columns: readonly ReportColumn[];
  /** Batches of rows, so that neither a call nor a promise is spent on every row. */
  rows(): AsyncIterable<readonly (readonly Cell[])[]>;
}

export const textColumn = (name: string): ReportColumn => ({ name, text: true });
export const numberColumn = (name: string): ReportColumn => ({ name, text: false });

/** A number so that reading it back gives the same number. */
export const numberCell = (value: number | null): Cell => (value === null ? null : String(value));

/** Nanoseconds as seconds: whole ones exactly, with 9 decimals; others as the shortest number that reads back the same. */
export function secondsCell(nanos: number | null): Cell {
  if (nanos === null) return null;
  return Number.isInteger(nanos) ? secondsText(nanos) : String(nanos / 1e9);
}

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text cell of a CSV file: guarded against spreadsheets unless `raw`, and quoted where RFC 4180 asks for it. */
export const csvText = (text: string, raw: boolean): string => quoted(!raw && FORMULA.test(text) ? `'${text}` : text);

export interface WriteOptions {
  readonly format: 'csv' | 'json';
  readonly raw: boolean;
}

/** Writes a report to a file, atomically. Resolves to the number of rows. */
export async function writeReport(report: Report, path: string, { format, raw }: WriteOptions): Promise<number> {
  const { columns } = report;
  const line = format === 'csv' ? csvLine : jsonLine;
  let count = 0;
  await writeAtomically(path, async append => {
    await append(format === 'csv' ? `${columns.map(c => csvText(c.name, true)).join(',')}\n` : '[');
    for await (const batch of report.rows()) {
      let text = '';
      for (const row of batch) {
        if (format === 'json') text += count === 0 ? '\n' : ',\n';
        text += line(columns, row, raw);
        count++;
      }
      await append(text);
    }
    if (format === 'json') await append(count === 0 ? ']\n' : '\n]\n');
  });
  return count;
}

function csvLine(columns: readonly ReportColumn[], row: readonly Cell[], raw: boolean): string {
  let out = '';
  for (let i = 0; i < row.length; i++) {
    if (i > 0) out += ',';
    const cell = row[i]!;
    if (cell !== null) out += columns[i]!.text ? csvText(cell, raw) : cell;
  }
  return `${out}\n`;
}

function jsonLine(columns: readonly ReportColumn[], row: readonly Cell[]): string {
  const cells = row.map((cell, i) => {
    const value = cell === null ? 'null' : columns[i]!.text ? JSON.stringify(cell) : cell;
    return `${JSON.stringify(columns[i]!.name)}:${value}`;
  });
  return `{${cells.join(',')}}`;
}
