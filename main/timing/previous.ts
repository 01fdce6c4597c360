// For each record the one before it that the same host sent (IDT) or received (IAT), DEFINITIONS section 2: as the row of
// that record, so that the gap stays exact.
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { scopeKeys } from './groups.ts';
import type { TimeOrder } from './time-order.ts';

/** No record before it, or no host. */
export const NO_ROW = 0xffffffff;

/** Index: row. */
export function previousRows(
  scope: 'sender' | 'receiver',
  columns: Columns,
  flows: FlowTable,
  hosts: number,
  order: TimeOrder,
): Uint32Array {
  const { keys, keyOf } = scopeKeys(scope, flows, hosts);
  const last = new Uint32Array(keys).fill(NO_ROW);
  const out = new Uint32Array(order.rowLimit).fill(NO_ROW);
  const { flow, bits } = columns;
  for (let p = 0; p < order.length; p++) {
    const r = order.row(p);
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const key = keyOf[f * 2 + (bits[r]! & BIT.reverse)]!;
    out[r] = last[key]!;
    last[key] = r;
  }
  return out;
}
