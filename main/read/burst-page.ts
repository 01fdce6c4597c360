// The bursts table: of everyone, a host or a pair, sorted, a page at a time, with its totals.
import type { BurstPage, BurstSort, SessionCalls } from '../../shared/contract/calls.ts';
import { type BurstTable, burstPackets } from '../analysis/bursts.ts';
import { burstRow, chooseBursts } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { pageOf } from './page.ts';

type Request = Parameters<SessionCalls['bursts']>[0];

function sortValue(table: BurstTable, sort: BurstSort): (n: number) => number {
  switch (sort) {
    case 'burst':
      return n => n;
    case 'packets':
      return n => table.packets[n]!;
    case 'payloadBytes':
      return n => table.payload[n]!;
    case 'duration':
      return n => table.duration[n]!;
    case 'rate':
      return n => (table.duration[n] === 0 ? -1 : table.payload[n]! / table.duration[n]!);
  }
}

type Choice = Omit<Request, 'offset' | 'limit'>;

function chosenOf(view: CaptureView, { params, host, peer, range }: Choice) {
  const table = view.bursts(params);
  return { table, chosen: [...chooseBursts(view, table, { span: view.span(range), host, peer })] };
}

/** Where burst `number` stands among the chosen ones in their order; null when it is not among them. */
export function burstAt(view: CaptureView, choice: Choice, number: number): number | null {
  const { table, chosen } = chosenOf(view, choice);
  if (!chosen.includes(number - 1)) return null;
  const all = { offset: 0, limit: chosen.length };
  return pageOf(chosen, sortValue(table, choice.sort), choice.direction, all, n => n).rows.indexOf(number - 1);
}

export function burstPage(view: CaptureView, request: Request): BurstPage {
  const { table, chosen } = chosenOf(view, request);
  const page = pageOf(chosen, sortValue(table, request.sort), request.direction, request, n =>
    burstRow(view, table, n),
  );
  return {
    ...page,
    minPayload: table.minPayload,
    packets: chosen.reduce((sum, n) => sum + burstPackets(table, n), 0),
    payloadBytes: chosen.reduce((sum, n) => sum + table.payload[n]!, 0),
  };
}
