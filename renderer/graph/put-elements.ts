// What is to be drawn, as Cytoscape's elements: known ones change, new ones come to their places, others go.
import type { Core } from 'cytoscape';
import type { DrawnEdge, DrawnGraph, DrawnNode } from './drawn-graph.ts';
import type { Point } from './positions.ts';

/** Edges from which on each is fainter, so that the thick ones stand out: alone, and as one for both directions. */
const MANY_EDGES = 160;
const MANY_BUNDLES = 60;
const FULL = 0.62;
const FAINTEST = 0.2;

const nodeLooks = (drawn: DrawnNode) =>
  drawn.kind === 'host' ? { role: drawn.host.role, colour: drawn.colour } : { role: 'group', colour: -1 };

function opacities({ bundled, edges }: DrawnGraph): { readonly opacity: number; readonly litOpacity: number } {
  const many = bundled ? MANY_BUNDLES : MANY_EDGES;
  const opacity = Math.max(FAINTEST, Math.min(FULL, FULL * Math.sqrt(many / Math.max(1, edges.length))));
  return { opacity, litOpacity: Math.min(0.95, opacity * 1.7) };
}

function putNode(core: Core, drawn: DrawnNode, place: Point, anew: boolean): void {
  const known = core.getElementById(drawn.id);
  const data = { id: drawn.id, size: drawn.size, ...nodeLooks(drawn) };
  if (known.nonempty()) {
    known.data(data).scratch('_drawn', drawn);
    if (anew) known.position({ ...place });
  } else core.add({ group: 'nodes', data, position: { ...place } }).scratch('_drawn', drawn);
}

function putEdge(core: Core, drawn: DrawnEdge, looks: object): void {
  const known = core.getElementById(drawn.id);
  const { id, source, target, width } = drawn;
  if (known.nonempty()) known.data({ width, ...looks }).scratch('_drawn', drawn);
  else core.add({ group: 'edges', data: { id, source, target, width, ...looks } }).scratch('_drawn', drawn);
}

/** `anew`: nodes that were drawn in another part go to their places in this one. */
export function putElements(core: Core, graph: DrawnGraph, places: ReadonlyMap<string, Point>, anew: boolean): void {
  const wanted = new Set([...graph.nodes, ...graph.edges].map(({ id }) => id));
  const opacity = opacities(graph);
  core.batch(() => {
    for (const drawn of graph.nodes) putNode(core, drawn, places.get(drawn.id)!, anew);
    for (const drawn of graph.edges) {
      putEdge(core, drawn, { ...opacity, both: graph.bundled ? Number(drawn.back !== null) : -1 });
    }
    core
      .elements()
      .filter(element => !wanted.has(element.id()))
      .remove();
  });
}
