// The graph of who talks to whom: the busiest hosts by themselves, the others folded into groups.
import type { GraphEdge, GraphGroup, GraphNode, GraphPart, GraphRequest, HostGraph } from '../../shared/model/graph.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { type FoldedGroup, foldHosts } from '../tables/fold-hosts.ts';
import { hostsAround, hostsBetween, type Pairs } from '../tables/graph-part.ts';
import type { HostTable } from '../tables/host-table.ts';
import { type Totals, totalsBy } from '../tables/totals.ts';
import { scopeKeys } from '../timing/groups.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf, hostRow, hostsIn } from './host-rows.ts';

const HIDDEN = new Set(['0.0.0.0', '255.255.255.255']);

/** Where there are too many hosts, this share of the nodes are groups, and no more than can be told apart. */
const GROUPS = 0.2;
const MOST_GROUPS = 40;
/** Hosts of a group that is taken apart that are shown by themselves, and groups that its others become. */
const HOSTS_OF_GROUP = 60;
const GROUPS_OF_GROUP = 20;

/** Index of the node of a host: its number; of a group, -1 - its index; NONE: it is not drawn. */
const NONE = -0x8000_0000;

/** The streams with records in the span, and what went over each. */
interface Streams extends Pairs {
  readonly numbers: readonly number[];
  readonly totals: Totals;
}

/** The hosts of the span and what they sent each other, with at most twice `maxNodes` nodes where groups are expanded. */
export function hostGraph(view: CaptureView, span: Span, request: GraphRequest): HostGraph {
  const { maxNodes, showHidden, keep = [], minPackets = 0 } = request;
  const table = view.hostTable(span);
  const bytes = (host: number): number => table.sent.bytes[host]! + table.received.bytes[host]!;
  const present = hostsIn(table);
  const all = streamsOf(view, span, 0);
  const part = partOf(request.only, all, view.hosts);
  const hidden = new Set(present.filter(h => HIDDEN.has(addressOf(view.store, h))));
  const strong = minPackets > 1 ? streamsOf(view, span, minPackets) : all;
  const connected = minPackets > 1 ? endsOf(strong) : null;
  const candidates = present
    .filter(h => (showHidden || !hidden.has(h)) && (part === null || part.hosts.has(h)) && (connected?.has(h) ?? true))
    .sort((a, b) => bytes(b) - bytes(a) || a - b);
  const { hosts, groups } = choose(view, candidates, { maxNodes, keep, expand: new Set(request.expand ?? []) });
  const drawn = edgesBetween(view, strong, hosts, groups);
  return {
    nodes: hosts.map((h): GraphNode => ({ ...hostRow(view, table, h), hidden: hidden.has(h) })),
    groups: groups.map(group => groupRow(group, table)),
    edges: drawn.edges,
    hostsLeftOut: present.length - hosts.length - groups.reduce((sum, group) => sum + group.hosts.length, 0),
    edgesLeftOut: all.length - drawn.streams,
    distance: part?.distance ?? null,
  };
}

function streamsOf(view: CaptureView, span: Span, minPackets: number): Streams {
  const { flows } = view.store;
  const totals = totalsBy(view.stats(span), scopeKeys('stream', flows, view.hosts));
  const numbers: number[] = [];
  for (let s = 0; s < totals.packets.length; s++) {
    if (totals.first[s] !== NEVER && totals.packets[s]! >= minPackets) numbers.push(s);
  }
  const { first, second } = flows.streams;
  return {
    numbers,
    totals,
    length: numbers.length,
    first: Uint32Array.from(numbers, s => first[s]!),
    second: Uint32Array.from(numbers, s => second[s]!),
  };
}

function endsOf({ first, second, length }: Pairs): Set<number> {
  const ends = new Set<number>();
  for (let i = 0; i < length; i++) ends.add(first[i]!).add(second[i]!);
  return ends;
}

function partOf(
  only: GraphPart | undefined,
  pairs: Pairs,
  hosts: number,
): { readonly hosts: ReadonlySet<number>; readonly distance: number | null } | null {
  if (!only || only.host >= hosts || (only.kind === 'between' && only.peer >= hosts)) return null;
  if (only.kind === 'between') return hostsBetween(pairs, hosts, only.host, only.peer);
  return { hosts: hostsAround(pairs, hosts, only.host, only.hops), distance: null };
}

interface Group extends FoldedGroup {
  readonly expands: boolean;
}

interface Choice {
  readonly maxNodes: number;
  readonly keep: readonly number[];
  readonly expand: ReadonlySet<string>;
}

/** Which hosts are nodes of their own, and which groups the others form. `candidates`: the busiest first. */
function choose(
  view: CaptureView,
  candidates: readonly number[],
  { maxNodes, keep, expand }: Choice,
): { readonly hosts: readonly number[]; readonly groups: readonly Group[] } {
  if (candidates.length <= maxNodes) return { hosts: candidates, groups: [] };
  const budget = Math.min(MOST_GROUPS, Math.floor(maxNodes * GROUPS));
  if (budget === 0) return { hosts: candidates.slice(0, maxNodes), groups: [] };
  const addressBytes = (host: number): Uint8Array => view.store.addresses.copyBytes(host);
  const kept = new Set(keep);
  const alone = candidates.filter((h, i) => i < maxNodes - budget || kept.has(h));
  const shown = new Set(alone);
  const hosts = [...alone];
  const groups: Group[] = [];
  const open = foldHosts(
    candidates.filter(h => !shown.has(h)),
    addressBytes,
    budget,
  );
  for (let group = open.shift(); group; group = open.shift()) {
    const { key, hosts: members } = group;
    const hasRoom = hosts.length + groups.length + open.length + HOSTS_OF_GROUP + GROUPS_OF_GROUP <= 2 * maxNodes;
    if (members.length === 1) hosts.push(members[0]!);
    else if (!expand.has(key) || !hasRoom) groups.push({ key, hosts: members, expands: hasRoom });
    else {
      hosts.push(...members.slice(0, HOSTS_OF_GROUP));
      const others = foldHosts(members.slice(HOSTS_OF_GROUP), addressBytes, GROUPS_OF_GROUP);
      const again = others.filter(other => other.key === key);
      groups.push(...again.map(({ hosts: rest }) => ({ key, hosts: rest, expands: false })));
      open.push(...others.filter(other => other.key !== key));
    }
  }
  return { hosts, groups };
}

function groupRow({ key, hosts, expands }: Group, { sent, received }: HostTable): GraphGroup {
  const sum = (values: ArrayLike<number>): number => hosts.reduce((total, h) => total + values[h]!, 0);
  return {
    key,
    expands,
    hosts: hosts.length,
    packetsSent: sum(sent.packets),
    packetsReceived: sum(received.packets),
    bytesSent: sum(sent.bytes),
    bytesReceived: sum(received.bytes),
  };
}

/** `streams`: how many streams the edges stand for. Traffic within a group has no edge. */
function edgesBetween(
  view: CaptureView,
  { numbers, totals, first, second }: Streams,
  hosts: readonly number[],
  groups: readonly Group[],
): { readonly edges: readonly GraphEdge[]; readonly streams: number } {
  const nodeOf = new Int32Array(view.hosts).fill(NONE);
  for (const h of hosts) nodeOf[h] = h;
  groups.forEach((group, i) => {
    for (const h of group.hosts) nodeOf[h] = -1 - i;
  });
  const edges: GraphEdge[] = [];
  const summed = new Map<string, { stream: null; src: number; dst: number } & Record<Counted, number>>();
  let streams = 0;
  numbers.forEach((stream, i) => {
    const src = nodeOf[first[i]!]!;
    const dst = nodeOf[second[i]!]!;
    if (src === NONE || dst === NONE || (src < 0 && src === dst)) return;
    streams++;
    const packets = totals.packets[stream]!;
    const bytes = totals.bytes[stream]!;
    const payload = totals.payload[stream]!;
    if (src >= 0 && dst >= 0) {
      edges.push({ stream, src, dst, packets, bytes, payload });
      return;
    }
    const key = `${src} ${dst}`;
    const edge = summed.get(key);
    if (!edge) {
      summed.set(key, { stream: null, src, dst, packets, bytes, payload });
      return;
    }
    edge.packets += packets;
    edge.bytes += bytes;
    edge.payload += payload;
  });
  return { edges: [...edges, ...summed.values()], streams };
}

type Counted = 'packets' | 'bytes' | 'payload';
