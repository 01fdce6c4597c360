// The packets report (DEFINITIONS section 8): one row a record, its header fields decoded again from the file.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { FIELDS, type Field } from '../../shared/model/field.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { epochTime, isoTime, nanosBetween, secondsText, type Time } from '../../shared/unit/time.ts';
import { burstOfPosition, burstPackets, burstPayloadMean, groupScopeOf } from '../analysis/bursts.ts';
import { type CaptureReader, RecordCursor } from '../capture/capture-reader.ts';
import { openCapture } from '../capture/open-capture.ts';
import { fieldWriter } from '../decode/field-values.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { type Columns, NO_FLOW } from '../store/columns.ts';
import { NO_ROW, previousRows } from '../timing/previous.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberColumn, type Report, textColumn } from './report.ts';

/** Text of one field of one record; '' for no value. */
type Write = (row: number, cursor: RecordCursor, layers: Layers, reader: CaptureReader) => string;

const BATCH = 512;
const NUMBERS: ReadonlySet<Field['type']> = new Set(['uint', 'float', 'seconds']);

/** Fields that hold several values joined by commas are text, whatever the type of one value. */
const SEVERAL = new Set(['vlan', 'tcp.options.sack_le', 'tcp.options.sack_re']);

/**
 * The records of the span in file order. Throws ProblemError: `usage` for an unknown field; while rows are taken,
 * `unreadable` when the file is no longer the one that was opened.
 */
export function packetReport(view: CaptureView, path: string, span: Span, request: ReportRequest): Report {
  const fields = chosenFields(request.fields);
  const writers = fields.map(({ name }) => writerOf(name, view, request));
  return {
    columns: fields.map(field => {
      const name = request.names === 'scapy' ? field.scapy : field.name;
      return NUMBERS.has(field.type) && !SEVERAL.has(field.name) ? numberColumn(name) : textColumn(name);
    }),
    rows: () => rows(view, path, span, writers),
  };
}

function chosenFields(names: readonly string[] | undefined): readonly Field[] {
  if (names === undefined) return FIELDS;
  return names.map(name => {
    const field = FIELDS.find(f => f.name === name || f.scapy === name);
    if (!field) throw new ProblemError('usage', `There is no field ${name}: see packets --help for the names.`);
    return field;
  });
}

async function* rows(view: CaptureView, path: string, span: Span, writers: readonly Write[]): AsyncIterable<Cell[][]> {
  const { columns } = view.store;
  const capture = await openCapture(path);
  try {
    const cursor = new RecordCursor();
    const layers = new Layers();
    const { reader } = capture;
    const inSpan = rowFilter(view, span);
    let row = 0;
    let batch: Cell[][] = [];
    do {
      while (row < view.order.length && reader.next(cursor)) {
        requireSame(columns, row, cursor, path);
        if (inSpan(row)) {
          walkRecord(cursor.bytes, cursor.start, cursor.end, cursor.originalLength, cursor.linkType, layers);
          const at = row;
          batch.push(writers.map(write => write(at, cursor, layers, reader) || null));
          if (batch.length === BATCH) {
            yield batch;
            batch = [];
          }
        }
        row++;
      }
    } while (row < view.order.length && (await capture.readBlock()));
    if (row < view.order.length) throw changed(path, row);
    yield batch;
  } finally {
    await capture.close();
  }
}

/** Whether a row lies in the span. */
function rowFilter({ order }: CaptureView, { lo, hi }: Span): (row: number) => boolean {
  const { rows } = order;
  if (rows === null || hi - lo === order.length) return row => row >= lo && row < hi;
  const chosen = new Uint8Array(order.length);
  for (let p = lo; p < hi; p++) chosen[rows[p]!] = 1;
  return row => chosen[row] === 1;
}

const changed = (path: string, row: number): ProblemError =>
  new ProblemError('unreadable', `${path} has changed since it was opened (at record ${row + 1}): open it again.`);

function requireSame(columns: Columns, row: number, cursor: RecordCursor, path: string): void {
  const same =
    columns.capturedLength[row] === cursor.end - cursor.start &&
    columns.seconds[row] === cursor.seconds &&
    columns.nanos[row] === cursor.nanos;
  if (!same) throw changed(path, row);
}

/** The writer of a field: from the headers, or from what the store and the analyses know. */
function writerOf(name: string, view: CaptureView, request: ReportRequest): Write {
  const fromHeaders = fieldWriter(name);
  if (fromHeaders) return (_row, cursor, layers) => fromHeaders(cursor.bytes, layers);
  const { columns } = view.store;
  const time = (row: number): Time => [columns.seconds[row]!, columns.nanos[row]!];
  switch (name) {
    case 'number':
      return row => String(row + 1);
    case 'time':
      return row => isoTime(time(row));
    case 'time_epoch':
      return row => epochTime(time(row));
    case 'captured_length':
      return row => String(columns.capturedLength[row]);
    case 'original_length':
      return row => String(columns.originalLength[row]);
    case 'interface':
      return (row, _cursor, _layers, reader) => {
        const id = columns.interfaceId[row]!;
        return reader.interfaces[id]?.name ?? String(id);
      };
    case 'link_type':
      return (row, _cursor, _layers, reader) => reader.interfaces[columns.interfaceId[row]!]?.linkName ?? '';
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
  const numbers = burstOfPosition(table, view.groups(groupScopeOf(request.bursts.scope)), view.order.length);
  const ofRow = new Uint32Array(numbers.length);
  for (let p = 0; p < numbers.length; p++) ofRow[view.order.row(p)] = numbers[p]!;
  return row => {
    const n = ofRow[row]!;
    if (name === 'burst') return view.store.columns.flow[row] === NO_FLOW ? '' : String(n);
    if (n === 0) return '';
    return String(name === 'burst_packets' ? burstPackets(table, n - 1) : burstPayloadMean(table, n - 1));
  };
}
