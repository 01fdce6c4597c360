// What is far out in windows as reports: pairs in a window, windows as a whole, and hosts that scan ports.
import type { WindowRequest } from '../../shared/model/timing.ts';
import { OUTLIER_KINDS, type OutlierKind } from '../../shared/model/window.ts';
import { epochTime } from '../../shared/unit/time.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { addressOf } from '../read/host-rows.ts';
import { type Outlier, outlierList } from '../read/window-outliers.ts';
import { scannersOf } from '../read/window-rows.ts';
import { type WindowTable, windowTable } from '../read/window-table.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, epochColumn, integerColumn, numberCell, numberColumn, type Report, textColumn } from './report.ts';

const BATCH = 1024;

/** One row an outlier; hosts that scan ports come last, as outliers of no window. */
export function outlierReport(view: CaptureView, span: Span, request: WindowRequest): Report {
  return {
    columns: [
      textColumn('kind'),
      integerColumn('window'),
      epochColumn('start_epoch'),
      textColumn('src'),
      textColumn('dst'),
      textColumn('measure'),
      numberColumn('value'),
      numberColumn('lower'),
      numberColumn('upper'),
    ],
    async *rows() {
      const table = await windowTable(view, span, request);
      for (const kind of OUTLIER_KINDS) yield* outlierRows(view, table, kind);
      const { limit, scanners } = await scannersOf(view, span);
      yield scanners.map(({ host, dstPorts }): Cell[] => [
        'host',
        null,
        null,
        host.address,
        null,
        'dst_ports',
        String(dstPorts),
        null,
        String(limit),
      ]);
    },
  };
}

async function* outlierRows(view: CaptureView, table: WindowTable, kind: OutlierKind): AsyncGenerator<Cell[][]> {
  const list = await outlierList(table, kind);
  for (let from = 0; from < list.length; from += BATCH) {
    const length = Math.min(BATCH, list.length - from);
    yield Array.from({ length }, (_, i) => outlierCells(view, table, kind, list.at(from + i)));
  }
}

function outlierCells(
  { store }: CaptureView,
  table: WindowTable,
  kind: OutlierKind,
  { window, measure, value, fence, pair }: Outlier,
): Cell[] {
  return [
    kind,
    String(window),
    epochTime(table.time(window).from),
    pair ? addressOf(store, pair.src) : null,
    pair ? addressOf(store, pair.dst) : null,
    measure,
    String(value),
    String(fence.lower),
    String(fence.upper),
  ];
}

/** One row a host that tries many ports. */
export function scannerReport(view: CaptureView, span: Span): Report {
  return {
    columns: [
      textColumn('host'),
      textColumn('name'),
      integerColumn('dst_ports'),
      integerColumn('dst_hosts'),
      integerColumn('connections'),
      epochColumn('first_epoch'),
      epochColumn('last_epoch'),
      numberColumn('percentile_90'),
    ],
    async *rows() {
      const { percentile, scanners } = await scannersOf(view, span);
      yield scanners.map(({ host, dstPorts, dstHosts, connections, first, last }): Cell[] => [
        host.address,
        host.name,
        String(dstPorts),
        String(dstHosts),
        String(connections),
        epochTime(first),
        epochTime(last),
        numberCell(percentile),
      ]);
    },
  };
}
