// What views ask about requests: a page of them, totals, rates over time, values of a field, statuses by host.
import type { Page } from '../../shared/contract/asked.ts';
import {
  REQUEST_FIELDS,
  type RequestField,
  type RequestRate,
  type RequestRow,
  type RequestSummary,
  type StatusByHost,
  type ValueRow,
} from '../../shared/model/request.ts';
import type { Time, TimeRange } from '../../shared/unit/time.ts';
import { testShares } from '../analysis/request-anomalies.ts';
import { binRequests, countValues, isFailed, niceWidth } from '../analysis/request-counts.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { RequestScope, RequestView } from './request-view.ts';

/** `position` is that in the rows of the scope. */
export function requestRow(store: RequestStore, row: number, position: number): RequestRow {
  const size = store.size[row]!;
  return {
    position,
    line: store.line[row]!,
    file: store.fileOf(row),
    time: store.timeOf(row),
    zone: store.zone[row]!,
    ip: store.ips.text(store.ip[row]!),
    method: store.methods.text(store.method[row]!),
    path: store.paths.text(store.path[row]!),
    version: store.versions.text(store.version[row]!),
    status: store.status[row]!,
    size: Number.isNaN(size) ? null : size,
    referrer: store.referrers.text(store.referrer[row]!),
    agent: store.agents.text(store.agent[row]!),
  };
}

interface Paging {
  readonly offset: number;
  readonly limit: number;
  /** The newest first. */
  readonly descending?: boolean | undefined;
}

export function requestPage(view: RequestView, scope: RequestScope & Paging): Page<RequestRow> {
  const rows = view.rows(scope);
  const { offset, limit, descending = false } = scope;
  const count = Math.max(0, Math.min(limit, rows.length - offset));
  return {
    total: rows.length,
    rows: Array.from({ length: count }, (_, i) => {
      const position = descending ? rows.length - 1 - offset - i : offset + i;
      return requestRow(view.store, rows[position]!, position);
    }),
  };
}

export function requestSummary(view: RequestView, scope: RequestScope): RequestSummary {
  const { store } = view;
  const rows = view.rows(scope);
  let bytes = 0;
  let sizeless = 0;
  let answered = 0;
  let failed = 0;
  let zone: number | null = rows.length > 0 ? store.zone[rows[0]!]! : 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const size = store.size[row]!;
    if (Number.isNaN(size)) sizeless++;
    else bytes += size;
    const status = store.status[row]!;
    if (status !== 0) answered++;
    if (isFailed(status)) failed++;
    if (store.zone[row] !== zone) zone = null;
  }
  const distinct = Object.fromEntries(REQUEST_FIELDS.map(name => [name, distinctOf(view, name, rows)])) as Readonly<
    Record<RequestField, number>
  >;
  return {
    requests: rows.length,
    bytes,
    sizeless,
    hosts: distinct.ip,
    answered,
    failed,
    first: rows.length > 0 ? store.timeOf(rows[0]!) : null,
    last: rows.length > 0 ? store.timeOf(rows.at(-1)!) : null,
    zone,
    distinct,
  };
}

function distinctOf(view: RequestView, name: RequestField, rows: Uint32Array): number {
  const { codes, size } = view.field(name);
  const seen = new Uint8Array(size);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (seen[code] === 0) {
      seen[code] = 1;
      count++;
    }
  }
  return count;
}

/** Whole seconds that the scope spans: its range, where it has one, within the requests that there are. */
export function secondsOf(view: RequestView, range: TimeRange | undefined): { from: number; to: number } | null {
  const { order } = view;
  if (order.length === 0) return null;
  const first = order.time(0)[0];
  const last = order.time(order.length - 1)[0];
  const from = Math.max(first, range?.from?.[0] ?? first);
  return { from, to: Math.max(from, Math.min(last, ceiled(range?.to) - 1)) };
}

const ceiled = (time: Time | undefined): number =>
  time === undefined ? Number.POSITIVE_INFINITY : time[0] + (time[1] > 0 ? 1 : 0);

/** Requests and bytes per interval: `seconds` long, or so that at most `most` fill the span. */
export function requestRate(
  view: RequestView,
  scope: RequestScope & { readonly most: number; readonly seconds?: number | undefined },
): RequestRate {
  const span = secondsOf(view, scope.range);
  if (span === null) return { from: 0, seconds: 1, requests: [], bytes: [], failed: [] };
  const least = niceWidth(span.to - span.from, scope.most);
  const seconds = Math.max(scope.seconds ?? least, Math.ceil((span.to - span.from) / scope.most));
  const from = Math.floor(span.from / seconds) * seconds;
  const count = Math.floor((span.to - from) / seconds) + 1;
  const binned = binRequests(view.store, view.rows(scope), from, seconds, count);
  return {
    from,
    seconds,
    requests: [...binned.requests],
    bytes: [...binned.bytes],
    failed: [...binned.failed],
  };
}

/** Values of a field, the most frequent first; those whose text contains `search`. */
/** `isNamed`: found, whatever is searched for in the values. */
export function valuePage(
  view: RequestView,
  scope: RequestScope & {
    readonly field: RequestField;
    readonly search?: string | undefined;
    readonly offset: number;
    readonly limit: number;
  },
  isNamed: (value: string) => boolean = () => false,
): Page<ValueRow> {
  const rows = view.rows(scope);
  const field = view.field(scope.field);
  const { values, counts } = countValues(field.codes, rows, field.size);
  const search = scope.search?.toLowerCase() ?? '';
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = field.text(values[i]!);
    if (search === '' || value.toLowerCase().includes(search) || isNamed(value)) places.push(i);
  }
  return {
    total: places.length,
    rows: places.slice(scope.offset, scope.offset + scope.limit).map(i => ({
      value: field.text(values[i]!),
      count: counts[i]!,
      share: counts[i]! / rows.length,
    })),
  };
}

/** Statuses of the `hosts` busiest hosts, and how unlike the whole their answers are. */
export function statusByHost(view: RequestView, scope: RequestScope & { readonly hosts: number }): StatusByHost {
  const rows = view.rows(scope);
  const { store } = view;
  const status = countValues(store.status, rows, view.field('status').size);
  const ips = view.field('ip');
  const busiest = countValues(ips.codes, rows, ips.size);
  const byHost = view.byHost(rows);
  const tests = new Map(testShares(store.status, byHost).hosts.map(one => [one.host, one.pValue]));
  const column = new Map<number, number>();
  const statuses = [...status.values].sort((a, b) => a - b);
  for (const [i, code] of statuses.entries()) column.set(code, i);
  const hosts = Array.from(busiest.values.subarray(0, scope.hosts), (ip, i) => {
    const counts = statuses.map(() => 0);
    for (let k = byHost.starts[ip]!; k < byHost.starts[ip + 1]!; k++)
      counts[column.get(store.status[byHost.rows[k]!]!)!]!++;
    return { ip: ips.text(ip), requests: busiest.counts[i]!, counts, pValue: tests.get(ip) ?? null };
  });
  const whole = statuses.map(code => status.counts[status.values.indexOf(code)]!);
  return { statuses, hosts, total: busiest.values.length, whole };
}
