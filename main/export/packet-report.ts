// The packets report (DEFINITIONS section 8): one row a record, its header fields decoded again from the file.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { FIELDS, type Field } from '../../shared/model/field.ts';
import type { RecordCursor } from '../capture/capture-reader.ts';
import { fieldWriter } from '../decode/field-values.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { type RecordFiles, RecordReader } from '../read/record-reader.ts';
import { rowsOfChoice } from '../read/report-choice.ts';
import type { Span } from '../timing/time-order.ts';
import { CELL_ROOM, cellWriter } from './packet-cells.ts';
import { type PacketFacts, packetFacts } from './packet-facts.ts';
import { packetLines } from './packet-threads.ts';
import {
  type Cell,
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
 * The records of the span that `only` leaves, in file order. Throws ProblemError: `usage` for an unknown field or host; while
 * rows are taken, `unreadable` when the file is no longer the one that was opened.
 */
export function packetReport(view: CaptureView, files: RecordFiles, span: Span, request: ReportRequest): Report {
  const fields = chosenFields(request.fields);
  const names = fields.map(({ name }) => name);
  const facts = (): PacketFacts => packetFacts(view, files, request, names);
  const chosen = rowsOfChoice(view, span, request.only, request.bursts);
  return {
    length: chosen.length,
    columns: fields.map(field => {
      const name = request.names === 'scapy' ? field.scapy : field.name;
      return columnOf(field)(name);
    }),
    rows: () => rows(facts(), chosen, names),
    csvLines: raw => packetLines({ facts: facts(), fields: names, raw }, chosen),
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

/** Cells one by one, for what is not CSV. */
async function* rows(facts: PacketFacts, wanted: Uint32Array, fields: readonly string[]): AsyncIterable<Cell[][]> {
  const writers = fields.map(name => writerOf(name, facts));
  const records = new RecordReader(facts.files, facts.columns);
  const layers = new Layers();
  let batch: Cell[][] = [];
  const visit = (row: number, cursor: RecordCursor): boolean => {
    const { bytes, start, end, originalLength, linkType } = cursor;
    walkRecord(bytes, start, end, originalLength, linkType, layers, facts.inner);
    batch.push(writers.map(write => write(row, cursor, layers) || null));
    return true;
  };
  try {
    for await (const visited of records.batches(wanted, visit)) {
      if (visited > 0) yield batch;
      batch = [];
    }
  } finally {
    await records.close();
  }
}

/** The writer of a field: from the headers, or from what the store and the analyses know. */
function writerOf(name: string, facts: PacketFacts): Write {
  const fromHeaders = fieldWriter(name);
  if (fromHeaders) return (_row, cursor, layers) => fromHeaders(cursor.bytes, layers);
  const { interfaces } = facts.files;
  const { interfaceId } = facts.columns;
  if (name === 'interface') return row => interfaces[interfaceId[row]!]?.name ?? String(interfaceId[row]!);
  if (name === 'link_type') return row => interfaces[interfaceId[row]!]?.linkName ?? '';
  const write = cellWriter(name, facts);
  if (!write) throw new Error(`no writer for field ${name}`);
  const cell = Buffer.alloc(CELL_ROOM);
  return row => cell.toString('latin1', 0, write(row, cell, 0));
}
