// Which pairs talk like clockwork: the starts of their connections, gap by gap (DEFINITIONS section 4).
import type { GapSummary } from '../../shared/model/summary.ts';
import { summarize } from '../timing/summary.ts';
import { dominantPeriod, type Period } from './period.ts';
import { type RitaScore, ritaScore } from './rita-score.ts';

export type BeaconBy = 'pair' | 'pair-port';

/** Starts of connections, or rows of a log, as columns; in any order. */
export interface ConnectionStarts {
  readonly length: number;
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  /** Numbers that stand for addresses. */
  readonly src: Uint32Array;
  readonly dst: Uint32Array;
  readonly dstPort: Uint16Array;
  readonly protocol: Uint8Array;
  /** Bytes that the source sent; NaN where nobody knows. */
  readonly sent: Float64Array;
}

export interface Beacon {
  readonly src: number;
  readonly dst: number;
  /** With the protocol, of `pair-port`; -1 of `pair`. */
  readonly dstPort: number;
  readonly protocol: number;
  /** Rows of the connections in order of time. */
  readonly rows: Uint32Array;
  readonly gaps: GapSummary;
  /** MAD / median of the gaps; null when the median is 0. */
  readonly jitter: number | null;
  readonly period: Period | null;
  /** null when RITA's score leaves the pair out: fewer than 4 distinct seconds. */
  readonly score: RitaScore | null;
}

export interface BeaconOptions {
  readonly by: BeaconBy;
  /** Pairs with fewer connections are left out. */
  readonly min: number;
}

/** RITA scores the last day of what there is. */
const DAY = 86_400;
/** Starts up to an hour before that day fall into its first bin. */
const HOUR = 3600;

/** Beacons of all pairs with at least `min` connections, in order of their first one in the rows. */
export function findBeacons(starts: ConnectionStarts, options: BeaconOptions): Beacon[] {
  const order = timeOrder(starts);
  if (order.length === 0) return [];
  const last = starts.seconds[order.at(-1)!]!;
  const from = Math.max(starts.seconds[order[0]!]!, last - DAY);
  const out: Beacon[] = [];
  for (const rows of groupRows(starts, order, options.by)) {
    if (rows.length >= Math.max(2, options.min)) out.push(beaconOf(starts, rows, options.by, { from, to: last }));
  }
  return out;
}

function timeOrder({ length, seconds, nanos }: ConnectionStarts): Uint32Array {
  const rows = Uint32Array.from({ length }, (_, i) => i);
  let sorted = true;
  for (let i = 1; i < length && sorted; i++) {
    sorted = seconds[i]! > seconds[i - 1]! || (seconds[i] === seconds[i - 1] && nanos[i]! >= nanos[i - 1]!);
  }
  return sorted ? rows : rows.sort((a, b) => seconds[a]! - seconds[b]! || nanos[a]! - nanos[b]! || a - b);
}

/** Rows of each pair, in order of time. */
function groupRows({ src, dst, dstPort, protocol }: ConnectionStarts, order: Uint32Array, by: BeaconBy): Uint32Array[] {
  const groups = new Map<string | number, number[]>();
  for (const row of order) {
    const pair = src[row]! * 0x1_0000_0000 + dst[row]!;
    // Two numbers of 32 bits do not fit a float: a text key where they are large.
    const key =
      by === 'pair' && src[row]! < 0x20_0000
        ? pair
        : `${src[row]} ${dst[row]} ${by === 'pair' ? '' : `${dstPort[row]} ${protocol[row]}`}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return Array.from(groups.values(), rows => Uint32Array.from(rows));
}

function beaconOf(
  starts: ConnectionStarts,
  rows: Uint32Array,
  by: BeaconBy,
  day: { from: number; to: number },
): Beacon {
  const { seconds, nanos, sent } = starts;
  const gaps = new Float64Array(rows.length - 1);
  for (let i = 0; i < gaps.length; i++) {
    const [a, b] = [rows[i]!, rows[i + 1]!];
    gaps[i] = (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
  const summary = summarize(gaps);
  const scored = rows.filter(row => seconds[row]! >= day.from - HOUR);
  const times = Float64Array.from(scored, row => seconds[row]!);
  const sizes = Float64Array.from(scored, row => sent[row]!).filter(size => !Number.isNaN(size));
  const first = rows[0]!;
  return {
    src: starts.src[first]!,
    dst: starts.dst[first]!,
    dstPort: by === 'pair' ? -1 : starts.dstPort[first]!,
    protocol: by === 'pair' ? -1 : starts.protocol[first]!,
    rows,
    gaps: summary,
    jitter: summary.median ? summary.mad! / summary.median : null,
    period: dominantPeriod(gaps),
    score: ritaScore(times, sizes, day.from, day.to) ?? null,
  };
}

/** Connections in each of `bins` equal stretches of [from, to], the last one closed; for a picture of one line. */
export function sparkline(
  { seconds, nanos }: ConnectionStarts,
  rows: Uint32Array,
  from: number,
  to: number,
  bins: number,
): Uint32Array {
  const out = new Uint32Array(bins);
  const width = (to - from) / bins;
  for (const row of rows) {
    const at = width > 0 ? Math.floor((seconds[row]! + nanos[row]! / 1e9 - from) / width) : 0;
    out[Math.min(bins - 1, Math.max(0, at))]!++;
  }
  return out;
}
