// Asks a worker for a layout, for a limited time: fcose can take minutes on hub-shaped graphs.
import { CROWDED, type DrawnGraph, type DrawnNode, labelLines } from './drawn-graph.ts';
import type { Panel, Room } from './fill-panel.ts';
import type { Positions } from './positions.ts';

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly size: number }[];
  readonly edges: readonly { readonly source: string; readonly target: string }[];
  /** By id: what each node needs in the panel. */
  readonly rooms: readonly (readonly [id: string, room: Room])[];
  readonly panel: Panel;
  /** Where the user put nodes. */
  readonly fixed: readonly (readonly [id: string, point: { readonly x: number; readonly y: number }])[];
}

export interface LayoutReply {
  readonly positions: readonly (readonly [id: string, x: number, y: number])[];
}

export interface Layout {
  /** Undefined when the time was up, the worker failed, or cancel() was called. */
  readonly positions: Promise<Positions | undefined>;
  cancel(): void;
}

const TIME_LIMIT = 5000;

/** Springs beyond this many of a node pull everything into one ball, and take their time. */
const SPRINGS_A_NODE = 3;

/** Both directions of a pair are one spring; of a dense graph only the strongest of every node hold. */
function springs(graph: DrawnGraph): LayoutRequest['edges'] {
  const seen = new Set<string>();
  const pairs = graph.edges.filter(({ source, target }) => {
    const key = source < target ? `${source} ${target}` : `${target} ${source}`;
    if (source === target || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  if (pairs.length <= SPRINGS_A_NODE * graph.nodes.length) return pairs;
  const used = new Map<string, number>();
  const use = (id: string): number => {
    const count = (used.get(id) ?? 0) + 1;
    used.set(id, count);
    return count;
  };
  return pairs
    .sort((a, b) => b.width - a.width)
    .filter(({ source, target }) => Math.min(use(source), use(target)) <= SPRINGS_A_NODE);
}

/** Pixels of a character, of a line of text, and around what is drawn; names are cut at so many characters. */
const LETTER = 6.6;
const LINE = 15;
const AIR = 5;
const LONGEST = 26;
/** Names get room where this share of the panel is enough for all that have it. */
const NAMED = 0.5;

/** Names of the largest nodes get room of their own, as many as the panel holds. */
function roomsOf(nodes: readonly DrawnNode[], { width, height }: Panel): LayoutRequest['rooms'] {
  const isCrowded = nodes.length > CROWDED;
  let free = width * height * NAMED - nodes.reduce((sum, { size }) => sum + (size + AIR) ** 2, 0);
  const named = new Map<string, Room>();
  for (const node of nodes.toSorted((a, b) => b.size - a.size)) {
    const lines = labelLines(node, isCrowded);
    const longest = Math.max(...lines.map(line => Math.min(LONGEST, line.length)));
    const wide = Math.max(node.size, longest * LETTER) + AIR;
    const below = node.size / 2 + lines.length * LINE + AIR;
    free -= wide * (node.size / 2 + below) - (node.size + AIR) ** 2;
    if (free < 0) break;
    named.set(node.id, { width: wide, above: node.size / 2 + AIR, below });
  }
  return nodes.map(({ id, size }) => {
    const half = (size + AIR) / 2;
    return [id, named.get(id) ?? { width: size + AIR, above: half, below: half }];
  });
}

/** What a layout is made from. The same request gives the same places. */
export function layoutRequest(graph: DrawnGraph, panel: Panel, fixed: Positions): LayoutRequest {
  return {
    nodes: graph.nodes.map(({ id, size }) => ({ id, size })),
    edges: springs(graph).map(({ source, target }) => ({ source, target })),
    rooms: roomsOf(graph.nodes, panel),
    panel,
    fixed: [...fixed],
  };
}

export function layOut(request: LayoutRequest): Layout {
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  let finish: (positions: Positions | undefined) => void = () => {};
  const positions = new Promise<Positions | undefined>(resolve => {
    finish = resolve;
  });
  const end = (result: Positions | undefined): void => {
    clearTimeout(timer);
    worker.terminate();
    finish(result);
  };
  const timer = setTimeout(() => end(undefined), TIME_LIMIT);
  worker.onmessage = ({ data }: MessageEvent<LayoutReply>) =>
    end(new Map(data.positions.map(([id, x, y]) => [id, { x, y }])));
  worker.onerror = () => end(undefined);
  worker.postMessage(request);
  return { positions, cancel: () => end(undefined) };
}
