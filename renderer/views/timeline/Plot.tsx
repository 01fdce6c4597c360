// The timeline's picture: the chart, what is brushed, and what the pointer finds.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Clock } from '../../../shared/axis/time-axis.ts';
import { addNanos, type Time, type TimeRange } from '../../../shared/unit/time.ts';
import { bandsOf } from '../../chart/bands.ts';
import { Chart, draw, type Size } from '../../chart/Chart.tsx';
import type { EChartsType } from '../../chart/echarts.ts';
import { type Geometry, type Hit, hitAt, xOf } from '../../chart/hit.ts';
import { BAND_PIXELS, PLOT, type TimelineLook, timelineOption, xAxis } from '../../chart/option/timeline.ts';
import type { TimelineFrame } from '../../chart/timeline-frame.ts';
import { clampView, type View } from '../../chart/zoom.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { selectRange, selectRecord, useSelection } from '../../state/selection.ts';
import type { Colours } from '../../ui/theme/colours.ts';
import { type PlotMeasure, scaleOf } from './measure.ts';
import classes from './TimelineView.module.css';
import { Tip } from './Tip.tsx';
import { tipOf } from './tip.ts';
import { type Place, useGestures } from './use-gestures.ts';

interface Props {
  readonly measure: PlotMeasure;
  /** Undefined before the first answer. */
  readonly frame: TimelineFrame | undefined;
  readonly origin: Time;
  readonly view: View;
  readonly whole: View;
  readonly size: Size;
  readonly colours: Colours;
  readonly colourOf: (key: number) => string;
  readonly hidden: ReadonlySet<number>;
  readonly selected: TimelineLook['selected'];
  /** The selected time range. */
  readonly range: View | null;
  readonly clock: Clock;
  readonly logarithmic: boolean;
  readonly selecting: boolean;
  readonly onView: (view: View) => void;
  /** A burst, or none, is selected, and the view stays. */
  readonly onBurst: (burst: number | null) => void;
  readonly onSize: (size: Size) => void;
}

const ROLE: Readonly<Record<PlotMeasure, string>> = {
  payload: 'Timeline of payload sizes',
  gap: 'Gaps between records over time',
  rate: 'Payload a second over time',
};

export function Plot(props: Props) {
  const { measure, frame, origin, view, whole, size, colours, colourOf, hidden, selected, clock, selecting, onView } =
    props;
  const { width, height } = size;
  const called = useHostCalled();
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [pointer, setPointer] = useState<Place | null>(null);

  const scale = useMemo(
    () => scaleOf(measure, frame, hidden, props.logarithmic),
    [measure, frame, hidden, props.logarithmic],
  );
  const least = ((view.to - view.from) / Math.max(1, width - PLOT.left - PLOT.right)) * BAND_PIXELS;
  // Bands as of the answer: while the view zooms they keep their lanes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: least changes with every zoom step
  const bands = useMemo(
    () => (frame && measure === 'payload' ? bandsOf(frame, hidden, least) : []),
    [frame, hidden, measure],
  );
  const look: TimelineLook = { view, width, colours, hidden, colourOf, scale, bands, selected, clock };

  // The whole picture when data or looks change, the axis alone while the view moves.
  const drawn = useRef<object | null>(null);
  const picture = useMemo(
    () => ({ chart, frame, colours, hidden, colourOf, scale, bands, selected }),
    [chart, frame, colours, hidden, colourOf, scale, bands, selected],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a picture and its axis are made of
  useLayoutEffect(() => {
    if (!chart || !frame) return;
    if (drawn.current === picture) draw(chart, { xAxis: xAxis(frame, look) }, []);
    else draw(chart, timelineOption(frame, look), ['series']);
    drawn.current = picture;
  }, [picture, view, width, clock]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what lies under the pointer is another thing now
  useEffect(() => setPointer(null), [frame, view]);

  const geometry: Geometry = { view, width, height, scale, hidden, bands };
  const hitOf = (at: Place): Hit | null => (frame ? hitAt(frame, geometry, at.x, at.y) : null);
  const hit = pointer && hitOf(pointer);

  /** What a double-click takes back: its first half selected a burst, or zoomed into several. */
  const burstBefore = useRef<number | null>(null);
  function click(at: Place): void {
    burstBefore.current = useSelection.getState().burst;
    const found = hitOf(at);
    if (found?.mark?.series.mode === 'points') selectRecord(frame!.columns.record![found.mark.row]!);
    const row = found?.bursts[0];
    if (row === undefined || !frame) return;
    const { burstNumber, burstMerged, burstStart, burstEnd } = frame.columns;
    const [from, to] = [burstStart![row]!, burstEnd![row]!];
    if (burstMerged![row]! === 1) props.onBurst(burstNumber![row]!);
    else onView(clampView({ from: from - (to - from) / 4, to: to + (to - from) / 4 }, whole));
  }

  const toRange = (from: number, to: number): TimeRange => ({
    from: addNanos(origin, Math.floor(Math.max(0, from))),
    to: addNanos(origin, Math.ceil(to)),
  });
  const { brush, handlers } = useGestures(box, {
    view,
    whole,
    width,
    selecting,
    onView,
    onRange: (from, to) => selectRange(toRange(from, to)),
    onHover: setPointer,
    onClick: click,
    onDoubleClick() {
      props.onBurst(burstBefore.current);
      onView(whole);
    },
  });
  const shaded = brush ?? props.range;

  return (
    <div
      ref={box}
      className={classes.plot}
      data-selecting={selecting || undefined}
      data-over={(hit && hit.bursts.length > 0) || undefined}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys pan and zoom while it has the focus
      tabIndex={0}
      aria-label={`${ROLE[measure]}: arrow keys pan, plus and minus zoom, 0 shows the whole capture`}
      {...handlers}
    >
      <Chart
        label={`${ROLE[measure]} of ${frame?.meta.series.length ?? 0} series${measure === 'payload' ? `, with ${frame?.meta.bursts ?? 0} bursts` : ''}`}
        onReady={ready => {
          setChart(ready);
          return () => setChart(null);
        }}
        onSize={props.onSize}
      />
      {shaded && <Shade from={xOf(geometry, shaded.from)} to={xOf(geometry, shaded.to)} width={width} />}
      {hit?.mark && <div className={classes.ring} style={{ left: hit.mark.x, top: hit.mark.y }} />}
      {pointer && hit && frame && (
        <Tip
          parts={tipOf(frame, hit, measure, called)}
          at={pointer}
          width={width}
          height={height}
          colourOf={colourOf}
        />
      )}
    </div>
  );
}

/** A stretch of the plot, given in pixels of the chart. */
function Shade({ from, to, width }: { readonly from: number; readonly to: number; readonly width: number }) {
  const inside = (x: number): number => Math.min(width - PLOT.right, Math.max(PLOT.left, x));
  const [left, right] = [inside(from), inside(to)];
  if (right <= PLOT.left || left >= width - PLOT.right) return null;
  return (
    <div
      className={classes.shade}
      style={{ left, width: Math.max(1, right - left), top: PLOT.top, bottom: PLOT.bottom }}
    />
  );
}
