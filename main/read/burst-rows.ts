// Bursts as rows: which of them a view asks for, and what a row says.
import type { BurstRow } from '../../shared/model/burst.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { type BurstTable, burstPackets, burstPayloadMean } from '../analysis/bursts.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';

/** The ends of a burst's scope; -1 and null where the scope has no such part. */
interface ScopeEnds {
  readonly src: number;
  readonly dst: number;
  readonly protocol: number | null;
  readonly srcPort: number | null;
  readonly dstPort: number | null;
}

/** Who sends to whom in burst `n` (row of the table). For scopes with two directions, the first sender is the source. */
export function burstEnds(view: CaptureView, table: BurstTable, n: number): ScopeEnds {
  const { flows } = view.store;
  const key = table.key[n]!;
  const none = { protocol: null, srcPort: null, dstPort: null };
  switch (table.scope) {
    case 'stream':
      return { src: flows.streams.first[key]!, dst: flows.streams.second[key]!, ...none };
    case 'host-out':
      return { src: key, dst: -1, ...none };
    case 'host-in':
      return { src: -1, dst: key, ...none };
    case 'conversation': {
      const swapped = view.conversations('pair', view.whole).swapped[key];
      const a = flows.conversations.first[key]!;
      const b = flows.conversations.second[key]!;
      return swapped ? { src: b, dst: a, ...none } : { src: a, dst: b, ...none };
    }
    case 'flow': {
      const swapped = view.conversations('flow', view.whole).swapped[key];
      const a = { host: flows.aHost[key]!, port: flows.aPort(key) };
      const b = { host: flows.bHost[key]!, port: flows.bPort(key) };
      const [from, to] = swapped ? [b, a] : [a, b];
      return { src: from.host, dst: to.host, protocol: flows.protocol[key]!, srcPort: from.port, dstPort: to.port };
    }
  }
}

export interface BurstChoice {
  readonly span: Span;
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
}

/** Rows of the table whose bursts overlap the span and touch the host, or both sides of the pair. In order of number. */
export function chooseBursts(view: CaptureView, table: BurstTable, { span, host, peer }: BurstChoice): Uint32Array {
  const out = new Uint32Array(table.length);
  let count = 0;
  for (let n = 0; n < table.length; n++) {
    if (table.start[n]! >= span.hi || table.end[n]! < span.lo) continue;
    if (host !== undefined) {
      const { src, dst } = burstEnds(view, table, n);
      if (src !== host && dst !== host) continue;
      if (peer !== undefined && !touches(peer, host, src, dst)) continue;
    }
    out[count++] = n;
  }
  return out.subarray(0, count);
}

/** A burst of a one-sided scope counts for a pair as soon as it is one side's. */
function touches(peer: number, host: number, src: number, dst: number): boolean {
  if (src === -1 || dst === -1) return true;
  return (src === host ? dst : src) === peer;
}

const duration = (nanos: number): number | null => (Number.isNaN(nanos) ? null : nanos);

export function burstRow(view: CaptureView, table: BurstTable, n: number): BurstRow {
  const ends = burstEnds(view, table, n);
  const nanos = table.duration[n]!;
  const members = table.packets[n]!;
  const payload = table.payload[n]!;
  return {
    burst: n + 1,
    scope: table.scope,
    src: ends.src < 0 ? null : hostEnd(view.store, ends.src),
    dst: ends.dst < 0 ? null : hostEnd(view.store, ends.dst),
    protocol: ends.protocol === null ? null : ipProtocolName(ends.protocol),
    srcPort: ends.srcPort,
    dstPort: ends.dstPort,
    start: view.order.time(table.start[n]!),
    end: view.order.time(table.end[n]!),
    packets: burstPackets(table, n),
    relevantPackets: table.relevant[n]!,
    payloadBytes: payload,
    wireBytes: table.wire[n]!,
    payloadMean: burstPayloadMean(table, n),
    payloadMin: table.payloadMin[n]!,
    payloadMax: table.payloadMax[n]!,
    rate: nanos === 0 ? null : payload / (nanos / 1e9),
    gapBefore: duration(table.gapBefore[n]!),
    innerGapMean: members > 1 ? nanos / (members - 1) : null,
    innerGapMax: members > 1 ? table.innerGapMax[n]! : null,
  };
}
