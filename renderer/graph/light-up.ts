// Which nodes and edges stand out: what the search matches, the selected host and its neighbours, the selected pair.
import type { Core, NodeSingular } from 'cytoscape';
import { isFound, nodeId } from './drawn-graph.ts';

export interface Lit {
  /** The selected host, and with `peer` the other end of the selected edge. */
  readonly host: number | null;
  readonly peer: number | null;
  readonly search: string;
  /** Both ends of a way, of which all that is drawn is a part: they are marked, and nothing is faded. */
  readonly ends: readonly number[];
}

/** Sets the classes that graph-style.ts and label-layer.ts look at. A selection goes before the search. */
export function lightUp(core: Core, lit: Lit): void {
  core.batch(() => {
    core.elements().removeClass('faded lit chosen match');
    if (lit.search.trim() !== '') {
      const isMatch = (node: NodeSingular) => isFound(node.scratch('_drawn'), lit.search);
      const matches = core.nodes().filter(isMatch);
      core.elements().not(matches).addClass('faded');
      matches.addClass('match');
    }
    if (lit.ends.length > 0) {
      for (const end of lit.ends) core.getElementById(nodeId(end)).addClass('chosen');
      return;
    }
    if (lit.host === null) return;
    const host = core.getElementById(nodeId(lit.host));
    if (lit.peer === null) {
      if (host.empty()) return;
      const around = host.closedNeighborhood();
      core.elements().not(around).addClass('faded');
      around.removeClass('faded').addClass('lit');
      host.addClass('chosen');
      return;
    }
    const ends = host.union(core.getElementById(nodeId(lit.peer)));
    const between = ends.edgesWith(ends).filter(edge => edge.source().id() !== edge.target().id() || ends.length === 1);
    if (ends.empty()) return;
    core.elements().not(ends.union(between)).addClass('faded');
    ends.removeClass('faded').addClass('chosen');
    between.removeClass('faded').addClass('chosen');
  });
}

/** Matches from which on going to all of them shows none well. */
const MANY_MATCHES = 12;

/** Moves the view to what the search matches, where some of it is out of sight; `duration` in milliseconds. */
export function bringMatchesIntoSight(core: Core, duration: number): void {
  const matches = core.nodes('.match');
  if (matches.empty() || matches.length > MANY_MATCHES) return;
  const { x1, y1, x2, y2 } = core.extent();
  const visible = matches.filter(node => {
    const { x, y } = node.position();
    return x > x1 && x < x2 && y > y1 && y < y2;
  });
  if (visible.length < matches.length) core.animate({ center: { eles: matches }, duration });
}
