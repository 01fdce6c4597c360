// What a scope holds at a glance: talkers, ports, protocols and pairs, from the totals of its flow sides; kinds of payload
// in one pass over its records.
import type { Overview, PairRow, PortRow, ProtocolRow, Ranked, TalkerRow } from '../../shared/model/overview.ts';
import { PAYLOAD_KINDS, payloadKindName } from '../../shared/model/payload-kind.ts';
import { IP_PROTOCOL, ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { serviceOfPorts } from '../../shared/net/port-name.ts';
import { NO_FLOW } from '../store/columns.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { firstSeen } from '../tables/host-table.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { atOnce, inSlices, Kept } from './in-slices.ts';
import { largest } from './largest.ts';

const PORTS = 0x1_0000;
const PROTOCOLS = 256;

/** `rows` of each ranking at most. Gives way now and then. */
function* overviewSteps(view: CaptureView, span: Span, rows: number): Generator<undefined, Overview> {
  const { order } = view;
  const kinds = view.store.log ? noKinds : yield* kindsOf(view, span);
  const stats = view.stats(span);
  yield;
  const records = span.hi - span.lo;
  const hosts = view.hostTable(span);
  let activeHosts = 0;
  for (let h = 0; h < view.hosts; h++) if (firstSeen(hosts, h) !== NEVER) activeHosts++;
  const pairs = view.conversations('pair', span).first;
  return {
    records,
    withoutIp: kinds.withoutIp,
    start: records === 0 ? null : order.time(span.lo),
    end: records === 0 ? null : order.time(span.hi - 1),
    packets: sum(stats.packets),
    bytes: sum(stats.bytes),
    payload: sum(stats.payload),
    hosts: activeHosts,
    pairs: pairs.reduce((count, first) => count + (first === NEVER ? 0 : 1), 0),
    talkers: talkersOf(view, span, rows),
    tcpPorts: portsOf(view, span, IP_PROTOCOL.tcp, rows),
    udpPorts: portsOf(view, span, IP_PROTOCOL.udp, rows),
    transports: transportsOf(view, span),
    kinds: kinds.rows,
    busiest: busiestOf(view, span, rows),
  };
}

/** The same at one go. */
export const overview = (view: CaptureView, span: Span, rows: number): Overview =>
  atOnce(overviewSteps(view, span, rows));

const answers = new Kept(4);

/** The same in slices, kept. */
export const overviewOf = (view: CaptureView, span: Span, rows: number): Promise<Overview> =>
  answers.get(view, `${span.lo} ${span.hi} ${rows}`, () => inSlices(overviewSteps(view, span, rows)));

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function talkersOf(view: CaptureView, span: Span, rows: number): Ranked<TalkerRow> {
  const { sent, received } = view.hostTable(span);
  const row = (h: number): TalkerRow => ({
    host: hostEnd(view.store, h),
    packetsSent: sent.packets[h]!,
    packetsReceived: received.packets[h]!,
    payloadSent: sent.payload[h]!,
    payloadReceived: received.payload[h]!,
  });
  return {
    sent: largest(view.hosts, h => sent.payload[h]!, rows).map(row),
    received: largest(view.hosts, h => received.payload[h]!, rows).map(row),
  };
}

/** Ports of one transport: what came from each, and what went to it. */
function portsOf(view: CaptureView, span: Span, transport: number, rows: number): Ranked<PortRow> {
  const { flows } = view.store;
  const { packets, payload } = view.stats(span);
  const totals = {
    packetsSent: new Float64Array(PORTS),
    packetsReceived: new Float64Array(PORTS),
    payloadSent: new Float64Array(PORTS),
    payloadReceived: new Float64Array(PORTS),
  };
  for (let side = 0; side < packets.length; side++) {
    const flow = side >>> 1;
    if (packets[side] === 0 || flows.protocol[flow] !== transport) continue;
    const [from, to] = side & 1 ? [flows.bPort(flow), flows.aPort(flow)] : [flows.aPort(flow), flows.bPort(flow)];
    totals.packetsSent[from]! += packets[side]!;
    totals.packetsReceived[to]! += packets[side]!;
    totals.payloadSent[from]! += payload[side]!;
    totals.payloadReceived[to]! += payload[side]!;
  }
  const row = (port: number): PortRow => ({
    port,
    service: serviceOfPorts(transport, port, port),
    packetsSent: totals.packetsSent[port]!,
    packetsReceived: totals.packetsReceived[port]!,
    payloadSent: totals.payloadSent[port]!,
    payloadReceived: totals.payloadReceived[port]!,
  });
  return {
    sent: largest(PORTS, port => totals.payloadSent[port]!, rows).map(row),
    received: largest(PORTS, port => totals.payloadReceived[port]!, rows).map(row),
  };
}

const byPayload = (a: ProtocolRow, b: ProtocolRow): number => b.payload - a.payload || b.packets - a.packets;

function transportsOf(view: CaptureView, span: Span): readonly ProtocolRow[] {
  const { protocol } = view.store.flows;
  const stats = view.stats(span);
  const packets = new Float64Array(PROTOCOLS);
  const payload = new Float64Array(PROTOCOLS);
  for (let side = 0; side < stats.packets.length; side++) {
    packets[protocol[side >>> 1]!]! += stats.packets[side]!;
    payload[protocol[side >>> 1]!]! += stats.payload[side]!;
  }
  return Array.from(packets, (count, number) => ({
    name: ipProtocolName(number),
    packets: count,
    payload: payload[number]!,
  }))
    .filter(row => row.packets > 0)
    .sort(byPayload);
}

interface Kinds {
  readonly rows: readonly ProtocolRow[];
  readonly withoutIp: number;
}

const noKinds: Kinds = { rows: [], withoutIp: 0 };

/** Records gone through before the work gives way. */
const SLICE = 1 << 19;

// hot path
function* kindsOf({ store, order }: CaptureView, { lo, hi }: Span): Generator<undefined, Kinds> {
  const { flow, payloadKind, payloadLength } = store.columns;
  const { rows } = order;
  const packets = new Float64Array(PAYLOAD_KINDS.length);
  const payload = new Float64Array(PAYLOAD_KINDS.length);
  let withoutIp = 0;
  for (let from = lo; from < hi; from += SLICE) {
    const end = Math.min(hi, from + SLICE);
    for (let p = from; p < end; p++) {
      const r = rows === null ? p : rows[p]!;
      if (flow[r] === NO_FLOW) {
        withoutIp++;
        continue;
      }
      const kind = payloadKind[r]!;
      packets[kind]!++;
      payload[kind]! += payloadLength[r]!;
    }
    yield;
  }
  const found = Array.from(packets, (count, kind) => ({
    name: payloadKindName(kind),
    packets: count,
    payload: payload[kind]!,
  }));
  return { rows: found.filter(row => row.packets > 0).sort(byPayload), withoutIp };
}

function busiestOf(view: CaptureView, span: Span, rows: number): readonly PairRow[] {
  const { length, packets, payload, swapped } = view.conversations('pair', span);
  const { first, second } = view.store.flows.conversations;
  const both = (of: ArrayLike<number>, c: number): number => of[c * 2]! + of[c * 2 + 1]!;
  return largest(length, c => both(payload, c), rows).map(c => {
    const [a, b] = swapped[c] ? [second[c]!, first[c]!] : [first[c]!, second[c]!];
    return {
      a: hostEnd(view.store, a),
      b: hostEnd(view.store, b),
      packets: both(packets, c),
      payload: both(payload, c),
    };
  });
}
