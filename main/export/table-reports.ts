// The reports that are tables already: bursts, hosts, conversations (columns of DEFINITIONS section 8).
import type { BurstParams, BurstRow } from '../../shared/model/burst.ts';
import type { ConversationBy, ConversationRow, HostRow } from '../../shared/model/host.ts';
import type { ReportChoice } from '../../shared/model/report-choice.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { epochTime, isoTime, nanosBetween, secondsText } from '../../shared/unit/time.ts';
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
import { type Cell, type ColumnKind, numberCell, type Report, type ReportColumn, secondsCell } from './report.ts';

type Columns<Row> = readonly (readonly [name: string, kind: ColumnKind, cell: (row: Row) => Cell])[];

const BURSTS: Columns<BurstRow> = [
  ['burst', 'integer', b => numberCell(b.burst)],
  ['scope', 'text', b => b.scope],
  ['src', 'text', b => b.src?.address ?? null],
  ['dst', 'text', b => b.dst?.address ?? null],
  ['protocol', 'text', b => b.protocol],
  ['src_port', 'integer', b => numberCell(b.srcPort)],
  ['dst_port', 'integer', b => numberCell(b.dstPort)],
  ['start', 'time', b => isoTime(b.start)],
  ['start_epoch', 'epoch', b => epochTime(b.start)],
  ['end_epoch', 'epoch', b => epochTime(b.end)],
  ['duration_s', 'number', b => secondsText(nanosBetween(b.start, b.end))],
  ['packets', 'integer', b => numberCell(b.packets)],
  ['relevant_packets', 'integer', b => numberCell(b.relevantPackets)],
  ['payload_bytes', 'integer', b => numberCell(b.payloadBytes)],
  ['wire_bytes', 'integer', b => numberCell(b.wireBytes)],
  ['payload_mean', 'number', b => numberCell(b.payloadMean)],
  ['payload_min', 'integer', b => numberCell(b.payloadMin)],
  ['payload_max', 'integer', b => numberCell(b.payloadMax)],
  ['rate_bytes_per_s', 'number', b => numberCell(b.rate)],
  ['gap_before_s', 'number', b => secondsCell(b.gapBefore)],
  ['inner_gap_mean_s', 'number', b => secondsCell(b.innerGapMean)],
  ['inner_gap_max_s', 'number', b => secondsCell(b.innerGapMax)],
];

const HOSTS: Columns<HostRow> = [
  ['address', 'text', h => h.address],
  ['name', 'text', h => h.name],
  ['mac', 'text', h => h.mac],
  ['packets_sent', 'integer', h => numberCell(h.packetsSent)],
  ['packets_received', 'integer', h => numberCell(h.packetsReceived)],
  ['bytes_sent', 'integer', h => numberCell(h.bytesSent)],
  ['bytes_received', 'integer', h => numberCell(h.bytesReceived)],
  ['payload_sent', 'integer', h => numberCell(h.payloadSent)],
  ['payload_received', 'integer', h => numberCell(h.payloadReceived)],
  ['peers', 'integer', h => numberCell(h.peers)],
  ['first_epoch', 'epoch', h => epochTime(h.first)],
  ['last_epoch', 'epoch', h => epochTime(h.last)],
];

const CONVERSATION_ENDS: Columns<ConversationRow> = [
  ['a', 'text', c => c.a.address],
  ['b', 'text', c => c.b.address],
];

const FLOW_ENDS: Columns<ConversationRow> = [
  ['a', 'text', c => c.a.address],
  ['a_port', 'integer', c => numberCell(c.aPort)],
  ['b', 'text', c => c.b.address],
  ['b_port', 'integer', c => numberCell(c.bPort)],
  ['protocol', 'text', c => c.protocol],
  ['service', 'text', c => c.service],
  ['name', 'text', c => c.name],
];

const CONVERSATIONS: Columns<ConversationRow> = [
  ['packets_ab', 'integer', c => numberCell(c.packetsAb)],
  ['packets_ba', 'integer', c => numberCell(c.packetsBa)],
  ['bytes_ab', 'integer', c => numberCell(c.bytesAb)],
  ['bytes_ba', 'integer', c => numberCell(c.bytesBa)],
  ['payload_ab', 'integer', c => numberCell(c.payloadAb)],
  ['payload_ba', 'integer', c => numberCell(c.payloadBa)],
  ['start_epoch', 'epoch', c => epochTime(c.start)],
  ['duration_s', 'number', c => secondsText(nanosBetween(c.start, c.end))],
  ['connections', 'integer', c => numberCell(c.connections)],
  ['state', 'text', c => c.state],
  ['bursts', 'integer', c => numberCell(c.bursts)],
];

/** The summary of section 2, each column under `prefix`. */
const summary = (prefix: 'idt' | 'iat'): Columns<GapSummary> => [
  [`${prefix}_n`, 'integer', g => numberCell(g.n)],
  [`${prefix}_min_s`, 'number', g => secondsCell(g.min)],
  [`${prefix}_max_s`, 'number', g => secondsCell(g.max)],
  [`${prefix}_mean_s`, 'number', g => secondsCell(g.mean)],
  [`${prefix}_sd_s`, 'number', g => secondsCell(g.sd)],
  [`${prefix}_median_s`, 'number', g => secondsCell(g.median)],
  [`${prefix}_p25_s`, 'number', g => secondsCell(g.p25)],
  [`${prefix}_p75_s`, 'number', g => secondsCell(g.p75)],
  [`${prefix}_p90_s`, 'number', g => secondsCell(g.p90)],
  [`${prefix}_p95_s`, 'number', g => secondsCell(g.p95)],
  [`${prefix}_p99_s`, 'number', g => secondsCell(g.p99)],
  [`${prefix}_mad_s`, 'number', g => secondsCell(g.mad)],
  [`${prefix}_cv`, 'number', g => numberCell(g.cv)],
  [`${prefix}_burstiness`, 'number', g => numberCell(g.burstiness)],
  [`${prefix}_burstiness_n`, 'number', g => numberCell(g.burstinessFinite)],
  [`${prefix}_memory`, 'number', g => numberCell(g.memory)],
];

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
    columns: header(BURSTS),
    rows: () => batches(chosen, n => cells(BURSTS, burstRow(view, table, n))),
  };
}

/** Hosts with records in the span, in order of appearance in the file. */
export function hostReport(view: CaptureView, span: Span): Report {
  const table = view.hostTable(span);
  return {
    columns: header(HOSTS, IDT, IAT),
    rows: () =>
      batches(hostsIn(table), host => {
        const { idt, iat } = hostGaps(view, host, span);
        return [...cells(HOSTS, hostRow(view, table, host)), ...cells(IDT, idt), ...cells(IAT, iat)];
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
  const ends = by === 'flow' ? FLOW_ENDS : CONVERSATION_ENDS;
  return {
    columns: header(ends, CONVERSATIONS, IAT),
    rows: () =>
      batches(chooseConversations(view, rows.table, host, peer), id => {
        const row = conversationRow(view, rows, id);
        return [...cells(ends, row), ...cells(CONVERSATIONS, row), ...cells(IAT, conversationGaps(view, by, id, span))];
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
    columns: header(FLOW_ENDS, CONVERSATIONS, IAT, CONNECTIONS),
    rows: () =>
      batches(connectionsIn(rows), id => {
        const row = connectionRow(view, rows, id);
        const gaps = cells(IAT, connectionGaps(view, rows, id));
        return [...cells(FLOW_ENDS, row), ...cells(CONVERSATIONS, row), ...gaps, ...cells(CONNECTIONS, row)];
      }),
  };
}
