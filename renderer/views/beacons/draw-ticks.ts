// Draws ticks over time, and below them the gap in front of each, on a canvas.
import type { RectContext } from '../../ui/picture/rect-recorder.ts';
import { drawnOfRects } from '../../ui/picture/vectors.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import { eachMissed, type Stretch, type Ticks, tickColumns } from './tick-frame.ts';

export interface Picture {
  readonly ticks: Ticks;
  readonly stretch: Stretch;
  readonly period: number | null;
  /** Gaps that the period is the median of. */
  readonly band: Stretch | null;
  /** Gaps drawn, both above 0. */
  readonly gaps: Stretch;
}

/** Heights in pixels. */
export const STRIP = 54;
const AIR = 10;
export const GAPS_TOP = STRIP + AIR;
export const HEIGHT = 176;
/** Ticks further apart than this many pixels are drawn one by one. */
const APART = 4;
const DOT = 2.2;
const LARGE_DOT = 4;
const FEW = 300;
/** Whole pixels, so that neighbours touch. */
const WIDE = 2;

/** Where a gap lies, on a logarithmic axis. */
export function gapY({ from, to }: Stretch, gap: number): number {
  const share = Math.log(gap / from) / Math.log(to / from);
  return HEIGHT - 4 - Math.min(1, Math.max(0, share)) * (HEIGHT - GAPS_TOP - 8);
}

export function drawTicks(canvas: HTMLCanvasElement, width: number, picture: Picture, colours: Colours): void {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(HEIGHT * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, HEIGHT);
  drawOnto(context, width, picture, colours);
  drawnOfRects(canvas, recorder => drawOnto(recorder, width, picture, colours));
}

function drawOnto(context: RectContext, width: number, picture: Picture, colours: Colours): void {
  const { stretch, period } = picture;
  const apart = period === null ? 0 : (period / (stretch.to - stretch.from)) * width;
  if (apart >= APART) drawSingle(context, width, picture, colours);
  else drawColumns(context, width, picture, colours);
  drawGaps(context, width, picture, colours);
}

/** Each expected tick a faint line behind; those that were seen solid, those that were missed hollow. */
function drawSingle(context: RectContext, width: number, picture: Picture, colours: Colours): void {
  const { ticks, stretch } = picture;
  const x = (time: number): number => ((time - stretch.from) / (stretch.to - stretch.from)) * width;
  context.fillStyle = colours.border;
  for (let i = 0; i < ticks.time.length; i++) {
    if (ticks.ticks[i]! > 0) context.fillRect(x(ticks.time[i]!) - 0.5, 0, 1, STRIP);
  }
  context.fillStyle = colours.accent;
  for (const time of ticks.time) context.fillRect(x(time) - 1, STRIP * 0.25, 2, STRIP * 0.75);
  context.fillStyle = colours.series[1]!;
  eachMissed(ticks, stretch, width, at => {
    const left = x(at);
    for (let y = 0; y < STRIP; y += 6) context.fillRect(left - 1, y, 2, 3);
  });
}

/** Too many for single lines: of each column of pixels the share that was seen, and on top of it the share that was missed. */
function drawColumns(context: RectContext, width: number, picture: Picture, colours: Colours): void {
  const { from, to } = picture.stretch;
  const columns = Math.max(1, Math.ceil(width / WIDE));
  const { seen, missed } = tickColumns(
    picture.ticks,
    { from, to: from + ((to - from) * columns * WIDE) / width },
    columns,
  );

  for (let c = 0; c < columns; c++) {
    const all = seen[c]! + missed[c]!;
    if (all === 0) continue;
    const top = STRIP * (missed[c]! / all);
    context.fillStyle = colours.series[1]!;
    context.fillRect(c * WIDE, 0, WIDE, top);
    context.fillStyle = colours.accent;
    context.fillRect(c * WIDE, top, WIDE, STRIP - top);
  }
}

function drawGaps(context: RectContext, width: number, picture: Picture, colours: Colours): void {
  const { ticks, stretch, band, period, gaps } = picture;
  context.fillStyle = colours.raised;
  context.fillRect(0, GAPS_TOP, width, HEIGHT - GAPS_TOP);
  if (band) {
    context.fillStyle = colours.burst.fill;
    const top = gapY(gaps, band.to) - 2;
    context.fillRect(0, top, width, gapY(gaps, band.from) + 2 - top);
  }
  context.fillStyle = colours.burst.line;
  for (const times of [1, 2, 3]) {
    if (period === null || period * times > gaps.to) break;
    const y = gapY(gaps, period * times);
    context.globalAlpha = times === 1 ? 1 : 0.5;
    for (let x = 0; x < width; x += times === 1 ? width : 8) context.fillRect(x, y - 0.5, times === 1 ? width : 4, 1);
  }
  context.globalAlpha = 1;
  drawDots(context, width, ticks, stretch, gaps, colours.accent);
}

/** One dot for each pixel that has any: a million gaps cost what a picture full of them does. */
function drawDots(
  context: RectContext,
  width: number,
  { time }: Ticks,
  stretch: Stretch,
  gaps: Stretch,
  colour: string,
): void {
  const across = Math.ceil(width) + 1;
  const taken = new Uint8Array(across * (HEIGHT + 1));
  const dot = time.length <= FEW ? LARGE_DOT : DOT;
  context.fillStyle = colour;
  for (let i = 1; i < time.length; i++) {
    const gap = time[i]! - time[i - 1]!;
    if (!(gap > 0) || time[i]! < stretch.from || time[i]! > stretch.to) continue;
    const x = ((time[i]! - stretch.from) / (stretch.to - stretch.from)) * width;
    const y = gapY(gaps, gap);
    const place = Math.round(y) * across + Math.round(x);
    if (taken[place]) continue;
    taken[place] = 1;
    context.fillRect(x - dot / 2, y - dot / 2, dot, dot);
  }
}
