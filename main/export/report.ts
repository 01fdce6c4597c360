// A report: named columns and rows of finished cells, and the one writer that turns it into CSV (RFC 4180) or JSON.
import { ProblemError } from '../../shared/contract/problem.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { secondsText } from '../../shared/unit/time.ts';
import { breathe } from '../read/in-slices.ts';
import { unlessAborted, writeAtomically } from './atomic-file.ts';

/** Characters of a document that are written at once. */
const DOCUMENT_PART = 1 << 20;
/** After so long, in milliseconds, others get their turn: whoever wants to end it, too. */
const BREATH_MILLIS = 50;

type DocumentFormat = 'graphml' | 'html';

/** What the cells of a column are: `integer` within 64 bits, `epoch` seconds since 1970 with 9 decimals, `time` ISO 8601. */
export type ColumnKind = 'text' | 'number' | 'integer' | 'epoch' | 'time';

export interface ReportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Cells that are quoted in JSON and guarded against spreadsheets; others are numbers, printed as they are. */
const isText = ({ kind }: ReportColumn): boolean => kind === 'text' || kind === 'time';

/** Part by part; in the end the number of rows. */
export type Document = Generator<string, number> | AsyncGenerator<string, number>;

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
  readonly documents?: Readonly<Partial<Record<DocumentFormat, () => Document>>>;
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

export interface WriteOptions {
  readonly format: 'csv' | 'json' | 'parquet' | DocumentFormat;
  readonly raw: boolean;
  /** Ends the writing, and nothing is left of it. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how many rows were written, after every batch. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/**
 * Writes a report to a file, atomically. Resolves to the number of rows. Throws ProblemError: `usage` for a format that it has
 * not, `cancelled` when the signal says so.
 */
export async function writeReport(report: Report, path: string, options: WriteOptions): Promise<number> {
  const { format, signal } = options;
  let count = 0;
  await writeAtomically(
    path,
    async append => {
      if (format === 'graphml' || format === 'html') count = await writeDocument(report, format, append);
      else if (format === 'parquet') {
        // Seldom needed: it is loaded when it is.
        const { writeParquet } = await import('./parquet-file.ts');
        count = await writeParquet(
          report.columns,
          told(report.rows(), batch => batch.length, options),
          append,
        );
      } else if (format === 'csv' && report.csvLines) count = await writeLines(report, append, options);
      else count = await writeRows(report, append, options);
    },
    signal,
  );
  return count;
}

type Append = (data: string | Uint8Array) => Promise<void>;

/** What is made, as it is made; says how many rows there are by then, and lets go of what nobody wants any more. */
async function* told<T>(
  made: AsyncIterable<T>,
  rowsOf: (one: T) => number,
  { signal, onRows }: WriteOptions,
): AsyncGenerator<T> {
  let rows = 0;
  let since = performance.now();
  const source = made[Symbol.asyncIterator]();
  try {
    for (;;) {
      // What comes next may take long: whoever ends it does not wait for it.
      const next = await unlessAborted(source.next(), signal);
      if (next.done) return;
      rows += rowsOf(next.value);
      yield next.value;
      onRows?.(rows);
      if (performance.now() - since < BREATH_MILLIS) continue;
      await breathe();
      since = performance.now();
    }
  } finally {
    void source.return?.().catch(() => {});
  }
}

async function writeLines(report: Report, append: Append, options: WriteOptions): Promise<number> {
  let count = 0;
  await append(csvHeader(report.columns));
  // Lines are written while the next ones are made.
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const { bytes, rows } of told(report.csvLines!(options.raw), lines => lines.rows, options)) {
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
  return count;
}

async function writeRows({ columns, rows }: Report, append: Append, options: WriteOptions): Promise<number> {
  const isCsv = options.format === 'csv';
  const line = isCsv ? csvLine : jsonLine;
  let count = 0;
  await append(isCsv ? csvHeader(columns) : '[');
  for await (const batch of told(rows(), one => one.length, options)) {
    // Joined, not added up: V8 would keep every cell alive in ropes until they are written.
    const lines = batch.map(row => line(columns, row, options.raw));
    if (lines.length === 0) continue;
    const before = isCsv ? '' : count === 0 ? '\n' : ',\n';
    await append(before + lines.join(isCsv ? '\n' : ',\n') + (isCsv ? '\n' : ''));
    count += lines.length;
  }
  if (!isCsv) await append(count === 0 ? ']\n' : '\n]\n');
  return count;
}

async function writeDocument(report: Report, format: DocumentFormat, append: Append): Promise<number> {
  const make = report.documents?.[format];
  if (!make) throw new ProblemError('usage', `This report cannot be written as ${format}.`);
  const parts = make();
  let text = '';
  for (;;) {
    const { done, value } = await parts.next();
    if (done) {
      await append(text);
      return value;
    }
    text += value;
    if (text.length < DOCUMENT_PART) continue;
    await append(text);
    text = '';
  }
}

const csvHeader = (columns: readonly ReportColumn[]): string =>
  `${columns.map(c => csvText(c.name, true)).join(',')}\n`;

function csvLine(columns: readonly ReportColumn[], row: readonly Cell[], raw: boolean): string {
  return row.map((cell, i) => (cell !== null && isText(columns[i]!) ? csvText(cell, raw) : cell)).join(',');
}

function jsonLine(columns: readonly ReportColumn[], row: readonly Cell[]): string {
  const cells = row.map((cell, i) => {
    const value = cell === null ? 'null' : isText(columns[i]!) ? JSON.stringify(cell) : cell;
    return `${JSON.stringify(columns[i]!.name)}:${value}`;
  });
  return `{${cells.join(',')}}`;
}
