// The segments or datagrams of each flow in the order of the file: what an analysis flow by flow walks.
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';

export interface FlowRows {
  /** rows[offsets[flow], offsets[flow + 1]) belong to a flow. */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
}

/** Records of one IP protocol with a whole transport header, by flow: a counting sort. */
export function flowRows(columns: Columns, flows: FlowTable, protocol: number): FlowRows {
  const { flow, bits, length } = columns;
  const n = flows.length;
  const offsets = new Uint32Array(n + 1);
  const taken = (row: number): boolean =>
    (bits[row]! & BIT.transport) !== 0 && flow[row] !== NO_FLOW && flows.protocol[flow[row]!] === protocol;
  for (let r = 0; r < length; r++) if (taken(r)) offsets[flow[r]! + 1]!++;
  for (let f = 0; f < n; f++) offsets[f + 1]! += offsets[f]!;
  const rows = new Uint32Array(offsets[n]!);
  const next = offsets.slice(0, n);
  for (let r = 0; r < length; r++) if (taken(r)) rows[next[flow[r]!]!++] = r;
  return { offsets, rows };
}
