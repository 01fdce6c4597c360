// Columns for tests of timing: one flow, records as times and payloads.
import { Columns } from '../../main/store/columns.ts';
import { FlowTable } from '../../main/store/flow-table.ts';

export interface Row {
  /** Nanoseconds since the epoch. */
  readonly at: number;
  readonly payload?: number;
  /** Ends of the record as host numbers and ports. */
  readonly from?: readonly [host: number, port: number];
  readonly to?: readonly [host: number, port: number];
  readonly protocol?: number;
  readonly flags?: number;
  readonly seq?: number;
}

export interface Built {
  readonly columns: Columns;
  readonly flows: FlowTable;
}

/** A store of these records, in this order. */
export function columnsOf(rows: readonly Row[]): Built {
  const columns = new Columns(Math.max(1, rows.length));
  const flows = new FlowTable();
  for (const { at, payload = 0, from = [0, 1], to = [1, 2], protocol = 17, flags = 0, seq = 0 } of rows) {
    const row = columns.length++;
    const side = flows.add(from[0], from[1], to[0], to[1], protocol);
    columns.seconds[row] = Math.floor(at / 1e9);
    columns.nanos[row] = at % 1e9;
    columns.payloadLength[row] = payload;
    columns.originalLength[row] = payload + 28;
    columns.flow[row] = side >>> 1;
    columns.bits[row] = side & 1;
    columns.tcpFlags[row] = flags;
    columns.tcpSeq[row] = seq;
  }
  return { columns, flows };
}
