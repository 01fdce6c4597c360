// Cells of the packets report that columns and analyses know, as ASCII straight into bytes: a report of millions of rows
// makes no string for them.
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { burstPackets, burstPayloadMean } from '../analysis/bursts.ts';
import { writeDecimal, writeText } from '../decode/ascii.ts';
import type { RecordFiles } from '../read/record-reader.ts';
import { NO_FLOW } from '../store/columns.ts';
import { NO_ROW } from '../timing/previous.ts';
import type { PacketFacts } from './packet-facts.ts';
import { isoWriter, writeSeconds } from './time-cells.ts';

/** Writes the cell of a row to `out` at `to` and returns where it ended. */
export type WriteCell = (row: number, out: Uint8Array, to: number) => number;

/** Bytes that a cell may need; texts of files are longer, see `texts`. */
export const CELL_ROOM = 64;

/** The writer of a field; undefined of a field that comes from headers, or whose text may be of any length. */
export function cellWriter(name: string, facts: PacketFacts): WriteCell | undefined {
  const { columns } = facts;
  const { flow } = columns;
  switch (name) {
    case 'number':
      return (row, out, to) => writeDecimal(out, to, row + 1);
    case 'time':
      return isoCell(facts);
    case 'time_epoch':
      return (row, out, to) => writeSeconds(out, to, columns.seconds[row]!, columns.nanos[row]!);
    case 'captured_length':
      return (row, out, to) => writeDecimal(out, to, columns.capturedLength[row]!);
    case 'original_length':
      return (row, out, to) => writeDecimal(out, to, columns.originalLength[row]!);
    case 'payload_length':
      return (row, out, to) => (flow[row] === NO_FLOW ? to : writeDecimal(out, to, columns.payloadLength[row]!));
    case 'payload_kind':
      return (row, out, to) =>
        flow[row] === NO_FLOW ? to : writeText(out, to, payloadKindName(columns.payloadKind[row]!));
    case 'flow':
      return (row, out, to) => (flow[row] === NO_FLOW ? to : writeDecimal(out, to, flow[row]! + 1));
    case 'iat_s':
      return gapCell(facts, facts.previousReceived!);
    case 'idt_s':
      return gapCell(facts, facts.previousSent!);
    case 'burst':
    case 'burst_packets':
    case 'burst_payload_mean':
      return burstCell(facts, name);
    default:
      return undefined;
  }
}

/** Finished cells of the interfaces of a capture, by their number: their names, or with `link` the names of their links. */
export function interfaceCells({ interfaces }: RecordFiles, link: boolean, raw: boolean): (id: number) => Uint8Array {
  const encoder = new TextEncoder();
  const cells: Uint8Array[] = [];
  return id => {
    const known = cells[id];
    // Interfaces may be declared late: only what is there by then is kept.
    if (known !== undefined) return known;
    const text = link ? (interfaces[id]?.linkName ?? '') : (interfaces[id]?.name ?? String(id));
    const cell = encoder.encode(csvText(text, raw));
    cells[id] = cell;
    return cell;
  };
}

function isoCell({ columns }: PacketFacts): WriteCell {
  const write = isoWriter();
  return (row, out, to) => write(out, to, columns.seconds[row]!, columns.nanos[row]!);
}

/** Gap to the record before it. */
function gapCell({ columns }: PacketFacts, previous: Uint32Array): WriteCell {
  const { seconds, nanos } = columns;
  return (row, out, to) => {
    const before = previous[row]!;
    if (before === NO_ROW) return to;
    const rest = nanos[row]! - nanos[before]!;
    const whole = seconds[row]! - seconds[before]!;
    return rest < 0 ? writeSeconds(out, to, whole - 1, rest + 1e9) : writeSeconds(out, to, whole, rest);
  };
}

/** The burst that the record is in (0: none), and what that burst holds. */
function burstCell({ columns, bursts }: PacketFacts, name: string): WriteCell {
  const { table, ofRow } = bursts!;
  const { flow } = columns;
  if (name === 'burst') return (row, out, to) => (flow[row] === NO_FLOW ? to : writeDecimal(out, to, ofRow[row]!));
  const means: (string | undefined)[] = [];
  return (row, out, to) => {
    const n = ofRow[row]! - 1;
    if (n < 0) return to;
    if (name === 'burst_packets') return writeDecimal(out, to, burstPackets(table, n));
    means[n] ??= String(burstPayloadMean(table, n));
    return writeText(out, to, means[n]!);
  };
}
