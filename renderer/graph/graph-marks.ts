// What Cytoscape draws, as marks in pixels of the panel: for pictures.
import type { Core, EdgeSingular, NodeSingular } from 'cytoscape';
import type { Point } from './positions.ts';
import type { EdgeMark, NodeMark } from './svg.ts';

const number = (element: EdgeSingular | NodeSingular, style: string): number =>
  Number.parseFloat(element.renderedStyle(style)) || 0;

export function edgeMarks(core: Core): EdgeMark[] {
  const [zoom, pan] = [core.zoom(), core.pan()];
  return (core.edges().toArray() as EdgeSingular[]).map(edge => {
    // Straight edges have none, whatever the types say: asking for those in pixels throws.
    const controls = (edge.controlPoints() as readonly Point[] | undefined) ?? [];
    const points = [
      edge.renderedSourceEndpoint(),
      ...controls.map(({ x, y }) => ({ x: x * zoom + pan.x, y: y * zoom + pan.y })),
      edge.renderedTargetEndpoint(),
    ];
    const width = edge.width() * zoom;
    const length = headLength(edge.width(), Number(edge.style('arrow-scale'))) * zoom;
    const headAt = (end: 'source' | 'target'): number => (edge.style(`${end}-arrow-shape`) === 'none' ? 0 : length);
    return {
      points: points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
      width,
      colour: edge.style('line-color') as string,
      opacity: Number(edge.style('opacity')),
      source: headAt('source'),
      target: headAt('target'),
    };
  });
}

/** As long as Cytoscape makes a triangle. */
const headLength = (width: number, scale: number): number => 0.3 * Math.max((width * 13.37) ** 0.9, 29) * scale;

export const nodeMarks = (core: Core): NodeMark[] =>
  (core.nodes().toArray() as NodeSingular[]).map(node => {
    const radius = node.renderedWidth() / 2;
    const halo = Number(node.style('underlay-opacity'));
    return {
      ...node.renderedPosition(),
      radius,
      role: node.data('role'),
      fill: node.style('background-color') as string,
      border: node.style('border-color') as string,
      borderWidth: number(node, 'border-width'),
      opacity: Number(node.style('opacity')),
      halo:
        halo > 0
          ? {
              colour: node.style('underlay-color') as string,
              opacity: halo,
              radius: radius + number(node, 'underlay-padding'),
            }
          : null,
    };
  });
