// A file of counts as a source: read block by block, each row added to the count of its date and keys, or listed as broken.
import { basename } from 'node:path';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { CountColumns, CountFacts, CountOptions } from '../../shared/model/series.ts';
import type { BadLine, BadLines, FileDamage, SourceFile } from '../../shared/model/source.ts';
import type { Time } from '../../shared/unit/time.ts';
import { type BlockStream, openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { BAD, parseWhole } from './ascii-parse.ts';
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineCells } from './daily-cells.ts';
import { countColumns, type Head, MOST_COLUMNS, markLength, readHead } from './daily-columns.ts';
import { parseDate } from './daily-date.ts';
import { CountTable } from './daily-table.ts';
import { LineSplitter } from './line-splitter.ts';
import { TextTable } from './text-table.ts';

const HEAD_SIZE = 64 * 1024;
/** Small enough that whoever waits can be heard between two blocks. */
const BLOCK_SIZE = 1024 * 1024;
/** Broken lines that are kept; all are counted. */
const KEPT_LINES = 1000;
/** Sums of fewer than 10^7 such counts are exact. */
const MOST_COUNT = 1e9 * 1e6;
const COUNT = /^\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;

/**
 * Opens a file of counts. Undefined when it is none; with `options` it has to be one. Throws ProblemError: those of
 * openFile, `usage` for options that the file does not fit.
 */
export async function openCountFile(
  path: string,
  options?: CountOptions,
  blockSize = BLOCK_SIZE,
): Promise<CountFile | undefined> {
  const head = await headOf(path, options);
  const columns = head?.read && countColumns(head.read, options);
  if (head === undefined || columns === undefined) {
    if (options === undefined) return undefined;
    throw new ProblemError(
      'usage',
      `${path} cannot be read as counts: it needs a column of dates and one of numbers, with a delimiter between them.`,
    );
  }
  return new CountFile({ ...head.file, formatText: formatText(columns) }, columns, blockSize);
}

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
const formatText = ({ delimiter }: CountColumns): string => `counts by date, ${DELIMITER_NAMES[delimiter]}`;

async function headOf(path: string, options: CountOptions | undefined) {
  const source = await openFile(path);
  const stream = await openBlockStream(source, HEAD_SIZE).catch(async thrown => {
    await source.close();
    throw thrown;
  });
  try {
    // A pipe gives its first bytes only once.
    if (stream.size === undefined) return undefined;
    const bytes = (await stream.next()) ?? new Uint8Array(0);
    const { size, modified, compression } = stream;
    const file = { path, name: basename(path), size, modified, format: 'counts' as const, compression };
    const read: Head | undefined = readHead(bytes, options?.delimiter);
    return { file, read };
  } finally {
    await stream.close();
  }
}

export class CountFile {
  readonly files: readonly SourceFile[];
  readonly columns: CountColumns;
  readonly table = new CountTable();
  readonly damage: FileDamage[] = [];
  rows = 0;
  readonly #blockSize: number;
  readonly #bad: BadLine[] = [];
  #badCount = 0;
  #stream: BlockStream | undefined;
  #lines: LineSplitter | undefined;
  #bytesRead = 0;
  #facts: CountFacts | undefined;

  constructor(file: SourceFile, columns: CountColumns, blockSize: number) {
    this.files = [file];
    this.columns = columns;
    this.#blockSize = blockSize;
  }

  get size(): number {
    return this.files[0]!.size;
  }

  /** Bytes of the file on disk that were read. */
  get bytesRead(): number {
    return this.#stream?.bytesRead ?? this.#bytesRead;
  }

  get badLines(): BadLines {
    return { count: this.#badCount, first: this.#bad.slice() };
  }

  /** Reads on by a block; false when all was read. Throws ProblemError when the medium fails. */
  async readBlock(): Promise<boolean> {
    const isFirst = this.#stream === undefined;
    this.#stream ??= await openBlockStream(await openFile(this.files[0]!.path), this.#blockSize);
    this.#lines ??= this.#lineSplitter();
    const block = await this.#stream.next();
    if (block !== undefined) {
      this.#lines.append(isFirst ? block.subarray(markLength(block)) : block);
      return true;
    }
    this.#lines.finish();
    const { damage } = this.#stream;
    if (damage !== undefined) this.damage.push({ ...damage, file: 0, record: this.rows });
    await this.close();
    return false;
  }

  /** Waits for a read that is under way and lets go of the file. */
  async close(): Promise<void> {
    this.#bytesRead = this.bytesRead;
    const stream = this.#stream;
    this.#stream = undefined;
    await stream?.close();
  }

  /** What is known; dates are looked over once the reading has ended, since that takes as long as they are many. */
  facts(ended: boolean): CountFacts {
    if (this.#facts) return this.#facts;
    const { table, columns, rows } = this;
    const known = {
      columns,
      rows,
      duplicates: table.duplicates,
      keys: columns.keys.map((_, i) => table.keys[i as 0 | 1].length),
    };
    if (!ended) return { ...known, dates: 0, interval: null, gaps: 0, first: null, last: null };
    this.#facts = { ...known, ...datesOf(table) };
    return this.#facts;
  }

  #lineSplitter(): LineSplitter {
    const read = rowReader(this.columns, this.table);
    let isHeader = this.columns.header;
    // hot path
    return new LineSplitter((bytes, at, end, line) => {
      if (at === end) return;
      if (isHeader) {
        isHeader = false;
        return;
      }
      const reason = read(bytes, at, end);
      if (reason === null) this.rows++;
      else this.#noteBad(line, reason);
    });
  }

  #noteBad(line: number, reason: string): void {
    if (this.#badCount++ < KEPT_LINES) this.#bad.push({ file: 0, line, reason });
  }
}

/** Reads a line into the table: null, or why it is none. */
type ReadLine = (bytes: Uint8Array, at: number, end: number) => string | null;

function rowReader({ delimiter, date, count, keys, format, names }: CountColumns, table: CountTable): ReadLine {
  const cells = new LineCells(MOST_COLUMNS);
  const byte = delimiter.charCodeAt(0);
  const width = names.length;
  const millisOf = new KnownTexts(cells, text => parseDate(text, format));
  const numberOfKey = keys.map((_, i) => new KnownTexts(cells, text => table.keyNumber(i as 0 | 1, text)));
  const bad = (bytes: Uint8Array, column: number, what: string): string =>
    badCell(bytes, cells.starts[column]!, cells.ends[column]!, names[column]!, what);
  // hot path
  return (bytes, at, end) => {
    cells.split(bytes, at, end, byte);
    if (cells.count < 0) return 'a quoted cell does not end on it';
    if (cells.count !== width) return wrongColumns(cells.count, width);
    const millis = millisOf.of(bytes, date);
    if (millis === undefined) return bad(bytes, date, FORMAT_NAMES[format]);
    const whole = parseWhole(bytes, cells.starts[count]!, cells.ends[count]!);
    const value = whole === BAD ? numberOf(cells.text(bytes, count)) : whole;
    if (!(value <= MOST_COUNT)) return bad(bytes, count, countLack(cells.text(bytes, count)));
    const first = keys.length > 0 ? numberOfKey[0]!.of(bytes, keys[0]!) : 0;
    const second = keys.length > 1 ? numberOfKey[1]!.of(bytes, keys[1]!) : 0;
    if (first === undefined || second === undefined) return FULL;
    return table.add(millis, first, second, value) ? null : FULL;
  };
}

/** Texts of a column that are looked up by their bytes; beyond, each is read anew. */
const MOST_KNOWN = 1 << 20;

/** What a number is made of the texts of a column: once for each, found again by its bytes. */
class KnownTexts {
  readonly #cells: LineCells;
  readonly #make: (text: string) => number | undefined;
  readonly #texts = new TextTable();
  readonly #numbers: (number | undefined)[] = [];

  /** `make` answers undefined for what is none. */
  constructor(cells: LineCells, make: (text: string) => number | undefined) {
    this.#cells = cells;
    this.#make = make;
  }

  // hot path
  of(bytes: Uint8Array, cell: number): number | undefined {
    const cells = this.#cells;
    if (cells.isDoubled(cell) || this.#texts.length >= MOST_KNOWN) return this.#make(cells.text(bytes, cell));
    const known = this.#texts.add(bytes, cells.starts[cell]!, cells.ends[cell]!);
    if (known === this.#numbers.length) this.#numbers.push(this.#make(cells.text(bytes, cell)));
    return this.#numbers[known];
  }
}

const FULL = 'there are too many different dates and keys to keep: choose fewer key columns';

const FORMAT_NAMES = {
  iso: 'date such as 2006-09-26',
  dmy: 'date such as 26.09.2006, day first',
  mdy: 'date such as 09/26/2006, month first',
  'epoch-s': 'time in seconds since 1970',
  'epoch-ms': 'time in milliseconds since 1970',
} as const;

/** NaN for what is no count. */
const numberOf = (text: string): number => (COUNT.test(text) ? Number(text) : Number.NaN);

function countLack(text: string): string {
  if (/^-\d/.test(text)) return 'count: it is negative';
  return COUNT.test(text) ? 'count: it is beyond 10^15' : 'count';
}

function datesOf(table: CountTable): Pick<CountFacts, 'dates' | 'interval' | 'gaps' | 'first' | 'last'> {
  const dates = table.millis.slice(0, table.length).sort();
  let distinct = 0;
  for (let i = 0; i < dates.length; i++) if (i === 0 || dates[i] !== dates[i - 1]) dates[distinct++] = dates[i]!;
  if (distinct === 0) return { dates: 0, interval: null, gaps: 0, first: null, last: null };
  const steps = Float64Array.from({ length: distinct - 1 }, (_, i) => dates[i + 1]! - dates[i]!);
  const usual = steps.slice().sort()[steps.length >> 1];
  return {
    dates: distinct,
    interval: usual === undefined ? null : usual / 1000,
    gaps: usual === undefined ? 0 : steps.reduce((n, step) => n + (step > usual * 1.5 ? 1 : 0), 0),
    first: timeOf(dates[0]!),
    last: timeOf(dates[distinct - 1]!),
  };
}

const timeOf = (millis: number): Time => {
  const seconds = Math.floor(millis / 1000);
  return [seconds, Math.round(millis - seconds * 1000) * 1_000_000];
};
