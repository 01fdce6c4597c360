// What of the graph's panel is free, and the zoom that shows all nodes there. Pure.
import type { Panel } from './fill-panel.ts';
import type { Point } from './positions.ts';

/** Pixels at the rim of the panel that buttons, the legend and names take. */
const RIM = { left: 16, right: 58, top: 48, bottom: 34 } as const;
/** Pixels of a node and its name beside its middle. */
const STICKS_OUT = { x: 30, y: 16 } as const;
const LEAST = 80;
const FURTHEST = 0.05;
/** A graph of two hosts need not fill the panel. */
const CLOSEST = 1.4;

/** What is free for nodes and their names, in pixels. */
export const panelIn = ({ clientWidth, clientHeight }: HTMLElement): Panel => ({
  width: Math.max(LEAST, clientWidth - RIM.left - RIM.right),
  height: Math.max(LEAST, clientHeight - RIM.top - RIM.bottom),
});

/** Zoom and pan that show all of the points, between what lies over the panel's rim. There must be points. */
export function viewportOf(points: readonly Point[], { width, height }: Panel): { zoom: number; pan: Point } {
  const [x1, x2] = [Math.min(...points.map(p => p.x)), Math.max(...points.map(p => p.x))];
  const [y1, y2] = [Math.min(...points.map(p => p.y)), Math.max(...points.map(p => p.y))];
  const wide = width / (x2 - x1 + 2 * STICKS_OUT.x);
  const high = height / (y2 - y1 + 2 * STICKS_OUT.y);
  const zoom = Math.min(CLOSEST, Math.max(FURTHEST, Math.min(wide, high)));
  return {
    zoom,
    pan: {
      x: RIM.left + width / 2 - ((x1 + x2) / 2) * zoom,
      y: RIM.top + height / 2 - ((y1 + y2) / 2) * zoom,
    },
  };
}
