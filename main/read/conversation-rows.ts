// Conversations and flows as rows, with their connections, state and bursts.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { ConversationBy, ConversationDetail, ConversationRow } from '../../shared/model/host.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { addNanos } from '../../shared/unit/time.ts';
import type { ConversationTable } from '../tables/conversation-table.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { sameReceiverGaps } from '../timing/gaps.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';

/** Side A and side B of row `id`: hosts and, for flows, ports. */
export function sidesOf(
  view: CaptureView,
  table: ConversationTable,
  id: number,
): { a: number; b: number; aPort: number | null; bPort: number | null } {
  const { flows } = view.store;
  const swapped = table.swapped[id] === 1;
  if (table.by === 'pair') {
    const first = flows.conversations.first[id]!;
    const second = flows.conversations.second[id]!;
    return { a: swapped ? second : first, b: swapped ? first : second, aPort: null, bPort: null };
  }
  return {
    a: swapped ? flows.bHost[id]! : flows.aHost[id]!,
    b: swapped ? flows.aHost[id]! : flows.bHost[id]!,
    aPort: swapped ? flows.bPort(id) : flows.aPort(id),
    bPort: swapped ? flows.aPort(id) : flows.bPort(id),
  };
}

/** Numbers of the rows with records in the span; of one host, or of the pair, when named. In order of number. */
export function chooseConversations(
  view: CaptureView,
  table: ConversationTable,
  host: number | undefined,
  peer: number | undefined,
): number[] {
  const { flows } = view.store;
  const out: number[] = [];
  for (let id = 0; id < table.length; id++) {
    if (table.first[id] === NEVER) continue;
    if (host !== undefined) {
      const c = table.by === 'pair' ? id : flows.conversation[id]!;
      const a = flows.conversations.first[c]!;
      const b = flows.conversations.second[c]!;
      if (a !== host && b !== host) continue;
      if (peer !== undefined && (a === host ? b : a) !== peer) continue;
    }
    out.push(id);
  }
  return out;
}

/** The burst parameters that count for rows: a flow's bursts are its own, a pair's are those of its streams or flows. */
function rowBursts(table: ConversationTable, params: BurstParams): BurstParams {
  if (table.by === 'flow') return { ...params, scope: 'flow' };
  return params.scope === 'host-in' || params.scope === 'host-out' ? { ...params, scope: 'stream' } : params;
}

/** Bursts per row that overlap the span. */
function burstsPerRow(view: CaptureView, table: ConversationTable, params: BurstParams, span: Span): Uint32Array {
  const { flows } = view.store;
  const bursts = view.bursts(rowBursts(table, params));
  const rowOf = (key: number): number => {
    if (bursts.scope === 'conversation' || table.by === 'flow') return key;
    if (bursts.scope === 'flow') return flows.conversation[key]!;
    const a = flows.streams.first[key]!;
    const b = flows.streams.second[key]!;
    return flows.conversations.find(Math.min(a, b), Math.max(a, b))!;
  };
  const out = new Uint32Array(table.length);
  for (let n = 0; n < bursts.length; n++) {
    if (bursts.start[n]! < span.hi && bursts.end[n]! >= span.lo) out[rowOf(bursts.key[n]!)]!++;
  }
  return out;
}

/** Connections of each row: a pair's are those of its flows. */
function connectionsPerRow(view: CaptureView, table: ConversationTable, span: Span): Uint32Array {
  const { count } = view.connections(span);
  if (table.by === 'flow') return count;
  const out = new Uint32Array(table.length);
  const { conversation } = view.store.flows;
  for (let f = 0; f < count.length; f++) out[conversation[f]!]! += count[f]!;
  return out;
}

/** What the rows of one table share. */
export interface ConversationRows {
  readonly table: ConversationTable;
  readonly span: Span;
  readonly bursts: Uint32Array;
  readonly connections: Uint32Array;
}

export function conversationRows(
  view: CaptureView,
  by: ConversationBy,
  span: Span,
  params: BurstParams,
): ConversationRows {
  const table = view.conversations(by, span);
  return {
    table,
    span,
    bursts: burstsPerRow(view, table, params, span),
    connections: connectionsPerRow(view, table, span),
  };
}

export function conversationRow(view: CaptureView, rows: ConversationRows, id: number): ConversationRow {
  const { table } = rows;
  const { flows } = view.store;
  const { a, b, aPort, bPort } = sidesOf(view, table, id);
  const byFlow = table.by === 'flow';
  return {
    id,
    a: hostEnd(view.store, a),
    b: hostEnd(view.store, b),
    aPort,
    bPort,
    protocol: byFlow ? ipProtocolName(flows.protocol[id]!) : null,
    service: byFlow ? view.service(id) : null,
    name: (byFlow && view.store.names.flow(id)?.name) || null,
    packetsAb: table.packets[id * 2]!,
    packetsBa: table.packets[id * 2 + 1]!,
    bytesAb: table.bytes[id * 2]!,
    bytesBa: table.bytes[id * 2 + 1]!,
    payloadAb: table.payload[id * 2]!,
    payloadBa: table.payload[id * 2 + 1]!,
    start: view.order.time(table.first[id]!),
    end: table.end ? addNanos(view.order.time(0), table.end[id]!) : view.order.time(table.last[id]!),
    flows: table.flows[id]!,
    connections: rows.connections[id]!,
    state: byFlow ? view.connections(rows.span).state(id) : null,
    bursts: rows.bursts[id]!,
  };
}

/** Gaps between the records that the same host received within the conversation or flow, both directions together. */
export function conversationGaps(view: CaptureView, by: ConversationBy, id: number, span: Span): GapSummary {
  const { columns, flows } = view.store;
  const groups = view.groups(by === 'flow' ? 'flow' : 'conversation');
  return summarize(sameReceiverGaps(groups, id, columns, flows, view.order, span));
}

/** The row and its gaps; undefined when it has no record in the span. */
export function conversationDetail(
  view: CaptureView,
  by: ConversationBy,
  id: number,
  span: Span,
  params: BurstParams,
): ConversationDetail | undefined {
  const rows = conversationRows(view, by, span, params);
  if (id >= rows.table.length || rows.table.first[id] === NEVER) return undefined;
  const asked = (by === 'flow' && view.store.names.flow(id)) || null;
  return { row: conversationRow(view, rows, id), asked, iat: conversationGaps(view, by, id, span) };
}
