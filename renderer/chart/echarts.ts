// The only import of ECharts: what the charts use of it, drawn on canvas, and a shape of our own.
import { CustomChart, ScatterChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { graphic, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { BOXES } from './boxes.ts';

use([CustomChart, ScatterChart, GridComponent, CanvasRenderer]);

interface BoxesShape {
  /** x, y, width and height of each, in pixels. */
  readonly boxes: Float32Array;
}

interface BoxesMark {
  readonly shape: BoxesShape;
  context?: CanvasRenderingContext2D | undefined;
}

interface BoxesPath {
  getContext(): CanvasRenderingContext2D | null | undefined;
  rect(x: number, y: number, width: number, height: number): void;
}

// Thousands of upright strokes as one path take a canvas some 100 ms to fill: rectangles filled one by one take 2.
const Boxes = graphic.extendShape({
  type: BOXES,
  shape: { boxes: new Float32Array() },
  buildPath(this: BoxesMark, path: BoxesPath, shape: BoxesShape) {
    const context = path.getContext();
    this.context = context ?? undefined;
    if (context) return;
    // Of a picture as SVG, which has no context.
    const { boxes } = shape;
    for (let i = 0; i < boxes.length; i += 4) path.rect(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!);
  },
  afterBrush(this: BoxesMark) {
    const { boxes } = this.shape;
    for (let i = 0; i < boxes.length; i += 4)
      this.context?.fillRect(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!);
  },
} as unknown as Parameters<typeof graphic.extendShape>[0]);
graphic.registerShape(BOXES, Boxes as unknown as Parameters<typeof graphic.registerShape>[1]);

export type { EChartsType } from 'echarts/core';
export { init };
