// A capture's records, and the starts of its connections, as the analyses of windows and beacons take them.
import type { FlowState } from '../../shared/model/host.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import type { ConnectionStarts } from '../analysis/beacons.ts';
import { type TrafficRow, type TrafficRows, WINDOW_STATES } from '../analysis/windows.ts';
import { BIT } from '../store/columns.ts';
import { NO_CONNECTION, seenOf, stateOf } from '../tables/connections.ts';
import { NEVER } from '../tables/flow-stats.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';

const STATE_NUMBER = new Map<FlowState, number>(WINDOW_STATES.map((state, i) => [state, i]));

/** IP records of the span in time order; each has the state that its connection reached with it, and is sent upwards. */
export function trafficRows(view: CaptureView, span: Span): TrafficRows {
  const { columns, flows } = view.store;
  const { of } = view.connectionSplit();
  const positions = new Uint32Array(span.hi - span.lo);
  const states = new Uint8Array(span.hi - span.lo);
  const seen = new Uint8Array(view.connectionSplit().length);
  let length = 0;
  // From the first record on: what a connection was before the span began counts.
  for (let p = 0; p < span.hi; p++) {
    const connection = of[p]!;
    if (connection === NO_CONNECTION) continue;
    const row = view.order.row(p);
    const tcp = flows.protocol[columns.flow[row]!] === IP_PROTOCOL.tcp;
    seen[connection] = seenOf(seen[connection]!, columns, row, tcp);
    if (p < span.lo) continue;
    positions[length] = p;
    states[length++] = STATE_NUMBER.get(stateOf(tcp, seen[connection]!))!;
  }
  return {
    length,
    read(index: number, row: TrafficRow): void {
      const r = view.order.row(positions[index]!);
      const flow = columns.flow[r]!;
      const reverse = (columns.bits[r]! & BIT.reverse) !== 0;
      row.seconds = columns.seconds[r]!;
      row.nanos = columns.nanos[r]!;
      row.src = (reverse ? flows.bHost : flows.aHost)[flow]!;
      row.dst = (reverse ? flows.aHost : flows.bHost)[flow]!;
      row.srcPort = reverse ? flows.bPort(flow) : flows.aPort(flow);
      row.dstPort = reverse ? flows.aPort(flow) : flows.bPort(flow);
      row.protocol = flows.protocol[flow]!;
      row.state = states[index]!;
      row.up = columns.originalLength[r]!;
      row.down = 0;
    },
  };
}

/** Connections that begin in the span: the source is the side that sent the first record. */
export function connectionStarts(view: CaptureView, span: Span): ConnectionStarts {
  const { columns, flows } = view.store;
  const split = view.connectionSplit();
  const table = view.connectionTable(view.whole);
  const chosen: number[] = [];
  for (let c = 0; c < split.length; c++) {
    const first = table.first[c]!;
    if (first !== NEVER && first >= span.lo && first < span.hi) chosen.push(c);
  }
  const row = (c: number): number => view.order.row(table.first[c]!);
  const flowOf = (c: number): number => split.flow[c]!;
  const swapped = (c: number): boolean => split.opener[c] === 1;
  return {
    length: chosen.length,
    seconds: Uint32Array.from(chosen, c => columns.seconds[row(c)]!),
    nanos: Uint32Array.from(chosen, c => columns.nanos[row(c)]!),
    src: Uint32Array.from(chosen, c => (swapped(c) ? flows.bHost : flows.aHost)[flowOf(c)]!),
    dst: Uint32Array.from(chosen, c => (swapped(c) ? flows.aHost : flows.bHost)[flowOf(c)]!),
    dstPort: Uint16Array.from(chosen, c => (swapped(c) ? flows.aPort(flowOf(c)) : flows.bPort(flowOf(c)))),
    protocol: Uint8Array.from(chosen, c => flows.protocol[flowOf(c)]!),
    sent: Float64Array.from(chosen, c => table.sides.bytes[c * 2]!),
  };
}
