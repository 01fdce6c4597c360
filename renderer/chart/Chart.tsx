// One ECharts instance in the document: mounted, resized, disposed; says `data-idle` when its picture is finished.
import { useEffect, useRef } from 'react';
import { beginWork } from '../state/idle.ts';
import { type EChartsType, init } from './echarts.ts';

interface ChartProps {
  readonly label: string;
  /** Called once the instance is there; what it returns is called before it goes. */
  readonly onReady: (chart: EChartsType) => () => void;
  readonly onResize: (width: number, height: number) => void;
}

export function Chart({ label, onReady, onResize }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onReady, onResize });
  useEffect(() => {
    handlers.current = { onReady, onResize };
  });
  useEffect(() => {
    const element = box.current!;
    const chart = init(element, null, { renderer: 'canvas' });
    let done = beginWork();
    chart.on('rendered', () => {
      if (element.dataset.idle !== 'true') return;
      element.dataset.idle = 'false';
      done = beginWork();
    });
    chart.on('finished', () => {
      element.dataset.idle = 'true';
      done();
    });
    const release = handlers.current.onReady(chart);
    const observer = new ResizeObserver(() => {
      chart.resize();
      handlers.current.onResize(chart.getWidth(), chart.getHeight());
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      release();
      chart.dispose();
      done();
    };
  }, []);
  return <div ref={box} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />;
}
