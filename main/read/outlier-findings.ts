// Pairs that are worth a look for what they did in a window of 10 s, within a time range.
import type { OutlierFinding } from '../../shared/model/overview.ts';
import { DEFAULT_WINDOWS } from '../../shared/model/timing.ts';
import type { PairMeasure } from '../../shared/model/window.ts';
import { compareTime, type Time } from '../../shared/unit/time.ts';
import { KeyIndex } from '../analysis/key-index.ts';
import { beyond, type Fence, isOutside } from '../analysis/outliers.ts';
import { WindowClock } from '../analysis/windows.ts';
import { BIT, NO_FLOW } from '../store/columns.ts';
import { orNone } from '../store/flow-log-columns.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { inSlices } from './in-slices.ts';
import { largest } from './largest.ts';
import { connectionOpenings } from './traffic-rows.ts';
import { type OutlierList, outlierList } from './window-outliers.ts';
import { type WindowTable, windowTable } from './window-table.ts';

/** Outliers looked at for each that is shown: a pair is shown once, for what is furthest out. */
const LOOKED_AT = 64;
/** Outliers, or rows, looked at before the work gives way. */
const SLICE = 1 << 14;

/** Furthest out first; at most `rows`. Rejects with ProblemError (`cancelled`) when the work is given up. */
export async function outlierFindings(
  view: CaptureView,
  span: Span,
  rows: number,
  isUnwanted: () => boolean,
): Promise<readonly OutlierFinding[]> {
  const table = await windowTable(view, span, DEFAULT_WINDOWS, isUnwanted);
  const list = await outlierList(table, 'pair', isUnwanted);
  return inSlices(strongest({ view, span, table, list }, rows), isUnwanted);
}

interface Work {
  readonly view: CaptureView;
  readonly span: Span;
  readonly table: WindowTable;
  readonly list: OutlierList;
}

interface Found {
  readonly window: number;
  readonly src: number;
  readonly dst: number;
  readonly measure: PairMeasure;
  readonly value: number;
  readonly fence: Fence;
}

function* strongest(work: Work, rows: number): Generator<undefined, readonly OutlierFinding[]> {
  const { view, table, list } = work;
  const begun = view.store.log ? null : yield* portsBegun(work);
  const isFull = fullWindows(work);
  const values = new Float64Array(list.length);
  const far = new Float64Array(list.length);
  for (let i = 0; i < far.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const { window, measure, value, fence, pair } = list.at(i);
    // A server answers each client to a port of its own: only what a host began is a scan.
    values[i] = measure === 'dst_ports' && begun && pair ? begun(window, pair.src, pair.dst) : value;
    // A window that the time does not fill holds less of everything.
    if (isOutside(values[i]!, fence) && (values[i]! > fence.upper || (isFull(window) && measure !== 'dst_ports')))
      far[i] = beyond(values[i]!, fence);
  }
  const chosen: OutlierFinding[] = [];
  const seen = new Set<string>();
  for (const i of largest(far.length, n => far[n]!, rows * LOOKED_AT)) {
    if (chosen.length === rows) break;
    const { window, measure, fence, pair } = list.at(i);
    const { src, dst } = pair!;
    const key = `${Math.min(src, dst)} ${Math.max(src, dst)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const found = { window, src, dst, measure: measure as PairMeasure, value: values[i]!, fence };
    chosen.push(finding(view, table, found));
  }
  return chosen;
}

/** Whether the records' time fills a window: whether it reaches over both of its ends. */
function fullWindows({ view: { order }, span, table }: Work): (window: number) => boolean {
  if (span.hi <= span.lo) return () => false;
  const [first, last] = [order.time(span.lo), order.time(span.hi - 1)];
  return window => {
    const { from, to } = table.time(window);
    return compareTime(from, first) >= 0 && compareTime(last, to) >= 0;
  };
}

/** Distinct destination ports of the connections that a host began with another one in a window. */
function* portsBegun({ view, span }: Work): Generator<undefined, (window: number, src: number, dst: number) => number> {
  const openings = yield* connectionOpenings(view, span);
  const clock = new WindowClock(DEFAULT_WINDOWS.nanos);
  const pairs = new KeyIndex();
  const groups = new KeyIndex();
  const ports = new KeyIndex();
  const distinct: number[] = [];
  for (let i = 0; i < openings.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const pair = pairs.add(openings.src[i]!, openings.dst[i]!);
    const group = groups.add(clock.of(openings.seconds[i]!, openings.nanos[i]!), pair);
    distinct[group] ??= 0;
    if (ports.addNew(group, openings.dstPort[i]!)) distinct[group]!++;
  }
  return (window, src, dst) => distinct[groups.add(window, pairs.add(src, dst))] ?? 0;
}

function finding(view: CaptureView, table: WindowTable, found: Found): OutlierFinding {
  const { window, src, dst, measure, value, fence } = found;
  const time = table.time(window);
  return {
    kind: 'outlier',
    src: hostEnd(view.store, src),
    dst: hostEnd(view.store, dst),
    ...time,
    measure,
    value,
    ...fence,
    ...bytesBetween(view, time, src, dst),
  };
}

/** What a host sent to another one in a stretch of time, and received from it. */
function bytesBetween(
  view: CaptureView,
  range: { readonly from: Time; readonly to: Time },
  src: number,
  dst: number,
): { readonly sent: number; readonly received: number } {
  const { columns, flows, log } = view.store;
  const { flow, bits, originalLength } = columns;
  const { lo, hi } = view.span(range);
  let [sent, received] = [0, 0];
  for (let p = lo; p < hi; p++) {
    const row = view.order.row(p);
    const of = flow[row]!;
    if (of === NO_FLOW) continue;
    const isReverse = (bits[row]! & BIT.reverse) !== 0;
    const [from, to] = isReverse ? [flows.bHost[of]!, flows.aHost[of]!] : [flows.aHost[of]!, flows.bHost[of]!];
    const isThere = from === src && to === dst;
    if (!isThere && !(from === dst && to === src)) continue;
    const up = log ? orNone(log.bytesUp[row]!) : originalLength[row]!;
    const down = log ? orNone(log.bytesDown[row]!) : 0;
    sent += isThere ? up : down;
    received += isThere ? down : up;
  }
  return { sent, received };
}
