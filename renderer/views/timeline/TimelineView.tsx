// Payload size over time: the streams of the selection, bursts as bands behind them.
import { ActionIcon, Tooltip } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelineMeta } from '../../../shared/contract/calls.ts';
import type { Frame } from '../../../shared/contract/frame.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { addNanos, nanosBetweenLossy, type TimeRange } from '../../../shared/unit/time.ts';
import { Chart, draw } from '../../chart/Chart.tsx';
import type { EChartsType } from '../../chart/echarts.ts';
import { BANDS, PLOT, placeColour, timelineOption, xAxis } from '../../chart/option/timeline.ts';
import { type View, viewAround, zoomView } from '../../chart/zoom.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { selectBurst, selectRange, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { exposeTimeline } from '../../state/test-hook.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer, useBulk } from '../../state/use-answer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { dayAndTime } from '../../ui/moment.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import classes from './TimelineView.module.css';
import { type Mark, tooltip } from './tooltip.ts';
import { useGestures } from './use-gestures.ts';

const MAX_SERIES = 8;

export function TimelineView() {
  const info = useSource(s => s.info);
  if (!info?.start || !info.end) return null;
  return <Timeline key={info.source} source={info.source} />;
}

function Timeline({ source }: { readonly source: number }) {
  const info = useSource(s => s.info)!;
  const { host, peer, range, burst } = useSelection();
  const bursts = useBurstParams();
  const theme = useTheme(s => s.theme);
  const colours = coloursOf(theme);
  const [width, setWidth] = useState(0);
  const [zoom, setZoom] = useState<View | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [selecting, setSelecting] = useState(false);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const placeOf = usePlaces();

  const origin = info.start!;
  const whole = useMemo((): View => {
    const span = Math.max(1e6, nanosBetweenLossy(origin, info.end!));
    return { from: -span * 0.01, to: span * 1.01 };
  }, [origin, info.end]);
  const view = zoom ?? whole;
  const asked = useThrottled(view, 40);
  const answer = useBulk(
    'timeline',
    width === 0
      ? null
      : {
          source,
          pixels: Math.max(1, Math.min(8192, Math.round(width - PLOT.left - PLOT.right))),
          maxSeries: MAX_SERIES,
          bursts,
          range: {
            from: addNanos(origin, Math.floor(Math.max(asked.from, 0))),
            to: addNanos(origin, Math.ceil(asked.to)),
          },
          ...(host ? { host: host.id } : {}),
          ...(peer ? { peer: peer.id } : {}),
        },
  );
  const frame = answer.value;

  // The whole picture when data or looks change; the axis alone while the view moves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view moves the axis below, without drawing all again
  useEffect(() => {
    if (!chart || !frame) return;
    draw(chart, timelineOption(frame, { view, width, colours, placeOf, hidden, selectedBurst: burst }), ['series']);
  }, [chart, frame, width, colours, hidden, burst]);
  useEffect(() => {
    if (chart && frame) draw(chart, { xAxis: xAxis(frame, view, width, colours) }, []);
  }, [chart, frame, view, width, colours]);
  useMarks(chart, frame);
  useEffect(() => exposeTimeline(() => snapshot(frame, view)), [frame, view]);
  useZoomToBurst(source, burst, view, whole, setZoom);

  const toRange = ({ from, to }: View): TimeRange => ({
    from: addNanos(origin, Math.floor(Math.max(0, from))),
    to: addNanos(origin, Math.ceil(to)),
  });
  const { brush, handlers } = useGestures(box, {
    view,
    whole,
    width,
    selecting,
    onView: setZoom,
    onRange: (from, to) => selectRange(toRange({ from, to })),
  });
  const shaded = brush ?? (range && viewOf(range, origin, whole));
  const nothing = frame !== undefined && frame.meta.series.length === 0;

  return (
    <section className={classes.panel} aria-label="Timeline">
      <header className={classes.head}>
        <h2>Payload over time</h2>
        <Legend frame={frame} placeOf={placeOf} hidden={hidden} onHidden={setHidden} />
        <span className={classes.span}>
          {dayAndTime(addNanos(origin, Math.round(Math.max(0, view.from))))}, {formatDuration(view.to - view.from)}
        </span>
        <Tools
          view={view}
          whole={whole}
          selecting={selecting}
          onView={setZoom}
          onSelecting={setSelecting}
          onBurst={step => selectBurst(neighbour(frame, burst, view, step))}
        />
      </header>
      <div
        ref={box}
        className={classes.plot}
        data-selecting={selecting || undefined}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys pan and zoom while it has the focus
        tabIndex={0}
        aria-label="Timeline: arrow keys pan, plus and minus zoom, 0 shows the whole capture"
        {...handlers}
      >
        <Chart
          label={`Payload size over time of ${frame?.meta.series.length ?? 0} streams, with ${frame?.meta.bursts ?? 0} bursts`}
          onReady={ready => {
            setChart(ready);
            return () => setChart(null);
          }}
          onWidth={setWidth}
        />
        {shaded && <Shade shaded={shaded} view={view} width={width} />}
        {nothing && !answer.loading && (
          <p className={classes.nothing}>
            {host ? `${host.address} sent nothing in this stretch of time.` : 'No IP records in this stretch of time.'}
          </p>
        )}
      </div>
      {answer.problem && <ProblemLine problem={answer.problem} />}
    </section>
  );
}

/** Places in the palette, given out as streams appear and kept while the capture is open. */
function usePlaces(): (stream: number) => number {
  const places = useRef(new Map<number, number>());
  return useCallback((stream: number) => {
    const known = places.current.get(stream) ?? places.current.size;
    places.current.set(stream, known);
    return known;
  }, []);
}

/** The last value, at most every `millis`: the first change at once, the rest as they settle. */
function useThrottled<T>(value: T, millis: number): T {
  const [passed, setPassed] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, last.current + millis - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setPassed(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, millis]);
  return passed;
}

/** Tooltip of the mark under the pointer; a click on a band selects its burst. */
function useMarks(chart: EChartsType | null, frame: Frame<TimelineMeta> | undefined): void {
  const theme = useTheme(s => s.theme);
  useEffect(() => {
    if (!chart || !frame) return;
    const { raised, text, border, font } = coloursOf(theme);
    chart.setOption({
      tooltip: {
        trigger: 'item',
        confine: true,
        transitionDuration: 0,
        backgroundColor: raised,
        borderColor: border,
        textStyle: { color: text, fontSize: 12, fontFamily: font },
        formatter: (mark: Mark) => tooltip(frame, mark),
      },
    });
    const onClick = (mark: unknown) => {
      const { seriesId, value } = mark as Mark;
      if (seriesId === BANDS) selectBurst(value[2]!);
    };
    chart.on('click', onClick);
    return () => {
      chart.off('click', onClick);
    };
  }, [chart, frame, theme]);
}

/** Brings the selected burst into view when it is selected, not again when the user looks elsewhere. */
function useZoomToBurst(
  source: number,
  burst: number | null,
  view: View,
  whole: View,
  onView: (view: View) => void,
): void {
  const params = useBurstParams();
  const origin = useSource(s => s.info?.start);
  const shown = useRef<number | null>(null);
  const { value } = useAnswer(
    'bursts',
    burst === null ? null : { source, params, sort: 'burst', direction: 'asc', offset: burst - 1, limit: 1 },
  );
  const row = value?.rows[0];
  useEffect(() => {
    if (burst === null) shown.current = null;
    if (!row || !origin || row.burst !== burst || shown.current === burst) return;
    shown.current = burst;
    onView(viewAround(nanosBetweenLossy(origin, row.start), nanosBetweenLossy(origin, row.end), view, whole));
  }, [row, burst, origin, view, whole, onView]);
}

const viewOf = (range: TimeRange, origin: readonly [number, number], whole: View): View => ({
  from: range.from ? nanosBetweenLossy(origin, range.from) : whole.from,
  to: range.to ? nanosBetweenLossy(origin, range.to) : whole.to,
});

function snapshot(frame: Frame<TimelineMeta> | undefined, view: View) {
  return {
    series: frame?.meta.series.length ?? 0,
    points: frame?.columns.time?.length ?? 0,
    bursts: frame?.meta.bursts ?? 0,
    ...view,
  };
}

/** Number of the drawn burst before or after the selected one, or before or after the middle of the view. */
function neighbour(
  frame: Frame<TimelineMeta> | undefined,
  burst: number | null,
  view: View,
  step: 1 | -1,
): number | null {
  if (burst !== null) return Math.max(1, burst + step);
  const starts = Array.from(frame?.columns.burstStart ?? []);
  const middle = (view.from + view.to) / 2;
  const i = step > 0 ? starts.findIndex(s => s >= middle) : starts.findLastIndex(s => s < middle);
  return i < 0 ? null : frame!.columns.burstNumber![i]!;
}

function Shade({ shaded, view, width }: { readonly shaded: View; readonly view: View; readonly width: number }) {
  const plot = width - PLOT.left - PLOT.right;
  const at = (nanos: number): number =>
    PLOT.left + plot * Math.min(1, Math.max(0, (nanos - view.from) / (view.to - view.from)));
  const left = at(shaded.from);
  return <div className={classes.shade} style={{ left, width: Math.max(1, at(shaded.to) - left) }} />;
}

interface LegendProps {
  readonly frame: Frame<TimelineMeta> | undefined;
  readonly placeOf: (stream: number) => number;
  readonly hidden: ReadonlySet<number>;
  readonly onHidden: (hidden: ReadonlySet<number>) => void;
}

function Legend({ frame, placeOf, hidden, onHidden }: LegendProps) {
  const host = useSelection(s => s.host);
  const peer = useSelection(s => s.peer);
  const theme = useTheme(s => s.theme);
  const toggle = (stream: number) => {
    const next = new Set(hidden);
    if (!next.delete(stream)) next.add(stream);
    onHidden(next);
  };
  if (!frame) return <ul className={classes.legend} />;
  const { series, streamsLeftOut } = frame.meta;
  return (
    <ul className={classes.legend}>
      {series.map(s => (
        <li key={s.stream}>
          <button
            type="button"
            aria-pressed={!hidden.has(s.stream)}
            title={`${s.src} → ${s.dst}, ${formatCount(s.records)} records: click to hide or show`}
            onClick={() => toggle(s.stream)}
          >
            <span className={classes.dot} style={{ background: placeColour(coloursOf(theme), placeOf(s.stream)) }} />
            {host && !peer ? s.dst : `${s.src} → ${s.dst}`}
          </button>
        </li>
      ))}
      {streamsLeftOut > 0 && <li className={classes.more}>and {formatCount(streamsLeftOut)} quieter</li>}
    </ul>
  );
}

interface ToolsProps {
  readonly view: View;
  readonly whole: View;
  readonly selecting: boolean;
  readonly onView: (view: View) => void;
  readonly onSelecting: (on: boolean) => void;
  readonly onBurst: (step: 1 | -1) => void;
}

function Tools({ view, whole, selecting, onView, onSelecting, onBurst }: ToolsProps) {
  const tools = [
    { name: 'Burst before', icon: 'back', run: () => onBurst(-1) },
    { name: 'Next burst', icon: 'right', run: () => onBurst(1) },
    { name: 'Zoom in (+)', icon: 'plus', run: () => onView(zoomView(view, 0.5, 0.5, whole)) },
    { name: 'Zoom out (-)', icon: 'minus', run: () => onView(zoomView(view, 2, 0.5, whole)) },
    { name: 'Whole capture (0 or double-click)', icon: 'fit', run: () => onView(whole) },
  ] as const;
  return (
    <div className={classes.tools}>
      <Tooltip label="Drag selects a time range for all panels (as shift-drag does)">
        <ActionIcon
          aria-label="Select a time range by dragging"
          aria-pressed={selecting}
          data-active={selecting || undefined}
          onClick={() => onSelecting(!selecting)}
        >
          <Icon name="both" />
        </ActionIcon>
      </Tooltip>
      {tools.map(({ name, icon, run }) => (
        <Tooltip key={name} label={name}>
          <ActionIcon aria-label={name} onClick={run}>
            <Icon name={icon} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
