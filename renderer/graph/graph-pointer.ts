// What the pointer does over the graph, in words of the graph.
import type { Core } from 'cytoscape';
import type { GraphEdge } from '../../shared/model/graph.ts';
import type { DrawnNode } from './drawn-graph.ts';
import type { Point } from './positions.ts';

/** What lies under the pointer, and where in the container, in pixels. */
export interface Hovered {
  readonly node: DrawnNode | null;
  readonly edge: GraphEdge | null;
  /** What goes the other way over the same line. */
  readonly back: GraphEdge | null;
  readonly x: number;
  readonly y: number;
  /** Of the container. */
  readonly width: number;
  readonly height: number;
}

export interface GraphViewEvents {
  /** `extended`: with Shift or Ctrl held. */
  choose(node: DrawnNode, extended: boolean): void;
  chooseEdge(edge: GraphEdge): void;
  clear(): void;
  hover(hovered: Hovered | null): void;
  /** Nodes lie elsewhere, by hand or by a layout. */
  moved(): void;
}

/** What the view itself has to know. */
interface Hands {
  /** The user moved the picture, or took hold of a node. */
  readonly onMove: () => void;
  /** A node was dragged to a place and let go. */
  readonly onDrop: (id: string, place: Point) => void;
}

export function listenToPointer(
  core: Core,
  container: HTMLElement,
  events: GraphViewEvents,
  { onMove, onDrop }: Hands,
): void {
  core.on('tap', event => {
    if (event.target === core) events.clear();
    else if (event.target.isNode()) events.choose(event.target.scratch('_drawn'), isExtended(event.originalEvent));
    else events.chooseEdge(event.target.scratch('_drawn').edge);
  });
  core.on('mouseover', 'node, edge', event => {
    event.target.addClass('hover');
    container.style.cursor = 'pointer';
    const { x, y } = event.renderedPosition;
    const at = { x, y, width: container.clientWidth, height: container.clientHeight };
    const drawn = event.target.scratch('_drawn');
    if (event.target.isNode()) events.hover({ node: drawn, edge: null, back: null, ...at });
    else events.hover({ node: null, edge: drawn.edge, back: drawn.back, ...at });
  });
  core.on('mouseout', 'node, edge', event => {
    event.target.removeClass('hover');
    container.style.cursor = '';
    events.hover(null);
  });
  core.on('dragpan scrollzoom pinchzoom grab', () => {
    onMove();
    events.hover(null);
  });
  core.on('dragfree', 'node', event => {
    onDrop(event.target.id(), { ...event.target.position() });
    events.moved();
  });
}

const isExtended = (event: unknown): boolean =>
  event instanceof MouseEvent && (event.shiftKey || event.ctrlKey || event.metaKey);
