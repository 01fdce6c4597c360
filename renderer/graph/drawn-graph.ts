// The host graph as it is drawn: which nodes and edges, how large, how wide. Pure.
import type { GraphEdge, GraphGroup, GraphNode, HostGraph } from '../../shared/model/graph.ts';
import type { HostMark } from '../../shared/model/workspace.ts';
import { formatBytes, formatCount } from '../../shared/unit/format.ts';

interface Drawn {
  readonly id: string;
  /** Diameter in pixels at zoom 1; its area grows with the bytes sent and received. */
  readonly size: number;
}

/** Its id is `h` and the number of the host: stable while the source is open. */
export interface DrawnHost extends Drawn {
  readonly kind: 'host';
  /** With the name that the user gave it, if any. */
  readonly host: GraphNode;
  /** What the capture calls it. */
  readonly captureName: string | null;
  /** The user's, as in HostMark; -1: that of its role. */
  readonly colour: number;
}

/** Its id is `g` and the key of the group. */
export interface DrawnGroup extends Drawn {
  readonly kind: 'group';
  readonly group: GraphGroup;
}

export type DrawnNode = DrawnHost | DrawnGroup;

export interface DrawnEdge {
  /** The ids of its ends. */
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly edge: GraphEdge;
  /** Pixels at zoom 1; grows with the logarithm of the packets; of the bytes where packets are not counted. */
  readonly width: number;
  /** Packets, or bytes where they are not counted. */
  readonly label: string;
}

export interface DrawnGraph {
  /** Hosts, most traffic first, then groups. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Hosts in the graph that are left out of the picture unless asked for. */
  readonly hidden: number;
  /** Edges between drawn nodes that are left out because there are too many to see any. */
  readonly edgesLeftOut: number;
}

const SMALLEST = 16;
const LARGEST = 52;
/** A group is not smaller than its count of hosts needs. */
const GROUP = 30;
const THINNEST = 1.2;
const WIDEST = 7;
/** More cannot be told from each other, and drawing them takes longer than a frame. */
const MOST_EDGES = 500;

export const nodeId = (host: number): string => `h${host}`;
const groupId = (key: string): string => `g${key}`;

type Traffic = Pick<GraphNode, 'bytesSent' | 'bytesReceived'>;
const bytesOf = (node: Traffic): number => node.bytesSent + node.bytesReceived;

/** The busiest edges; the busiest one of every node and all of the host `kept` are among them. */
function worthDrawing(edges: readonly GraphEdge[], kept: number | null): readonly GraphEdge[] {
  if (edges.length <= MOST_EDGES) return edges;
  const seen = new Set<number>();
  const sorted = [...edges].sort((a, b) => b.packets - a.packets || a.src - b.src || a.dst - b.dst);
  return sorted.filter((edge, i) => {
    const isFirst = !seen.has(edge.src) || !seen.has(edge.dst);
    seen.add(edge.src).add(edge.dst);
    return i < MOST_EDGES || isFirst || edge.src === kept || edge.dst === kept;
  });
}

/** Logs may count bytes alone: then what was answered has bytes without packets. */
const hasPackets = (edges: readonly GraphEdge[]): boolean =>
  edges.every(({ packets, bytes }) => packets > 0 || bytes === 0);

type Marks = Readonly<Record<string, HostMark>>;

function drawnHost(host: GraphNode, size: number, marks: Marks): DrawnHost {
  const { name, colour = -1 } = Object.hasOwn(marks, host.address) ? marks[host.address]! : {};
  const shown = name === undefined ? host : { ...host, name };
  return { kind: 'host', id: nodeId(host.id), host: shown, captureName: host.name, size, colour };
}

/**
 * `all`: with the hosts that are hidden by default. `kept`: a host that no edge of may be left out of the picture.
 * `marks`: what the user gave hosts, by address.
 */
export function drawGraph(graph: HostGraph, all: boolean, kept: number | null, marks: Marks = {}): DrawnGraph {
  const hosts = graph.nodes.filter(node => all || !node.hidden).sort((a, b) => bytesOf(b) - bytesOf(a) || a.id - b.id);
  const largest = Math.max(1, ...hosts.slice(0, 1).map(bytesOf), ...graph.groups.map(bytesOf));
  const size = (node: Traffic): number => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(bytesOf(node) / largest);
  const drawn = new Set([...hosts.map(host => host.id), ...graph.groups.map((_, i) => -1 - i)]);
  const idOf = (node: number): string => (node >= 0 ? nodeId(node) : groupId(graph.groups[-1 - node]!.key));
  const between = graph.edges.filter(edge => drawn.has(edge.src) && drawn.has(edge.dst));
  const edges = worthDrawing(between, kept);
  const weight = hasPackets(edges) ? 'packets' : 'bytes';
  const most = Math.log1p(edges.reduce((most, edge) => Math.max(most, edge[weight]), 1));
  return {
    nodes: [
      ...hosts.map(host => drawnHost(host, size(host), marks)),
      ...graph.groups.map(
        (group): DrawnGroup => ({ kind: 'group', id: groupId(group.key), group, size: Math.max(GROUP, size(group)) }),
      ),
    ],
    edges: edges.map(edge => ({
      id: `${idOf(edge.src)} ${idOf(edge.dst)}`,
      source: idOf(edge.src),
      target: idOf(edge.dst),
      edge,
      width: THINNEST + (WIDEST - THINNEST) * (Math.log1p(edge[weight]) / most),
      label: weight === 'packets' ? formatCount(edge.packets) : formatBytes(edge.bytes),
    })),
    edgesLeftOut: between.length - edges.length,
    hidden: graph.nodes.filter(node => node.hidden).length,
  };
}

/** Whether a node is what somebody types a part of; a group by its prefix. */
export function isFound(node: DrawnNode, search: string): boolean {
  if (node.kind === 'group') return matchesSearch({ address: node.group.key, name: null }, search);
  return matchesSearch(node.host, search) || matchesSearch({ ...node.host, name: node.captureName }, search);
}

/** Whether a host is what somebody types a part of: its address or its name. Letter case does not matter. */
export function matchesSearch(host: { address: string; name: string | null }, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return host.address.toLowerCase().includes(wanted) || (host.name ?? '').toLowerCase().includes(wanted);
}
