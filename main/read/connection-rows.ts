// Connections as rows: what a conversation's row says, and beside it the handshake and the losses of each side.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { ConversationRow } from '../../shared/model/host.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { addNanos, type Time } from '../../shared/unit/time.ts';
import type { ConnectionTable } from '../tables/connection-table.ts';
import type { ConnectionSplit } from '../tables/connections.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { sameReceiverGaps } from '../timing/gaps.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';

/** Losses of one side, as Wireshark judges its segments. */
export interface SideLosses {
  readonly retransmitted: number;
  readonly retransmittedBytes: number;
  readonly outOfOrder: number;
  readonly outOfOrderBytes: number;
  readonly duplicateAcks: number;
  readonly zeroWindows: number;
}

/** `id` counts connections from 0 in order of their start; A sent the connection's first record. */
export interface ConnectionRow extends ConversationRow {
  readonly flow: number;
  /** Nanoseconds: SYN to SYN-ACK, SYN-ACK to ACK, and both; null where the capture lacks one of them. */
  readonly synToSynAck: number | null;
  readonly synAckToAck: number | null;
  readonly handshake: number | null;
  /** Null for every protocol but TCP, and of a log. */
  readonly lossesAb: SideLosses | null;
  readonly lossesBa: SideLosses | null;
}

/** What the rows of one table share. */
export interface ConnectionRows {
  readonly table: ConnectionTable;
  readonly split: ConnectionSplit;
  readonly idleNanos: number | undefined;
  readonly span: Span;
  readonly bursts: Uint32Array;
}

/** Connections of a span; `idleNanos` is the silence that splits a flow (absent: 120 s, and none splits TCP). */
export function connectionRows(view: CaptureView, span: Span, params: BurstParams, idleNanos?: number): ConnectionRows {
  const split = view.connectionSplit(idleNanos);
  const found = view.bursts({ ...params, scope: 'flow' });
  const bursts = new Uint32Array(split.length);
  for (let n = 0; n < found.length; n++) {
    // A burst that goes on over a split counts where it begins.
    if (found.start[n]! < span.hi && found.end[n]! >= span.lo) bursts[split.of[found.start[n]!]!]!++;
  }
  return { table: view.connectionTable(span, idleNanos), split, idleNanos, span, bursts };
}

/** Numbers of the connections with records in the span, in order of their start. */
export function connectionsIn({ table }: ConnectionRows): number[] {
  const out: number[] = [];
  for (let id = 0; id < table.length; id++) if (table.first[id] !== NEVER) out.push(id);
  return out;
}

export function connectionRow(view: CaptureView, rows: ConnectionRows, id: number): ConnectionRow {
  const { table, split } = rows;
  const { store, order } = view;
  const { flows } = store;
  const flow = split.flow[id]!;
  const swapped = split.opener[id] === 1;
  const a = swapped ? flows.bHost[flow]! : flows.aHost[flow]!;
  const b = swapped ? flows.aHost[flow]! : flows.bHost[flow]!;
  const { packets, bytes, payload } = table.sides;
  const synToSynAck = known(table.synToSynAck[id]!);
  const synAckToAck = known(table.synAckToAck[id]!);
  const protocol = ipProtocolName(flows.protocol[flow]!);
  const hasSegments = protocol === 'TCP' && store.log === undefined;
  return {
    id,
    flow,
    a: hostEnd(store, a),
    b: hostEnd(store, b),
    aPort: swapped ? flows.bPort(flow) : flows.aPort(flow),
    bPort: swapped ? flows.aPort(flow) : flows.bPort(flow),
    protocol,
    service: view.service(flow),
    name: store.names.flow(flow)?.name ?? null,
    packetsAb: packets[id * 2]!,
    packetsBa: packets[id * 2 + 1]!,
    bytesAb: bytes[id * 2]!,
    bytesBa: bytes[id * 2 + 1]!,
    payloadAb: payload[id * 2]!,
    payloadBa: payload[id * 2 + 1]!,
    start: order.time(table.first[id]!),
    end: endOf(view, table.last[id]!),
    flows: 1,
    connections: 1,
    state: table.state(id),
    bursts: rows.bursts[id]!,
    synToSynAck,
    synAckToAck,
    handshake: synToSynAck === null || synAckToAck === null ? null : synToSynAck + synAckToAck,
    lossesAb: hasSegments ? lossesOf(table, id * 2) : null,
    lossesBa: hasSegments ? lossesOf(table, id * 2 + 1) : null,
  };
}

/** When a connection ended: with its last record, or when the log says. */
function endOf({ store, order }: CaptureView, last: number): Time {
  const duration = store.log?.duration[order.row(last)] ?? 0;
  return addNanos(order.time(last), duration > 0 ? duration : 0);
}

const known = (nanos: number): number | null => (Number.isNaN(nanos) ? null : nanos);

const lossesOf = ({ sides }: ConnectionTable, i: number): SideLosses => ({
  retransmitted: sides.retransmitted[i]!,
  retransmittedBytes: sides.retransmittedBytes[i]!,
  outOfOrder: sides.outOfOrder[i]!,
  outOfOrderBytes: sides.outOfOrderBytes[i]!,
  duplicateAcks: sides.duplicateAcks[i]!,
  zeroWindows: sides.zeroWindows[i]!,
});

/** Gaps between the records that the same host received within the connection, both directions together. */
export function connectionGaps(view: CaptureView, rows: ConnectionRows, id: number): GapSummary {
  const { columns, flows } = view.store;
  const groups = view.connectionGroups(rows.idleNanos);
  return summarize(sameReceiverGaps(groups, id, columns, flows, view.order, rows.span));
}
