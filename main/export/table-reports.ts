// The reports that are tables already: bursts, hosts, conversations (columns of DEFINITIONS section 8).
import type { BurstParams, BurstRow } from '../../shared/model/burst.ts';
import type { ConversationBy, ConversationRow, HostRow } from '../../shared/model/host.ts';
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
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberCell, numberColumn, type Report, secondsCell, textColumn } from './report.ts';

type Columns<Row> = readonly (readonly [name: string, text: boolean, cell: (row: Row) => Cell])[];

const BURSTS: Columns<BurstRow> = [
  ['burst', false, b => numberCell(b.burst)],
  ['scope', true, b => b.scope],
  ['src', true, b => b.src],
  ['dst', true, b => b.dst],
  ['protocol', true, b => b.protocol],
  ['src_port', false, b => numberCell(b.srcPort)],
  ['dst_port', false, b => numberCell(b.dstPort)],
  ['start', true, b => isoTime(b.start)],
  ['start_epoch', false, b => epochTime(b.start)],
  ['end_epoch', false, b => epochTime(b.end)],
  ['duration_s', false, b => secondsText(nanosBetween(b.start, b.end))],
  ['packets', false, b => numberCell(b.packets)],
  ['relevant_packets', false, b => numberCell(b.relevantPackets)],
  ['payload_bytes', false, b => numberCell(b.payloadBytes)],
  ['wire_bytes', false, b => numberCell(b.wireBytes)],
  ['payload_mean', false, b => numberCell(b.payloadMean)],
  ['payload_min', false, b => numberCell(b.payloadMin)],
  ['payload_max', false, b => numberCell(b.payloadMax)],
  ['rate_bytes_per_s', false, b => numberCell(b.rate)],
  ['gap_before_s', false, b => secondsCell(b.gapBefore)],
  ['inner_gap_mean_s', false, b => secondsCell(b.innerGapMean)],
  ['inner_gap_max_s', false, b => secondsCell(b.innerGapMax)],
];

const HOSTS: Columns<HostRow> = [
  ['address', true, h => h.address],
  ['name', true, h => h.name],
  ['mac', true, h => h.mac],
  ['packets_sent', false, h => numberCell(h.packetsSent)],
  ['packets_received', false, h => numberCell(h.packetsReceived)],
  ['bytes_sent', false, h => numberCell(h.bytesSent)],
  ['bytes_received', false, h => numberCell(h.bytesReceived)],
  ['payload_sent', false, h => numberCell(h.payloadSent)],
  ['payload_received', false, h => numberCell(h.payloadReceived)],
  ['peers', false, h => numberCell(h.peers)],
  ['first_epoch', false, h => epochTime(h.first)],
  ['last_epoch', false, h => epochTime(h.last)],
];

const CONVERSATION_ENDS: Columns<ConversationRow> = [
  ['a', true, c => c.a],
  ['b', true, c => c.b],
];

const FLOW_ENDS: Columns<ConversationRow> = [
  ['a', true, c => c.a],
  ['a_port', false, c => numberCell(c.aPort)],
  ['b', true, c => c.b],
  ['b_port', false, c => numberCell(c.bPort)],
  ['protocol', true, c => c.protocol],
  ['service', true, c => c.service],
  ['name', true, c => c.name],
];

const CONVERSATIONS: Columns<ConversationRow> = [
  ['packets_ab', false, c => numberCell(c.packetsAb)],
  ['packets_ba', false, c => numberCell(c.packetsBa)],
  ['bytes_ab', false, c => numberCell(c.bytesAb)],
  ['bytes_ba', false, c => numberCell(c.bytesBa)],
  ['payload_ab', false, c => numberCell(c.payloadAb)],
  ['payload_ba', false, c => numberCell(c.payloadBa)],
  ['start_epoch', false, c => epochTime(c.start)],
  ['duration_s', false, c => secondsText(nanosBetween(c.start, c.end))],
  ['connections', false, c => numberCell(c.connections)],
  ['state', true, c => c.state],
  ['bursts', false, c => numberCell(c.bursts)],
];

/** The summary of section 2, each column under `prefix`. */
const summary = (prefix: 'idt' | 'iat'): Columns<GapSummary> => [
  [`${prefix}_n`, false, g => numberCell(g.n)],
  [`${prefix}_min_s`, false, g => secondsCell(g.min)],
  [`${prefix}_max_s`, false, g => secondsCell(g.max)],
  [`${prefix}_mean_s`, false, g => secondsCell(g.mean)],
  [`${prefix}_sd_s`, false, g => secondsCell(g.sd)],
  [`${prefix}_median_s`, false, g => secondsCell(g.median)],
  [`${prefix}_p25_s`, false, g => secondsCell(g.p25)],
  [`${prefix}_p75_s`, false, g => secondsCell(g.p75)],
  [`${prefix}_p90_s`, false, g => secondsCell(g.p90)],
  [`${prefix}_p95_s`, false, g => secondsCell(g.p95)],
  [`${prefix}_p99_s`, false, g => secondsCell(g.p99)],
  [`${prefix}_mad_s`, false, g => secondsCell(g.mad)],
  [`${prefix}_cv`, false, g => numberCell(g.cv)],
  [`${prefix}_burstiness`, false, g => numberCell(g.burstiness)],
  [`${prefix}_burstiness_n`, false, g => numberCell(g.burstinessFinite)],
  [`${prefix}_memory`, false, g => numberCell(g.memory)],
];

const IDT = summary('idt');
const IAT = summary('iat');

const header = (...parts: readonly Columns<never>[]) =>
  parts.flat().map(([name, text]) => (text ? textColumn(name) : numberColumn(name)));

function cells<Row>(columns: Columns<Row>, row: Row): Cell[] {
  return columns.map(([, , cell]) => cell(row));
}

/** Of a connection alone: its flow, its handshake, and the losses of both sides. */
const CONNECTIONS: Columns<ConnectionRow> = [
  ['flow', false, c => numberCell(c.flow + 1)],
  ['handshake_s', false, c => secondsCell(c.handshake)],
  ['syn_to_synack_s', false, c => secondsCell(c.synToSynAck)],
  ['synack_to_ack_s', false, c => secondsCell(c.synAckToAck)],
  ...lossColumns('ab', c => c.lossesAb),
  ...lossColumns('ba', c => c.lossesBa),
];

function lossColumns(
  direction: 'ab' | 'ba',
  losses: (row: ConnectionRow) => SideLosses | null,
): Columns<ConnectionRow> {
  const column = (name: string, key: keyof SideLosses): Columns<ConnectionRow>[number] => [
    `${name}_${direction}`,
    false,
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

/** The bursts that overlap the span, with the numbers that they have in the whole capture. */
export function burstReport(view: CaptureView, span: Span, params: BurstParams): Report {
  const table = view.bursts(params);
  const chosen = chooseBursts(view, table, { span });
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

/** Conversations or flows with records in the span, in order of appearance in the file. */
export function conversationReport(view: CaptureView, by: ConversationBy, span: Span, params: BurstParams): Report {
  const rows = conversationRows(view, by, span, params);
  const ends = by === 'flow' ? FLOW_ENDS : CONVERSATION_ENDS;
  return {
    columns: header(ends, CONVERSATIONS, IAT),
    rows: () =>
      batches(chooseConversations(view, rows.table, undefined, undefined), id => {
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
