// The reports that are tables already: bursts, hosts, conversations (columns of DEFINITIONS section 8).
import type { BurstParams } from '../../shared/model/burst.ts';
import type { ConversationBy } from '../../shared/model/host.ts';
import type { ReportChoice } from '../../shared/model/report-choice.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import {
  BURST_COLUMNS,
  CONVERSATION_COLUMNS,
  CONVERSATION_END_COLUMNS,
  FLOW_END_COLUMNS,
  GAP_COLUMNS,
  HOST_COLUMNS,
} from '../../shared/model/table-columns.ts';
import type { Columns } from '../../shared/unit/cell.ts';
import { burstRow, chooseBursts } from '../read/burst-rows.ts';
import type { CaptureView } from '../read/capture-view.ts';
import {
  type ConnectionRow,
  connectionGaps,
  connectionRow,
  connectionRows,
  connectionsIn,
  type SideLosses,
} from '../read/connection-rows.ts';
import { chooseConversations, conversationGaps, conversationRow, conversationRows } from '../read/conversation-rows.ts';
import { hostGaps, hostRow, hostsIn } from '../read/host-rows.ts';
import { choiceOf } from '../read/report-choice.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberCell, type Report, type ReportColumn, secondsCell } from './report.ts';

/** The summary of section 2, each column under `prefix`. */
const summary = (prefix: 'idt' | 'iat'): Columns<GapSummary> =>
  GAP_COLUMNS.map(([name, ...column]) => [`${prefix}_${name}`, ...column] as const);

const IDT = summary('idt');
const IAT = summary('iat');

const header = (...parts: readonly Columns<never>[]) =>
  parts.flat().map(([name, kind]): ReportColumn => ({ name, kind }));

function cells<Row>(columns: Columns<Row>, row: Row): Cell[] {
  return columns.map(([, , cell]) => cell(row));
}

/** Of a connection alone: its flow, its handshake, and the losses of both sides. */
const CONNECTIONS: Columns<ConnectionRow> = [
  ['flow', 'integer', c => numberCell(c.flow + 1)],
  ['handshake_s', 'number', c => secondsCell(c.handshake)],
  ['syn_to_synack_s', 'number', c => secondsCell(c.synToSynAck)],
  ['synack_to_ack_s', 'number', c => secondsCell(c.synAckToAck)],
  ...lossColumns('ab', c => c.lossesAb),
  ...lossColumns('ba', c => c.lossesBa),
];

function lossColumns(
  direction: 'ab' | 'ba',
  losses: (row: ConnectionRow) => SideLosses | null,
): Columns<ConnectionRow> {
  const column = (name: string, key: keyof SideLosses): Columns<ConnectionRow>[number] => [
    `${name}_${direction}`,
    'integer',
    c => numberCell(losses(c)?.[key] ?? null),
  ];
  return [
    column('retransmitted', 'retransmitted'),
    column('retransmitted_bytes', 'retransmittedBytes'),
    column('out_of_order', 'outOfOrder'),
    column('out_of_order_bytes', 'outOfOrderBytes'),
    column('duplicate_acks', 'duplicateAcks'),
    column('zero_windows', 'zeroWindows'),
  ];
}

const BATCH = 256;

/** Rows of `items`, a batch at a time. */
async function* batches<Item>(items: ArrayLike<Item>, row: (item: Item) => Cell[]): AsyncIterable<Cell[][]> {
  for (let i = 0; i < items.length; i += BATCH) {
    const batch: Cell[][] = [];
    for (let k = i; k < Math.min(i + BATCH, items.length); k++) batch.push(row(items[k]!));
    yield batch;
  }
}

/** The bursts that overlap the span and that `only` leaves, with the numbers that they have in the whole capture. */
export function burstReport(view: CaptureView, span: Span, params: BurstParams, only?: ReportChoice): Report {
  const table = view.bursts(params);
  const chosen = chooseBursts(view, table, { ...choiceOf(view, only), span });
  return {
    columns: header(BURST_COLUMNS),
    rows: () => batches(chosen, n => cells(BURST_COLUMNS, burstRow(view, table, n))),
  };
}

/** Hosts with records in the span, in order of appearance in the file. */
export function hostReport(view: CaptureView, span: Span): Report {
  const table = view.hostTable(span);
  return {
    columns: header(HOST_COLUMNS, IDT, IAT),
    rows: () =>
      batches(hostsIn(table), host => {
        const { idt, iat } = hostGaps(view, host, span);
        return [...cells(HOST_COLUMNS, hostRow(view, table, host)), ...cells(IDT, idt), ...cells(IAT, iat)];
      }),
  };
}

/** Conversations or flows with records in the span that `only` leaves, in order of appearance in the file. */
export function conversationReport(
  view: CaptureView,
  by: ConversationBy,
  span: Span,
  params: BurstParams,
  only?: ReportChoice,
): Report {
  const { host, peer } = choiceOf(view, only);
  const rows = conversationRows(view, by, span, params);
  const ends = by === 'flow' ? FLOW_END_COLUMNS : CONVERSATION_END_COLUMNS;
  return {
    columns: header(ends, CONVERSATION_COLUMNS, IAT),
    rows: () =>
      batches(chooseConversations(view, rows.table, host, peer), id => {
        const row = conversationRow(view, rows, id);
        return [
          ...cells(ends, row),
          ...cells(CONVERSATION_COLUMNS, row),
          ...cells(IAT, conversationGaps(view, by, id, span)),
        ];
      }),
  };
}

/** Connections with records in the span, in order of their start. `idleNanos` as in connectionRows. */
export function connectionReport(
  view: CaptureView,
  span: Span,
  params: BurstParams,
  idleNanos: number | undefined,
): Report {
  const rows = connectionRows(view, span, params, idleNanos);
  return {
    columns: header(FLOW_END_COLUMNS, CONVERSATION_COLUMNS, IAT, CONNECTIONS),
    rows: () =>
      batches(connectionsIn(rows), id => {
        const row = connectionRow(view, rows, id);
        const gaps = cells(IAT, connectionGaps(view, rows, id));
        return [
          ...cells(FLOW_END_COLUMNS, row),
          ...cells(CONVERSATION_COLUMNS, row),
          ...gaps,
          ...cells(CONNECTIONS, row),
        ];
      }),
  };
}
