// The report of connections: the columns of flows (DEFINITIONS section 8), then what only a connection has.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { CaptureView } from '../read/capture-view.ts';
import {
  type ConnectionRow,
  connectionGaps,
  connectionRow,
  connectionRows,
  connectionsIn,
  type SideLosses,
} from '../read/connection-rows.ts';
import type { Span } from '../timing/time-order.ts';
import { numberCell, type Report, secondsCell } from './report.ts';
import { batches, CONVERSATIONS, type Columns, cells, FLOW_ENDS, header, IAT } from './table-reports.ts';

const HANDSHAKE: Columns<ConnectionRow> = [
  ['connection', false, c => numberCell(c.id + 1)],
  ['flow', false, c => numberCell(c.flow + 1)],
  ['syn_to_synack_s', false, c => secondsCell(c.synToSynAck)],
  ['synack_to_ack_s', false, c => secondsCell(c.synAckToAck)],
  ['handshake_s', false, c => secondsCell(c.handshake)],
];

const LOSSES: readonly (readonly [name: string, of: keyof SideLosses])[] = [
  ['retransmitted', 'retransmitted'],
  ['retransmitted_bytes', 'retransmittedBytes'],
  ['out_of_order', 'outOfOrder'],
  ['out_of_order_bytes', 'outOfOrderBytes'],
  ['duplicate_acks', 'duplicateAcks'],
  ['zero_windows', 'zeroWindows'],
];

const BOTH_SIDES: Columns<ConnectionRow> = LOSSES.flatMap(([name, of]) => [
  [`${name}_ab`, false, (c: ConnectionRow) => numberCell(c.lossesAb?.[of] ?? null)] as const,
  [`${name}_ba`, false, (c: ConnectionRow) => numberCell(c.lossesBa?.[of] ?? null)] as const,
]);

/** Connections with records in the span, in order of their start. `idleNanos` is the silence that splits a flow. */
export function connectionReport(view: CaptureView, span: Span, params: BurstParams, idleNanos?: number): Report {
  const rows = connectionRows(view, span, params, idleNanos);
  return {
    columns: header(FLOW_ENDS, CONVERSATIONS, IAT, HANDSHAKE, BOTH_SIDES),
    rows: () =>
      batches(connectionsIn(rows), id => {
        const row = connectionRow(view, rows, id);
        return [
          ...cells(FLOW_ENDS, row),
          ...cells(CONVERSATIONS, row),
          ...cells(IAT, connectionGaps(view, rows, id)),
          ...cells(HANDSHAKE, row),
          ...cells(BOTH_SIDES, row),
        ];
      }),
  };
}
