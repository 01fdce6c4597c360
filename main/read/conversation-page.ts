// The conversations table: of everyone, a host or a pair, sorted, a page at a time.
import type { ConversationSort, Page, SessionCalls } from '../../shared/contract/calls.ts';
import type { ConversationRow } from '../../shared/model/host.ts';
import { nanosBetweenLossy } from '../../shared/unit/time.ts';
import type { CaptureView } from './capture-view.ts';
import { type ConversationRows, chooseConversations, conversationRow, conversationRows } from './conversation-rows.ts';
import { pageOf } from './page.ts';

type Request = Parameters<SessionCalls['conversations']>[0];

function sortValue(view: CaptureView, rows: ConversationRows, sort: ConversationSort): (id: number) => number {
  const { table } = rows;
  const both = (of: ArrayLike<number>) => (id: number) => of[id * 2]! + of[id * 2 + 1]!;
  switch (sort) {
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
