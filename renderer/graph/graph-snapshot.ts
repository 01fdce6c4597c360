// For tests: what the graph shows, and where on the page.
import type { Core, NodeSingular } from 'cytoscape';
import type { DrawnNode } from './drawn-graph.ts';
import type { Point } from './positions.ts';

/** Nodes and edges with their places on the page, in pixels. */
export function graphSnapshotOf(core: Core, container: HTMLElement) {
  const { left, top } = container.getBoundingClientRect();
  const onPage = ({ x, y }: Point): Point => ({ x: left + x, y: top + y });
  const drawnOf = <Kind extends DrawnNode['kind']>(kind: Kind) =>
    (core.nodes().toArray() as NodeSingular[]).flatMap(node => {
      const drawn = node.scratch('_drawn') as DrawnNode;
      return drawn.kind === kind ? [{ node, drawn: drawn as Extract<DrawnNode, { kind: Kind }> }] : [];
    });
  return {
    nodes: drawnOf('host').map(({ node, drawn: { host } }) => ({
      id: host.id,
      address: host.address,
      isFaded: node.hasClass('faded'),
      ...onPage(node.renderedPosition()),
    })),
    groups: drawnOf('group').map(({ node, drawn: { group } }) => ({
      key: group.key,
      hosts: group.hosts,
      ...onPage(node.renderedPosition()),
    })),
    edges: core.edges().map(edge => {
      const { stream, src, dst, packets } = edge.scratch('_drawn').edge;
      return {
        id: stream as number | null,
        src: src as number,
        dst: dst as number,
        packets: packets as number,
        ...onPage(edge.renderedMidpoint()),
      };
    }),
  };
}
