// The one writer of reports: CSV (RFC 4180), JSON, Parquet, or the document that a report is beside a table.
import { ProblemError } from '../../shared/contract/problem.ts';
import { csvHeader, csvLine, isText } from '../../shared/unit/csv.ts';
import { breathe } from '../read/in-slices.ts';
import { unlessAborted, writeAtomically } from './atomic-file.ts';
import type { Cell, DocumentFormat, Report, ReportColumn } from './report.ts';

/** Characters of a document that are written at once. */
const DOCUMENT_PART = 1 << 20;
/** After so long, in milliseconds, others get their turn: whoever wants to end it, too. */
const BREATH_MILLIS = 50;

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

function jsonLine(columns: readonly ReportColumn[], row: readonly Cell[]): string {
  const cells = row.map((cell, i) => {
    const value = cell === null ? 'null' : isText(columns[i]!) ? JSON.stringify(cell) : cell;
    return `${JSON.stringify(columns[i]!.name)}:${value}`;
  });
  return `{${cells.join(',')}}`;
}
