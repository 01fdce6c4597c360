// The table in one of Zeek's logs of text: `#` lines name separator, unset field and columns, in any order and number; a
// log may begin anew in the middle of a file. Columns are read by their names.
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineColumns } from './columns-of-line.ts';

const HASH = 0x23;
const TAB = 0x09;
const MOST_COLUMNS = 256;
const ascii = new TextDecoder();

/** `Places` says where the columns stand that are read. */
export class ZeekTable<Places> {
  readonly #columns = new LineColumns(MOST_COLUMNS);
  /** Column i of the line that was split last is bytes[starts[i], ends[i]). */
  readonly starts = this.#columns.starts;
  readonly ends = this.#columns.ends;
  /** Undefined until a line has named all columns that there must be. */
  places: Places | undefined;
  readonly #must: readonly string[];
  readonly #placesOf: (names: readonly string[]) => Places;
  #separator = TAB;
  #unset = '-';
  #names: readonly string[] = [];
  #lacking = 'the line #fields, which names the columns, is missing before it';

  constructor(must: readonly string[], placesOf: (names: readonly string[]) => Places) {
    this.#must = must;
    this.#placesOf = placesOf;
  }

  // hot path
  /** Splits bytes[at, end). Undefined: a line that holds no row. Text: why it cannot be read. Null: its columns are known. */
  split(bytes: Uint8Array, at: number, end: number): string | null | undefined {
    if (at === end) return undefined;
    if (bytes[at] === HASH) {
      this.#directive(ascii.decode(bytes.subarray(at, end)));
      return undefined;
    }
    if (this.places === undefined) return this.#lacking;
    this.#columns.split(bytes, at, end, this.#separator);
    const { count } = this.#columns;
    return count === this.#names.length ? null : wrongColumns(count, this.#names.length);
  }

  #directive(line: string): void {
    if (/^#separator[\t ]/.test(line)) {
      const named = line.slice('#separator '.length);
      const hex = /\\x([0-9a-f]{2})/i.exec(named);
      this.#separator = hex ? Number.parseInt(hex[1]!, 16) : named.length > 0 ? named.charCodeAt(0) : TAB;
      return;
    }
    const [word, ...cells] = line.split(String.fromCharCode(this.#separator));
    if (word === '#unset_field') this.#unset = cells[0] ?? this.#unset;
    if (word !== '#fields') return;
    this.#names = cells;
    const missing = this.#must.filter(name => !cells.includes(name));
    this.places = missing.length === 0 && cells.length <= MOST_COLUMNS ? this.#placesOf(cells) : undefined;
    this.#lacking =
      missing.length === 0
        ? `the log has more than ${MOST_COLUMNS} columns`
        : `the log has no column ${missing.join(', ')}`;
  }

  /** Whether the log says nothing there, or has no such column (-1). */
  isUnset(bytes: Uint8Array, column: number): boolean {
    if (column < 0) return true;
    const start = this.starts[column]!;
    const size = this.ends[column]! - start;
    if (size !== this.#unset.length) return false;
    for (let i = 0; i < size; i++) if (bytes[start + i] !== this.#unset.charCodeAt(i)) return false;
    return true;
  }

  /** Why a cell cannot be read: it is no `what`. */
  bad(bytes: Uint8Array, column: number, what: string): string {
    return badCell(bytes, this.starts[column]!, this.ends[column]!, this.#names[column]!, what);
  }
}
