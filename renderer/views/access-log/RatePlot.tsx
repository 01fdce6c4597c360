// Requests and bytes per interval as bars, one above the other: what is not 2xx stands out; dragging, or the arrow keys
// with Shift, choose a time range for all panels; anomalies are marked below.
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { timeLabels } from '../../../shared/axis/time-axis.ts';
import type { RequestAnomaly, RequestRate } from '../../../shared/model/request.ts';
import { counted, formatBytes, formatCount } from '../../../shared/unit/format.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';
import { selectRange } from '../../state/selection.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { intervalText } from '../series/scales.ts';
import classes from './access-log.module.css';

const LEFT = 58;
const RIGHT = 12;
const TOP = 16;
const AXIS = 20;
const MARKS = 7;
const GAP = 18;
const BAR = 4;
const LABEL_WIDTH = 96;

/** Intervals that a plot of so many pixels shows. */
export const barsIn = (width: number): number => Math.max(20, Math.floor((width - LEFT - RIGHT) / BAR));

interface Props {
  readonly rate: RequestRate;
  readonly range: TimeRange | null;
  readonly marks: readonly RequestAnomaly[];
  readonly width: number;
  readonly height: number;
}

export function RatePlot({ rate, range, marks, width, height }: Props) {
  const { from, seconds, requests, bytes, failed } = rate;
  const count = requests.length;
  const plot = Math.max(1, width - LEFT - RIGHT);
  const lane = Math.max(20, (height - TOP - AXIS - MARKS - GAP) / 2);
  const floors = [TOP + lane, TOP + 2 * lane + GAP] as const;
  const [pointed, setCursor] = useState<number | null>(null);
  // Another rate may have fewer intervals.
  const cursor = pointed !== null && pointed < count ? pointed : null;
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);
  const anchor = useRef<number | null>(null);

  const x = (time: number): number => LEFT + ((time - from) / (seconds * count)) * plot;
  const at = (event: PointerEvent<SVGSVGElement>): number => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left - LEFT) / plot) * count)));
  };
  const choose = (a: number, b: number): void =>
    selectRange({ from: [from + Math.min(a, b) * seconds, 0], to: [from + (Math.max(a, b) + 1) * seconds, 0] });

  function onKeyDown(event: KeyboardEvent): void {
    const now = cursor ?? 0;
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: count - 1 }[event.key];
    if (next !== undefined) {
      const to = Math.min(count - 1, Math.max(0, next));
      if (event.shiftKey) {
        anchor.current ??= now;
        choose(anchor.current, to);
      } else anchor.current = null;
      setCursor(to);
    } else if (event.key === 'Enter') choose(now, now);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const most = Math.max(1, ...requests);
  const mostBytes = Math.max(1, ...bytes);
  const bars = (values: readonly number[], largest: number, floor: number): string => {
    const wide = Math.max(1, plot / count - 1);
    let path = '';
    for (const [i, value] of values.entries()) {
      if (value <= 0) continue;
      const tall = Math.max(1, (value / largest) * lane);
      path += `M${(LEFT + (i / count) * plot).toFixed(1)} ${floor}v${-tall.toFixed(1)}h${wide.toFixed(1)}v${tall.toFixed(1)}z`;
    }
    return path;
  };
  const shown = drag
    ? [from + Math.min(...drag) * seconds, from + (Math.max(...drag) + 1) * seconds]
    : range && [range.from?.[0] ?? from, range.to ? range.to[0] + range.to[1] / 1e9 : from + seconds * count];
  const view = { from: 0, to: seconds * count * 1e9 };
  const fits = (value: number): boolean =>
    value >= (LABEL_WIDTH / 2 / plot) * view.to && value <= view.to * (1 - LABEL_WIDTH / 2 / plot);
  const axis = timeLabels([from, 0], view, Math.max(1, Math.floor(plot / LABEL_WIDTH)), 'utc', fits);
  return (
    <div className={classes.plot}>
      <svg
        width={width}
        height={height}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys go from interval to interval
        role="slider"
        tabIndex={0}
        aria-label="Requests and bytes over time: arrow keys go along, Shift with them or Enter chooses a time range"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={sentence(rate, cursor ?? 0)}
        data-testid="request-rate"
        onKeyDown={onKeyDown}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag([at(event), at(event)]);
        }}
        onPointerMove={event => {
          const bin = at(event);
          setCursor(bin);
          setDrag(before => before && [before[0], bin]);
        }}
        onPointerLeave={() => setCursor(null)}
        onPointerUp={() => {
          if (drag) choose(...drag);
          setDrag(null);
        }}
        onDoubleClick={() => selectRange(null)}
      >
        {shown && (
          <rect
            className={classes.brush}
            x={Math.max(LEFT, x(shown[0]!))}
            y={TOP - 4}
            width={Math.max(2, Math.min(LEFT + plot, x(shown[1]!)) - Math.max(LEFT, x(shown[0]!)))}
            height={floors[1] - TOP + 4}
          />
        )}
        {cursor !== null && (
          <rect
            className={classes.cursor}
            x={LEFT + (cursor / count) * plot}
            y={TOP - 4}
            width={Math.max(1, plot / count)}
            height={floors[1] - TOP + 4}
          />
        )}
        <path className={classes.good} d={bars(requests, most, floors[0])} />
        <path className={classes.failed} d={bars(failed, most, floors[0])} />
        <path className={classes.bytes} d={bars(bytes, mostBytes, floors[1])} />
        {floors.map(floor => (
          <line key={floor} className={classes.floor} x1={LEFT} x2={LEFT + plot} y1={floor + 0.5} y2={floor + 0.5} />
        ))}
        <text className={classes.tick} x={LEFT - 6} y={TOP + 8} textAnchor="end">
          {formatCount(most)}
        </text>
        <text className={classes.tick} x={LEFT - 6} y={floors[0]} textAnchor="end">
          0
        </text>
        <text className={classes.tick} x={LEFT - 6} y={floors[0] + GAP + 8} textAnchor="end">
          {formatBytes(mostBytes)}
        </text>
        <text className={classes.tick} x={LEFT - 6} y={floors[1]} textAnchor="end">
          0
        </text>
        {marks.map(({ start, end, reason }, i) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: marks have no name of their own
            key={i}
            className={classes.mark}
            x={x(start[0])}
            y={floors[1] + 2}
            width={Math.max(4, x(end[0]) - x(start[0]))}
            height={MARKS - 3}
          >
            <title>{reason}</title>
          </rect>
        ))}
        {axis.values.map((value, i) => (
          <text
            key={value}
            className={classes.tick}
            x={LEFT + (value / view.to) * plot}
            y={height - 5}
            textAnchor="middle"
          >
            {axis.labels[i]}
          </text>
        ))}
      </svg>
      <p className={classes.reading} aria-hidden="true">
        {cursor === null ? `Per ${intervalText(seconds)}.` : sentence(rate, cursor)}
        {cursor === null && <span data-picture-skip> Drag to choose a time range.</span>}
      </p>
    </div>
  );
}

function sentence({ from, seconds, requests, bytes, failed }: RequestRate, bin: number): string {
  if (requests.length === 0) return 'No requests';
  const when = dayAndTime([from + bin * seconds, 0]).slice(0, 19);
  return `${when} UTC: ${counted(requests[bin]!, 'request')}, ${formatCount(failed[bin]!)} of them not 2xx, ${formatBytes(bytes[bin]!)}`;
}
