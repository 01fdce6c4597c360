// Window features as a report: one row a window, empty ones too (DEFINITIONS sections 5 and 8).
import { ProblemError } from '../../shared/contract/problem.ts';
import type { WindowRequest } from '../../shared/model/timing.ts';
import { epochTime } from '../../shared/unit/time.ts';
import { NOTEBOOK_FEATURES, notebookBatches, WINDOW_FEATURES, windowTable } from '../analysis/windows.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { trafficRows } from '../read/traffic-rows.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberColumn, type Report } from './report.ts';

const BATCH = 1024;

/** What an empty window has: nothing of anything, and no distribution to speak of. */
const EMPTY: readonly Cell[] = WINDOW_FEATURES.map(name => (/_(max|mean|perc\d\d)$/.test(name) ? null : '0'));

/**
 * Windows of `nanos` nanoseconds from that of the span's first record to that of its last; or the batches of the study.
 * Throws ProblemError (`usage`) for batches that are no whole seconds long.
 */
export function windowReport(view: CaptureView, span: Span, { nanos, compat }: WindowRequest): Report {
  if (compat === 'notebook') return batchReport(view, span, nanos);
  const table = windowTable(trafficRows(view, span), nanos);
  const start = (number: number): string => {
    const at = BigInt(number) * BigInt(nanos);
    return epochTime([Number(at / 1_000_000_000n), Number(at % 1_000_000_000n)]);
  };
  return {
    columns: [numberColumn('window'), numberColumn('start_epoch'), ...WINDOW_FEATURES.map(numberColumn)],
    async *rows() {
      let batch: Cell[][] = [];
      for (const [i, number] of table.numbers.entries()) {
        const before = i === 0 ? number - 1 : table.numbers[i - 1]!;
        for (let empty = before + 1; empty < number; empty++) {
          batch.push([String(empty), start(empty), ...EMPTY]);
          if (batch.length >= BATCH) {
            yield batch;
            batch = [];
          }
        }
        batch.push([
          String(number),
          start(number),
          ...Array.from(table.features[i]!, value => (Number.isNaN(value) ? null : String(value))),
        ]);
      }
      yield batch;
    },
  };
}

const NOTEBOOK_PLACES = NOTEBOOK_FEATURES.map(name => WINDOW_FEATURES.indexOf(name));

/** The study's table: its columns by its names, batches counted from 0. */
function batchReport(view: CaptureView, span: Span, nanos: number): Report {
  if (nanos % 1e9 !== 0) throw new ProblemError('usage', '--seconds must be whole with --compat notebook.');
  return {
    columns: [numberColumn('flow_batch'), ...NOTEBOOK_FEATURES.map(numberColumn)],
    async *rows() {
      let number = 0;
      let batch: Cell[][] = [];
      for (const features of notebookBatches(trafficRows(view, span, 'file'), nanos / 1e9)) {
        batch.push([String(number++), ...NOTEBOOK_PLACES.map(at => String(features[at]!))]);
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
  };
}
