// Lines of CSV as bytes, for reports of very many rows: a cell costs no string where it needs none. The same texts as the
// cells of report.ts.
import { csvText } from '../../shared/unit/csv.ts';
import { secondsText } from '../../shared/unit/time.ts';
import { writeDecimal, writeText } from '../decode/ascii.ts';
import type { TextTable } from '../logs/text-table.ts';
import type { CsvLines } from './report.ts';
import { isoWriter, writeSeconds } from './time-cells.ts';

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const QUOTE = 0x22;
/** Bytes that no cell of numbers exceeds, with its comma. */
const CELL_ROOM = 64;
const FIRST_SIZE = 1 << 16;
const MOST_WHOLE = 0xffff_ffff;
const NANOS = 1e9;

const utf8 = new TextEncoder();

/** Texts of numbers with up to 3 decimals below 1, as scores are: printing a number costs more than looking it up. */
const THOUSANDTHS = Array.from({ length: 1000 }, (_, i) => String(i / 1000));

/** How a text of a table is written: as it is, in quotes, or as csvText says; not known until it is asked for. */
const KIND = { unknown: 0, plain: 1, quoted: 2, other: 3 } as const;

/** The kind of a text that holds a byte: what csvText doubles, and bytes of which nothing is known before they are decoded, are other. */
const KIND_OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 0x7f || byte === QUOTE) return KIND.other;
  return ',\r\n'.includes(String.fromCharCode(byte)) ? KIND.quoted : KIND.plain;
});
const FORMULA = Uint8Array.from({ length: 256 }, (_, byte) => ('=+-@\t\r'.includes(String.fromCharCode(byte)) ? 1 : 0));

function kindOf(bytes: Uint8Array, raw: boolean): number {
  if (!raw && bytes.length > 0 && FORMULA[bytes[0]!] === 1) return KIND.other;
  let kind: number = KIND.plain;
  for (let i = 0; i < bytes.length; i++) kind = Math.max(kind, KIND_OF_BYTE[bytes[i]!]!);
  return kind;
}

export class CsvOut {
  readonly #raw: boolean;
  #out = new Uint8Array(FIRST_SIZE);
  #lent = new Uint8Array(FIRST_SIZE);
  #to = 0;
  #rows = 0;
  readonly #iso = isoWriter();

  /** `raw`: texts are not guarded against spreadsheets. */
  constructor(raw: boolean) {
    this.#raw = raw;
  }

  /** Bytes of the lines so far. */
  get length(): number {
    return this.#to;
  }

  /** The finished lines, borrowed until the next ones are taken. */
  take(): CsvLines {
    const lines = { bytes: this.#out.subarray(0, this.#to), rows: this.#rows };
    [this.#out, this.#lent] = [this.#lent, this.#out];
    this.#to = 0;
    this.#rows = 0;
    return lines;
  }

  /** Ends the line behind its last cell. */
  endRow(): void {
    this.#out[this.#to - 1] = LINE_FEED;
    this.#rows++;
  }

  none(): void {
    this.#room(CELL_ROOM);
    this.#out[this.#to++] = COMMA;
  }

  // hot path
  /** A number so that reading it back gives the same number; NaN: no value. */
  number(value: number): void {
    this.#room(CELL_ROOM);
    if (value >= 0 && value <= MOST_WHOLE && value === Math.floor(value)) {
      this.#end(writeDecimal(this.#out, this.#to, value));
      return;
    }
    if (Number.isNaN(value)) {
      this.#out[this.#to++] = COMMA;
      return;
    }
    const thousandths = Math.round(value * 1000);
    const known = thousandths > 0 && thousandths < 1000 && thousandths / 1000 === value;
    this.#end(writeText(this.#out, this.#to, known ? THOUSANDTHS[thousandths]! : String(value)));
  }

  // hot path
  /** Nanoseconds as seconds, as secondsCell writes them; NaN: no value. */
  seconds(nanos: number): void {
    if (!Number.isInteger(nanos)) this.number(nanos / NANOS);
    else if (nanos < 0 || nanos > Number.MAX_SAFE_INTEGER) this.word(secondsText(nanos));
    else {
      // The quotient may be rounded up to the next second: the rest says so.
      const whole = Math.floor(nanos / NANOS);
      const rest = nanos - whole * NANOS;
      if (rest < 0) this.time(whole - 1, rest + NANOS);
      else this.time(whole, rest);
    }
  }

  // hot path
  /** Epoch seconds with 9 decimals. */
  time(seconds: number, nanos: number): void {
    this.#room(CELL_ROOM);
    this.#end(writeSeconds(this.#out, this.#to, seconds, nanos));
  }

  // hot path
  /** ISO 8601 in UTC with 9 decimals. */
  iso(seconds: number, nanos: number): void {
    this.#room(CELL_ROOM);
    this.#end(this.#iso(this.#out, this.#to, seconds, nanos));
  }

  // hot path
  /** A text of ASCII that needs neither quotes nor guard: an address, a word of ours. */
  word(text: string): void {
    this.#room(text.length + CELL_ROOM);
    this.#end(writeText(this.#out, this.#to, text));
  }

  /** A text cell. */
  text(text: string): void {
    const cell = utf8.encode(csvText(text, this.#raw));
    this.cell(cell);
  }

  /** Writes text cells of a table by their numbers: those that need neither quotes nor guard go without a string. */
  texts(table: TextTable): (id: number) => void {
    const kinds = new Uint8Array(table.length);
    // hot path
    return id => {
      if (kinds[id] === KIND.unknown) kinds[id] = kindOf(table.borrowBytes(id), this.#raw);
      const kind = kinds[id];
      if (kind === KIND.other) {
        this.text(table.text(id));
        return;
      }
      this.#room(table.size(id) + CELL_ROOM);
      if (kind === KIND.quoted) this.#out[this.#to++] = QUOTE;
      let end = table.copy(id, this.#out, this.#to);
      if (kind === KIND.quoted) this.#out[end++] = QUOTE;
      this.#end(end);
    };
  }

  /** A finished cell. */
  cell(bytes: Uint8Array): void {
    this.#room(bytes.length + 1);
    this.#out.set(bytes, this.#to);
    this.#end(this.#to + bytes.length);
  }

  #end(to: number): void {
    this.#out[to] = COMMA;
    this.#to = to + 1;
  }

  #room(more: number): void {
    if (this.#to + more <= this.#out.length) return;
    const grown = new Uint8Array(Math.max(this.#out.length * 2, this.#to + more));
    grown.set(this.#out.subarray(0, this.#to));
    this.#out = grown;
  }
}
