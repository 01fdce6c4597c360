// Which columns of a delimited text are date, keys and count: by their names and by what stands in them, or as told.
import { ProblemError } from '../../shared/contract/problem.ts';
import { type CountColumns, type CountOptions, DELIMITERS, type Delimiter } from '../../shared/model/series.ts';
import { LineCells } from './daily-cells.ts';
import { type GuessedFormat, guessFormat } from './daily-date.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Rows that are looked at. */
const LOOKED_AT = 200;
const SAMPLE = 5;
/** Columns of a file; a line with more cells is no row. */
export const MOST_COLUMNS = 256;
const LONGEST_NAME = 200;

const DATE_NAME = /^(date|day|ds|ts|time|timestamp|datetime|date_?time|start|start_epoch|epoch|period|week|hour)$/i;
const COUNT_NAME =
  /^(f|n|y|count|counts|cnt|value|total|sum|number|num|hits|flows|n_?flows|connections|requests|events|records|rows|packets|bytes|octets)$/i;
const NUMBER = /^\d+(\.\d+)?([eE][+-]?\d{1,3})?$/;

export interface Head {
  readonly delimiter: Delimiter;
  /** Cells of the first lines, the header among them. */
  readonly lines: readonly (readonly string[])[];
}

/** Bytes of a byte order mark at the beginning. */
export const markLength = (head: Uint8Array): number =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;

/**
 * The first lines of a text, split by each delimiter in turn: the one that makes most equally wide lines wins. Undefined
 * for what is no text, and for fewer than `least` columns.
 */
export function readHead(head: Uint8Array, wanted?: Delimiter, least = 2): Head | undefined {
  if (head.subarray(0, 4096).includes(0)) return undefined;
  const tried = (wanted === undefined ? DELIMITERS : [wanted]).map(delimiter => {
    const lines = linesOf(head, delimiter);
    const width = lines[0]?.length ?? 0;
    const even = lines.filter(line => line.length === width).length;
    return { delimiter, lines, score: width < least ? 0 : even * Math.min(width, 16) };
  });
  tried.sort((a, b) => b.score - a.score);
  const [best] = tried;
  return best !== undefined && best.score > 0 ? best : undefined;
}

function linesOf(head: Uint8Array, delimiter: Delimiter): string[][] {
  const cells = new LineCells(MOST_COLUMNS);
  const lines: string[][] = [];
  let at = markLength(head);
  while (at < head.length && lines.length <= LOOKED_AT) {
    const found = head.indexOf(LINE_FEED, at);
    // The last line may go on behind the head.
    if (found < 0 && lines.length > 1) break;
    const end = found < 0 ? head.length : found;
    const trimmed = end > at && head[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
    if (trimmed > at) {
      cells.split(head, at, trimmed, delimiter.charCodeAt(0));
      if (cells.count > 0 && cells.count <= MOST_COLUMNS)
        lines.push(Array.from({ length: cells.count }, (_, i) => cells.text(head, i)));
    }
    at = end + 1;
  }
  return lines;
}

interface Column {
  readonly index: number;
  readonly name: string;
  readonly date: GuessedFormat | undefined;
  readonly isNumber: boolean;
}

/**
 * The columns of a file of counts. Undefined when nothing is told and no column holds dates, or none besides it numbers.
 * Throws ProblemError (`usage`) for a column that is told and not there, or that cannot be what it is told to be.
 */
export function countColumns(head: Head, options: CountOptions = {}): CountColumns | undefined {
  const width = head.lines[0]!.length;
  const lines = head.lines.filter(line => line.length === width);
  const header = options.header ?? hasHeader(lines);
  const rows = header ? lines.slice(1) : lines;
  const names = nameColumns(lines[0]!, header);
  if (rows.length === 0) return undefined;
  const columns = names.map((name, index): Column => {
    const cells = rows.map(row => row[index]!).filter(cell => cell !== '');
    const isNumber = cells.length > 0 && cells.filter(cell => NUMBER.test(cell)).length * 2 > cells.length;
    return { index, name, date: cells.length > 0 ? guessFormat(cells) : undefined, isNumber };
  });
  const date = options.date === undefined ? likeliestDate(columns) : columns[told(names, options.date, 'date')];
  const count =
    options.count === undefined ? likeliestCount(columns, date) : columns[told(names, options.count, 'count')];
  if (date === undefined || count === undefined) return undefined;
  const keys =
    options.keys?.map(key => told(names, key, 'key')) ??
    columns
      .filter(({ index }) => index !== date.index && index !== count.index)
      .slice(0, 2)
      .map(({ index }) => index);
  checkDistinct(names, [date.index, count.index, ...keys]);
  const format = options.format ?? date.date?.format;
  if (format === undefined) {
    if (options.date === undefined) return undefined;
    throw new ProblemError('usage', `Column ${date.name} holds no dates that are recognised: name their format.`);
  }
  return {
    names,
    delimiter: head.delimiter,
    header,
    date: date.index,
    keys,
    count: count.index,
    format,
    sure: options.format !== undefined || date.date?.sure === true,
    sample: rows.slice(0, SAMPLE).map(row => row.map(cell => cell.slice(0, LONGEST_NAME))),
  };
}

/** Where marked dates stand in a file of them; undefined when no column holds dates. */
export function markColumns({ lines }: Head) {
  const header = hasHeader(lines);
  const rows = header ? lines.slice(1) : lines;
  const width = lines[0]!.length;
  for (let date = 0; date < width; date++) {
    const cells = rows.map(row => row[date] ?? '').filter(cell => cell !== '');
    const guessed = cells.length > 0 ? guessFormat(cells) : undefined;
    if (guessed) return { date, key: width < 2 ? undefined : date === 0 ? 1 : 0, format: guessed.format, header };
  }
  return undefined;
}

/** Dates and numbers make no names: a first line without either is a header. */
function hasHeader(lines: readonly (readonly string[])[]): boolean {
  const [first, ...others] = lines;
  const isData = (cell: string): boolean => NUMBER.test(cell) || guessFormat([cell]) !== undefined;
  if (!first || first.some(isData)) return false;
  return others.length === 0 || others.some(row => row.some(isData));
}

function nameColumns(first: readonly string[], header: boolean): string[] {
  const names: string[] = [];
  for (const [i, cell] of first.entries()) {
    const name = header ? cell.trim().slice(0, LONGEST_NAME) : '';
    names.push(name === '' || names.includes(name) ? `column ${i + 1}` : name);
  }
  return names;
}

/** Numbers that could be epochs are dates only under a name for dates, or where no other column holds any. */
function likeliestDate(columns: readonly Column[]): Column | undefined {
  const dated = columns.filter(({ date }) => date !== undefined);
  const written = dated.filter(({ isNumber }) => !isNumber);
  return dated.find(({ name }) => DATE_NAME.test(name)) ?? written[0] ?? dated[0];
}

function likeliestCount(columns: readonly Column[], date: Column | undefined): Column | undefined {
  const numbers = columns.filter(column => column.isNumber && column !== date);
  return numbers.findLast(({ name }) => COUNT_NAME.test(name)) ?? numbers.at(-1);
}

function told(names: readonly string[], wanted: string, what: string): number {
  const named = names.indexOf(wanted);
  if (named >= 0) return named;
  const number = /^\d{1,3}$/.test(wanted) ? Number(wanted) - 1 : -1;
  if (number >= 0 && number < names.length) return number;
  throw new ProblemError('usage', `There is no column "${wanted}" for the ${what}: the file has ${names.join(', ')}.`);
}

function checkDistinct(names: readonly string[], chosen: readonly number[]): void {
  const twice = chosen.find((column, i) => chosen.indexOf(column) !== i);
  if (twice === undefined) return;
  throw new ProblemError(
    'usage',
    `Column ${names[twice]} is chosen twice: date, keys and count are different columns.`,
  );
}
