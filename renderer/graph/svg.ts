// The graph as an SVG drawing: nodes, edges with arrow heads, names. Pure.
import type { HostRole } from '../../shared/model/host.ts';
import { xmlText } from '../../shared/unit/xml.ts';
import type { Colours } from '../ui/theme/colours.ts';
import type { DrawnGraph, DrawnNode } from './drawn-graph.ts';
import type { Point } from './positions.ts';

const MARGIN = 60;
const BEND = 0.12;

/** Corners of each role's shape on the unit circle; none: a circle. */
const CORNERS: Readonly<Partial<Record<HostRole, readonly (readonly [number, number])[]>>> = {
  public: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
  multicast: [
    [0, -1],
    [0.95, 0.8],
    [-0.95, 0.8],
  ],
  unspecified: [
    [-0.8, -0.8],
    [0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
  ],
  loopback: [
    [-0.5, -0.87],
    [0.5, -0.87],
    [1, 0],
    [0.5, 0.87],
    [-0.5, 0.87],
    [-1, 0],
  ],
};

const round = (value: number): string => (Math.round(value * 10) / 10).toString();

/** An SVG document of the drawn graph with its nodes at `positions`, in the colours of a theme. */
export function graphSvg(graph: DrawnGraph, positions: ReadonlyMap<string, Point>, c: Colours): string {
  const points = graph.nodes.map(({ id }) => positions.get(id) ?? { x: 0, y: 0 });
  const xs = points.map(p => p.x);
  const ys = points.map(p => p.y);
  const left = Math.min(0, ...xs) - MARGIN;
  const top = Math.min(0, ...ys) - MARGIN;
  const width = Math.max(0, ...xs) - left + MARGIN;
  const height = Math.max(0, ...ys) - top + MARGIN;
  const sizes = new Map(graph.nodes.map(({ id, size }) => [id, size]));
  const edges = graph.edges.map(({ source, target, width: thick }) => {
    const from = positions.get(source);
    const to = positions.get(target);
    if (!from || !to || source === target) return '';
    const bent = { x: (from.x + to.x) / 2 - (to.y - from.y) * BEND, y: (from.y + to.y) / 2 + (to.x - from.x) * BEND };
    // The head ends at the rim of the node, not under it.
    const length = Math.hypot(to.x - bent.x, to.y - bent.y) || 1;
    const short = ((sizes.get(target) ?? 0) / 2 + 6) / length;
    const end = { x: to.x - (to.x - bent.x) * short, y: to.y - (to.y - bent.y) * short };
    const path = `M${round(from.x)} ${round(from.y)}Q${round(bent.x)} ${round(bent.y)} ${round(end.x)} ${round(end.y)}`;
    return `<path d="${path}" stroke-width="${round(thick)}" marker-end="url(#head)"/>`;
  });
  const nodes = graph.nodes.map((node, i) => nodeSvg(node, points[i]!, c));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${[left, top, width, height].map(round).join(' ')}" width="${round(width)}" height="${round(height)}" font-family="${xmlText(c.font)}" font-size="12">`,
    `<defs><marker id="head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${c.edge}"/></marker></defs>`,
    `<rect x="${round(left)}" y="${round(top)}" width="100%" height="100%" fill="${c.panel}"/>`,
    `<g fill="none" stroke="${c.edge}" stroke-opacity="0.6">`,
    ...edges,
    '</g>',
    ...nodes,
    '</svg>',
    '',
  ].join('\n');
}

function nodeSvg(node: DrawnNode, { x, y }: Point, c: Colours): string {
  const r = node.size / 2;
  const isHost = node.kind === 'host';
  const title = isHost ? (node.host.name ?? node.host.address) : `${node.group.key} (${node.group.hosts} hosts)`;
  const below = isHost && node.host.name ? node.host.address : null;
  const corners = isHost ? CORNERS[node.host.role] : CORNERS.unspecified;
  const fill = isHost ? (c.series[node.colour] ?? c.role[node.host.role]) : c.raised;
  const stroke = isHost ? c.panel : c.muted;
  const shape = corners
    ? `<polygon points="${corners.map(([dx, dy]) => `${round(x + dx * r)},${round(y + dy * r)}`).join(' ')}" fill="${fill}" stroke="${stroke}"/>`
    : `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${fill}" stroke="${stroke}"/>`;
  const text = (line: string, at: number, colour: string): string =>
    `<text x="${round(x)}" y="${round(y + r + at)}" text-anchor="middle" fill="${colour}">${xmlText(line)}</text>`;
  return shape + text(title, 14, c.text) + (below === null ? '' : text(below, 28, c.muted));
}
