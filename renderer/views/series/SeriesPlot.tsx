// One series as SVG: its values, what a detector expects, anomalies of two detectors and marked times. A few thousand
// points at most, so that the document itself can hold them.
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { timeLabels } from '../../../shared/axis/time-axis.ts';
import type { Detection, SeriesFacts, SeriesLine, SeriesMark } from '../../../shared/model/series.ts';
import { formatCount, threeDigits } from '../../../shared/unit/format.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';
import { DETECTOR_NAMES } from './detectors.ts';
import { bandPath, linePath, momentText, nearest, shortValue, valueScale } from './scales.ts';
import classes from './series.module.css';

interface Props {
  readonly line: SeriesLine;
  readonly facts: SeriesFacts;
  readonly label: string;
  readonly logarithmic: boolean;
  readonly marks: readonly SeriesMark[];
  readonly range: TimeRange | null;
  /** Small: no axes and no pointer, one of many. */
  readonly small?: boolean;
  /** With the mean of all values and the rolling mean. */
  readonly means?: boolean;
  /** A point is chosen, by its index. */
  readonly onPoint?: (point: number) => void;
}

const LARGE = { left: 56, right: 12, top: 12, bottom: 22 } as const;
const SMALL = { left: 2, right: 2, top: 4, bottom: 2 } as const;
/** So many points are drawn as dots, too. */
const FEW = 120;
const LABEL_WIDTH = 92;

export function SeriesPlot(props: Props) {
  const { line, facts, label, logarithmic, small = false, means = false, onPoint } = props;
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const pad = small ? SMALL : LARGE;
  const width = Math.max(1, size.width - pad.left - pad.right);
  const height = Math.max(1, size.height - pad.top - pad.bottom);
  const { seconds, values, detections } = line;
  const first = facts.first ?? 0;
  const span = Math.max(facts.interval ?? 1, (facts.last ?? first) - first);
  const x = (at: number): number => ((at - first) / span) * width;
  const scale = useMemo(() => valueScale(largest(line), height, logarithmic), [line, height, logarithmic]);
  const place = { x, y: scale.y };
  const [a, b] = detections;

  const at = cursor === null || cursor >= seconds.length ? null : cursor;
  function follow(event: PointerEvent): void {
    if (small) return;
    const left = event.clientX - box.current!.getBoundingClientRect().left - pad.left;
    const found = nearest(seconds, first + (left / width) * span);
    setCursor(found < 0 ? null : found);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const last = seconds.length - 1;
    const from = at ?? (event.key === 'ArrowLeft' ? last + 1 : -1);
    const targets: Record<string, number> = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: last };
    if (event.key in targets) setCursor(Math.min(last, Math.max(0, targets[event.key]!)));
    else if ((event.key === 'Enter' || event.key === ' ') && at !== null) onPoint?.(at);
    else return;
    event.preventDefault();
  }

  const picture = size.width > 0 && (
    <svg width={size.width} height={size.height} aria-hidden="true">
      <g transform={`translate(${pad.left} ${pad.top})`}>
        {!small && (
          <Axes {...props} width={width} height={height} y={scale.y} ticks={scale.ticks} first={first} span={span} />
        )}
        <Range range={props.range} x={x} first={first} span={span} width={width} height={height} />
        {a && <path className={classes.band} d={bandPath(seconds, a.lower, a.upper, facts.interval, place)} />}
        {a && <path className={classes.expected} d={linePath(seconds, a.expected, facts.interval, place)} />}
        {means && line.mean !== null && (
          <line className={classes.mean} x1={0} x2={width} y1={scale.y(line.mean)} y2={scale.y(line.mean)} />
        )}
        {means && <path className={classes.rolling} d={linePath(seconds, line.rollingMean, facts.interval, place)} />}
        <path className={classes.line} d={linePath(seconds, values, facts.interval, place)} />
        {!small && seconds.length <= FEW && (
          <g className={classes.dots}>
            {seconds.map((moment, i) => (
              <circle key={moment} cx={x(moment)} cy={scale.y(values[i]!)} r={1.8} />
            ))}
          </g>
        )}
        {marksOf(props.marks, line.key).map(({ seconds: moment, key }) => (
          <g
            key={`${moment} ${key}`}
            className={classes.mark}
            transform={`translate(${x(moment)} 0)`}
            data-mark={moment}
          >
            <line y1={small ? 0 : -6} y2={height} />
            {!small && <path d="M0-8h7l-2 3 2 3h-7z" />}
          </g>
        ))}
        <Anomalies line={line} a={a} b={b} x={x} y={scale.y} small={small} />
        {at !== null && (
          <g className={classes.cursor}>
            <line x1={x(seconds[at]!)} x2={x(seconds[at]!)} y1={0} y2={height} />
            <circle cx={x(seconds[at]!)} cy={scale.y(values[at]!)} r={4} />
          </g>
        )}
      </g>
    </svg>
  );
  if (small) {
    return (
      <div ref={box} className={classes.plot} role="img" aria-label={label}>
        {picture}
      </div>
    );
  }
  const text = at === null ? `${seconds.length} points` : pointText(line, facts, at);
  return (
    <div
      ref={box}
      className={classes.plot}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, seconds.length - 1)}
      aria-valuenow={at ?? 0}
      aria-valuetext={text}
      data-points={seconds.length}
      onPointerMove={follow}
      onPointerLeave={() => setCursor(null)}
      onBlur={() => setCursor(null)}
      onClick={() => at !== null && onPoint?.(at)}
      onKeyDown={onKeyDown}
    >
      {picture}
      {at !== null && <Tip line={line} facts={facts} point={at} left={pad.left + x(seconds[at]!)} whole={size.width} />}
    </div>
  );
}

/** The range of values shown: the band only as far as it does not dwarf them. */
function largest({ values, detections }: SeriesLine): number {
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  const upper = (detections[0]?.upper ?? []).reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
  return Math.max(most, Math.min(upper, most * 1.25));
}

/** Those of the key and those of any. */
const marksOf = (marks: readonly SeriesMark[], key: string): readonly SeriesMark[] =>
  marks.filter(mark => mark.key === null || mark.key === key || key === 'whole');

interface AxesProps extends Props {
  readonly width: number;
  readonly height: number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly first: number;
  readonly span: number;
}

function Axes({ facts, width, height, y, ticks, first, span }: AxesProps) {
  const most = Math.max(2, Math.floor(width / LABEL_WIDTH));
  const whole = Math.floor(first);
  const x = (value: number): number => (value / (span * 1e9)) * width;
  const fits = (value: number): boolean => x(value) >= 24 && x(value) <= width - 24;
  const { values, labels } = timeLabels([whole, 0], { from: 0, to: span * 1e9 }, most, 'utc', fits);
  return (
    <g className={classes.axes}>
      {ticks.map(tick => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x2={width} />
          <text x={-6} dy="0.35em" textAnchor="end">
            {shortValue(tick, facts.value)}
          </text>
        </g>
      ))}
      {values.map((value, i) => (
        <text key={value} x={x(value)} y={height + 15} textAnchor="middle">
          {labels[i]}
        </text>
      ))}
    </g>
  );
}

interface RangeProps {
  readonly range: TimeRange | null;
  readonly x: (at: number) => number;
  readonly first: number;
  readonly span: number;
  readonly width: number;
  readonly height: number;
}

/** The selected time range, where it is a part of what is shown. */
function Range({ range, x, first, span, width, height }: RangeProps) {
  if (!range) return null;
  const from = Math.max(0, range.from ? x(range.from[0]) : 0);
  const to = Math.min(width, range.to ? x(range.to[0]) : width);
  if (to < 0 || from > width || (range.from?.[0] ?? first) > first + span) return null;
  return <rect className={classes.range} x={from} width={Math.max(2, to - from)} height={height} />;
}

interface AnomaliesProps {
  readonly line: SeriesLine;
  readonly a: Detection | undefined;
  readonly b: Detection | undefined;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly small: boolean;
}

/** A: circle; b: diamond; both: filled. */
function Anomalies({ line, a, b, x, y, small }: AnomaliesProps) {
  const ofB = new Set(b?.anomalies);
  const ofA = new Set(a?.anomalies);
  const r = small ? 2.5 : 5;
  const d = r + (small ? 1 : 2);
  return (
    <g className={classes.anomalies}>
      {[...ofA].map(i => (
        <circle
          key={`a${i}`}
          data-anomaly="a"
          data-agreed={ofB.has(i) || undefined}
          cx={x(line.seconds[i]!)}
          cy={y(line.values[i]!)}
          r={r}
        />
      ))}
      {[...ofB].map(i => (
        <path
          key={`b${i}`}
          data-anomaly="b"
          data-agreed={ofA.has(i) || undefined}
          transform={`translate(${x(line.seconds[i]!)} ${y(line.values[i]!)})`}
          d={`M0-${d}L${d} 0L0 ${d}L-${d} 0Z`}
        />
      ))}
    </g>
  );
}

function saysOf({ detections, values }: SeriesLine, point: number): readonly string[] {
  return detections.flatMap(one => {
    const [low, high, score] = [one.lower[point], one.upper[point], one.score[point]];
    const stands = one.anomalies.includes(point) ? 'anomaly' : 'as expected';
    const range =
      low == null || high == null
        ? ''
        : `, expected ${numberText(leastShown(low, values[point]!))} to ${numberText(high)}`;
    return [
      `${DETECTOR_NAMES[one.detector]}: ${stands}${range}${score == null ? '' : `, score ${threeDigits(score)}`}`,
    ];
  });
}

/** The band of a model reaches below 0, where no count can be. */
export const leastShown = (lower: number, value: number): number => (value >= 0 ? Math.max(0, lower) : lower);

/** Whole numbers in full, others shortened. */
export const numberText = (value: number): string =>
  Number.isInteger(value) || Math.abs(value) >= 1000 ? formatCount(Math.round(value)) : threeDigits(value);

function pointText(line: SeriesLine, facts: SeriesFacts, point: number): string {
  const moment = momentText(line.seconds[point]!, facts.interval);
  return [`${moment}: ${numberText(line.values[point]!)}`, ...saysOf(line, point)].join('; ');
}

interface TipProps {
  readonly line: SeriesLine;
  readonly facts: SeriesFacts;
  readonly point: number;
  readonly left: number;
  readonly whole: number;
}

function Tip({ line, facts, point, left, whole }: TipProps) {
  const side = left > whole / 2 ? { right: whole - left + 10 } : { left: left + 10 };
  return (
    <div className={classes.tip} style={side} aria-hidden="true">
      <strong>{numberText(line.values[point]!)}</strong> {momentText(line.seconds[point]!, facts.interval)}
      {saysOf(line, point).map(text => (
        <div key={text}>{text}</div>
      ))}
    </div>
  );
}
