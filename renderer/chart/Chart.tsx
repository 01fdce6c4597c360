// One ECharts instance in the document: mounted, resized, drawn, disposed.
import { useEffect, useRef } from 'react';
import { beginWork } from '../state/idle.ts';
import { drawnAs } from '../ui/picture/vectors.ts';
import { type EChartsType, init } from './echarts.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface ChartProps {
  readonly label: string;
  /** Called once the instance is there; what it returns is called before it goes. */
  readonly onReady: (chart: EChartsType) => () => void;
  /** Size of the chart in pixels, at first and whenever it changes. */
  readonly onSize: (size: Size) => void;
}

/** Ends of the work that a picture is, by chart. */
const underWay = new WeakMap<EChartsType, () => void>();

function finish(chart: EChartsType): void {
  underWay.get(chart)?.();
  underWay.delete(chart);
}

/** `data-idle` is "true" while what is drawn is what was asked for. */
export function Chart({ label, onReady, onSize }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onReady, onSize });
  useEffect(() => {
    handlers.current = { onReady, onSize };
  });
  useEffect(() => {
    const element = box.current!;
    const chart = init(element, null, { renderer: 'canvas' });
    chart.on('finished', () => {
      finish(chart);
      element.dataset.idle = 'true';
    });
    // Charts are drawn as SVG when a picture is saved: the code for it is fetched then.
    drawnAs(element, async () => (await import('./echarts-svg.ts')).svgOf(chart));
    const release = handlers.current.onReady(chart);
    const observer = new ResizeObserver(() => {
      chart.resize();
      handlers.current.onSize({ width: chart.getWidth(), height: chart.getHeight() });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      release();
      finish(chart);
      chart.dispose();
    };
  }, []);
  return <div ref={box} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />;
}

/** Draws an option; until its picture is finished the window does not count as idle. `replace`: kinds drawn anew. */
export function draw(chart: EChartsType, option: Record<string, unknown>, replace: readonly string[]): void {
  if (!underWay.has(chart)) underWay.set(chart, beginWork());
  chart.getDom().dataset.idle = 'false';
  chart.setOption(option, { replaceMerge: [...replace] });
}
