// Which burst each record is in, for reports that are a row a record.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { burstOfPosition, groupScopeOf } from '../analysis/bursts.ts';
import type { CaptureView } from '../read/capture-view.ts';

/** Number of the burst of each row; 0: in none. */
export function burstOfRow(view: CaptureView, request: ReportRequest): Uint32Array {
  const table = view.bursts(request.bursts);
  const numbers = burstOfPosition(table, view.groups(groupScopeOf(request.bursts.scope)), view.order.length);
  if (view.order.rows === null) return numbers;
  const ofRow = new Uint32Array(view.order.rowLimit);
  for (let p = 0; p < numbers.length; p++) ofRow[view.order.row(p)] = numbers[p]!;
  return ofRow;
}
