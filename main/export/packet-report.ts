// The packets report (DEFINITIONS section 8): one row a record, its header fields decoded again from the file.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { FIELDS, type Field } from '../../shared/model/field.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { epochTime, isoTime, nanosBetween, secondsText, type Time } from '../../shared/unit/time.ts';
import { burstPackets, burstPayloadMean } from '../analysis/bursts.ts';
import type { RecordCursor } from '../capture/capture-reader.ts';
import { fieldWriter } from '../decode/field-values.ts';
import { headerRow } from '../decode/header-row.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { type RecordFiles, RecordReader } from '../read/record-reader.ts';
import { rowsOfChoice } from '../read/report-choice.ts';
import { NO_FLOW } from '../store/columns.ts';
import { NO_ROW, previousRows } from '../timing/previous.ts';
import type { Span } from '../timing/time-order.ts';
import { burstOfRow } from './burst-of-row.ts';
import { CELL_ROOM, cellWriter, interfaceCells, type WriteCell } from './packet-cells.ts';
import {
  type Cell,
  type CsvLines,
  epochColumn,
  integerColumn,
  numberColumn,
  type Report,
  type ReportColumn,
  textColumn,
  timeColumn,
} from './report.ts';

/** Text of one field of one record; '' for no value. */
type Write = (row: number, cursor: RecordCursor, layers: Layers) => string;

/** Fields that hold several values joined by commas are text, whatever the type of one value. */
const SEVERAL = new Set(['vlan', 'tcp.options.sack_le', 'tcp.options.sack_re']);

/**
 * The records of the span that `only` leaves, in file order. Throws ProblemError: `usage` for an unknown field or host; while rows are taken,
 * `unreadable` when the file is no longer the one that was opened.
 */
export function packetReport(view: CaptureView, files: RecordFiles, span: Span, request: ReportRequest): Report {
  const fields = chosenFields(request.fields);
  const chosen = rowsOfChoice(view, span, request.only, request.bursts);
  return {
    length: chosen.length,
    columns: fields.map(field => {
      const name = request.names === 'scapy' ? field.scapy : field.name;
      return columnOf(field)(name);
    }),
    rows: () =>
      rows(
        view,
        files,
        chosen,
        fields.map(({ name }) => writerOf(name, view, files, request)),
      ),
    csvLines: raw => csvLines(view, files, chosen, lineParts(fields, view, files, request, raw)),
  };
}

const COLUMN_OF: Readonly<Partial<Record<Field['type'], (name: string) => ReportColumn>>> = {
  uint: integerColumn,
  float: numberColumn,
  seconds: numberColumn,
  time: timeColumn,
};

function columnOf({ name, type }: Field): (name: string) => ReportColumn {
  if (SEVERAL.has(name)) return textColumn;
  return name === 'time_epoch' ? epochColumn : (COLUMN_OF[type] ?? textColumn);
}

function chosenFields(names: readonly string[] | undefined): readonly Field[] {
  if (names === undefined) return FIELDS;
  return names.map(name => {
    const field = FIELDS.find(f => f.name === name || f.scapy === name);
    if (!field) throw new ProblemError('usage', `There is no field ${name}: see packets --help for the names.`);
    return field;
  });
}

/** Calls `visit` for the chosen records in file order, walked over, with a pause after every read: it yields how many there were. */
async function* eachRecord(
  view: CaptureView,
  files: RecordFiles,
  chosen: Uint32Array,
  visit: (row: number, cursor: RecordCursor, layers: Layers) => void,
): AsyncIterable<number> {
  const records = new RecordReader(files, view.store.columns);
  const layers = new Layers();
  try {
    yield* records.batches(chosen, (row, cursor) => {
      walkRecord(
        cursor.bytes,
        cursor.start,
        cursor.end,
        cursor.originalLength,
        cursor.linkType,
        layers,
        view.store.inner,
      );
      visit(row, cursor, layers);
      return true;
    });
  } finally {
    await records.close();
  }
}

async function* rows(
  view: CaptureView,
  files: RecordFiles,
  chosen: Uint32Array,
  writers: readonly Write[],
): AsyncIterable<Cell[][]> {
  let batch: Cell[][] = [];
  const visit: (...record: Parameters<Write>) => void = (row, cursor, layers) => {
    batch.push(writers.map(write => write(row, cursor, layers) || null));
  };
  for await (const visited of eachRecord(view, files, chosen, visit)) {
    if (visited > 0) yield batch;
    batch = [];
  }
}

/** The same rows as finished lines: every cell goes from the record's bytes, or from columns, to the line's without a string. */
async function* csvLines(
  view: CaptureView,
  files: RecordFiles,
  chosen: Uint32Array,
  parts: readonly LinePart[],
): AsyncIterable<CsvLines> {
  let out: Uint8Array = new Uint8Array(1 << 20);
  let lent: Uint8Array = new Uint8Array(1 << 20);
  let end = 0;
  // hot path
  const visit: (...record: Parameters<Write>) => void = (row, cursor, layers) => {
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const room = part.room(row, layers);
      if (end + room > out.length) out = grown(out, out.length * 2 + room);
      end = part.write(row, cursor, layers, out, end);
    }
    out[end - 1] = LINE_FEED;
  };
  for await (const visited of eachRecord(view, files, chosen, visit)) {
    yield { bytes: out.subarray(0, end), rows: visited };
    [out, lent] = [lent, out];
    end = 0;
  }
}

function grown(bytes: Uint8Array, size: number): Uint8Array {
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
function lineParts(
  fields: readonly Field[],
  view: CaptureView,
  files: RecordFiles,
  request: ReportRequest,
  raw: boolean,
): LinePart[] {
  const parts: LinePart[] = [];
  for (let i = 0; i < fields.length; ) {
    const isHeader = (field: Field | undefined): boolean =>
      field !== undefined && fieldWriter(field.name) !== undefined;
    const header = isHeader(fields[i]);
    let end = i + 1;
    while (end < fields.length && isHeader(fields[end]) === header) end++;
    const names = fields.slice(i, end).map(({ name }) => name);
    parts.push(header ? headerPart(names) : cellsPart(names, view, files, request, raw));
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
function cellsPart(
  names: readonly string[],
  view: CaptureView,
  files: RecordFiles,
  request: ReportRequest,
  raw: boolean,
): LinePart {
  const { interfaceId } = view.store.columns;
  const texts: ((row: number) => Uint8Array)[] = [];
  const writers = names.map((name): WriteCell => {
    const known = cellWriter(name, view, request);
    if (known) return known;
    if (name !== 'interface' && name !== 'link_type') throw new Error(`no writer for field ${name}`);
    const cellOf = interfaceCells(files, name === 'link_type', raw);
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

/** The writer of a field: from the headers, or from what the store and the analyses know. */
function writerOf(name: string, view: CaptureView, { interfaces }: RecordFiles, request: ReportRequest): Write {
  const fromHeaders = fieldWriter(name);
  if (fromHeaders) return (_row, cursor, layers) => fromHeaders(cursor.bytes, layers);
  const { columns } = view.store;
  const time = (row: number): Time => [columns.seconds[row]!, columns.nanos[row]!];
  switch (name) {
    case 'number':
      return row => String(row + 1);
    case 'time':
      return isoWriter(time);
    case 'time_epoch':
      return row => epochTime(time(row));
    case 'captured_length':
      return row => String(columns.capturedLength[row]);
    case 'original_length':
      return row => String(columns.originalLength[row]);
    case 'interface':
      return row => {
        const id = columns.interfaceId[row]!;
        return interfaces[id]?.name ?? String(id);
      };
    case 'link_type':
      return row => interfaces[columns.interfaceId[row]!]?.linkName ?? '';
    case 'payload_length':
      return row => (columns.flow[row] === NO_FLOW ? '' : String(columns.payloadLength[row]));
    case 'payload_kind':
      return row => (columns.flow[row] === NO_FLOW ? '' : payloadKindName(columns.payloadKind[row]!));
    case 'flow':
      return row => (columns.flow[row] === NO_FLOW ? '' : String(columns.flow[row]! + 1));
    case 'iat_s':
      return gapWriter(view, 'receiver');
    case 'idt_s':
      return gapWriter(view, 'sender');
    case 'burst':
    case 'burst_packets':
    case 'burst_payload_mean':
      return burstWriter(view, request, name);
    default:
      throw new Error(`no writer for field ${name}`);
  }
}

/** ISO times; the calendar is asked once a second of the capture. */
function isoWriter(time: (row: number) => Time): Write {
  let second = -1;
  let text = '';
  return row => {
    const t = time(row);
    if (t[0] !== second) text = isoTime([t[0], 0]).slice(0, -10);
    second = t[0];
    return `${text}${String(t[1]).padStart(9, '0')}Z`;
  };
}

/** Gap to the record before it that the same host received (IAT) or sent (IDT). */
function gapWriter(view: CaptureView, scope: 'sender' | 'receiver'): Write {
  const { columns, flows } = view.store;
  const previous = previousRows(scope, columns, flows, view.hosts, view.order);
  return row => {
    const before = previous[row]!;
    if (before === NO_ROW) return '';
    return secondsText(
      nanosBetween([columns.seconds[before]!, columns.nanos[before]!], [columns.seconds[row]!, columns.nanos[row]!]),
    );
  };
}

/** The burst that the record is in (0: none), and what that burst holds. */
function burstWriter(view: CaptureView, request: ReportRequest, name: string): Write {
  const table = view.bursts(request.bursts);
  const ofRow = burstOfRow(view, request);
  return row => {
    const n = ofRow[row]!;
    if (name === 'burst') return view.store.columns.flow[row] === NO_FLOW ? '' : String(n);
    if (n === 0) return '';
    return String(name === 'burst_packets' ? burstPackets(table, n - 1) : burstPayloadMean(table, n - 1));
  };
}
