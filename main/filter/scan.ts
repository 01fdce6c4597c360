// The loops over columns: a test whose answer is known by side, by number or by time becomes one bit a row.
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import { RowSet } from './row-set.ts';

/** What a table says of one number or side. */
const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** The columns, and how many of their rows count. */
interface Rows {
  readonly columns: Columns;
  readonly length: number;
}

type Codes = Uint8Array | Uint16Array | Uint32Array;

// hot path
/** Rows whose flow's side the table takes (by side, 1: yes); `without` is the answer for records without IP. */
export function scanSides(data: Rows, bySide: Uint8Array, without: boolean): RowSet {
  const { length } = data;
  const { flow, bits } = data.columns;
  const set = new RowSet(length);
  const { words } = set;
  const absent = without ? 1 : 0;
  for (let row = 0, i = 0; row < length; i++) {
    const end = row + 32 < length ? row + 32 : length;
    let word = 0;
    for (let bit = 0; row < end; row++, bit++) {
      const f = flow[row]!;
      word |= (f === NO_FLOW ? absent : bySide[f * 2 + (bits[row]! & BIT.reverse)]!) << bit;
    }
    words[i] = word;
  }
  return set;
}

/** A test of one number: what is known so far by number, and how to tell for a number of which it is not. */
interface CodeTest {
  readonly verdicts: Uint8Array;
  readonly decide: (code: number) => boolean;
  /** The answer for records that do not have the number. */
  readonly without: boolean;
}

/**
 * Rows for which a test of one number holds. `codes`: the column; undefined: the row. `where`: by flow, 1 when its records
 * have the number; null: all records do.
 */
export function scanCodes(data: Rows, codes: Codes | undefined, where: Uint8Array | null, test: CodeTest): RowSet {
  if (codes === undefined) return scanRows(data.length, test.decide);
  return where === null ? scanAllCodes(data.length, codes, test) : scanSomeCodes(data, codes, where, test);
}

// hot path
function scanAllCodes(length: number, codes: Codes, test: CodeTest): RowSet {
  const set = new RowSet(length);
  const { words } = set;
  const { verdicts } = test;
  const known = verdicts.length;
  for (let row = 0, i = 0; row < length; i++) {
    const end = row + 32 < length ? row + 32 : length;
    let word = 0;
    for (let bit = 0; row < end; row++, bit++) {
      const code = codes[row]!;
      let verdict = code < known ? verdicts[code]! : UNKNOWN;
      if (verdict === UNKNOWN) verdict = decideCode(code, test);
      word |= (verdict - NO) << bit;
    }
    words[i] = word;
  }
  return set;
}

// hot path
function scanSomeCodes({ columns, length }: Rows, codes: Codes, where: Uint8Array, test: CodeTest): RowSet {
  const set = new RowSet(length);
  const { words } = set;
  const { flow } = columns;
  const { verdicts } = test;
  const known = verdicts.length;
  const absent = test.without ? 1 : 0;
  for (let row = 0, i = 0; row < length; i++) {
    const end = row + 32 < length ? row + 32 : length;
    let word = 0;
    for (let bit = 0; row < end; row++, bit++) {
      const f = flow[row]!;
      if (f === NO_FLOW || where[f] === 0) {
        word |= absent << bit;
        continue;
      }
      const code = codes[row]!;
      let verdict = code < known ? verdicts[code]! : UNKNOWN;
      if (verdict === UNKNOWN) verdict = decideCode(code, test);
      word |= (verdict - NO) << bit;
    }
    words[i] = word;
  }
  return set;
}

function decideCode(code: number, { verdicts, decide }: CodeTest): number {
  const verdict = decide(code) ? YES : NO;
  if (code < verdicts.length) verdicts[code] = verdict;
  return verdict;
}

/** A moment as seconds and nanoseconds, 0 <= nanos < 1e9; `since`: what the times of rows count from. */
interface Limit {
  readonly seconds: number;
  readonly nanos: number;
}

// hot path
/** Rows by how their time (since the epoch, the first record or the one before) compares to a limit: `takes` gets the sign. */
export function scanTimes(
  data: Rows,
  since: 'epoch' | 'first' | 'previous',
  limit: Limit,
  takes: readonly [less: boolean, equal: boolean, greater: boolean],
): RowSet {
  const { length } = data;
  const { seconds, nanos } = data.columns;
  const set = new RowSet(length);
  const { words } = set;
  const [less, equal, greater] = takes.map(Number) as [number, number, number];
  for (let row = 0, i = 0; row < length; i++) {
    const end = row + 32 < length ? row + 32 : length;
    let word = 0;
    for (let bit = 0; row < end; row++, bit++) {
      let s = seconds[row]! - limit.seconds;
      let n = nanos[row]! - limit.nanos;
      if (since !== 'epoch') {
        const from = since === 'first' || row === 0 ? 0 : row - 1;
        s -= seconds[from]!;
        n -= nanos[from]!;
      }
      // From less than a second two times less than a second may be taken.
      if (n < 0) {
        n += 1e9;
        s--;
      }
      if (n < 0) {
        n += 1e9;
        s--;
      }
      word |= (s < 0 ? less : s > 0 || n > 0 ? greater : equal) << bit;
    }
    words[i] = word;
  }
  return set;
}

// hot path
/** Rows for which `test` holds, asked one by one. */
export function scanRows(length: number, test: (row: number) => boolean): RowSet {
  const set = new RowSet(length);
  for (let row = 0; row < length; row++) if (test(row)) set.words[row >>> 5]! |= 1 << (row & 31);
  return set;
}

const PARTIAL = BIT.fault | BIT.nested | BIT.laterFragment;

// hot path
/**
 * Rows of which the columns do not say all: tunnels, quotes, fragments, cut or malformed headers, flows that `transport` gives
 * a 2, and records of flows that it gives a 1 whose transport header was not read.
 */
export function scanPartial(data: Rows, transport: Uint8Array): RowSet {
  const { length } = data;
  const { flow, bits } = data.columns;
  const set = new RowSet(length);
  const { words } = set;
  for (let row = 0, i = 0; row < length; i++) {
    const end = row + 32 < length ? row + 32 : length;
    let word = 0;
    for (let bit = 0; row < end; row++, bit++) {
      const b = bits[row]!;
      const f = flow[row]!;
      const partial = (b & PARTIAL) !== 0 || (f !== NO_FLOW && (b & BIT.transport) === 0 && transport[f] === 1) ? 1 : 0;
      word |= partial << bit;
    }
    words[i] = word;
  }
  return set;
}
