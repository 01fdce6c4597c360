// Window features as a report: one row a window, empty ones too (DEFINITIONS sections 5 and 8); and what is far out in them.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { WindowRequest } from '../../shared/model/timing.ts';
import { LEAST_WINDOW } from '../../shared/model/window.ts';
import { FEATURE_NAMES, NOTEBOOK_FEATURES, WINDOW_FEATURES } from '../../shared/model/window-feature.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { epochTime } from '../../shared/unit/time.ts';
import { overBatches, overWindows, WindowClock } from '../analysis/windows.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { breathe } from '../read/in-slices.ts';
import { trafficRows } from '../read/traffic-rows.ts';
import { wholeSeconds } from '../read/window-table.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, epochColumn, integerColumn, numberColumn, type Report, type ReportColumn } from './report.ts';
import { outlierReport, scannerReport } from './window-outlier-report.ts';

/** Counts are whole; means, percentiles and entropies are not, and bytes of a log may be what it says. */
const featureColumn = (name: string): ReportColumn =>
  (/^(num_entries|count_|num_state_)/.test(name) ? integerColumn : numberColumn)(name);

const BATCH = 1024;
/** Windows of a report, empty ones too: beyond, it is a mistake that would fill a disk. */
const MOST_WINDOWS = 100_000_000;

/** What an empty window has: nothing of anything, and no distribution to speak of. */
const EMPTY: readonly Cell[] = WINDOW_FEATURES.map(({ absent }) => (absent ? null : '0'));

/**
 * Windows of `nanos` nanoseconds from that of the span's first record to that of its last; or the batches of the study;
 * or what is far out. Throws ProblemError (`usage`) for batches that are no whole seconds long, and for windows that are too short or too many.
 */
export function windowReport(view: CaptureView, span: Span, request: WindowRequest): Report {
  const { nanos, compat, list } = request;
  if (nanos < LEAST_WINDOW) throw new ProblemError('usage', 'Windows are a microsecond long at least.');
  if (list === 'scanners') return scannerReport(view, span);
  if (list === 'outliers') return outlierReport(view, span, request);
  if (compat === 'notebook') return batchReport(view, span, wholeSeconds(nanos));
  checkLength(view, span, nanos);
  return {
    columns: [integerColumn('window'), epochColumn('start_epoch'), ...FEATURE_NAMES.map(featureColumn)],
    rows: () => inBatches(windowLines(view, span, nanos)),
  };
}

/** One row a window; undefined where the work gives way. */
function* windowLines(view: CaptureView, span: Span, nanos: number): Generator<Cell[] | undefined, void> {
  const clock = new WindowClock(nanos);
  const line = (number: number, cells: readonly Cell[]): Cell[] => [
    String(number),
    epochTime(clock.start(number)),
    ...cells,
  ];
  let finished: { number: number; features: Float64Array }[] = [];
  let isFirst = true;
  let next = 0;
  const work = overWindows(yield* trafficRows(view, span), nanos, (number, features) => {
    finished.push({ number, features });
  });
  for (let isOver = false; !isOver; ) {
    isOver = work.next().done === true;
    for (const { number, features } of finished) {
      if (isFirst) next = number;
      isFirst = false;
      for (; next < number; next++) yield line(next, EMPTY);
      yield line(number, Array.from(features, featureCell));
      next = number + 1;
    }
    finished = [];
    yield undefined;
  }
}

const featureCell = (value: number): Cell => (Number.isNaN(value) ? null : String(value));

/** Throws ProblemError (`usage`) when there would be too many windows. */
function checkLength(view: CaptureView, span: Span, nanos: number): void {
  if (span.lo === span.hi) return;
  const clock = new WindowClock(nanos);
  const windows = clock.of(...view.order.time(span.hi - 1)) - clock.of(...view.order.time(span.lo));
  if (windows < MOST_WINDOWS) return;
  throw new ProblemError(
    'usage',
    `The records span more than ${formatCount(MOST_WINDOWS)} windows: make them longer, or choose a time range.`,
  );
}

const NOTEBOOK_PLACES = NOTEBOOK_FEATURES.map(name => FEATURE_NAMES.indexOf(name));

/** The study's table: its columns by its names, batches counted from 0. */
function batchReport(view: CaptureView, span: Span, seconds: number): Report {
  return {
    columns: [integerColumn('flow_batch'), ...NOTEBOOK_FEATURES.map(featureColumn)],
    rows: () => inBatches(batchLines(view, span, seconds)),
  };
}

function* batchLines(view: CaptureView, span: Span, seconds: number): Generator<Cell[] | undefined, void> {
  let number = 0;
  let finished: Float64Array[] = [];
  const work = overBatches(yield* trafficRows(view, span, 'file'), seconds, features => {
    finished.push(features);
  });
  for (let isOver = false; !isOver; ) {
    isOver = work.next().done === true;
    for (const features of finished) yield [String(number++), ...NOTEBOOK_PLACES.map(at => String(features[at]!))];
    finished = [];
    yield undefined;
  }
}

/** Rows in batches; gives way where the work does. */
async function* inBatches(lines: Iterable<Cell[] | undefined>): AsyncGenerator<Cell[][]> {
  let batch: Cell[][] = [];
  for (const line of lines) {
    if (line === undefined) {
      await breathe();
      continue;
    }
    batch.push(line);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
