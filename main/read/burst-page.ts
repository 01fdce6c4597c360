// The bursts table: of everyone, a host or a pair, sorted, a page at a time, with its totals.
import type { BurstPage, SessionCalls } from '../../shared/contract/calls.ts';
import type { BurstSort } from '../../shared/model/burst.ts';
import { type BurstTable, burstPackets, burstPayloadMean } from '../analysis/bursts.ts';
import { addressRanks } from './address-ranks.ts';
import { burstEnds, burstRow, chooseBursts } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';

type Request = Parameters<SessionCalls['bursts']>[0];

/** A port more is less than a host more. */
const PORTS = 65536;

function sortValue(view: CaptureView, table: BurstTable, sort: BurstSort): (n: number) => number {
  switch (sort) {
    case 'burst':
    case 'start':
      return n => n;
    case 'src':
    case 'dst': {
      const rank = addressRanks(view);
      return n => {
        const ends = burstEnds(view, table, n);
        return rank(ends[sort]) * PORTS + (ends[`${sort}Port`] ?? 0);
      };
    }
    case 'protocol':
      return n => burstEnds(view, table, n).protocol ?? -1;
    case 'packets':
      return n => table.packets[n]!;
    case 'payloadBytes':
      return n => table.payload[n]!;
    case 'payloadMean':
      return n => burstPayloadMean(table, n);
    case 'gapBefore':
      return n => (Number.isNaN(table.gapBefore[n]!) ? -1 : table.gapBefore[n]!);
    case 'duration':
      return n => table.duration[n]!;
    case 'rate':
      return n => (table.duration[n] === 0 ? -1 : table.payload[n]! / table.duration[n]!);
  }
}

type Choice = Omit<Request, 'offset' | 'limit'>;

/** Rows of the chosen bursts in the order asked for; ties by number. */
function inOrder(view: CaptureView, { params, host, peer, range, sort, direction }: Choice) {
  const table = view.bursts(params);
  const chosen = chooseBursts(view, table, { span: view.span(range), host, peer });
  // They are in order of number: while a threshold is dragged, nothing is sorted.
  if (sort === 'burst') return { table, ordered: direction === 'asc' ? chosen : chosen.reverse() };
  const value = sortValue(view, table, sort);
  const values = new Float64Array(table.length);
  for (const n of chosen) values[n] = value(n);
  const sign = direction === 'asc' ? 1 : -1;
  return { table, ordered: chosen.sort((a, b) => sign * (values[a]! - values[b]!) || a - b) };
}

/** Where burst `number` stands among the chosen ones in their order; null when it is not among them. */
export function burstAt(view: CaptureView, choice: Choice, number: number): number | null {
  const at = inOrder(view, choice).ordered.indexOf(number - 1);
  return at < 0 ? null : at;
}

export function burstPage(view: CaptureView, request: Request): BurstPage {
  const { table, ordered } = inOrder(view, request);
  const { offset, limit } = request;
  let packets = 0;
  let payloadBytes = 0;
  for (let i = 0; i < ordered.length; i++) {
    packets += burstPackets(table, ordered[i]!);
    payloadBytes += table.payload[ordered[i]!]!;
  }
  return {
    total: ordered.length,
    rows: [...ordered.subarray(offset, offset + limit)].map(n => burstRow(view, table, n)),
    minPayload: table.minPayload,
    packets,
    payloadBytes,
  };
}
