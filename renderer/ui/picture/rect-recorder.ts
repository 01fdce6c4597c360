// Stands in for a canvas's context where a picture is drawn of rectangles alone, and writes them as SVG.
import { paint } from './plain-colour.ts';

/** What our drawings on canvases use. */
export type RectContext = Pick<CanvasRenderingContext2D, 'fillRect' | 'globalAlpha'> & {
  fillStyle: CanvasRenderingContext2D['fillStyle'];
};

const round = (value: number): string => (Math.round(value * 100) / 100).toString();

export class RectRecorder implements RectContext {
  fillStyle: CanvasRenderingContext2D['fillStyle'] = '#000';
  globalAlpha = 1;
  readonly #paths: { readonly fill: string; readonly parts: string[] }[] = [];

  fillRect(x: number, y: number, width: number, height: number): void {
    const fill = paint('fill', String(this.fillStyle), this.globalAlpha);
    if (this.#paths.at(-1)?.fill !== fill) this.#paths.push({ fill, parts: [] });
    this.#paths.at(-1)!.parts.push(`M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`);
  }

  /** One path for rectangles of one colour that were drawn one after the other. */
  svg(): string {
    return this.#paths.map(({ fill, parts }) => `<path ${fill} d="${parts.join('')}"/>`).join('\n');
  }
}
