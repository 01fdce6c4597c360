// The lines of reports on requests as bytes: texts go from where they are kept into the line.
import type { RequestField } from '../../shared/model/request.ts';
import type { PairCounts, ValueCounts } from '../analysis/request-counts.ts';
import type { TextTable } from '../logs/text-table.ts';
import { breathe } from '../read/in-slices.ts';
import type { CodedField } from '../read/request-view.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { CsvOut } from './csv-out.ts';
import type { CsvLines } from './report.ts';

/** Bytes of lines that are written at once: few enough that whoever waits is heard between them. */
const MOST_BYTES = 1 << 20;

/** Writes what `row` writes, `length` times. */
async function* lines(out: CsvOut, length: number, row: (i: number) => void): AsyncGenerator<CsvLines> {
  for (let i = 0; i < length; i++) {
    row(i);
    out.endRow();
    if (out.length < MOST_BYTES) continue;
    yield out.take();
    await breathe();
  }
  if (out.length > 0) yield out.take();
}

/** Requests one by one; what a log writes for no value (`-`) is an empty cell. */
export function requestLines(out: CsvOut, store: RequestStore, rows: Uint32Array): AsyncGenerator<CsvLines> {
  const none = (table: TextTable): ((id: number) => boolean) => {
    const dash = table.find('-');
    return id => id === dash || table.size(id) === 0;
  };
  const field = (table: TextTable, codes: Uint32Array): ((row: number) => void) => {
    const isNone = none(table);
    const texts = out.texts(table);
    return row => {
      const id = codes[row]!;
      if (isNone(id)) out.none();
      else texts(id);
    };
  };
  const ip = field(store.ips, store.ip);
  const method = field(store.methods, store.method);
  const path = field(store.paths, store.path);
  const version = field(store.versions, store.version);
  const referrer = field(store.referrers, store.referrer);
  const agent = field(store.agents, store.agent);
  return lines(out, rows.length, i => {
    const row = rows[i]!;
    const seconds = store.seconds[row]!;
    const nanos = store.nanos[row]!;
    out.number(store.line[row]!);
    ip(row);
    out.iso(seconds, nanos);
    out.time(seconds, nanos);
    method(row);
    path(row);
    version(row);
    out.number(store.status[row]! || Number.NaN);
    out.number(store.size[row]!);
    referrer(row);
    agent(row);
  });
}

/** Values of a field, with how many of `total` rows have them. */
export function valueLines(
  out: CsvOut,
  name: RequestField,
  field: CodedField,
  { values, counts }: ValueCounts,
  total: number,
): AsyncGenerator<CsvLines> {
  const text = codeCells(out, field);
  return lines(out, values.length, i => {
    out.word(name);
    text(values[i]!);
    out.number(counts[i]!);
    out.number(counts[i]! / total);
  });
}

/** Pairs of values. */
export function pairLines(
  out: CsvOut,
  [givenName, given]: readonly [RequestField, CodedField],
  [name, field]: readonly [RequestField, CodedField],
  { given: givens, values, counts, totals }: PairCounts,
): AsyncGenerator<CsvLines> {
  const givenText = codeCells(out, given);
  const text = codeCells(out, field);
  return lines(out, counts.length, i => {
    out.word(givenName);
    givenText(givens[i]!);
    out.word(name);
    text(values[i]!);
    out.number(counts[i]!);
    out.number(counts[i]! / totals[givens[i]!]!);
  });
}

/** Writes the cell of a value by its number. */
const codeCells = (out: CsvOut, { table, text }: CodedField): ((code: number) => void) =>
  table ? out.texts(table) : code => out.text(text(code));
