// The graph as parts of an SVG, as it is seen: edges with arrow heads, nodes in their shapes, names. Pure.
import type { HostRole } from '../../shared/model/host.ts';
import { xmlText } from '../../shared/unit/xml.ts';
import { paint } from '../ui/picture/plain-colour.ts';
import type { Point } from './positions.ts';

export interface EdgeMark {
  /** From end to end; what is between are control points of curves that meet halfway between them. */
  readonly points: readonly Point[];
  readonly width: number;
  readonly colour: string;
  readonly opacity: number;
  /** Length of the arrow heads in pixels; 0: none. */
  readonly source: number;
  readonly target: number;
}

export interface NodeMark extends Point {
  readonly radius: number;
  readonly role: HostRole | 'group';
  readonly fill: string;
  readonly border: string;
  readonly borderWidth: number;
  readonly opacity: number;
  /** Behind what is selected or found. */
  readonly halo: { readonly colour: string; readonly opacity: number; readonly radius: number } | null;
}

export interface TextMark extends Point {
  readonly text: string;
  readonly colour: string;
  readonly bold: boolean;
}

const around = (corners: number, inner = 1): readonly (readonly [number, number])[] =>
  Array.from({ length: corners }, (_, i) => {
    const [angle, radius] = [(2 * Math.PI * i) / corners - Math.PI / 2, i % 2 === 1 ? inner : 1];
    return [Math.cos(angle) * radius, Math.sin(angle) * radius] as const;
  });

const SQUARE = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** Corners of each role's shape in a square from -1 to 1; none: a circle. */
const CORNERS: Readonly<Partial<Record<HostRole | 'group', readonly (readonly [number, number])[]>>> = {
  public: around(4),
  multicast: [
    [0, -1],
    [1, 1],
    [-1, 1],
  ],
  broadcast: around(10, 0.6),
  unspecified: SQUARE,
  loopback: around(6),
  group: SQUARE,
};

const round = (value: number): string => (Math.round(value * 10) / 10).toString();
const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

/** The point so far from an end, towards what comes before it. */
function before(end: Point, from: Point, length: number): Point {
  const share = length / (Math.hypot(end.x - from.x, end.y - from.y) || 1);
  return { x: end.x + (from.x - end.x) * share, y: end.y + (from.y - end.y) * share };
}

function headSvg(tip: Point, from: Point, length: number): string {
  const back = before(tip, from, length);
  const [dx, dy] = [(tip.x - back.x) / 2, (tip.y - back.y) / 2];
  return `M${at(tip)}L${at({ x: back.x - dy, y: back.y + dx })}L${at({ x: back.x + dy, y: back.y - dx })}z`;
}

function edgeSvg({ points, width, colour, opacity, source, target }: EdgeMark): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const controls = points.slice(1, -1);
  const [second, beforeLast] = [points[1]!, points.at(-2)!];
  // The line ends within the head, not beside its tip.
  const [start, end] = [before(first, second, source * 0.8), before(last, beforeLast, target * 0.8)];
  const curves = controls.map((control, i) => {
    const next = controls[i + 1];
    return `Q${at(control)} ${at(next ? { x: (control.x + next.x) / 2, y: (control.y + next.y) / 2 } : end)}`;
  });
  const line = `M${at(start)}${controls.length > 0 ? curves.join('') : `L${at(end)}`}`;
  const heads =
    (target > 0 ? headSvg(last, beforeLast, target) : '') + (source > 0 ? headSvg(first, second, source) : '');
  const head = heads === '' ? '' : `<path d="${heads}" ${paint('fill', colour)} stroke="none"/>`;
  return `<g opacity="${round(opacity)}"><path d="${line}" fill="none" ${paint('stroke', colour)} stroke-width="${round(width)}"/>${head}</g>`;
}

function nodeSvg({ x, y, radius, role, fill, border, borderWidth, opacity, halo }: NodeMark): string {
  const look = `${paint('fill', fill)} ${paint('stroke', border)} stroke-width="${round(borderWidth)}"`;
  const corners = CORNERS[role];
  const shape = corners
    ? `<polygon points="${corners.map(([dx, dy]) => at({ x: x + dx * radius, y: y + dy * radius })).join(' ')}" ${look}/>`
    : `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" ${look}/>`;
  const behind = halo
    ? `<circle cx="${round(x)}" cy="${round(y)}" r="${round(halo.radius)}" ${paint('fill', halo.colour, halo.opacity)}/>`
    : '';
  return `<g opacity="${round(opacity)}">${behind}${shape}</g>`;
}

export const graphSvg = (edges: readonly EdgeMark[], nodes: readonly NodeMark[]): string =>
  [...edges.map(edgeSvg), ...nodes.map(nodeSvg)].join('\n');

/** Names with a rim in the colour behind them. */
export const namesSvg = (texts: readonly TextMark[], behind: string): string =>
  [
    `<g font-size="12px" text-anchor="middle" ${paint('stroke', behind)} stroke-width="4" stroke-linejoin="round" paint-order="stroke">`,
    ...texts.map(
      ({ text, x, y, colour, bold }) =>
        `<text x="${round(x)}" y="${round(y + 4)}" ${paint('fill', colour)}${bold ? ' font-weight="600"' : ''}>${xmlText(text)}</text>`,
    ),
    '</g>',
  ].join('\n');
