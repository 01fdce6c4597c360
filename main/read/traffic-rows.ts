// A capture's records, or the rows of a log, and the starts of its connections, as the analyses of windows and beacons take them.
import { WINDOW_STATES } from '../../shared/model/window-feature.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import type { ConnectionStarts } from '../analysis/connection-starts.ts';
import type { TrafficEnds, TrafficRow, TrafficRows } from '../analysis/window-counter.ts';
import { FLOW_STATES } from '../logs/flow-row.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import { orNone } from '../store/flow-log-columns.ts';
import { Splitter, stateOf } from '../tables/connections.ts';
import { Growing } from '../tables/growing.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { atOnce } from './in-slices.ts';

/** Numbers of states in windows by those of a log. */
const LOG_STATE = FLOW_STATES.map(state => WINDOW_STATES.indexOf(state));

/** Numbers of states in windows by what was seen of a connection, of TCP and of any other protocol. */
const STATE_NUMBERS = [false, true].map(tcp =>
  Int8Array.from({ length: 256 }, (_, seen) => WINDOW_STATES.indexOf(stateOf(tcp, seen))),
) as [Int8Array, Int8Array];

/** Rows gone through before the work gives way. */
const SLICE = 1 << 16;

/** Rows of traffic, and which row of the file, and which state, each of them is. */
export interface StatedRows extends TrafficRows {
  readonly rows: Uint32Array;
  /** Indices into WINDOW_STATES; -1: none of them. */
  readonly states: Int8Array;
}

/**
 * IP records of the span; each has the state that its connection reached with it, and is sent upwards. Rows of a log have
 * the state of the log, and what both sides sent. `by` time, or as they stand in the file. Gives way now and then.
 */
export function* trafficRows(
  view: CaptureView,
  span: Span,
  by: 'time' | 'file' = 'time',
): Generator<undefined, StatedRows> {
  const { rows, states } = view.store.log ? logRows(view, span) : yield* recordRows(view, span);
  if (by === 'file') sortByRow(rows, states);
  return readRows(view, rows, states);
}

function logRows({ store, order }: CaptureView, span: Span): Pick<StatedRows, 'rows' | 'states'> {
  const { state } = store.log!;
  const rows = new Uint32Array(span.hi - span.lo);
  const states = new Int8Array(span.hi - span.lo);
  for (let i = 0; i < rows.length; i++) {
    const row = order.row(span.lo + i);
    rows[i] = row;
    states[i] = LOG_STATE[state[row]!] ?? -1;
  }
  return { rows, states };
}

/** Brings rows, with their states, into the order of the file. */
function sortByRow(rows: Uint32Array, states: Int8Array): void {
  const places = Uint32Array.from(rows, (_, i) => i).sort((a, b) => rows[a]! - rows[b]!);
  const [oldRows, oldStates] = [rows.slice(), states.slice()];
  places.forEach((place, i) => {
    rows[i] = oldRows[place]!;
    states[i] = oldStates[place]!;
  });
}

function* recordRows(
  { store, order }: CaptureView,
  span: Span,
): Generator<undefined, Pick<StatedRows, 'rows' | 'states'>> {
  const { columns, flows } = store;
  const { flow } = columns;
  const rows = new Uint32Array(span.hi - span.lo);
  const states = new Int8Array(span.hi - span.lo);
  const splitter = new Splitter(columns, flows, undefined);
  let length = 0;
  // From the first record on: what a connection was before the span began counts.
  for (let p = 0; p < span.hi; p++) {
    if (p % SLICE === SLICE - 1) yield;
    const row = order.row(p);
    const of = flow[row]!;
    if (of === NO_FLOW) continue;
    splitter.take(row, of);
    if (p < span.lo) continue;
    rows[length] = row;
    states[length++] = STATE_NUMBERS[flows.protocol[of] === IP_PROTOCOL.tcp ? 1 : 0][splitter.seen[of]!]!;
  }
  return { rows: rows.subarray(0, length), states: states.subarray(0, length) };
}

function readRows({ store }: CaptureView, rows: Uint32Array, states: Int8Array): StatedRows {
  const { columns, flows, log } = store;
  const { seconds, nanos, flow, bits, originalLength } = columns;
  return {
    rows,
    states,
    length: rows.length,
    endsLimit: flows.length * 2,
    hostsLimit: store.addresses.length,
    // hot path
    read(index: number, row: TrafficRow): void {
      const r = rows[index]!;
      row.seconds = seconds[r]!;
      row.nanos = nanos[r]!;
      row.ends = flow[r]! * 2 + (bits[r]! & BIT.reverse);
      row.state = states[index]!;
      row.up = log ? orNone(log.bytesUp[r]!) : originalLength[r]!;
      row.down = log ? orNone(log.bytesDown[r]!) : 0;
    },
    readEnds(number: number, ends: TrafficEnds): void {
      const of = number >>> 1;
      const reverse = (number & 1) === 1;
      ends.src = (reverse ? flows.bHost : flows.aHost)[of]!;
      ends.dst = (reverse ? flows.aHost : flows.bHost)[of]!;
      ends.srcPort = reverse ? flows.bPort(of) : flows.aPort(of);
      ends.dstPort = reverse ? flows.aPort(of) : flows.bPort(of);
      ends.protocol = flows.protocol[of]!;
    },
  };
}

const isReverse = (columns: Columns, row: number): boolean => (columns.bits[row]! & BIT.reverse) !== 0;

/** The flows of a log that begin in the span. */
function logStarts({ store, order }: CaptureView, span: Span): ConnectionStarts {
  const { columns, flows } = store;
  const log = store.log!;
  const length = span.hi - span.lo;
  const out = {
    length,
    seconds: new Uint32Array(length),
    nanos: new Uint32Array(length),
    src: new Uint32Array(length),
    dst: new Uint32Array(length),
    pair: new Uint32Array(length),
    pairsLimit: flows.streams.length,
    dstPort: new Uint16Array(length),
    protocol: new Uint8Array(length),
    sent: new Float64Array(length),
  };
  for (let i = 0; i < length; i++) {
    const r = order.row(span.lo + i);
    const flow = columns.flow[r]!;
    const reverse = isReverse(columns, r);
    const stream = reverse ? flows.streamBa[flow]! : flows.streamAb[flow]!;
    out.seconds[i] = columns.seconds[r]!;
    out.nanos[i] = columns.nanos[r]!;
    out.pair[i] = stream;
    out.src[i] = flows.streams.first[stream]!;
    out.dst[i] = flows.streams.second[stream]!;
    out.dstPort[i] = reverse ? flows.aPort(flow) : flows.bPort(flow);
    out.protocol[i] = flows.protocol[flow]!;
    out.sent[i] = log.bytesUp[r]!;
  }
  return out;
}

/** Connections that begin in the span: the source is the side that sent the first record. Gives way now and then. */
export function* connectionStartSteps(view: CaptureView, span: Span): Generator<undefined, ConnectionStarts> {
  if (view.store.log) return logStarts(view, span);
  const { order } = view;
  const { columns, flows } = view.store;
  const { flow, bits, originalLength } = columns;
  const splitter = new Splitter(columns, flows, undefined);
  const rows = new Growing(new Uint32Array(1024));
  const sent = new Growing(new Float64Array(1024));
  /** Of the present connection of each flow: its place in `rows`, plus 1 (0: it began before the span), and its opener's side. */
  const place = new Uint32Array(flows.length);
  const opener = new Uint8Array(flows.length);
  // To the last record of all: what a connection sends after the span counts too.
  for (let p = 0; p < order.length; p++) {
    if (p % SLICE === SLICE - 1) yield;
    const row = order.row(p);
    const of = flow[row]!;
    if (of === NO_FLOW) continue;
    const side = bits[row]! & BIT.reverse;
    if (splitter.take(row, of)) {
      opener[of] = side;
      place[of] = p >= span.lo && p < span.hi ? rows.push(row) + 1 : 0;
      if (place[of] !== 0) sent.push(0);
    }
    const at = place[of]! - 1;
    if (at >= 0 && side === opener[of]) sent.set(at, sent.get(at) + originalLength[row]!);
  }
  return startsOf(view, rows.copy(), sent.copy());
}

function startsOf({ store }: CaptureView, rows: Uint32Array, sent: Float64Array): ConnectionStarts {
  const { columns, flows } = store;
  const { streams } = flows;
  const swapped = (row: number): boolean => isReverse(columns, row);
  const flowOf = (row: number): number => columns.flow[row]!;
  const pair = rows.map(row => (swapped(row) ? flows.streamBa : flows.streamAb)[flowOf(row)]!);
  return {
    length: rows.length,
    seconds: rows.map(row => columns.seconds[row]!),
    nanos: rows.map(row => columns.nanos[row]!),
    src: pair.map(stream => streams.first[stream]!),
    dst: pair.map(stream => streams.second[stream]!),
    pair,
    pairsLimit: streams.length,
    dstPort: Uint16Array.from(rows, row => (swapped(row) ? flows.aPort(flowOf(row)) : flows.bPort(flowOf(row)))),
    protocol: Uint8Array.from(rows, row => flows.protocol[flowOf(row)]!),
    sent,
  };
}

/** The same at one go. */
export const connectionStarts = (view: CaptureView, span: Span): ConnectionStarts =>
  atOnce(connectionStartSteps(view, span));

/** Who began which connection, and when; `rows` are those of the connections' first records, in the order of time. */
export interface Openings extends Omit<ConnectionStarts, 'protocol' | 'sent' | 'pair' | 'pairsLimit'> {
  readonly rows: Uint32Array;
}

/** The connections that begin in the span, as connectionStarts has them, without what they came to. Gives way now and then. */
export function* connectionOpenings({ store, order }: CaptureView, span: Span): Generator<undefined, Openings> {
  const { columns, flows, log } = store;
  const { flow } = columns;
  const splitter = new Splitter(columns, flows, undefined);
  const rows = new Growing(new Uint32Array(1024));
  for (let p = log ? span.lo : 0; p < span.hi; p++) {
    if (p % SLICE === SLICE - 1) yield;
    const row = order.row(p);
    const begins = log ? true : flow[row] !== NO_FLOW && splitter.take(row, flow[row]!);
    if (begins && p >= span.lo) rows.push(row);
  }
  const found = rows.copy();
  const isB = (row: number): boolean => isReverse(columns, row);
  return {
    length: found.length,
    rows: found,
    seconds: found.map(row => columns.seconds[row]!),
    nanos: found.map(row => columns.nanos[row]!),
    src: found.map(row => (isB(row) ? flows.bHost : flows.aHost)[flow[row]!]!),
    dst: found.map(row => (isB(row) ? flows.aHost : flows.bHost)[flow[row]!]!),
    dstPort: Uint16Array.from(found, row => (isB(row) ? flows.aPort(flow[row]!) : flows.bPort(flow[row]!))),
  };
}
