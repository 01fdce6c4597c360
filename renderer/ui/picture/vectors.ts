// How what is drawn on canvases is drawn as SVG: whoever draws says so here, by the element that holds the picture.
import { type RectContext, RectRecorder } from './rect-recorder.ts';

export type Vector = () => string | Promise<string>;

const vectors = new WeakMap<Element, Vector>();

/** `svg` makes the picture of the element as parts of an SVG, from its top left, in its pixels. */
export const drawnAs = (element: Element, svg: Vector): void => {
  vectors.set(element, svg);
};

/** The same for a drawing of rectangles. */
export const drawnOfRects = (canvas: HTMLCanvasElement, draw: (context: RectContext) => void): void =>
  drawnAs(canvas, () => {
    const recorder = new RectRecorder();
    draw(recorder);
    return recorder.svg();
  });

export const vectorOf = (element: Element): Vector | undefined => vectors.get(element);
