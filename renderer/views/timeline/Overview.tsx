// A strip of the whole capture below the timeline, with a window over the part in view that can be dragged.
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { bandsOf, covered } from '../../chart/bands.ts';
import { PLOT } from '../../chart/option/timeline.ts';
import { heights, payloadColumns } from '../../chart/overview.ts';
import { clampView, dragWindow, type Grip, type View } from '../../chart/zoom.ts';
import { useBulk } from '../../state/use-answer.ts';
import type { RectContext } from '../../ui/picture/rect-recorder.ts';
import { drawnOfRects } from '../../ui/picture/vectors.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import classes from './TimelineView.module.css';
import { useTimelineRequest } from './use-timeline.ts';

const HEIGHT = 26;
/** Pixels at the foot that tell of bursts. */
const FOOT = 4;

/** Up to this width in pixels the window's edges are grasped from outside. */
const SMALL = 24;

interface Props {
  readonly source: number;
  readonly view: View;
  readonly whole: View;
  /** Width of the timeline's chart in pixels. */
  readonly width: number;
  readonly colours: Colours;
  readonly onView: (view: View) => void;
}

export function Overview({ source, view, whole, width, colours, onView }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = Math.max(1, Math.round(width - PLOT.left - PLOT.right));
  const request = useTimelineRequest(source, pixels);
  const { value: frame } = useBulk('timeline', width === 0 ? null : request);
  const perPixel = (whole.to - whole.from) / pixels;

  const picture = useMemo(() => {
    if (!frame) return undefined;
    return {
      bars: heights(payloadColumns(frame, whole, pixels)),
      bursts: covered(bandsOf(frame, new Set(), perPixel)),
    };
  }, [frame, whole, pixels, perPixel]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !picture) return;
    const ratio = window.devicePixelRatio;
    element.width = pixels * ratio;
    element.height = HEIGHT * ratio;
    context.scale(ratio, ratio);
    const drawOnto = (onto: RectContext): void => {
      onto.fillStyle = colours.muted;
      const room = HEIGHT - FOOT - 2;
      picture.bars.forEach((bar, x) => {
        if (bar > 0) onto.fillRect(x, 1 + room * (1 - bar), 1, Math.max(1, room * bar));
      });
      onto.fillStyle = colours.burst.line;
      for (let i = 0; i < picture.bursts.length; i += 2) {
        const x = (picture.bursts[i]! - whole.from) / perPixel;
        const until = (picture.bursts[i + 1]! - whole.from) / perPixel;
        onto.fillRect(x, HEIGHT - FOOT + 1, Math.max(1, until - x), FOOT - 1);
      }
    };
    drawOnto(context);
    drawnOfRects(element, drawOnto);
  }, [picture, pixels, colours, whole, perPixel]);

  const drag = useRef<{ readonly x: number; readonly view: View; readonly grip: Grip } | null>(null);
  const left = (view.from - whole.from) / perPixel;
  const span = (view.to - view.from) / perPixel;
  // Beside a small window, or nothing of it could be grasped to move it.
  const beside = span < SMALL ? 4 : 0;

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const grip = (event.target as HTMLElement).dataset.grip as Grip | undefined;
    event.currentTarget.setPointerCapture(event.pointerId);
    let start = view;
    if (!grip) {
      const at = whole.from + (event.clientX - event.currentTarget.getBoundingClientRect().left) * perPixel;
      const half = (view.to - view.from) / 2;
      start = clampView({ from: at - half, to: at + half }, whole);
      onView(start);
    }
    drag.current = { x: event.clientX, view: start, grip: grip ?? 'window' };
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the timeline above do what dragging does here
    <div
      className={classes.overview}
      style={{ marginLeft: PLOT.left, width: pixels, height: HEIGHT }}
      data-testid="timeline-overview"
      onPointerDown={onPointerDown}
      onPointerMove={event => {
        const from = drag.current;
        if (from) onView(dragWindow(from.view, from.grip, (event.clientX - from.x) * perPixel, whole));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onDoubleClick={() => onView(whole)}
    >
      <canvas ref={canvas} style={{ width: pixels, height: HEIGHT }} />
      <div className={classes.outside} style={{ left: 0, width: Math.max(0, left) }} />
      <div className={classes.outside} style={{ left: left + span, right: 0 }} />
      <div className={classes.window} data-grip="window" style={{ left, width: Math.max(2, span) }} />
      <div className={classes.grip} data-grip="from" style={{ left: left - 4 - beside }} />
      <div className={classes.grip} data-grip="to" style={{ left: left + span - 4 + beside }} />
    </div>
  );
}
