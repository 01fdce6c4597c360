// Hosts of a span of time: what each sent and received, when it was first and last seen, and how many peers it had.
import type { FlowTable } from '../store/flow-table.ts';
import { scopeKeys } from '../timing/groups.ts';
import { type FlowStats, NEVER } from './flow-stats.ts';
import { type Totals, totalsBy } from './totals.ts';

/** Index: number of the host. */
export interface HostTable {
  readonly sent: Totals;
  readonly received: Totals;
  /** Distinct hosts that it exchanged records with (itself counts when it talked to itself). */
  readonly peers: Uint32Array;
}

export function hostTable(stats: FlowStats, flows: FlowTable, hosts: number): HostTable {
  const sent = totalsBy(stats, scopeKeys('sender', flows, hosts));
  const received = totalsBy(stats, scopeKeys('receiver', flows, hosts));
  const active = totalsBy(stats, scopeKeys('conversation', flows, hosts)).first;
  const peers = new Uint32Array(hosts);
  for (let c = 0; c < active.length; c++) {
    if (active[c] === NEVER) continue;
    const a = flows.conversations.first[c]!;
    const b = flows.conversations.second[c]!;
    peers[a]!++;
    if (b !== a) peers[b]!++;
  }
  return { sent, received, peers };
}

/** Position of the host's first record, sent or received; NEVER when it has none. */
export const firstSeen = (table: HostTable, host: number): number =>
  Math.min(table.sent.first[host]!, table.received.first[host]!);

/** Position of the host's last record, sent or received. Only for hosts that have one. */
export const lastSeen = (table: HostTable, host: number): number =>
  Math.max(
    table.sent.first[host] === NEVER ? 0 : table.sent.last[host]!,
    table.received.first[host] === NEVER ? 0 : table.received.last[host]!,
  );
