// A report: named columns and rows of finished cells, and the one writer that turns it into CSV (RFC 4180) or JSON.
import { ProblemError } from '../../shared/contract/problem.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { secondsText } from '../../shared/unit/time.ts';
import { writeAtomically } from './atomic-file.ts';

/** Characters of a document that are written at once. */
const DOCUMENT_PART = 1 << 20;

type DocumentFormat = 'graphml' | 'html';

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
  /** Finished CSV lines, for a report of millions of rows that can write them faster than cell by cell. */
  csvLines?(raw: boolean): AsyncIterable<CsvLines>;
  /** What it is beside a table, part by part; in the end the number of rows. */
  readonly documents?: Readonly<Partial<Record<DocumentFormat, () => Generator<string, number>>>>;
}

export interface CsvLines {
  /** Borrowed until the lines behind the next ones are asked for. */
  readonly bytes: Uint8Array;
  readonly rows: number;
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

export interface WriteOptions {
  readonly format: 'csv' | 'json' | DocumentFormat;
  readonly raw: boolean;
}

/** Writes a report to a file, atomically. Resolves to the number of rows. Throws ProblemError (`usage`) for a format that it has not. */
export async function writeReport(report: Report, path: string, { format, raw }: WriteOptions): Promise<number> {
  if (format === 'graphml' || format === 'html') return writeDocument(report, path, format);
  const { columns } = report;
  const line = format === 'csv' ? csvLine : jsonLine;
  let count = 0;
  await writeAtomically(path, async append => {
    if (format === 'csv' && report.csvLines) {
      await append(csvHeader(columns));
      // Lines are written while the next ones are made.
      let writing: Promise<void> = Promise.resolve();
      try {
        for await (const { bytes, rows } of report.csvLines(raw)) {
          await writing;
          writing = append(bytes);
          // Its failure belongs to the turn that waits for it.
          writing.catch(() => {});
          count += rows;
        }
      } finally {
        // No file is closed while it is written to.
        await writing.catch(() => {});
      }
      await writing;
      return;
    }
    await append(format === 'csv' ? csvHeader(columns) : '[');
    for await (const batch of report.rows()) {
      // Joined, not added up: V8 would keep every cell alive in ropes until they are written.
      const lines = batch.map(row => line(columns, row, raw));
      if (lines.length === 0) continue;
      const before = format === 'csv' ? '' : count === 0 ? '\n' : ',\n';
      await append(before + lines.join(format === 'csv' ? '\n' : ',\n') + (format === 'csv' ? '\n' : ''));
      count += lines.length;
    }
    if (format === 'json') await append(count === 0 ? ']\n' : '\n]\n');
  });
  return count;
}

async function writeDocument(report: Report, path: string, format: DocumentFormat): Promise<number> {
  const make = report.documents?.[format];
  if (!make) throw new ProblemError('usage', `This report cannot be written as ${format}.`);
  let rows = 0;
  await writeAtomically(path, async append => {
    const parts = make();
    let text = '';
    for (;;) {
      const { done, value } = parts.next();
      if (done) {
        rows = value;
        break;
      }
      text += value;
      if (text.length < DOCUMENT_PART) continue;
      await append(text);
      text = '';
    }
    await append(text);
  });
  return rows;
}

const csvHeader = (columns: readonly ReportColumn[]): string =>
  `${columns.map(c => csvText(c.name, true)).join(',')}\n`;

function csvLine(columns: readonly ReportColumn[], row: readonly Cell[], raw: boolean): string {
  return row.map((cell, i) => (cell !== null && columns[i]!.text ? csvText(cell, raw) : cell)).join(',');
}

function jsonLine(columns: readonly ReportColumn[], row: readonly Cell[]): string {
  const cells = row.map((cell, i) => {
    const value = cell === null ? 'null' : columns[i]!.text ? JSON.stringify(cell) : cell;
    return `${JSON.stringify(columns[i]!.name)}:${value}`;
  });
  return `{${cells.join(',')}}`;
}
