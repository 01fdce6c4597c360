// Window features as a report: one row a window, empty ones too (DEFINITIONS sections 5 and 8).

import { epochTime } from '../../shared/unit/time.ts';
import { WINDOW_FEATURES, windowTable } from '../analysis/windows.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { trafficRows } from '../read/traffic-rows.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberColumn, type Report } from './report.ts';

const BATCH = 1024;

/** What an empty window has: nothing of anything, and no distribution to speak of. */
const EMPTY: readonly Cell[] = WINDOW_FEATURES.map(name => (/_(max|mean|perc\d\d)$/.test(name) ? null : '0'));

/** Windows of `nanos` nanoseconds from that of the span's first record to that of its last. */
export function windowReport(view: CaptureView, span: Span, nanos: number): Report {
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
