// The whole at a glance as a page to hand on: totals, what is worth a look, pictures and tables of what counts most.

import { DEFAULT_BEACONS } from '../../shared/model/beacon.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { HostEnd } from '../../shared/model/host.ts';
import type {
  BeaconFinding,
  BurstFinding,
  PairRow,
  PortRow,
  ProtocolRow,
  TalkerRow,
} from '../../shared/model/overview.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration, threeDigits } from '../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../shared/unit/time.ts';
import { findBeacons } from '../analysis/beacons.ts';
import { payloadOverTime } from '../read/bytes-over-time.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { overview } from '../read/overview.ts';
import { beaconFindings, burstFindings } from '../read/overview-findings.ts';
import { connectionStarts } from '../read/traffic-rows.ts';
import type { Span } from '../timing/time-order.ts';
import { bars, facts, type HtmlColumn, heading, htmlPage, section, table } from './html-page.ts';
import type { Report } from './report.ts';

const ROWS = 25;
const COLUMNS = 200;

export interface HtmlReportRequest {
  readonly info: SourceInfo;
  readonly filter: string | undefined;
  readonly bursts: BurstParams;
}

/** A self-contained page about the records of the span; as a table it has nothing to say. */
export const htmlReport = (view: CaptureView, span: Span, request: HtmlReportRequest): Report => ({
  columns: [],
  async *rows() {},
  documents: {
    *html() {
      yield* htmlPage(`${request.info.name}: Burstscope`, parts(view, span, request));
      return span.hi - span.lo;
    },
  },
});

function* parts(view: CaptureView, span: Span, { info, filter, bursts }: HtmlReportRequest): Iterable<string> {
  const seen = overview(view, span, ROWS);
  const { start, end } = seen;
  const chosen = filter === undefined ? '' : `, records that pass ${filter}`;
  yield heading(info.name, `${info.formatText}${chosen}`);
  yield facts([
    ['From', start ? isoTime(start) : 'no records'],
    ['To', end ? isoTime(end) : 'no records'],
    ['Duration', start && end ? formatDuration(nanosBetweenLossy(start, end)) : '–'],
    [info.kind === 'records' ? 'Records' : 'Flows', formatCount(seen.records)],
    ['without IP', formatCount(seen.withoutIp)],
    ['On the wire', formatBytes(seen.bytes)],
    ['Payload', formatBytes(seen.payload)],
    ['Hosts', formatCount(seen.hosts)],
    ['Conversations', formatCount(seen.pairs)],
    ...damageFacts(info),
  ]);
  if (start && end) {
    const values = payloadOverTime(view, span, COLUMNS);
    const most = formatBytes(Math.max(...values));
    const each = formatDuration(nanosBetweenLossy(start, end) / COLUMNS);
    yield section(
      'Payload over time',
      `${COLUMNS} columns of ${each} each`,
      bars(values, { label: 'Payload over time', left: isoTime(start), right: isoTime(end), most }),
    );
  }
  yield section(
    'Regular connections',
    'Pairs that keep a period better than chance does, by the score of RITA; the score alone is no proof.',
    table(BEACONS, beaconFindings(view, findBeacons(connectionStarts(view, span), DEFAULT_BEACONS), ROWS)),
  );
  yield section('Largest bursts', burstNote(bursts), table(BURSTS, burstFindings(view, span, bursts, ROWS)));
  yield section('Who sent most', '', table(TALKERS, seen.talkers.sent));
  yield section('Who received most', '', table(TALKERS, seen.talkers.received));
  yield section('Busiest conversations', '', table(PAIRS, seen.busiest));
  yield section('TCP ports', 'By payload sent from them', table(PORTS, seen.tcpPorts.sent));
  yield section('UDP ports', 'By payload sent from them', table(PORTS, seen.udpPorts.sent));
  yield section('Protocols', '', table(PROTOCOLS, seen.transports), table(PROTOCOLS, seen.kinds));
}

function damageFacts({ damage, badLines }: SourceInfo): (readonly [string, string])[] {
  const lines = badLines.count === 0 ? [] : [['Lines not read', formatCount(badLines.count)] as const];
  return [
    ...damage.map(({ offset, reason }) => ['Damage', `byte ${formatCount(offset)}: ${reason}`] as const),
    ...lines,
  ];
}

const burstNote = ({ gapNanos, minPayload, minPackets, scope }: BurstParams): string =>
  `Per ${scope}: records of at least ${minPayload === 'auto' ? '1.1 times the mean' : `${formatCount(minPayload)} bytes of`} payload, less than ${formatDuration(gapNanos)} apart, ${formatCount(minPackets)} or more`;

const endText = (end: HostEnd | null): string =>
  end === null ? 'any' : end.name === null ? end.address : `${end.name} (${end.address})`;

const BEACONS: readonly HtmlColumn<BeaconFinding>[] = [
  { title: 'Source', text: b => endText(b.src) },
  { title: 'Destination', text: b => endText(b.dst) },
  { title: 'Connections', right: true, text: b => formatCount(b.connections) },
  { title: 'Period', right: true, text: b => (b.period === null ? '–' : formatDuration(b.period)) },
  { title: 'Score', right: true, text: b => threeDigits(b.score) },
  { title: 'Chance', right: true, text: b => (b.pValue === null ? '–' : `≤ ${b.pValue.toExponential(1)}`) },
];

const BURSTS: readonly HtmlColumn<BurstFinding>[] = [
  { title: 'Burst', right: true, text: b => formatCount(b.burst) },
  { title: 'Source', text: b => endText(b.src) },
  { title: 'Destination', text: b => endText(b.dst) },
  { title: 'Start (UTC)', text: b => isoTime(b.start) },
  { title: 'Duration', right: true, text: b => formatDuration(nanosBetweenLossy(b.start, b.end)) },
  { title: 'Packets', right: true, text: b => formatCount(b.packets) },
  { title: 'Payload', right: true, text: b => formatBytes(b.payload) },
];

const TALKERS: readonly HtmlColumn<TalkerRow>[] = [
  { title: 'Host', text: t => endText(t.host) },
  { title: 'Packets sent', right: true, text: t => formatCount(t.packetsSent) },
  { title: 'Received', right: true, text: t => formatCount(t.packetsReceived) },
  { title: 'Payload sent', right: true, text: t => formatBytes(t.payloadSent) },
  { title: 'Received', right: true, text: t => formatBytes(t.payloadReceived) },
];

const PAIRS: readonly HtmlColumn<PairRow>[] = [
  { title: 'A', text: p => endText(p.a) },
  { title: 'B', text: p => endText(p.b) },
  { title: 'Packets', right: true, text: p => formatCount(p.packets) },
  { title: 'Payload', right: true, text: p => formatBytes(p.payload) },
];

const PORTS: readonly HtmlColumn<PortRow>[] = [
  { title: 'Port', right: true, text: p => String(p.port) },
  { title: 'Service', text: p => p.service ?? '' },
  { title: 'Payload sent', right: true, text: p => formatBytes(p.payloadSent) },
  { title: 'Received', right: true, text: p => formatBytes(p.payloadReceived) },
];

const PROTOCOLS: readonly HtmlColumn<ProtocolRow>[] = [
  { title: 'Protocol', text: p => p.name },
  { title: 'Packets', right: true, text: p => formatCount(p.packets) },
  { title: 'Payload', right: true, text: p => formatBytes(p.payload) },
];
