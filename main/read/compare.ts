// Two captures or logs side by side: hosts and conversations that are new, gone or changed. Hosts are told apart by address.

import type { SortDirection } from '../../shared/contract/calls.ts';
import type { ComparePage } from '../../shared/contract/compare-calls.ts';
import {
  CHANGES,
  type Change,
  type ComparedHost,
  type ComparedRow,
  type ComparedTraffic,
  type CompareRequest,
  type CompareSort,
} from '../../shared/model/compare.ts';
import { addressOrder } from '../../shared/net/address.ts';
import { nanosBetweenLossy } from '../../shared/unit/time.ts';
import { NEVER } from '../tables/flow-stats.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { hostsIn } from './host-rows.ts';
import { pageOf } from './page.ts';

/** One of the two. */
export interface Side {
  readonly view: CaptureView;
  readonly span: Span;
}

/** Hosts or conversations of both, in the order in which they appear in the first, then in the second. */
export function compareSides(before: Side, after: Side, { what, factor }: CompareRequest): ComparedRow[] {
  const first = what === 'hosts' ? hostTraffic(before) : conversationTraffic(before);
  const second = what === 'hosts' ? hostTraffic(after) : conversationTraffic(after);
  const keys = new Set([...first.keys(), ...second.keys()]);
  return [...keys].map(key => rowOf(before, after, first.get(key) ?? null, second.get(key) ?? null, factor));
}

function hostTraffic(side: Side): Map<string, ComparedTraffic> {
  const { view, span } = side;
  const { sent, received } = view.hostTable(span);
  const seconds = secondsOf(side);
  return new Map(
    hostsIn(view.hostTable(span)).map(host => {
      const bytes = sent.bytes[host]! + received.bytes[host]!;
      return [
        addressKey(view, host),
        {
          host,
          peer: null,
          packets: sent.packets[host]! + received.packets[host]!,
          bytes,
          payload: sent.payload[host]! + received.payload[host]!,
          rate: seconds > 0 ? bytes / seconds : null,
        },
      ];
    }),
  );
}

function conversationTraffic(side: Side): Map<string, ComparedTraffic> {
  const { view, span } = side;
  const table = view.conversations('pair', span);
  const { conversations } = view.store.flows;
  const seconds = secondsOf(side);
  const found = new Map<string, ComparedTraffic>();
  for (let c = 0; c < table.length; c++) {
    if (table.first[c] === NEVER) continue;
    const ends = [conversations.first[c]!, conversations.second[c]!].map(host => ({
      host,
      key: addressKey(view, host),
    }));
    const [a, b] = ends.sort((x, y) => (x.key < y.key ? -1 : 1)) as [(typeof ends)[0], (typeof ends)[0]];
    const bytes = table.bytes[2 * c]! + table.bytes[2 * c + 1]!;
    found.set(`${a.key} ${b.key}`, {
      host: a.host,
      peer: b.host,
      packets: table.packets[2 * c]! + table.packets[2 * c + 1]!,
      bytes,
      payload: table.payload[2 * c]! + table.payload[2 * c + 1]!,
      rate: seconds > 0 ? bytes / seconds : null,
    });
  }
  return found;
}

const addressKey = (view: CaptureView, host: number): string => addressOrder(view.store.addresses.copyBytes(host));

/** From the first to the last record of the side. */
function secondsOf({ view, span }: Side): number {
  if (span.hi - span.lo < 2) return 0;
  return nanosBetweenLossy(view.order.time(span.lo), view.order.time(span.hi - 1)) / 1e9;
}

function rowOf(
  before: Side,
  after: Side,
  first: ComparedTraffic | null,
  second: ComparedTraffic | null,
  factor: number,
): ComparedRow {
  const [{ view }, traffic] = second ? [after, second] : [before, first!];
  const ratio = first?.rate && second?.rate ? second.rate / first.rate : null;
  const { host, peer } = traffic;
  return {
    a: comparedHost(view, host),
    b: peer === null ? null : comparedHost(view, peer),
    change: changeOf(first, second, ratio, factor),
    before: first,
    after: second,
    ratio,
  };
}

function comparedHost(view: CaptureView, host: number): ComparedHost {
  const { address, name, role } = hostEnd(view.store, host);
  return { address, name, role };
}

function changeOf(
  first: ComparedTraffic | null,
  second: ComparedTraffic | null,
  ratio: number | null,
  factor: number,
): Change {
  if (first === null) return 'new';
  if (second === null) return 'gone';
  if (ratio === null) return 'same';
  return ratio >= factor ? 'more' : ratio <= 1 / factor ? 'less' : 'same';
}

/** Counts of every kind, and one page of the rows that are asked for. */
export function comparePage(
  rows: readonly ComparedRow[],
  { changes, search }: Pick<CompareRequest, 'changes' | 'search'>,
  order: { readonly sort: CompareSort; readonly direction: SortDirection },
  page: { readonly offset: number; readonly limit: number },
): ComparePage {
  const wanted = search?.trim().toLowerCase() ?? '';
  const found = rows.filter(row => isFound(row, wanted));
  const counts = Object.fromEntries(CHANGES.map(change => [change, 0])) as Record<Change, number>;
  for (const { change } of found) counts[change]++;
  const chosen = changes ? found.filter(({ change }) => changes.includes(change)) : found;
  return { ...pageOf(chosen, sortValue(order.sort), order.direction, page, row => row), counts };
}

const isFound = ({ a, b }: ComparedRow, wanted: string): boolean =>
  wanted === '' || [a.address, a.name, b?.address, b?.name].some(text => text?.toLowerCase().includes(wanted));

/** Sorted by change, the busiest come first within each. */
function sortValue(sort: CompareSort): (row: ComparedRow) => number | string {
  switch (sort) {
    case 'change':
      return ({ change, before, after }) =>
        CHANGES.indexOf(change) + 1 / (2 + (before?.bytes ?? 0) + (after?.bytes ?? 0));
    case 'a':
      return row => row.a.address;
    case 'bytesBefore':
      return row => row.before?.bytes ?? -1;
    case 'bytesAfter':
      return row => row.after?.bytes ?? -1;
    case 'packetsBefore':
      return row => row.before?.packets ?? -1;
    case 'packetsAfter':
      return row => row.after?.packets ?? -1;
    case 'ratio':
      return row => row.ratio ?? -1;
  }
}
