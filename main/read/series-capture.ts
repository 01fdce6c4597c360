// Series out of the columns of a capture, or of a log of flows: what is counted, of which key, in which interval.
import { ProblemError } from '../../shared/contract/problem.ts';
import { INTERVALS, SERIES_KEYS, type SeriesOf, type SeriesValue, WHOLE } from '../../shared/model/series.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { compareTime, type Time, type TimeRange } from '../../shared/unit/time.ts';
import { type Fill, MOST_POINTS, SeriesSet } from '../analysis/series-set.ts';
import { NO_FLOW } from '../store/columns.ts';
import { orNone } from '../store/flow-log-columns.ts';
import { packetsUpOf } from '../tables/log-stats.ts';
import type { CaptureView } from './capture-view.ts';
import { CellBuilder } from './cell-builder.ts';
import { addressOf } from './host-rows.ts';
import { connectionStarts } from './traffic-rows.ts';

type CaptureKey = (typeof SERIES_KEYS)[number];
export type CaptureValue = Exclude<SeriesValue, 'count' | 'requests'>;

/** Without an interval: the shortest that needs no more than this many. */
const ENOUGH_POINTS = 400;
/** An interval that lacks no more than this share of its time is as good as filled. */
const LACKING = 0.01;

/** Keys of flows, by number: at most two a flow (hosts). */
interface KeyTable {
  readonly names: string[];
  /** Index flow * 2: the two keys of a flow; equal where it has one. */
  readonly ofFlow: Uint32Array;
  /** The key of what belongs to no flow; -1: none. */
  readonly ofNone: number;
}

/**
 * Series of what the view holds. Intervals are aligned to the epoch; those without anything are zero. Throws ProblemError
 * (`usage`) for a value or key that captures do not have, and for more intervals than can be looked at.
 */
export function captureSeries(view: CaptureView, range: TimeRange | undefined, of: SeriesOf): SeriesSet {
  const value = valueAsked(of);
  const by = keyOf(of);
  const fill = fillOf(view, range, of.interval);
  if (!fill) return new SeriesSet([], new CellBuilder().cells(), of.interval ?? null, null);
  const keys = keyTable(view, by);
  const cells = new CellBuilder();
  if (value === 'connections') countConnections(view, range, keys, fill, by, cells);
  else if (value === 'flows') countFlows(view, range, keys, fill, cells);
  else countRecords(view, range, keys, fill, value, cells);
  return new SeriesSet(keys.names, cells.cells(), fill.interval, fill);
}

export function valueAsked({ value = 'packets' }: SeriesOf): CaptureValue {
  if (value !== 'count' && value !== 'requests') return value;
  throw new ProblemError(
    'usage',
    `A capture has no ${value} to count: use packets, bytes, payload, connections or flows.`,
  );
}

function keyOf({ by }: SeriesOf): CaptureKey {
  const key = SERIES_KEYS.find(one => one === by);
  if (key !== undefined) return key;
  throw new ProblemError('usage', `A capture has no series by "${by}": use ${SERIES_KEYS.join(', ')}.`);
}

/** The intervals that the view's time, or the part of it in the range, lies in. */
function fillOf(view: CaptureView, range: TimeRange | undefined, wanted: number | undefined): Fill | undefined {
  if (view.order.length === 0) return undefined;
  const from = Math.max(view.start[0], range?.from?.[0] ?? 0);
  const to = Math.min(view.end[0], range?.to ? lastSecond(range.to) : Number.POSITIVE_INFINITY);
  if (to < from) return undefined;
  const interval = wanted ?? INTERVALS.find(one => (to - from) / one <= ENOUGH_POINTS) ?? INTERVALS.at(-1)!;
  const first = Math.floor(from / interval) * interval;
  const count = Math.floor(to / interval) - Math.floor(from / interval) + 1;
  if (count <= MOST_POINTS) {
    const lacksAtFirst = secondsOf(later(view.start, range?.from)) - first;
    const lacksAtLast = first + count * interval - secondsOf(earlier(view.end, range?.to));
    const unfilled = { first: lacksAtFirst > LACKING * interval, last: lacksAtLast > LACKING * interval };
    return { first, count, interval, unfilled };
  }
  throw new ProblemError(
    'usage',
    `At intervals of ${interval} s this would be ${formatCount(count)} points a series: choose a longer interval (at most ${formatCount(MOST_POINTS)} points).`,
  );
}

const secondsOf = ([seconds, nanos]: Time): number => seconds + nanos / 1e9;
const later = (a: Time, b: Time | undefined): Time => (b && compareTime(a, b) < 0 ? b : a);
const earlier = (a: Time, b: Time | undefined): Time => (b && compareTime(b, a) < 0 ? b : a);

/** The last second with moments before `to`. */
const lastSecond = ([seconds, nanos]: Time): number => (nanos > 0 ? seconds : seconds - 1);

function keyTable(view: CaptureView, by: CaptureKey): KeyTable {
  const { flows } = view.store;
  const ofFlow = new Uint32Array(flows.length * 2);
  if (by === 'whole') return { names: [WHOLE], ofFlow, ofNone: 0 };
  const address = (host: number): string => addressOf(view.store, host);
  const names: string[] = [];
  const numbers = new Map<number, number>();
  const number = (key: number, name: () => string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, names.length);
    return names.push(name()) - 1;
  };
  const { first, second } = flows.conversations;
  for (let f = 0; f < flows.length; f++) {
    let [one, two] = [0, 0];
    if (by === 'host') {
      const [a, b] = [flows.aHost[f]!, flows.bHost[f]!];
      one = number(a, () => address(a));
      two = number(b, () => address(b));
    } else if (by === 'pair') {
      const pair = flows.conversation[f]!;
      one = two = number(pair, () => `${address(first[pair]!)},${address(second[pair]!)}`);
    } else {
      one = two = number(portKey(flows.bPort(f), flows.protocol[f]!), () =>
        portName(flows.bPort(f), flows.protocol[f]!),
      );
    }
    ofFlow[f * 2] = one;
    ofFlow[f * 2 + 1] = two;
  }
  return { names, ofFlow, ofNone: -1 };
}

const portKey = (port: number, protocol: number): number => protocol * 0x1_0000 + port;

/** `443/TCP`; a protocol without ports by its name alone. */
const portName = (port: number, protocol: number): string =>
  port === 0 ? ipProtocolName(protocol) : `${port}/${ipProtocolName(protocol)}`;

// hot path
function countRecords(
  view: CaptureView,
  range: TimeRange | undefined,
  { ofFlow, ofNone }: KeyTable,
  { interval }: Fill,
  value: 'packets' | 'bytes' | 'payload',
  cells: CellBuilder,
): void {
  const { order, store } = view;
  const { columns, log } = store;
  const { seconds, flow, originalLength, payloadLength } = columns;
  const span = view.span(range);
  for (let p = span.lo; p < span.hi; p++) {
    const r = order.row(p);
    const start = seconds[r]! - (seconds[r]! % interval);
    let much = 1;
    if (log) {
      if (value === 'packets') much = packetsUpOf(log, r) + orNone(log.packetsDown[r]!);
      else much = orNone(log.bytesUp[r]!) + orNone(log.bytesDown[r]!);
    } else if (value === 'bytes') much = originalLength[r]!;
    else if (value === 'payload') much = payloadLength[r]!;
    const f = flow[r]!;
    if (f === NO_FLOW) {
      if (ofNone >= 0) cells.add(ofNone, start, much);
      continue;
    }
    const one = ofFlow[f * 2]!;
    const two = ofFlow[f * 2 + 1]!;
    cells.add(one, start, much);
    if (two !== one) cells.add(two, start, much);
  }
}

/** Flows with records in an interval. */
// hot path
function countFlows(
  view: CaptureView,
  range: TimeRange | undefined,
  { ofFlow }: KeyTable,
  { interval }: Fill,
  cells: CellBuilder,
): void {
  const { order, store } = view;
  const { seconds, flow } = store.columns;
  const seen = new Float64Array(store.flows.length).fill(-1);
  const span = view.span(range);
  for (let p = span.lo; p < span.hi; p++) {
    const r = order.row(p);
    const f = flow[r]!;
    if (f === NO_FLOW) continue;
    const start = seconds[r]! - (seconds[r]! % interval);
    if (seen[f] === start) continue;
    seen[f] = start;
    const one = ofFlow[f * 2]!;
    const two = ofFlow[f * 2 + 1]!;
    cells.add(one, start, 1);
    if (two !== one) cells.add(two, start, 1);
  }
}

/** Connections, in the interval in which they begin. */
function countConnections(
  view: CaptureView,
  range: TimeRange | undefined,
  keys: KeyTable,
  { interval }: Fill,
  by: CaptureKey,
  cells: CellBuilder,
): void {
  const starts = connectionStarts(view, view.span(range));
  const places = new Map(keys.names.map((name, i) => [name, i]));
  const { conversations } = view.store.flows;
  const address = (host: number): string => addressOf(view.store, host);
  for (let c = 0; c < starts.length; c++) {
    const start = starts.seconds[c]! - (starts.seconds[c]! % interval);
    const [src, dst] = [starts.src[c]!, starts.dst[c]!];
    const add = (name: string): void => cells.add(places.get(name) ?? place(keys, places, name), start, 1);
    if (by === 'whole') add(WHOLE);
    else if (by === 'host') {
      add(address(src));
      if (dst !== src) add(address(dst));
    } else if (by === 'pair') {
      const pair = conversations.find(Math.min(src, dst), Math.max(src, dst))!;
      add(`${address(conversations.first[pair]!)},${address(conversations.second[pair]!)}`);
    } else add(portName(starts.dstPort[c]!, starts.protocol[c]!));
  }
}

/** A port that only the connection's opener names: the flow's first record came from the other side. */
function place({ names }: KeyTable, places: Map<string, number>, name: string): number {
  places.set(name, names.length);
  return names.push(name) - 1;
}
