// The conversations table: of everyone, a host or a pair, sorted, a page at a time.
import type { Page, SessionCalls } from '../../shared/contract/calls.ts';
import type { ConversationRow, ConversationSort } from '../../shared/model/host.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { nanosBetweenLossy } from '../../shared/unit/time.ts';
import { addressRanks } from './address-ranks.ts';
import type { CaptureView } from './capture-view.ts';
import {
  type ConversationRows,
  chooseConversations,
  conversationRow,
  conversationRows,
  sidesOf,
} from './conversation-rows.ts';
import { pageOf } from './page.ts';

type Request = Parameters<SessionCalls['conversations']>[0];

/** A port more is less than a host more. */
const PORTS = 65536;

function sortValue(view: CaptureView, rows: ConversationRows, sort: ConversationSort): (id: number) => number | string {
  const { table } = rows;
  const { flows } = view.store;
  const both = (of: ArrayLike<number>) => (id: number) => of[id * 2]! + of[id * 2 + 1]!;
  switch (sort) {
    case 'a':
    case 'b': {
      const rank = addressRanks(view);
      return id => {
        const sides = sidesOf(view, table, id);
        return rank(sides[sort]) * PORTS + (sides[`${sort}Port`] ?? 0);
      };
    }
    case 'protocol':
      return id => (table.by === 'flow' ? ipProtocolName(flows.protocol[id]!) : '');
    case 'service':
      return id => (table.by === 'flow' && view.service(id)) || '';
    case 'state':
      return id => (table.by === 'flow' && view.connections(rows.span).state(id)) || '';
    case 'flows':
      return id => table.flows[id]!;
    case 'bytesAb':
      return id => table.bytes[id * 2]!;
    case 'bytesBa':
      return id => table.bytes[id * 2 + 1]!;
    case 'start':
      return id => table.first[id]!;
    case 'packets':
      return both(table.packets);
    case 'bytes':
      return both(table.bytes);
    case 'payload':
      return both(table.payload);
    case 'duration':
      return id => nanosBetweenLossy(view.order.time(table.first[id]!), view.order.time(table.last[id]!));
    case 'bursts':
      return id => rows.bursts[id]!;
    case 'connections':
      return id => rows.connections[id]!;
  }
}

export function conversationPage(view: CaptureView, request: Request): Page<ConversationRow> {
  const rows = conversationRows(view, request.by, view.span(request.range), request.bursts);
  const ids = chooseConversations(view, rows.table, request.host, request.peer);
  return pageOf(ids, sortValue(view, rows, request.sort), request.direction, request, id =>
    conversationRow(view, rows, id),
  );
}
