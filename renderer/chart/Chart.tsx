// One ECharts instance in the document: mounted, resized, disposed.
import { useEffect, useRef } from 'react';
import { beginWork } from '../state/idle.ts';
import { type EChartsType, init } from './echarts.ts';

interface ChartProps {
  readonly label: string;
  /** Called once the instance is there; what it returns is called before it goes. */
  readonly onReady: (chart: EChartsType) => () => void;
  /** Width of the chart in pixels, at first and whenever it changes. */
  readonly onWidth: (width: number) => void;
}

export function Chart({ label, onReady, onWidth }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onReady, onWidth });
  useEffect(() => {
    handlers.current = { onReady, onWidth };
  });
  useEffect(() => {
    const element = box.current!;
    const chart = init(element, null, { renderer: 'canvas' });
    const release = handlers.current.onReady(chart);
    const observer = new ResizeObserver(() => {
      chart.resize();
      handlers.current.onWidth(chart.getWidth());
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      release();
      chart.dispose();
    };
  }, []);
  return <div ref={box} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />;
}

/** Draws an option; until its picture is finished the window does not count as idle. */
export function draw(chart: EChartsType, option: Record<string, unknown>, replace: readonly string[]): void {
  const done = beginWork();
  const finished = () => {
    chart.off('finished', finished);
    done();
  };
  chart.on('finished', finished);
  chart.setOption(option, { replaceMerge: [...replace] });
}
