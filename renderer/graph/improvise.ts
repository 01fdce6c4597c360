// Places for nodes that no layout has placed yet: near what they talk to, or where the group lay that they come out of.
import type { DrawnGraph } from './drawn-graph.ts';
import { type Point, type Positions, placeNewcomers } from './positions.ts';

/** Widest edge first. */
const neighboursIn =
  ({ edges }: DrawnGraph) =>
  (id: string): string[] =>
    edges
      .filter(edge => edge.source === id || edge.target === id)
      .sort((a, b) => b.width - a.width)
      .map(edge => (edge.source === id ? edge.target : edge.source));

/** Where the group lay that was taken apart since, if one was. */
function opened(graph: DrawnGraph, before: DrawnGraph, home: ReadonlyMap<string, Point>): Point | undefined {
  const now = new Set(graph.nodes.map(({ id }) => id));
  const gone = before.nodes.filter(node => node.kind === 'group' && !now.has(node.id));
  return gone.length === 1 ? home.get(gone[0]!.id) : undefined;
}

/** `before`: what was drawn until now, whose groups may be what newcomers come out of; `home`: places that are known. */
export const improvisedPlaces = (graph: DrawnGraph, before: DrawnGraph, home: Map<string, Point>): Positions =>
  placeNewcomers(
    graph.nodes.map(({ id }) => id),
    home,
    neighboursIn(graph),
    () => opened(graph, before, home),
  );
