// Asks a worker for a layout, for a limited time: fcose can take minutes on hub-shaped graphs.
import type { DrawnGraph } from './drawn-graph.ts';
import type { Positions } from './positions.ts';

export interface LayoutRequest {
  readonly nodes: readonly { readonly id: string; readonly size: number }[];
  readonly edges: readonly { readonly source: string; readonly target: string }[];
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

/** What a layout is made from. The same request gives the same places. */
export const layoutRequest = (graph: DrawnGraph): LayoutRequest => ({
  nodes: graph.nodes.map(({ id, size }) => ({ id, size })),
  edges: springs(graph).map(({ source, target }) => ({ source, target })),
});

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
