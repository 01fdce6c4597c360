// The section of the report about requests: how many when, how hosts were answered, and what was asked for most.
import type { StatusByHost, ValueRow } from '../../../shared/model/request.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../../shared/unit/format.ts';
import { requestRate, requestSummary, statusByHost, valuePage } from '../../read/request-rows.ts';
import { facts, type HtmlColumn, note, subheading, table } from '../html-page.ts';
import { line, PLOT, PLOT_WIDTH, plot, rect, timeGrid, valueGrid } from './plot.ts';
import { type Called, calledBy, type PageSource, ROWS } from './source.ts';

const HEIGHT = 170;
const COLUMNS = 240;
const VALUES = 15;

export async function requestSection(source: PageSource): Promise<string> {
  const view = await source.requests();
  const scope = { range: source.range };
  const seen = requestSummary(view, scope);
  const page = { offset: 0, limit: VALUES };
  return [
    facts([
      ['Requests', formatCount(seen.requests)],
      ['Hosts', formatCount(seen.hosts)],
      ['Bytes', formatBytes(seen.bytes)],
      [
        'Not 2xx',
        seen.answered === 0 ? '–' : `${formatCount(seen.failed)} (${formatShare(seen.failed / seen.answered)})`,
      ],
    ]),
    seen.requests === 0 ? '' : ratePicture(requestRate(view, { ...scope, most: COLUMNS })),
    subheading('Status by host: P(status | host)'),
    statusTable(calledBy(source.own), statusByHost(view, { ...scope, hosts: ROWS })),
    subheading('Pages asked for most'),
    table(VALUE_COLUMNS, valuePage(view, { ...scope, ...page, field: 'path' }).rows),
    subheading('User agents'),
    table(VALUE_COLUMNS, valuePage(view, { ...scope, ...page, field: 'user_agent' }).rows),
  ].join('');
}

function ratePicture({ from, seconds, requests, failed }: ReturnType<typeof requestRate>): string {
  const axis = { origin: [from, 0] as const, from: 0, to: requests.length * seconds * 1e9 };
  const grid = valueGrid(Math.max(1, ...requests), HEIGHT, formatCount);
  const step = PLOT_WIDTH / requests.length;
  const bottom = PLOT.top + HEIGHT;
  const bars = (kind: string, values: readonly number[]): string[] =>
    values.map((value, i) =>
      value === 0 ? '' : rect(kind, PLOT.left + i * step, grid.place(value), step * 0.86, bottom - grid.place(value)),
    );
  return (
    note(`Requests per ${formatDuration(seconds * 1e9)}; red: those that were not answered with 2xx.`) +
    plot(
      'Requests over time',
      HEIGHT,
      timeGrid(axis, HEIGHT),
      grid.drawn,
      ...bars('bar', requests),
      ...bars('far', failed),
      line('axis', PLOT.left, bottom, PLOT.left + PLOT_WIDTH, bottom),
    )
  );
}

function statusTable(called: Called, { statuses, hosts }: StatusByHost): string {
  const columns: readonly HtmlColumn<StatusByHost['hosts'][number]>[] = [
    { title: 'Host', text: h => called({ address: h.ip, name: null }) },
    { title: 'Requests', right: true, text: h => formatCount(h.requests) },
    ...statuses.map((status, i) => ({
      title: status === 0 ? 'none' : String(status),
      right: true,
      text: (h: StatusByHost['hosts'][number]) => (h.counts[i] === 0 ? '' : formatShare(h.counts[i]! / h.requests)),
    })),
  ];
  return table(columns, hosts);
}

const VALUE_COLUMNS: readonly HtmlColumn<ValueRow>[] = [
  { title: 'Value', text: v => (v.value === '' ? '(none)' : v.value) },
  { title: 'Requests', right: true, text: v => formatCount(v.count) },
  { title: 'Share', right: true, text: v => formatShare(v.share) },
];
