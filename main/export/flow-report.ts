// Flows as a report: how often each comes, its states in order, whether it was closed, what it carried.
import { epochTime } from '../../shared/unit/time.ts';
import { stateRuns } from '../analysis/flow-answers.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { findFlows, flowAnswerRow, stateName } from '../read/flow-answers.ts';
import type { Span } from '../timing/time-order.ts';
import {
  type Cell,
  epochColumn,
  integerColumn,
  numberCell,
  numberColumn,
  type Report,
  secondsCell,
  textColumn,
} from './report.ts';

/** Rows of a batch: their cells are gone before the next ones are made. */
const BATCH = 1024;

/** In order of their first entry. `states`: those of the entries in order of time, `closed*3 reset` for four of them; `-`: not said. */
export function flowReport(view: CaptureView, span: Span): Report {
  return {
    columns: [
      textColumn('src'),
      integerColumn('src_port'),
      textColumn('dst'),
      integerColumn('dst_port'),
      textColumn('protocol'),
      integerColumn('entries'),
      textColumn('states'),
      textColumn('closed'),
      integerColumn('bytes_up'),
      integerColumn('bytes_down'),
      epochColumn('start_epoch'),
      numberColumn('duration_s'),
    ],
    async *rows() {
      const found = await findFlows(view, span);
      const { entries, table } = found;
      const cells = (at: number): Cell[] => {
        const row = flowAnswerRow(view, found, at);
        const runs = [...stateRuns(table, entries, at)];
        const isStated = row.closed !== null;
        const states = runs.map(({ state, times }) => `${stateName(state) ?? '-'}${times > 1 ? `*${times}` : ''}`);
        return [
          row.src.address,
          String(row.srcPort),
          row.dst.address,
          String(row.dstPort),
          row.protocol,
          String(row.entries),
          isStated ? states.join(' ') : null,
          row.closed === null ? null : row.closed ? 'yes' : 'no',
          numberCell(row.up),
          numberCell(row.down),
          epochTime(row.start),
          secondsCell(row.duration),
        ];
      };
      for (let from = 0; from < table.length; from += BATCH) {
        const length = Math.min(BATCH, table.length - from);
        yield Array.from({ length }, (_, i) => cells(from + i));
      }
    },
  };
}
