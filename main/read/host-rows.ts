// Hosts as rows, their gap summaries, and the graph of who talks to whom.
import type { GraphEdge, GraphNode, HostDetail, HostGraph, HostRow } from '../../shared/model/host.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { addressText, hostRole, macText } from '../../shared/net/address.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { firstSeen, type HostTable, lastSeen } from '../tables/host-table.ts';
import { shownName } from '../tables/name-table.ts';
import { totalsBy } from '../tables/totals.ts';
import { gapsWithin } from '../timing/gaps.ts';
import { scopeKeys } from '../timing/groups.ts';
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

const HIDDEN = new Set(['0.0.0.0', '255.255.255.255']);

/** The busiest `maxNodes` hosts of the span and what they sent each other. */
export function hostGraph(view: CaptureView, span: Span, maxNodes: number, showHidden: boolean): HostGraph {
  const table = view.hostTable(span);
  const { flows } = view.store;
  const bytes = (h: number): number => table.sent.bytes[h]! + table.received.bytes[h]!;
  const present = hostsIn(table);
  const hidden = new Set(present.filter(h => HIDDEN.has(addressOf(view.store, h))));
  const candidates = showHidden ? present : present.filter(h => !hidden.has(h));
  const kept = candidates.sort((a, b) => bytes(b) - bytes(a) || a - b).slice(0, maxNodes);
  const shown = new Set(kept);
  const nodes: GraphNode[] = kept.map(h => ({ ...hostRow(view, table, h), hidden: hidden.has(h) }));

  const streams = totalsBy(view.stats(span), scopeKeys('stream', flows, view.hosts));
  const edges: GraphEdge[] = [];
  let all = 0;
  for (let s = 0; s < streams.packets.length; s++) {
    if (streams.first[s] === NEVER) continue;
    all++;
    const src = flows.streams.first[s]!;
    const dst = flows.streams.second[s]!;
    if (!shown.has(src) || !shown.has(dst)) continue;
    edges.push({
      stream: s,
      src,
      dst,
      packets: streams.packets[s]!,
      bytes: streams.bytes[s]!,
      payload: streams.payload[s]!,
    });
  }
  return { nodes, edges, hostsLeftOut: present.length - nodes.length, edgesLeftOut: all - edges.length };
}
