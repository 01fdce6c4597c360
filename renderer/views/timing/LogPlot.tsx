// What histogram and cumulative curve share: an SVG as wide as its box, a logarithmic axis below, and what lies under the
// pointer or, with the arrow keys, under the cursor.
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { type LogAxis, placeOf, ticksOf, type Unit, valueAt } from '../../../shared/axis/log-axis.ts';
import parts from '../../ui/parts.module.css';
import { type LegendEntry, legendText } from '../../ui/picture/heading.ts';
import { PictureMenu } from '../../ui/picture/PictureMenu.tsx';
import classes from './timing.module.css';

/** Pixels around the plot. */
const MARGIN = { left: 44, right: 12, top: 6, bottom: 20 } as const;
const SMALL_LEFT = 6;

export interface PlotBox {
  readonly axis: LogAxis;
  readonly top: number;
  /** Where 0 is. */
  readonly bottom: number;
}

interface Props {
  readonly title: ReactNode;
  /** What it is called as a picture, and what its colours mean there. */
  readonly name: string;
  readonly legend: readonly LegendEntry[];
  /** For who does not see it: what the picture shows. */
  readonly label: string;
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  /** Without a vertical axis. */
  readonly small?: boolean;
  /** What is told of a value on the axis. */
  readout(value: number): string;
  /** The value that the arrow keys lead to. */
  step(value: number, by: 1 | -1): number;
  /** Shown in place of the readout while nothing is pointed at. */
  readonly aside?: ReactNode;
  children(box: PlotBox): ReactNode;
  /** In front of the picture, in pixels of the plot. */
  overlay?(box: PlotBox): ReactNode;
}

export function LogPlot(props: Props) {
  const {
    title,
    name,
    legend,
    label,
    unit,
    from,
    to,
    height,
    small = false,
    readout,
    step,
    aside,
    children,
    overlay,
  } = props;
  const { ref, width } = useElementSize();
  const [pointed, setPointed] = useState<number | null>(null);
  const left = small ? SMALL_LEFT : MARGIN.left;
  const axis: LogAxis = { from, to, left, width: Math.max(1, width - left - MARGIN.right) };
  const box: PlotBox = { axis, top: MARGIN.top, bottom: height - MARGIN.bottom };

  function onPointer(event: PointerEvent<HTMLElement>): void {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setPointed(x < left || x > left + axis.width ? null : valueAt(axis, x));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
    if (by !== undefined) setPointed(step(pointed ?? (by === 1 ? from : to), by));
    else if (event.key === 'Escape' && pointed !== null) setPointed(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <figure
      className={classes.picture}
      data-picture={name}
      data-picture-legend={legend.length > 1 ? legendText(legend) : undefined}
    >
      <figcaption className={parts.caption}>
        <div className={classes.captionTitle} data-picture-title>
          {title}
        </div>
        <span className={parts.readout} aria-live="polite">
          {pointed === null ? aside : readout(pointed)}
        </span>
        {!small && <PictureMenu size={20} />}
      </figcaption>
      <section
        ref={ref}
        className={classes.plot}
        style={{ height }}
        aria-label={`${label} Arrow keys read it off.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what the arrow keys read must take the focus
        tabIndex={0}
        onPointerMove={onPointer}
        onPointerLeave={() => setPointed(null)}
        onKeyDown={onKeyDown}
        onBlur={() => setPointed(null)}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            {children(box)}
            <line
              x1={left}
              x2={left + axis.width}
              y1={box.bottom + 0.5}
              y2={box.bottom + 0.5}
              stroke="var(--c-border-strong)"
            />
            {ticksOf(axis, unit).map(({ value, x, label: text }) => (
              <g key={value}>
                <line x1={x} x2={x} y1={box.bottom} y2={box.bottom + 4} stroke="var(--c-border-strong)" />
                <text x={Math.min(x, width - 2)} y={height - 3} textAnchor={anchorAt(x, left, axis.width)}>
                  {text}
                </text>
              </g>
            ))}
            {pointed !== null && (
              <line
                x1={placeOf(axis, pointed)}
                x2={placeOf(axis, pointed)}
                y1={box.top}
                y2={box.bottom}
                stroke="var(--c-muted)"
                strokeDasharray="2 2"
              />
            )}
          </svg>
        )}
        {width > 0 && overlay?.(box)}
      </section>
    </figure>
  );
}

const anchorAt = (x: number, left: number, width: number): 'start' | 'middle' | 'end' =>
  x < left + 14 ? 'start' : x > left + width - 20 ? 'end' : 'middle';

/** Pixels that a name takes. */
const CROWDED = 62;

interface MarkProps {
  readonly box: PlotBox;
  readonly at: number;
  readonly text: string;
  readonly colour: string;
  /** Something close by on the right: the name goes to the left. */
  readonly beside?: number;
}

/** A vertical line with its name. */
export function Mark({ box, at, text, colour, beside }: MarkProps) {
  const x = placeOf(box.axis, at);
  const besideX = beside === undefined ? -1 : placeOf(box.axis, beside);
  const isCrowded = besideX > x && besideX < x + CROWDED;
  const isRight = isCrowded || x > box.axis.left + box.axis.width * 0.8;
  return (
    <g>
      <line x1={x} x2={x} y1={box.top} y2={box.bottom} stroke={colour} strokeWidth="1.5" strokeDasharray="5 3" />
      <text
        x={x + (isRight ? -4 : 4)}
        y={box.top + 11}
        textAnchor={isRight ? 'end' : 'start'}
        className={classes.strong}
      >
        {text}
      </text>
    </g>
  );
}
