// Flow-level answers of a view: entries by flow, found once and kept; their rows, and all of them in sum.
import type {
  FlowAnswerRow,
  FlowAnswerSort,
  FlowAnswers,
  VolumeDistribution,
} from '../../shared/model/flow-answers.ts';
import type { FlowState } from '../../shared/model/host.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { nanosBetweenLossy } from '../../shared/unit/time.ts';
import {
  CLOSED,
  type FlowEntries,
  type FlowEntryTable,
  flowEntryTable,
  stateRuns,
  stateTotals,
} from '../analysis/flow-answers.ts';
import { FLOW_STATES } from '../logs/flow-row.ts';
import { BIT } from '../store/columns.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { cumulativeCurve, histogram, leastAboveZero, zeros } from '../timing/distribution.ts';
import { edgesFor } from '../timing/log-bins.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import { momentsOf, summaryOfRuns } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { inSlices, Kept } from './in-slices.ts';

export interface FoundFlows {
  readonly entries: FlowEntries;
  readonly table: FlowEntryTable;
}

const tables = new Kept(2);
const answers = new Kept(2);
/** Runs of states that a row tells. */
const MOST_RUNS = 40;
const CLOSED_STATE = FLOW_STATES.indexOf('closed');
const BUCKETS = [1, 2, 3, 4, 5, 10, 100, 1000];

const spanKey = ({ lo, hi }: Span): string => `${lo}-${hi}`;
export const stateName = (state: number): FlowState | null => FLOW_STATES[state] ?? null;

/** Rejects with ProblemError (`cancelled`) when the work is given up. */
export const findFlows = (view: CaptureView, span: Span, isUnwanted?: () => boolean): Promise<FoundFlows> =>
  tables.get(view, spanKey(span), async () => {
    const entries = view.store.log ? logEntries(view, span) : connectionEntries(view, span);
    const table = await inSlices(flowEntryTable(entries, view.store.flows.length, CLOSED_STATE), isUnwanted);
    return { entries, table };
  });

function blank(length: number) {
  return {
    length,
    flow: new Uint32Array(length),
    reverse: new Uint8Array(length),
    state: new Int8Array(length),
    sent: new Float64Array(length),
    received: new Float64Array(length),
    seconds: new Uint32Array(length),
    nanos: new Uint32Array(length),
    duration: new Float64Array(length),
  };
}

function logEntries({ store, order }: CaptureView, span: Span): FlowEntries {
  const { columns } = store;
  const log = store.log!;
  const out = blank(span.hi - span.lo);
  for (let i = 0; i < out.length; i++) {
    const r = order.row(span.lo + i);
    out.flow[i] = columns.flow[r]!;
    out.reverse[i] = columns.bits[r]! & BIT.reverse ? 1 : 0;
    out.state[i] = log.state[r]!;
    out.sent[i] = log.bytesUp[r]!;
    out.received[i] = log.bytesDown[r]!;
    out.seconds[i] = columns.seconds[r]!;
    out.nanos[i] = columns.nanos[r]!;
    out.duration[i] = log.duration[r]!;
  }
  return out;
}

/** Connections with records in the span, as far as it holds them. */
function connectionEntries(view: CaptureView, span: Span): FlowEntries {
  const { order, store } = view;
  const split = view.connectionSplit();
  const table = view.connectionTable(span);
  const chosen: number[] = [];
  for (let c = 0; c < split.length; c++) if (table.first[c] !== NEVER) chosen.push(c);
  chosen.sort((a, b) => table.first[a]! - table.first[b]!);
  const out = blank(chosen.length);
  chosen.forEach((c, i) => {
    const first = order.row(table.first[c]!);
    const state = table.state(c);
    out.flow[i] = split.flow[c]!;
    out.reverse[i] = split.opener[c]!;
    out.state[i] = state === null ? -1 : FLOW_STATES.indexOf(state);
    out.sent[i] = table.sides.bytes[c * 2]!;
    out.received[i] = table.sides.bytes[c * 2 + 1]!;
    out.seconds[i] = store.columns.seconds[first]!;
    out.nanos[i] = store.columns.nanos[first]!;
    out.duration[i] = nanosBetweenLossy(order.time(table.first[c]!), order.time(table.last[c]!));
  });
  return out;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Of the flow at place `at` of the table. */
export function flowAnswerRow({ store }: CaptureView, { entries, table }: FoundFlows, at: number): FlowAnswerRow {
  const { flows } = store;
  const flow = table.flow[at]!;
  const first = table.members[table.offsets[at]!]!;
  const swapped = entries.reverse[first] === 1;
  const states: { state: FlowState | null; times: number }[] = [];
  let statesLeftOut = 0;
  for (const { state, times } of stateRuns(table, entries, at)) {
    if (states.length < MOST_RUNS) states.push({ state: stateName(state), times });
    else statesLeftOut++;
  }
  return {
    flow,
    src: hostEnd(store, swapped ? flows.bHost[flow]! : flows.aHost[flow]!),
    dst: hostEnd(store, swapped ? flows.aHost[flow]! : flows.bHost[flow]!),
    srcPort: swapped ? flows.bPort(flow) : flows.aPort(flow),
    dstPort: swapped ? flows.aPort(flow) : flows.bPort(flow),
    protocol: ipProtocolName(flows.protocol[flow]!),
    entries: table.offsets[at + 1]! - table.offsets[at]!,
    states,
    statesLeftOut,
    closed: table.closed[at] === CLOSED.unknown ? null : table.closed[at] === CLOSED.yes,
    up: orNull(table.up[at]!),
    down: orNull(table.down[at]!),
    start: [entries.seconds[first]!, entries.nanos[first]!],
    duration: table.duration[at]!,
  };
}

export interface FlowChoice {
  readonly least: number;
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
  readonly sort: FlowAnswerSort;
  readonly direction: 'asc' | 'desc';
}

const chosenFlows = new Kept(4);

/** Places in the table, sorted; flows whose bytes are unknown come last. */
export function chooseFlows(
  view: CaptureView,
  span: Span,
  found: FoundFlows,
  choice: FlowChoice,
): Promise<Uint32Array> {
  const { least, host, peer, sort, direction } = choice;
  const key = JSON.stringify([spanKey(span), least, host, peer, sort, direction]);
  return chosenFlows.get(view, key, async () => {
    const { table } = found;
    const { flows } = view.store;
    const isOf = (flow: number, one: number | undefined): boolean =>
      one === undefined || flows.aHost[flow] === one || flows.bHost[flow] === one;
    const places = new Uint32Array(table.length);
    let n = 0;
    for (let i = 0; i < table.length; i++) {
      const flow = table.flow[i]!;
      if (table.offsets[i + 1]! - table.offsets[i]! >= least && isOf(flow, host) && isOf(flow, peer)) places[n++] = i;
    }
    return sorted(places.subarray(0, n), table, sort, direction === 'desc' ? -1 : 1);
  });
}

function sorted(places: Uint32Array, table: FlowEntryTable, sort: FlowAnswerSort, sign: 1 | -1): Uint32Array {
  if (sort === 'start') return sign === 1 ? places : places.reverse();
  const values =
    sort === 'entries'
      ? Float64Array.from(table.flow, (_, i) => table.offsets[i + 1]! - table.offsets[i]!)
      : table[sort];
  return places.sort((i, j) => {
    const a = values[i]!;
    const b = values[j]!;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
    return sign * (a - b) || i - j;
  });
}

/** Everything in sum. Rejects with ProblemError (`cancelled`) when the work is given up. */
export const flowAnswers = (view: CaptureView, span: Span, isUnwanted?: () => boolean): Promise<FlowAnswers> =>
  answers.get(view, spanKey(span), async () => inSlices(sumUp(await findFlows(view, span, isUnwanted)), isUnwanted));

function* sumUp({ entries, table }: FoundFlows): Generator<undefined, FlowAnswers> {
  const totals = yield* stateTotals(table, entries, FLOW_STATES.length);
  const buckets = BUCKETS.map(() => 0);
  let most = 0;
  const closed = [0, 0, 0];
  for (let i = 0; i < table.length; i++) {
    const n = table.offsets[i + 1]! - table.offsets[i]!;
    most = Math.max(most, n);
    buckets[BUCKETS.findLastIndex(from => n >= from)]!++;
    closed[table.closed[i]!]!++;
  }
  return {
    flows: table.length,
    entries: entries.length,
    several: table.length - buckets[0]!,
    most,
    byEntries: BUCKETS.map((from, i) => ({
      from,
      to: i + 1 < BUCKETS.length ? BUCKETS[i + 1]! - 1 : null,
      flows: buckets[i]!,
    })),
    states: [...FLOW_STATES.keys(), -1].flatMap(state => {
      const [all, flows, last] = [totals.entries, totals.flows, totals.last].map(of => of[state + 1]!);
      return all ? [{ state: stateName(state), entries: all, flows: flows!, last: last! }] : [];
    }),
    paths: totals.paths.map(({ states, more, flows }) => ({ states: states.map(stateName), more, flows })),
    closed: closed[CLOSED.yes]!,
    stated: closed[CLOSED.yes]! + closed[CLOSED.no]!,
    ...(yield* volumes(table)),
  };
}

function* volumes({ up, down }: FlowEntryTable): Generator<undefined, Pick<FlowAnswers, 'edges' | 'up' | 'down'>> {
  const known = [up, down].map(values => values.filter(value => !Number.isNaN(value)));
  const runs: SortedRuns[] = [];
  for (const values of known) runs.push(yield* SortedRuns.of(values.slice()));
  const least = runs.flatMap(one => leastAboveZero(one) ?? []);
  const edges =
    least.length === 0
      ? []
      : edgesFor(Math.min(...least), Math.max(...runs.filter(r => r.length > 0).map(({ max }) => max)));
  const [ofUp, ofDown] = runs.map((one, i): VolumeDistribution => {
    const values = known[i]!;
    const total = values.reduce((a, b) => a + b, 0);
    return {
      summary: summaryOfRuns(one, values.length > 0 ? momentsOf(values) : undefined, null),
      total,
      zero: zeros(one),
      counts: edges.length > 0 ? histogram(one, edges) : [],
      curve: cumulativeCurve(one),
    };
  });
  return { edges, up: ofUp!, down: ofDown! };
}
