// Rows as windows count them, and the hosts that scan ports among them, a page at a time.
import type { Page } from '../../shared/contract/asked.ts';
import type { ScannerRow, TrafficLine } from '../../shared/model/window.ts';
import { WINDOW_STATES } from '../../shared/model/window-feature.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { type PortScanners, portScanners } from '../analysis/port-scanners.ts';
import { emptyTrafficEnds, emptyTrafficRow } from '../analysis/window-counter.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { inSlices, Kept } from './in-slices.ts';
import { connectionOpenings, type StatedRows, trafficRows } from './traffic-rows.ts';

interface Part {
  readonly offset: number;
  readonly limit: number;
}

const rowsKept = new Kept(1);

/** IP records of the span, or rows of a log, in the order of time. Rejects with ProblemError (`cancelled`) when given up. */
export async function trafficPage(
  view: CaptureView,
  span: Span,
  { offset, limit }: Part,
  isUnwanted?: () => boolean,
): Promise<Page<TrafficLine>> {
  const rows = await rowsKept.get(view, JSON.stringify(span), () => inSlices(trafficRows(view, span), isUnwanted));
  const end = Math.min(rows.length, offset + limit);
  const out: TrafficLine[] = [];
  for (let i = offset; i < end; i++) out.push(trafficLine(view, rows, i));
  return { total: rows.length, rows: out };
}

function trafficLine({ store }: CaptureView, rows: StatedRows, index: number): TrafficLine {
  const row = emptyTrafficRow();
  const ends = emptyTrafficEnds();
  rows.read(index, row);
  rows.readEnds(row.ends, ends);
  return {
    number: rows.rows[index]! + 1,
    time: [row.seconds, row.nanos],
    src: hostEnd(store, ends.src),
    dst: hostEnd(store, ends.dst),
    srcPort: ends.srcPort,
    dstPort: ends.dstPort,
    protocol: ipProtocolName(ends.protocol),
    state: WINDOW_STATES[row.state] ?? null,
    flow: row.ends >>> 1,
    up: row.up,
    down: row.down,
  };
}

export interface ScannersFound extends Omit<PortScanners, 'scanners'> {
  readonly scanners: readonly ScannerRow[];
}

const scannersKept = new Kept(4);

/** Hosts that try many ports in the span. Rejects with ProblemError (`cancelled`) when given up. */
export function scannersOf(view: CaptureView, span: Span, isUnwanted?: () => boolean): Promise<ScannersFound> {
  return scannersKept.get(view, JSON.stringify(span), async () => {
    const starts = await inSlices(connectionOpenings(view, span), isUnwanted);
    const { scanners, ...rest } = await inSlices(portScanners(starts), isUnwanted);
    return {
      ...rest,
      scanners: scanners.map(({ host, dstPorts, dstHosts, connections, first, last }) => ({
        host: hostEnd(view.store, host),
        dstPorts,
        dstHosts,
        connections,
        first: [starts.seconds[first]!, starts.nanos[first]!],
        last: [starts.seconds[last]!, starts.nanos[last]!],
      })),
    };
  });
}
