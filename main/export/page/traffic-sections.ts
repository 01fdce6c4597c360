// Sections of the report about who sent how much, when, to whom.
import type { BurstParams } from '../../../shared/model/burst.ts';
import type {
  BurstFinding,
  Overview,
  PairRow,
  PortRow,
  ProtocolRow,
  TalkerRow,
} from '../../../shared/model/overview.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import { chooseBursts } from '../../read/burst-rows.ts';
import { payloadOverTime } from '../../read/bytes-over-time.ts';
import type { CaptureView } from '../../read/capture-view.ts';
import { overview } from '../../read/overview.ts';
import { burstFindings } from '../../read/overview-findings.ts';
import type { Span } from '../../timing/time-order.ts';
import { facts, type HtmlColumn, note, sideBySide, subheading, table } from '../html-page.ts';
import { line, logGrid, PLOT, PLOT_WIDTH, placeOfTime, plot, rect, round, text, timeGrid, valueGrid } from './plot.ts';
import { type Called, calledBy, type PageSource, ROWS } from './source.ts';

const COLUMNS = 240;
const HEIGHT = 190;
/** Bursts drawn as points. */
const MOST_POINTS = 4000;
const BARS = 12;
const PORT_ROWS = 10;
const BAR = 18;

/** A moment to the millisecond. */
export const momentText = (time: Time): string => isoTime(time).replace('T', ' ').slice(0, 23);

async function glance(source: PageSource): Promise<{ view: CaptureView; span: Span; seen: Overview }> {
  const view = await source.view();
  const span = view.span(source.range);
  return { view, span, seen: overview(view, span, ROWS) };
}

export async function overviewSection(source: PageSource): Promise<string> {
  const { info } = source;
  if (!info.has.includes('flows')) return facts([...spanFacts(info.start, info.end), ...damageFacts(source)]);
  const { seen } = await glance(source);
  return facts([
    ...spanFacts(seen.start, seen.end),
    [info.kind === 'records' ? 'Records' : 'Flows', formatCount(seen.records)],
    ['without IP', formatCount(seen.withoutIp)],
    ['On the wire', formatBytes(seen.bytes)],
    ['Payload', formatBytes(seen.payload)],
    ['Hosts', formatCount(seen.hosts)],
    ['Conversations', formatCount(seen.pairs)],
    ...damageFacts(source),
  ]);
}

const spanFacts = (start: Time | null, end: Time | null): (readonly [string, string])[] => [
  ['From', start ? isoTime(start) : 'no records'],
  ['To', end ? isoTime(end) : 'no records'],
  ['Duration', start && end ? formatDuration(nanosBetweenLossy(start, end)) : '–'],
];

function damageFacts({ info: { damage, badLines } }: PageSource): (readonly [string, string])[] {
  const lines = badLines.count === 0 ? [] : [['Lines not read', formatCount(badLines.count)] as const];
  return [
    ...damage.map(({ offset, reason }) => ['Damage', `byte ${formatCount(offset)}: ${reason}`] as const),
    ...lines,
  ];
}

export async function timelineSection(source: PageSource): Promise<string> {
  const view = await source.view();
  const span = view.span(source.range);
  if (span.lo === span.hi) return note('No records.');
  const origin = view.order.time(span.lo);
  const width = Math.max(1, nanosBetweenLossy(origin, view.order.time(span.hi - 1)));
  const axis = { origin, from: 0, to: width };
  const values = payloadOverTime(view, span, COLUMNS);
  const { place, drawn } = valueGrid(Math.max(...values), HEIGHT, formatBytes);
  const step = PLOT_WIDTH / COLUMNS;
  const bars = Array.from(values, (value, i) =>
    value === 0 ? '' : rect('bar', PLOT.left + i * step, place(value), step * 0.86, PLOT.top + HEIGHT - place(value)),
  );
  return (
    note(`Payload of each ${formatDuration(width / COLUMNS)}; bands behind: bursts (${burstText(source.bursts)}).`) +
    plot(
      `Payload over time, from ${isoTime(origin)}, ${formatDuration(width)}; bursts as bands`,
      HEIGHT,
      burstBands(view, span, source.bursts, at => placeOfTime(axis, nanosBetweenLossy(origin, at))),
      timeGrid(axis, HEIGHT),
      drawn,
      ...bars,
      line('axis', PLOT.left, PLOT.top + HEIGHT, PLOT.left + PLOT_WIDTH, PLOT.top + HEIGHT),
    )
  );
}

/** Bursts as bands, those that touch drawn as one. */
function burstBands(view: CaptureView, span: Span, params: BurstParams, place: (at: Time) => number): string {
  const found = view.bursts(params);
  const bands: { from: number; to: number }[] = [];
  const within = (x: number): number => Math.min(PLOT.left + PLOT_WIDTH, Math.max(PLOT.left, x));
  for (const n of chooseBursts(view, found, { span })) {
    const from = within(place(view.order.time(found.start[n]!)));
    const to = Math.max(from + 1, within(place(view.order.time(found.end[n]!))));
    const last = bands.at(-1);
    if (last && from <= last.to + 0.5) last.to = Math.max(last.to, to);
    else bands.push({ from, to });
  }
  return bands.map(({ from, to }) => rect('burst', from, PLOT.top, to - from, HEIGHT)).join('');
}

const burstText = ({ gapNanos, minPayload, minPackets, scope }: BurstParams): string =>
  `per ${scope}: records of at least ${minPayload === 'auto' ? '1.1 times the mean' : `${formatCount(minPayload)} bytes of`} payload, less than ${formatDuration(gapNanos)} apart, ${formatCount(minPackets)} or more`;

export async function talkerSection(source: PageSource): Promise<string> {
  const { seen } = await glance(source);
  const { sent, received } = seen.talkers;
  const called = calledBy(source.own);
  return [
    subheading('By payload sent'),
    talkerBars(called, 'Hosts by payload sent', sent, 'payloadSent', 'sent'),
    subheading('By payload received'),
    talkerBars(called, 'Hosts by payload received', received, 'payloadReceived', 'received'),
    table(talkerColumns(called), sent),
  ].join('');
}

function talkerBars(
  called: Called,
  label: string,
  rows: readonly TalkerRow[],
  of: 'payloadSent' | 'payloadReceived',
  kind: string,
): string {
  const shown = rows.slice(0, BARS).filter(row => row[of] > 0);
  if (shown.length === 0) return note('None.');
  const most = Math.max(...shown.map(row => row[of]));
  const names = 300;
  const room = PLOT_WIDTH + PLOT.left - names - 70;
  return plot(
    label,
    shown.length * BAR - PLOT.bottom + 6,
    ...shown.map((row, i) => {
      const y = PLOT.top + i * BAR;
      const width = Math.max(1, (room * row[of]) / most);
      const name = shortened(called(row.host), 46);
      return (
        text(names - 10, y + 12, name, 'end', 'name') +
        rect(kind, names, y + 2, width, BAR - 5) +
        text(names + width + 6, y + 12, formatBytes(row[of]))
      );
    }),
  );
}

export const shortened = (words: string, most: number): string =>
  words.length <= most ? words : `${words.slice(0, most - 1)}…`;

export async function portSection(source: PageSource): Promise<string> {
  const { seen } = await glance(source);
  return [
    note('Ports by the payload that was sent from them.'),
    sideBySide(
      subheading('TCP') + table(PORTS, seen.tcpPorts.sent.slice(0, PORT_ROWS)),
      subheading('UDP') + table(PORTS, seen.udpPorts.sent.slice(0, PORT_ROWS)),
    ),
    sideBySide(
      subheading('Protocols above IP') + table(PROTOCOLS, seen.transports),
      seen.kinds.length > 0 ? subheading('Kinds of payload') + table(PROTOCOLS, seen.kinds) : '',
    ),
  ].join('');
}

export async function conversationSection(source: PageSource): Promise<string> {
  const { seen } = await glance(source);
  return table(pairColumns(calledBy(source.own)), seen.busiest);
}

export async function burstSection(source: PageSource): Promise<string> {
  const view = await source.view();
  const span = view.span(source.range);
  const found = view.bursts(source.bursts);
  const chosen = chooseBursts(view, found, { span });
  return [
    note(`${formatCount(chosen.length)} bursts ${burstText(source.bursts)}. Each is a point: payload over duration.`),
    burstPicture(
      Array.from(chosen, n => ({ duration: found.duration[n]!, payload: found.payload[n]! })).filter(
        ({ duration, payload }) => duration > 0 && payload > 0,
      ),
    ),
    table(burstColumns(calledBy(source.own)), burstFindings(view, span, source.bursts, ROWS)),
  ].join('');
}

/** Payload over duration, both logarithmic, a point a burst. */
function burstPicture(bursts: readonly { readonly duration: number; readonly payload: number }[]): string {
  if (bursts.length < 2) return '';
  const step = Math.ceil(bursts.length / MOST_POINTS);
  const shown = bursts.filter((_, i) => i % step === 0);
  const durations = shown.map(({ duration }) => duration);
  const payloads = shown.map(({ payload }) => payload);
  const grid = logGrid(least(durations) / 1.2, most(durations) * 1.2, 'duration', HEIGHT);
  const [low, high] = [least(payloads) / 1.5, most(payloads) * 1.5];
  const y = (payload: number): number => PLOT.top + HEIGHT * (1 - Math.log10(payload / low) / Math.log10(high / low));
  const x = (duration: number): number =>
    PLOT.left + (PLOT_WIDTH * Math.log10(duration / grid.axis.from)) / Math.log10(grid.axis.to / grid.axis.from);
  const marks = [0, 0.5, 1].map(share => low * (high / low) ** share);
  return plot(
    'Bursts: payload over duration, both logarithmic',
    HEIGHT,
    grid.drawn,
    ...marks.map(value => {
      const at = y(value);
      return (
        line('grid', PLOT.left, at, PLOT.left + PLOT_WIDTH, at) + text(PLOT.left - 8, at + 4, formatBytes(value), 'end')
      );
    }),
    ...shown.map(
      ({ duration, payload }) => `<circle class="dot" cx="${round(x(duration))}" cy="${round(y(payload))}" r="2.5"/>`,
    ),
    line('axis', PLOT.left, PLOT.top + HEIGHT, PLOT.left + PLOT_WIDTH, PLOT.top + HEIGHT),
  );
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

const burstColumns = (called: Called): readonly HtmlColumn<BurstFinding>[] => [
  { title: 'Burst', right: true, text: b => formatCount(b.burst) },
  { title: 'Source', text: b => called(b.src) },
  { title: 'Destination', text: b => called(b.dst) },
  { title: 'Start (UTC)', whole: true, text: b => momentText(b.start) },
  { title: 'Duration', right: true, text: b => formatDuration(nanosBetweenLossy(b.start, b.end)) },
  { title: 'Packets', right: true, text: b => formatCount(b.packets) },
  { title: 'Payload', right: true, text: b => formatBytes(b.payload) },
];

const talkerColumns = (called: Called): readonly HtmlColumn<TalkerRow>[] => [
  { title: 'Host', text: t => called(t.host) },
  { title: 'Packets sent', right: true, text: t => formatCount(t.packetsSent) },
  { title: 'Received', right: true, text: t => formatCount(t.packetsReceived) },
  { title: 'Payload sent', right: true, text: t => formatBytes(t.payloadSent) },
  { title: 'Received', right: true, text: t => formatBytes(t.payloadReceived) },
];

const pairColumns = (called: Called): readonly HtmlColumn<PairRow>[] => [
  { title: 'A', text: p => called(p.a) },
  { title: 'B', text: p => called(p.b) },
  { title: 'Packets', right: true, text: p => formatCount(p.packets) },
  { title: 'Payload', right: true, text: p => formatBytes(p.payload) },
];

const PORTS: readonly HtmlColumn<PortRow>[] = [
  { title: 'Port', right: true, text: p => String(p.port) },
  { title: 'Service', text: p => p.service ?? '' },
  { title: 'Sent', right: true, text: p => formatBytes(p.payloadSent) },
  { title: 'Received', right: true, text: p => formatBytes(p.payloadReceived) },
];

const PROTOCOLS: readonly HtmlColumn<ProtocolRow>[] = [
  { title: 'Protocol', text: p => p.name },
  { title: 'Packets', right: true, text: p => formatCount(p.packets) },
  { title: 'Payload', right: true, text: p => formatBytes(p.payload) },
];
