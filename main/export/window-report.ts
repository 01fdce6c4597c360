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
import { CsvOut } from './csv-out.ts';
import {
  type Cell,
  type CsvLines,
  epochColumn,
  integerColumn,
  numberColumn,
  type Report,
  type ReportColumn,
} from './report.ts';
import { outlierReport, scannerReport } from './window-outlier-report.ts';

/** Counts are whole; means, percentiles and entropies are not, and bytes of a log may be what it says. */
const featureColumn = (name: string): ReportColumn =>
  (/^(num_entries|count_|num_state_)/.test(name) ? integerColumn : numberColumn)(name);

const BATCH = 1024;
/** Bytes of lines that are written at once. */
const MOST_BYTES = 1 << 20;
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
    rows: () => inBatches(windowCells(view, span, nanos)),
    csvLines: raw => windowCsv(view, span, nanos, new CsvOut(raw)),
  };
}

interface FinishedWindow {
  readonly number: number;
  /** Undefined: it is empty. */
  readonly features: Float64Array | undefined;
}

/** One window after the other; undefined where the work gives way. */
function* windowsOf(view: CaptureView, span: Span, nanos: number): Generator<FinishedWindow | undefined, void> {
  let finished: FinishedWindow[] = [];
  let next: number | undefined;
  const work = overWindows(yield* trafficRows(view, span), nanos, (number, features) => {
    finished.push({ number, features });
  });
  for (let isOver = false; !isOver; ) {
    isOver = work.next().done === true;
    for (const window of finished) {
      next ??= window.number;
      for (; next < window.number; next++) yield { number: next, features: undefined };
      yield window;
      next++;
    }
    finished = [];
    yield undefined;
  }
}

/** One row a window; undefined where the work gives way. */
function* windowCells(view: CaptureView, span: Span, nanos: number): Generator<Cell[] | undefined, void> {
  const clock = new WindowClock(nanos);
  for (const window of windowsOf(view, span, nanos)) {
    if (window === undefined) yield undefined;
    else {
      const { number, features } = window;
      yield [String(number), epochTime(clock.start(number)), ...(features ? Array.from(features, featureCell) : EMPTY)];
    }
  }
}

/** The same rows as finished lines. */
async function* windowCsv(view: CaptureView, span: Span, nanos: number, out: CsvOut): AsyncIterable<CsvLines> {
  const clock = new WindowClock(nanos);
  const empty = new TextEncoder().encode(EMPTY.map(cell => cell ?? '').join(','));
  for (const window of windowsOf(view, span, nanos)) {
    if (window === undefined) {
      if (out.length > 0) yield out.take();
      await breathe();
      continue;
    }
    const [seconds, rest] = clock.start(window.number);
    out.number(window.number);
    out.time(seconds, rest);
    const { features } = window;
    if (features === undefined) out.cell(empty);
    else for (let f = 0; f < features.length; f++) out.number(features[f]!);
    out.endRow();
    if (out.length > MOST_BYTES) yield out.take();
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
