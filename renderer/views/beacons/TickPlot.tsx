// When a pair connected: ticks over time with those that were missed, and the gap in front of each. A click chooses the
// time around a tick, a drag a stretch of time; arrow keys go from tick to tick.
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { timeLabels } from '../../../shared/axis/time-axis.ts';
import type { TicksMeta } from '../../../shared/model/beacon.ts';
import { formatBytes, formatCount, threeDigits } from '../../../shared/unit/format.ts';
import { addNanos, nanosBetweenLossy, type TimeRange } from '../../../shared/unit/time.ts';
import { useSelection } from '../../state/selection.ts';
import { useTheme } from '../../state/theme.ts';
import { dayAndTime } from '../../ui/moment.ts';
import parts from '../../ui/parts.module.css';
import { PictureMenu } from '../../ui/picture/PictureMenu.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { periodText } from './beacon-text.ts';
import classes from './beacons.module.css';
import { drawTicks, GAPS_TOP, gapY, HEIGHT, type Picture, STRIP } from './draw-ticks.ts';
import { nearest } from './tick-frame.ts';

/** Pixels of a drag that is no click, and those that a label of the axis takes. */
const DRAG = 4;
const LABEL = 120;

interface Props {
  readonly picture: Picture;
  readonly meta: TicksMeta;
  onRange(range: TimeRange): void;
}

export function TickPlot({ picture, meta, onRange }: Props) {
  const { ref, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme(s => s.theme);
  const range = useSelection(s => s.range);
  const [pointed, setPointed] = useState<number | null>(null);
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | null>(null);
  const { ticks, stretch, period } = picture;
  const { time } = ticks;
  const span = stretch.to - stretch.from;
  const xOf = (at: number): number => ((at - stretch.from) / span) * width;
  const timeAt = (x: number): number => stretch.from + (Math.min(width, Math.max(0, x)) / width) * span;

  useEffect(() => {
    if (canvas.current && width > 0) drawTicks(canvas.current, width, picture, coloursOf(theme));
  }, [width, picture, theme]);

  const rangeOf = (from: number, to: number): TimeRange => ({
    from: addNanos(meta.origin, Math.floor(from)),
    to: addNanos(meta.origin, Math.ceil(to)),
  });

  /** Half a period around a tick on both sides, a millisecond at least. */
  function chooseTick(index: number): void {
    const at = time[index];
    if (at === undefined) return;
    const half = Math.max(1e6, (period ?? 1e9) / 2);
    onRange(rangeOf(at - half, at + half));
  }

  const placeOf = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const x = placeOf(event);
    setPointed(nearest(ticks, timeAt(x)));
    if (drag) setDrag({ ...drag, to: x });
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    if (!drag) return;
    const x = placeOf(event);
    setDrag(null);
    if (Math.abs(x - drag.from) < DRAG) chooseTick(nearest(ticks, timeAt(x)));
    else onRange(rangeOf(timeAt(Math.min(x, drag.from)), timeAt(Math.max(x, drag.from))));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
    if (by !== undefined) setPointed(Math.min(time.length - 1, Math.max(0, pointed === null ? 0 : pointed + by)));
    else if (event.key === 'Enter' && pointed !== null) chooseTick(pointed);
    else if (event.key === 'Escape' && pointed !== null) setPointed(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const shown = range && {
    left: range.from ? xOf(nanosBetweenLossy(meta.origin, range.from)) : 0,
    right: range.to ? xOf(nanosBetweenLossy(meta.origin, range.to)) : width,
  };
  const most = Math.max(2, Math.floor(width / LABEL));
  const labels =
    width > 0
      ? timeLabels(meta.origin, stretch, most, 'utc', (value, label) => {
          return xOf(value) > label.length * 3.4 && xOf(value) < width - label.length * 3.4;
        })
      : { values: [], labels: [] };
  return (
    <figure className={classes.figure} data-picture="Beacon ticks">
      <figcaption className={parts.caption}>
        <span className={classes.key} data-kind="seen" />
        seen
        <span className={classes.key} data-kind="missed" />
        expected, not seen
        <span
          className={parts.readout}
          aria-live="polite"
          data-testid="tick-readout"
          data-picture-skip={pointed === null || undefined}
        >
          {pointed === null ? 'Click a tick for its time, drag for a stretch' : readout(picture, meta, pointed)}
        </span>
        <PictureMenu size={20} />
      </figcaption>
      <div className={classes.plot}>
        <div className={classes.gutter} aria-hidden="true">
          <span style={{ top: STRIP / 2 - 9 }}>Ticks</span>
          <span style={{ top: GAPS_TOP }}>{periodText(picture.gaps.to)}</span>
          {period !== null && isFree(gapY(picture.gaps, period)) && (
            <span style={{ top: gapY(picture.gaps, period) - 9 }}>{periodText(period)}</span>
          )}
          <span style={{ top: HEIGHT - 18 }}>{periodText(picture.gaps.from)}</span>
        </div>
        <section
          ref={ref}
          className={classes.canvas}
          style={{ height: HEIGHT }}
          aria-label={`${formatCount(time.length)} connections as ticks over time, and the gap in front of each. Arrow keys go from one to the next, Enter chooses its time.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what the arrow keys read must take the focus
          tabIndex={0}
          data-testid="tick-plot"
          onPointerDown={event => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            const x = placeOf(event);
            setDrag({ from: x, to: x });
          }}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
          onPointerLeave={() => setPointed(null)}
          onKeyDown={onKeyDown}
          onBlur={() => setPointed(null)}
        >
          <canvas ref={canvas} style={{ width, height: HEIGHT }} />
          {shown && shown.right > 0 && shown.left < width && (
            <div
              className={classes.range}
              data-testid="tick-range"
              style={{
                left: Math.max(0, shown.left),
                width: Math.max(2, Math.min(width, shown.right) - Math.max(0, shown.left)),
              }}
            />
          )}
          {drag && (
            <div
              className={classes.dragged}
              style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
            />
          )}
          {pointed !== null && time[pointed] !== undefined && (
            <div className={classes.cursor} style={{ left: xOf(time[pointed]) }} />
          )}
        </section>
      </div>
      <div className={classes.axis} aria-hidden="true">
        {labels.values.map((value, i) => (
          <span key={value} style={{ left: xOf(value) }}>
            {labels.labels[i]}
          </span>
        ))}
      </div>
    </figure>
  );
}

/** Whether a label there hides none of those at the ends of the axis. */
const isFree = (y: number): boolean => y > GAPS_TOP + 28 && y < HEIGHT - 28;

function readout({ ticks, period }: Picture, { origin }: TicksMeta, index: number): string {
  const { time, bytes } = ticks;
  const at = time[index];
  if (at === undefined) return '';
  const gap = index === 0 ? null : at - time[index - 1]!;
  const periods = gap !== null && period !== null ? ` (${threeDigits(gap / period)} periods)` : '';
  const size = Number.isNaN(bytes[index]!) ? '' : `, sent ${formatBytes(bytes[index]!)}`;
  const after = gap === null ? 'the first' : `${periodText(gap)} after the one before${periods}`;
  return `${formatCount(index + 1)}: ${dayAndTime(addNanos(origin, Math.round(at)))}, ${after}${size}`;
}
