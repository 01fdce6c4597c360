// Beacons as rows, and one of them in full: ticks, gaps, score part by part.
import type { BeaconEnds, BeaconPage } from '../../shared/contract/beacon-calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import {
  BEACON_TICKS,
  type BeaconBytes,
  type BeaconDetail,
  type BeaconRow,
  type BeaconScore,
  type TicksMeta,
} from '../../shared/model/beacon.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { nanosBetweenLossy, type Time } from '../../shared/unit/time.ts';
import { beaconInFull, gapsOf, scoredDay, sparkline } from '../analysis/beacons.ts';
import type { ConnectionStarts } from '../analysis/connection-starts.ts';
import type { Period } from '../analysis/period.ts';
import { RITA_WEIGHT, type RitaScore, severityOf } from '../analysis/rita-score.ts';
import { visitsOf } from '../analysis/visits.ts';
import { BinCounter, edgesFor } from '../timing/log-bins.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { RankedBeacons } from './beacon-table.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';

/** Stretches of a sparkline. */
const SPARKS = 60;
/** Connections that are drawn one by one, at most: 24 bytes each on their way. */
const MOST_TICKS = 1_000_000;

const timeOf = ({ seconds, nanos }: ConnectionStarts, row: number): Time => [seconds[row]!, nanos[row]!];

interface Stretch {
  readonly from: Time;
  readonly to: Time;
}

/** From the first to the last record of a span. */
function stretchOf({ order }: CaptureView, span: Span): Stretch {
  if (span.hi <= span.lo) return { from: [0, 0], to: [0, 0] };
  return { from: order.time(span.lo), to: order.time(span.hi - 1) };
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function beaconRow(
  view: CaptureView,
  { starts, table }: RankedBeacons,
  beacon: number,
  { from, to }: Stretch,
): BeaconRow {
  const rows = table.rows(beacon);
  const [dstPort, protocol] = [table.dstPort[beacon]!, table.protocol[beacon]!];
  const of = (name: keyof typeof table.measures): number | null => orNull(table.measures[name][beacon]!);
  const threat = of('threat');
  const seconds = (time: Time): number => time[0] + time[1] / 1e9;
  const isSeen = table.measures.ticksSeen[beacon]! >= BEACON_TICKS * table.measures.ticksExpected[beacon]!;
  return {
    src: hostEnd(view.store, table.src[beacon]!),
    dst: hostEnd(view.store, table.dst[beacon]!),
    dstPort: dstPort < 0 ? null : dstPort,
    protocol: protocol < 0 ? null : ipProtocolName(protocol),
    connections: rows.length,
    first: timeOf(starts, rows[0]!),
    last: timeOf(starts, rows.at(-1)!),
    mean: of('mean'),
    sd: of('sd'),
    median: of('median'),
    mad: of('mad'),
    jitter: of('jitter'),
    period: of('period'),
    score: of('score'),
    severity: threat === null ? null : severityOf(threat),
    ticksSeen: of('ticksSeen'),
    ticksExpected: of('ticksExpected'),
    pValue: of('pValue'),
    visits: isSeen ? null : visitsOf(gapsOf(starts, rows)),
    spark: [...sparkline(starts, rows, seconds(from), seconds(to), SPARKS)],
  };
}

export function beaconPage(
  view: CaptureView,
  span: Span,
  ranked: RankedBeacons,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): BeaconPage {
  const { table, places } = ranked;
  const stretch = stretchOf(view, span);
  return {
    found: table.length,
    total: places.length,
    rows: Array.from(places.subarray(offset, offset + limit), beacon => beaconRow(view, ranked, beacon, stretch)),
  };
}

/** The beacon of a pair; undefined: it has too few connections. */
function beaconBetween({ table, bySd, places }: RankedBeacons, ends: BeaconEnds): number | undefined {
  const { src, dst, dstPort, protocol } = ends;
  const isPort = (b: number): boolean =>
    dstPort === undefined ||
    table.dstPort[b]! < 0 ||
    (table.dstPort[b] === dstPort && (protocol === undefined || ipProtocolName(table.protocol[b]!) === protocol));
  const isFrom = (b: number, from: number, to: number): boolean => table.src[b] === from && table.dst[b] === to;
  const ways: readonly ((b: number) => boolean)[] =
    dst === undefined
      ? [b => table.src[b] === src || table.dst[b] === src]
      : [b => isFrom(b, src, dst) && isPort(b), b => isFrom(b, dst, src) && isPort(b)];
  for (const isMeant of ways) {
    const found = places.find(isMeant) ?? bySd.find(isMeant);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** null: the pair has too few connections. */
export function beaconDetail(
  view: CaptureView,
  span: Span,
  ranked: RankedBeacons,
  ends: BeaconEnds,
): BeaconDetail | null {
  const beacon = beaconBetween(ranked, ends);
  if (beacon === undefined) return null;
  const { starts, table, places } = ranked;
  const rows = table.rows(beacon);
  const stretch = stretchOf(view, span);
  const full = beaconInFull(starts, rows);
  const gaps = gapsOf(starts, rows);
  const at = places.indexOf(beacon);
  return {
    row: beaconRow(view, ranked, beacon, stretch),
    at: at < 0 ? null : at,
    gaps: full.gaps,
    band: bandOf(full.period, gaps),
    score: full.score && scoreOf(full.score, scoredDay(starts)),
    bytes: bytesOf(starts, rows),
    ...histogramOf(gaps),
    ...stretch,
  };
}

function bandOf(period: Period | null, gaps: Float64Array): BeaconDetail['band'] {
  if (!period) return null;
  const { from, to } = period;
  const { n, sd } = summarize(gaps.filter(gap => gap >= from && gap <= to));
  return { from, to, gaps: n, sd: sd ?? 0 };
}

function scoreOf(score: RitaScore, day: { readonly from: number; readonly to: number }): BeaconScore {
  const { timestamp, size, histogram, duration, threat, severity, bins } = score;
  const parts = Object.entries({ timestamp, size, histogram, duration }) as ['timestamp', number][];
  return {
    score: score.score,
    threat,
    severity,
    parts: parts.map(([name, value]) => ({ name, value, weight: RITA_WEIGHT })),
    short: (timestamp + size) / 2,
    from: [day.from, 0],
    to: [day.to, 0],
    bins,
  };
}

function bytesOf({ sent }: ConnectionStarts, rows: Uint32Array): BeaconBytes | null {
  const known = Float64Array.from(rows, row => sent[row]!).filter(bytes => !Number.isNaN(bytes));
  if (known.length === 0) return null;
  const { n, min, median, max, mean, sd } = summarize(known);
  const total = known.reduce((a, b) => a + b, 0);
  return { n, min: min!, median: median!, max: max!, mean: mean!, sd, total };
}

function histogramOf(gaps: Float64Array): Pick<BeaconDetail, 'edges' | 'counts' | 'zero'> {
  let [min, max] = [Number.POSITIVE_INFINITY, 0];
  for (const gap of gaps) {
    if (gap > 0) min = Math.min(min, gap);
    max = Math.max(max, gap);
  }
  if (max === 0) return { edges: [], counts: [], zero: gaps.length };
  const counter = new BinCounter(edgesFor(min, max));
  for (const gap of gaps) counter.add(gap);
  return { edges: counter.edges, counts: [...counter.counts], zero: counter.below };
}

/** Columns as `beaconTicks` of the contract says. */
export function tickFrame(view: CaptureView, ranked: RankedBeacons, ends: BeaconEnds): Frame<TicksMeta> {
  const beacon = beaconBetween(ranked, ends);
  const { starts, table } = ranked;
  const rows = beacon === undefined ? new Uint32Array() : table.rows(beacon);
  const drawn = rows.subarray(0, MOST_TICKS);
  const origin = view.start;
  const period = beacon === undefined ? null : orNull(table.measures.period[beacon]!);
  const time = Float64Array.from(drawn, row => nanosBetweenLossy(origin, timeOf(starts, row)));
  const gaps = rows.length > 1 ? gapsOf(starts, drawn) : new Float64Array();
  return {
    meta: { origin, leftOut: rows.length - drawn.length, period },
    columns: {
      time,
      bytes: Float64Array.from(drawn, row => starts.sent[row]!),
      ticks: Float64Array.from(drawn, (_, i) => (i === 0 || period === null ? 1 : Math.round(gaps[i - 1]! / period))),
    },
  };
}
