// Pictures of the report as SVG: drawn here, so that the command line has them without a browser. Colours and texts are
// those of the page's style sheet; every text is escaped.
import { type LogAxis, ticksOf, type Unit, unitText } from '../../../shared/axis/log-axis.ts';
import { timeLabels } from '../../../shared/axis/time-axis.ts';
import type { Time } from '../../../shared/unit/time.ts';
import { xmlText } from '../../../shared/unit/xml.ts';

const WIDTH = 800;
/** What stands around the drawing: values left of it, a line of text above, ticks below. */
export const PLOT = { left: 76, right: 16, top: 10, bottom: 24 } as const;
export const PLOT_WIDTH = WIDTH - PLOT.left - PLOT.right;

/** With as many digits as a picture shows. */
export const round = (value: number): string => (Math.round(value * 100) / 100).toString();

/** A picture `height` high without what stands around it; `label` tells in words what it shows. */
export const plot = (label: string, height: number, ...parts: readonly string[]): string =>
  [
    `<svg viewBox="0 0 ${WIDTH} ${height + PLOT.top + PLOT.bottom}" role="img" aria-label="${xmlText(label)}">`,
    `<title>${xmlText(label)}</title>`,
    ...parts,
    '</svg>\n',
  ].join('\n');

type Anchor = 'start' | 'middle' | 'end';

export const text = (x: number, y: number, words: string, anchor: Anchor = 'start', kind = 'muted'): string =>
  `<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${xmlText(words)}</text>`;

export const rect = (kind: string, x: number, y: number, width: number, height: number, title?: string): string => {
  const shape = `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return title === undefined ? `${shape}/>` : `${shape}><title>${xmlText(title)}</title></rect>`;
};

export const line = (kind: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const path = (kind: string, points: readonly Point[], closed = false): string =>
  points.length === 0
    ? ''
    : `<path class="${kind}" d="M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}${closed ? 'Z' : ''}"/>`;

/** Nanoseconds since `origin` as places. */
export interface TimeAxis {
  readonly origin: Time;
  /** Nanoseconds since the origin. */
  readonly from: number;
  readonly to: number;
}

export const placeOfTime = ({ from, to }: TimeAxis, at: number): number =>
  PLOT.left + (PLOT_WIDTH * (at - from)) / Math.max(1, to - from);

const MOST_TICKS = 8;
/** Pixels of a character of 12 px. */
const LETTER = 6.5;

/** Lines at round moments of UTC, with their labels below. */
export function timeGrid(axis: TimeAxis, height: number): string {
  const bottom = PLOT.top + height;
  let end = Number.NEGATIVE_INFINITY;
  const fits = (value: number, label: string): boolean => {
    const half = (label.length * LETTER) / 2;
    const x = placeOfTime(axis, value);
    return x - half > 0 && x + half < WIDTH;
  };
  const { values, labels } = timeLabels(axis.origin, axis, MOST_TICKS, 'utc', fits);
  return values
    .map((value, i) => {
      const x = placeOfTime(axis, value);
      const label = labels[i]!;
      const half = (label.length * LETTER) / 2;
      const isFree = label !== '' && x - half > end + LETTER;
      if (isFree) end = x + half;
      return line('grid', x, PLOT.top, x, bottom) + (isFree ? text(x, bottom + 16, label, 'middle') : '');
    })
    .join('');
}

/** From 0 up to a round value that `most` does not exceed, in a few steps. */
function valueScale(most: number): { readonly to: number; readonly ticks: readonly number[] } {
  if (!(most > 0)) return { to: 1, ticks: [0] };
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = [1, 2, 5, 10].map(n => n * power).find(size => most / size <= 4) ?? 10 * power;
  const count = Math.ceil(most / step);
  return { to: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => i * step) };
}

/** Lines at round values, with their labels at the left. */
export function valueGrid(most: number, height: number, words: (value: number) => string) {
  const { to, ticks } = valueScale(most);
  const place = (value: number): number => PLOT.top + height * (1 - value / to);
  const drawn = ticks.map(value => {
    const y = place(value);
    return line('grid', PLOT.left, y, WIDTH - PLOT.right, y) + text(PLOT.left - 8, y + 4, words(value), 'end');
  });
  return { place, drawn: drawn.join('') };
}

/** A logarithmic axis across the picture, with its lines and labels. */
export function logGrid(from: number, to: number, unit: Unit, height: number) {
  const axis: LogAxis = { from, to, left: PLOT.left, width: PLOT_WIDTH };
  const bottom = PLOT.top + height;
  const drawn = ticksOf(axis, unit).map(
    ({ x, label }) => line('grid', x, PLOT.top, x, bottom) + text(x, bottom + 16, label, 'middle'),
  );
  return { axis, drawn: drawn.join(''), words: unitText[unit] };
}
