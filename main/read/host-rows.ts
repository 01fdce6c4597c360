// Hosts as rows, and their gap summaries.
import type { HostDetail, HostRow } from '../../shared/model/host.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { addressText, hostRole, macText } from '../../shared/net/address.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { firstSeen, type HostTable, lastSeen } from '../tables/host-table.ts';
import { shownName } from '../tables/name-table.ts';
import { gapsWithin } from '../timing/gaps.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';

/** A host's address in text (RFC 5952). */
export const addressOf = (store: CaptureStore, host: number): string => addressText(store.addresses.copyBytes(host));

/** Numbers of the hosts with records in the span, in order of appearance. */
export function hostsIn(table: HostTable): number[] {
  const out: number[] = [];
  for (let h = 0; h < table.peers.length; h++) if (firstSeen(table, h) !== NEVER) out.push(h);
  return out;
}

export function hostRow(view: CaptureView, table: HostTable, host: number): HostRow {
  const bytes = view.store.addresses.copyBytes(host);
  const mac = view.store.mac(host);
  const shown = shownName(view.store.names.of(bytes));
  return {
    id: host,
    address: addressText(bytes),
    role: hostRole(bytes),
    name: shown?.name ?? null,
    nameSource: shown?.source ?? null,
    mac: mac ? macText(mac) : null,
    packetsSent: table.sent.packets[host]!,
    packetsReceived: table.received.packets[host]!,
    bytesSent: table.sent.bytes[host]!,
    bytesReceived: table.received.bytes[host]!,
    payloadSent: table.sent.payload[host]!,
    payloadReceived: table.received.payload[host]!,
    peers: table.peers[host]!,
    first: view.order.time(firstSeen(table, host)),
    last: view.order.time(lastSeen(table, host)),
  };
}

/** Gaps between what the host sent (IDT) and between what it received (IAT), within the span. */
export function hostGaps(view: CaptureView, host: number, span: Span): { idt: GapSummary; iat: GapSummary } {
  const { columns } = view.store;
  const summary = (scope: 'sender' | 'receiver'): GapSummary =>
    summarize(gapsWithin(view.groups(scope), host, columns, view.order, span));
  return { idt: summary('sender'), iat: summary('receiver') };
}

/** The host's numbers in the span; undefined when it has no record there. */
export function hostDetail(view: CaptureView, host: number, span: Span): HostDetail | undefined {
  const table = view.hostTable(span);
  if (host >= view.hosts || firstSeen(table, host) === NEVER) return undefined;
  const names = view.store.names.of(view.store.addresses.copyBytes(host)).map(name => ({ ...name }));
  return { host: hostRow(view, table, host), names, ...hostGaps(view, host, span) };
}
