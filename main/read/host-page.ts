// The hosts table: searched, sorted, a page at a time.
import type { HostSort, Page, SessionCalls } from '../../shared/contract/calls.ts';
import type { HostRow } from '../../shared/model/host.ts';
import { addressOrder } from '../../shared/net/address.ts';
import { firstSeen, type HostTable } from '../tables/host-table.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf, hostRow, hostsIn } from './host-rows.ts';
import { pageOf } from './page.ts';

type Request = Parameters<SessionCalls['hosts']>[0];

function sortValue(view: CaptureView, table: HostTable, sort: HostSort): (host: number) => number | string {
  const { sent, received, peers } = table;
  switch (sort) {
    case 'address':
      return h => addressOrder(view.store.addresses.copyBytes(h));
    case 'packetsSent':
      return h => sent.packets[h]!;
    case 'packetsReceived':
      return h => received.packets[h]!;
    case 'bytesSent':
      return h => sent.bytes[h]!;
    case 'bytesReceived':
      return h => received.bytes[h]!;
    case 'payloadSent':
      return h => sent.payload[h]!;
    case 'payloadReceived':
      return h => received.payload[h]!;
    case 'peers':
      return h => peers[h]!;
    case 'first':
      return h => firstSeen(table, h);
  }
}

/** By its address or any of its names, or because it is asked for. */
function isFound({ store }: CaptureView, host: number, search: string, addresses: ReadonlySet<string>): boolean {
  const address = addressOf(store, host);
  return (
    address.includes(search) ||
    addresses.has(address) ||
    store.names.of(store.addresses.copyBytes(host)).some(({ name }) => name.toLowerCase().includes(search))
  );
}

export function hostPage(view: CaptureView, request: Request): Page<HostRow> {
  const table = view.hostTable(view.span(request.range));
  const search = request.search?.trim().toLowerCase();
  const addresses = new Set(request.addresses);
  const hosts = hostsIn(table).filter(h => !search || isFound(view, h, search, addresses));
  return pageOf(hosts, sortValue(view, table, request.sort), request.direction, request, h => hostRow(view, table, h));
}
