// Records of the packets report as finished CSV lines: every cell goes from the record's bytes, or from columns, to the line's
// without a string.
import type { RecordCursor } from '../capture/capture-reader.ts';
import { fieldWriter } from '../decode/field-values.ts';
import { headerRow } from '../decode/header-row.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import { RecordReader } from '../read/record-reader.ts';
import { CELL_ROOM, cellWriter, interfaceCells, type WriteCell } from './packet-cells.ts';
import type { PacketFacts } from './packet-facts.ts';
import type { CsvLines } from './report.ts';

/** Plain data. */
export interface LinesWanted {
  readonly facts: PacketFacts;
  /** Names in the catalogue, in the order of the cells. */
  readonly fields: readonly string[];
  /** As csvText. */
  readonly raw: boolean;
}

type Bytes = Uint8Array<ArrayBuffer>;

export interface LinesMade extends CsvLines {
  readonly bytes: Bytes;
}

export class PacketLines {
  readonly #records: RecordReader;
  readonly #parts: readonly LinePart[];
  readonly #inner: boolean;
  readonly #layers = new Layers();

  constructor({ facts, fields, raw }: LinesWanted) {
    this.#records = new RecordReader(facts.files, facts.columns);
    this.#parts = lineParts(fields, facts, raw);
    this.#inner = facts.inner;
  }

  /**
   * The lines of these rows, which ascend, each time in bytes that `spare` gave, or in larger ones where they did not fit.
   * Throws ProblemError as RecordReader does.
   */
  async *of(rows: Uint32Array, spare: () => Bytes): AsyncGenerator<LinesMade, void> {
    let out = spare();
    let end = 0;
    const parts = this.#parts;
    const layers = this.#layers;
    // hot path
    const visit = (row: number, cursor: RecordCursor): boolean => {
      const { bytes, start, originalLength, linkType } = cursor;
      walkRecord(bytes, start, cursor.end, originalLength, linkType, layers, this.#inner);
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i]!;
        const room = part.room(row, layers);
        if (end + room > out.length) out = grown(out, out.length * 2 + room);
        end = part.write(row, cursor, layers, out, end);
      }
      out[end - 1] = LINE_FEED;
      return true;
    };
    for await (const visited of this.#records.batches(rows, visit)) {
      if (visited === 0) continue;
      yield { bytes: out.subarray(0, end), rows: visited };
      out = spare();
      end = 0;
    }
  }

  close(): Promise<void> {
    return this.#records.close();
  }
}

function grown(bytes: Bytes, size: number): Bytes {
  const out = new Uint8Array(size);
  out.set(bytes);
  return out;
}

const COMMA = 0x2c;
const LINE_FEED = 0x0a;

/** Some cells of a line, each with a comma behind it. */
interface LinePart {
  /** Bytes that `write` may need. */
  room(row: number, layers: Layers): number;
  write(row: number, cursor: RecordCursor, layers: Layers, out: Uint8Array, to: number): number;
}

/** The line in parts: header fields that stand side by side are one, and so are other cells. */
function lineParts(fields: readonly string[], facts: PacketFacts, raw: boolean): LinePart[] {
  const parts: LinePart[] = [];
  for (let i = 0; i < fields.length; ) {
    const isHeader = (name: string | undefined): boolean => name !== undefined && fieldWriter(name) !== undefined;
    const header = isHeader(fields[i]);
    let end = i + 1;
    while (end < fields.length && isHeader(fields[end]) === header) end++;
    const names = fields.slice(i, end);
    parts.push(header ? headerPart(names) : cellsPart(names, facts, raw));
    i = end;
  }
  return parts;
}

function headerPart(names: readonly string[]): LinePart {
  const header = headerRow(names, ',');
  return {
    room: (_row, layers) => header.room(layers),
    write: (_row, cursor, layers, out, to) => header.write(cursor.bytes, layers, out, to),
  };
}

/** Cells that columns and analyses know; the names of interfaces and links are measured, all others are short. */
function cellsPart(names: readonly string[], facts: PacketFacts, raw: boolean): LinePart {
  const { interfaceId } = facts.columns;
  const texts: ((row: number) => Uint8Array)[] = [];
  const writers = names.map((name): WriteCell => {
    const known = cellWriter(name, facts);
    if (known) return known;
    if (name !== 'interface' && name !== 'link_type') throw new Error(`no writer for field ${name}`);
    const cellOf = interfaceCells(facts.files, name === 'link_type', raw);
    const text = (row: number): Uint8Array => cellOf(interfaceId[row]!);
    texts.push(text);
    return (row, out, to) => {
      const cell = text(row);
      for (let i = 0; i < cell.length; i++) out[to + i] = cell[i]!;
      return to + cell.length;
    };
  });
  const room = names.length * (CELL_ROOM + 1);
  return {
    room: row => texts.reduce((sum, text) => sum + text(row).length, room),
    // hot path
    write(row, _cursor, _layers, out, to) {
      let end = to;
      for (let i = 0; i < writers.length; i++) {
        end = writers[i]!(row, out, end);
        out[end++] = COMMA;
      }
      return end;
    },
  };
}
