// The host graph as it is drawn: which nodes and edges, how large, how wide. Pure.
import type { GraphEdge, GraphGroup, GraphNode, HostGraph } from '../../shared/model/graph.ts';
import type { HostMark } from '../../shared/model/workspace.ts';
import { formatBytes, formatCount } from '../../shared/unit/format.ts';
import { counted } from '../ui/counted.ts';

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
  /** What goes the other way, where both are drawn as one line; null: nothing, or it has a line of its own. */
  readonly back: GraphEdge | null;
  /** Pixels at zoom 1; grows with the logarithm of the packets; of the bytes where packets are not counted. */
  readonly width: number;
  /** Packets, or bytes where they are not counted. */
  readonly label: string;
}

export interface DrawnGraph {
  /** Hosts, most traffic first, then groups. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** Both directions of a pair are one line. */
  readonly bundled: boolean;
  /** Hosts in the graph that are left out of the picture unless asked for. */
  readonly hidden: number;
  /** Edges between drawn nodes that are left out because there are too many to see any. */
  readonly edgesLeftOut: number;
}

/** Diameters in pixels, with few nodes and with many. */
const SMALLEST = [16, 9] as const;
const LARGEST = [52, 40] as const;
/** A group is not smaller than its count of hosts needs. */
const GROUP = [30, 18] as const;
const MANY_NODES = 100;
const THINNEST = 1.2;
const WIDEST = 7;
/** Of lines that lie close. */
const WIDEST_BUNDLED = 4.5;
/** More cannot be told from each other, and drawing them takes longer than a frame. */
const MOST_EDGES = 500;
/** From this many on, both directions of a pair are one line. */
const BUNDLED_FROM = 120;

/** With more nodes than this a host's name stands without its address. */
export const CROWDED = 60;

/** What is written below a node. */
export function labelLines(drawn: DrawnNode, isCrowded: boolean): readonly string[] {
  if (drawn.kind === 'group') {
    const { key, hosts } = drawn.group;
    return [key, `${counted(hosts, 'host')}, ${formatBytes(bytesOf(drawn.group))}`];
  }
  const { name, address } = drawn.host;
  return name ? (isCrowded ? [name] : [name, address]) : [address];
}

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

export const NOTHING_DRAWN: DrawnGraph = { nodes: [], edges: [], bundled: false, hidden: 0, edgesLeftOut: 0 };

type Line = Pick<DrawnEdge, 'edge' | 'back'>;

/** Both directions of each pair as one line, which stands where the first of them stood and points where it did. */
function bundled(edges: readonly GraphEdge[]): Line[] {
  const lines = new Map<string, { edge: GraphEdge; back: GraphEdge | null }>();
  for (const edge of edges) {
    const other = edge.src === edge.dst ? undefined : lines.get(`${edge.dst} ${edge.src}`);
    if (other) other.back = edge;
    else lines.set(`${edge.src} ${edge.dst}`, { edge, back: null });
  }
  return [...lines.values()];
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
  const crowd = hosts.length + graph.groups.length > MANY_NODES ? 1 : 0;
  const size = (node: Traffic): number =>
    SMALLEST[crowd] + (LARGEST[crowd] - SMALLEST[crowd]) * Math.sqrt(bytesOf(node) / largest);
  const drawn = new Set([...hosts.map(host => host.id), ...graph.groups.map((_, i) => -1 - i)]);
  const idOf = (node: number): string => (node >= 0 ? nodeId(node) : groupId(graph.groups[-1 - node]!.key));
  const between = graph.edges.filter(edge => drawn.has(edge.src) && drawn.has(edge.dst));
  const edges = worthDrawing(between, kept);
  const weight = hasPackets(edges) ? 'packets' : 'bytes';
  const isBundled = edges.length >= BUNDLED_FROM;
  const widest = isBundled ? WIDEST_BUNDLED : WIDEST;
  const lines = isBundled ? bundled(edges) : edges.map(edge => ({ edge, back: null }));
  const weightOf = ({ edge, back }: Line): number => edge[weight] + (back?.[weight] ?? 0);
  const most = Math.log1p(lines.reduce((largest, line) => Math.max(largest, weightOf(line)), 1));
  return {
    nodes: [
      ...hosts.map(host => drawnHost(host, size(host), marks)),
      ...graph.groups.map(
        (group): DrawnGroup => ({
          kind: 'group',
          id: groupId(group.key),
          group,
          size: Math.max(GROUP[crowd], size(group)),
        }),
      ),
    ],
    edges: lines.map(line => ({
      id: `${idOf(line.edge.src)} ${idOf(line.edge.dst)}`,
      source: idOf(line.edge.src),
      target: idOf(line.edge.dst),
      ...line,
      width: THINNEST + (widest - THINNEST) * (Math.log1p(weightOf(line)) / most),
      label: weight === 'packets' ? formatCount(weightOf(line)) : formatBytes(weightOf(line)),
    })),
    bundled: isBundled,
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
