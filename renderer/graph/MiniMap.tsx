// A small map of the whole graph with the part in sight marked; a click goes there.
import { useEffect, useRef } from 'react';
import { colours } from '../ui/theme/colours.ts';
import type { GraphView } from './graph-view.ts';
import classes from './HostGraph.module.css';

const WIDTH = 160;
const HEIGHT = 110;
const MARGIN = 6;

interface Props {
  readonly view: () => GraphView | null;
  readonly theme: 'dark' | 'light';
}

export function MiniMap({ view, theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const made = view();
      if (made && canvas.current) drawMap(canvas.current, made, theme);
    };
    draw();
    return view()?.onRender(draw);
  }, [view, theme]);
  return (
    <canvas
      ref={canvas}
      className={classes.map}
      width={WIDTH * window.devicePixelRatio}
      height={HEIGHT * window.devicePixelRatio}
      style={{ width: WIDTH, height: HEIGHT }}
      role="img"
      data-picture-skip
      aria-label="Map of the whole graph; the frame is the part in sight"
      data-testid="minimap"
      onPointerDown={event => {
        const made = view();
        if (!made) return;
        const { left, top } = event.currentTarget.getBoundingClientRect();
        const { scale, x, y } = placeOf(made);
        made.centreOn({ x: (event.clientX - left - x) / scale, y: (event.clientY - top - y) / scale });
      }}
    />
  );
}

/** From places in the graph to pixels of the map: times scale, plus x and y. */
function placeOf(view: GraphView): { scale: number; x: number; y: number } {
  const { x1, y1, x2, y2 } = view.bounds();
  const scale = Math.min((WIDTH - 2 * MARGIN) / Math.max(1, x2 - x1), (HEIGHT - 2 * MARGIN) / Math.max(1, y2 - y1));
  return { scale, x: WIDTH / 2 - ((x1 + x2) / 2) * scale, y: HEIGHT / 2 - ((y1 + y2) / 2) * scale };
}

function drawMap(canvas: HTMLCanvasElement, view: GraphView, theme: 'dark' | 'light'): void {
  const context = canvas.getContext('2d')!;
  const c = colours(theme);
  const { scale, x, y } = placeOf(view);
  const ratio = window.devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  for (const node of view.places()) {
    context.fillStyle = node.role === 'group' ? c.muted : (c.series[node.colour] ?? c.role[node.role]);
    context.beginPath();
    context.arc(node.x * scale + x, node.y * scale + y, Math.max(1.2, (node.size / 2) * scale), 0, 2 * Math.PI);
    context.fill();
  }
  const { x1, y1, x2, y2 } = view.extent();
  context.strokeStyle = c.accent;
  context.lineWidth = 1.5;
  context.strokeRect(x1 * scale + x, y1 * scale + y, (x2 - x1) * scale, (y2 - y1) * scale);
}
