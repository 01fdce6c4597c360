// Payload size over time: the streams of the selection (or its hosts, flows, ports, protocols), bursts as bands behind them, the whole capture in a strip below.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Clock, exactRange } from '../../../shared/axis/time-axis.ts';
import { formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy, secondsText, type Time, type TimeRange } from '../../../shared/unit/time.ts';
import type { Size } from '../../chart/Chart.tsx';
import { PLOT } from '../../chart/option/timeline.ts';
import { rateFrame } from '../../chart/rate-frame.ts';
import { assignSlots } from '../../chart/series-slots.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';
import type { View } from '../../chart/zoom.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { exposeTimeline } from '../../state/test-hook.ts';
import { useTheme } from '../../state/theme.ts';
import { useTimelineOptions } from '../../state/timeline-options.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { usePatience } from '../../ui/use-patience.ts';
import { Legend } from './Legend.tsx';
import { NoteFlags } from './NoteFlags.tsx';
import { Overview } from './Overview.tsx';
import { Plot } from './Plot.tsx';
import classes from './TimelineView.module.css';
import { Toolbar } from './Toolbar.tsx';
import { stepBurst, useSelectedBurst } from './use-burst-steps.ts';
import { useTimeline } from './use-timeline.ts';

const HELP =
  'Each dot is a record. Where there are too many, a stroke reaches from the smallest to the largest payload of a pixel column, with its mean marked. Bands are bursts; above them, in the colour of their series.';
const LOG_HELP =
  'Each dot is a row of the log, a flow, at its start, as high as the bytes that its source sent: what the destination sent back is not drawn, and may be far more; tables and findings have both directions. Where there are too many, a stroke reaches from the smallest to the largest of a pixel column. Bands are bursts.';
const GAPS_HELP = 'Time since the record before it in the same series, on a logarithmic scale.';
const RATE_HELP = 'Payload a second of each series, over four pixels at a time.';

export function TimelineView() {
  const info = useSource(s => s.info);
  if (!info?.start || !info.end) return null;
  return <Timeline key={info.source} source={info.source} origin={info.start} end={info.end} />;
}

interface Props {
  readonly source: number;
  /** First and last record of the capture. */
  readonly origin: Time;
  readonly end: Time;
}

function Timeline({ source, origin, end }: Props) {
  const { host, peer, range } = useSelection();
  const called = useSelectedCalled();
  const isLog = useSource(s => s.info?.kind === 'flows');
  const colours = coloursOf(useTheme(s => s.theme));
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  /** Null: the whole capture, also while it grows. */
  const [zoom, setZoom] = useState<View | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const charts = useRef<HTMLDivElement>(null);
  const [selecting, setSelecting] = useState(false);
  const [clock, setClock] = useState<Clock>('utc');
  const [logarithmic, setLogarithmic] = useState(false);

  const span = Math.max(1e6, nanosBetweenLossy(origin, end));
  const whole = useMemo((): View => ({ from: -span * 0.01, to: span * 1.01 }), [span]);
  const view = zoom ?? whole;
  const setView = useCallback(
    (next: View) => setZoom(next.from <= whole.from && next.to >= whole.to ? null : next),
    [whole],
  );
  const { by, gaps, rate } = useTimelineOptions();
  const pixels = size.width === 0 ? 0 : size.width - PLOT.left - PLOT.right;
  const answer = useTimeline(source, origin, view, pixels, 'payload');
  const gapAnswer = useTimeline(source, origin, view, gaps ? pixels : 0, 'gap');
  const frame = answer.value;
  const rates = useMemo(
    () => (rate && frame ? rateFrame(frame, view.from, view.to, pixels) : undefined),
    [rate, frame, view, pixels],
  );
  const late = usePatience(answer.loading);
  const slotOf = useSlots(frame, colours.series.length);
  const colourOf = useCallback((key: number) => colours.series[slotOf(key)]!, [colours, slotOf]);
  const steps = { source, origin, view, whole, onView: setView };
  const { row, pick } = useSelectedBurst(steps);
  const selected = useMemo(
    () =>
      row
        ? { from: nanosBetweenLossy(origin, row.start), to: nanosBetweenLossy(origin, row.end), burst: row.burst }
        : null,
    [row, origin],
  );
  useEffect(
    () =>
      exposeTimeline(() => ({
        series: frame?.meta.series.length ?? 0,
        points: frame?.columns.time?.length ?? 0,
        bursts: frame?.meta.bursts ?? 0,
        from: view.from,
        to: view.to,
      })),
    [frame, view],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: other series have other keys
  useEffect(() => setHidden(new Set()), [by]);

  function toggle(key: number): void {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    setHidden(next);
  }

  const plot = {
    origin,
    view,
    whole,
    size,
    colours,
    colourOf,
    hidden,
    selected,
    range: range && viewOf(range, origin, whole),
    clock,
    selecting,
    onView: setView,
    onBurst: pick,
    onSize: setSize,
  };
  const shown: View = { from: Math.max(0, view.from), to: Math.min(span, view.to) };
  const length = Math.round(shown.to - shown.from);
  const what = host !== null && peer === null ? `that ${called(host)} sent ` : isLog ? 'that sources sent ' : '';
  const isEmpty = frame?.meta.series.length === 0 && !answer.loading;
  return (
    <section className={classes.panel} aria-label="Timeline">
      <header className={classes.head}>
        <h2>
          <Term text={isLog ? LOG_HELP : HELP}>
            {isLog ? 'Bytes' : 'Payload'} {what}over time
          </Term>
        </h2>
        <span
          className={classes.span}
          title={`${exactRange(origin, shown)}, ${secondsText(length)} s`}
          data-testid="timeline-range"
        >
          <b title={`${secondsText(length)} s`}>{formatDuration(length)}</b> {exactRange(origin, shown)}
        </span>
        <Toolbar
          view={view}
          whole={whole}
          clock={clock}
          logarithmic={logarithmic}
          selecting={selecting}
          onView={setView}
          onClock={setClock}
          onLogarithmic={setLogarithmic}
          onSelecting={setSelecting}
          onStep={step => void stepBurst(steps, row, step)}
        />
      </header>
      <div className={classes.body} data-late={late || undefined} data-picture="Timeline">
        <div ref={charts} className={classes.charts} data-panels={gaps || rate || undefined}>
          <NoteFlags origin={origin} view={view} width={size.width} />
          <Plot measure="payload" frame={frame} logarithmic={logarithmic} {...plot} />
          {gaps && (
            <Panel title="Gaps" help={GAPS_HELP}>
              <Plot measure="gap" frame={gapAnswer.value} logarithmic {...plot} />
            </Panel>
          )}
          {rate && (
            <Panel title="Rate" help={RATE_HELP}>
              <Plot measure="rate" frame={rates} logarithmic={logarithmic} {...plot} />
            </Panel>
          )}
          <Overview source={source} view={view} whole={whole} width={size.width} colours={colours} onView={setView} />
          {isEmpty && (
            <p className={classes.nothing}>
              {host
                ? `No records of ${called(host)} in this stretch of time.`
                : 'No IP records in this stretch of time.'}
            </p>
          )}
          {!frame && late && <p className={classes.nothing}>Reading the records of this stretch of time…</p>}
        </div>
        {frame && <Legend meta={frame.meta} slotOf={slotOf} colourOf={colourOf} hidden={hidden} onToggle={toggle} />}
      </div>
      {(answer.problem ?? gapAnswer.problem) && <ProblemLine problem={(answer.problem ?? gapAnswer.problem)!} />}
    </section>
  );
}

interface PanelProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

/** A plot below the one of payload sizes, on the same time axis. */
const Panel = ({ title, help, children }: PanelProps) => (
  <div className={classes.below}>
    <span className={classes.belowTitle}>
      <Term text={help}>{title}</Term>
    </span>
    {children}
  </div>
);

/** Colours of the series drawn, kept from picture to picture. */
function useSlots(frame: TimelineFrame | undefined, count: number): (key: number) => number {
  const slots = useRef<ReadonlyMap<number, number>>(new Map());
  const last = useRef<string | undefined>(undefined);
  return useMemo(() => {
    // Keys of other series mean others.
    if (last.current !== frame?.meta.by) slots.current = new Map();
    last.current = frame?.meta.by;
    slots.current = assignSlots(slots.current, frame?.meta.series.map(s => s.key) ?? [], count);
    const now = slots.current;
    return (key: number) => now.get(key) ?? 0;
  }, [frame, count]);
}

const viewOf = (range: TimeRange, origin: Time, whole: View): View => ({
  from: range.from ? nanosBetweenLossy(origin, range.from) : whole.from,
  to: range.to ? nanosBetweenLossy(origin, range.to) : whole.to,
});
