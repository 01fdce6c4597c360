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

export function burstPage(view: CaptureView, request: Request): BurstPage {
  const { params, host, peer } = request;
  const table = view.bursts(params);
  const chosen = [...chooseBursts(view, table, { span: view.span(request.range), host, peer })];
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
