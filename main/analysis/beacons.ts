// Which pairs talk like clockwork: the starts of their connections, gap by gap (DEFINITIONS section 4).
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { summarize } from '../timing/summary.ts';
import { KeyIndex } from './key-index.ts';
import { dominantPeriod, type Period } from './period.ts';
import { type RitaScore, ritaScore } from './rita-score.ts';

type BeaconBy = BeaconRequest['by'];

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

export type BeaconOptions = Pick<BeaconRequest, 'by' | 'min'>;

/** RITA scores the last day of what there is. */
const DAY = 86_400;
/** Starts up to an hour before that day fall into its first bin. */
const HOUR = 3600;

/** Connections gone through before the work gives way. */
const SLICE = 1 << 15;

/** Beacons of all pairs with at least `min` connections, in order of their first one in time. Gives way now and then. */
export function* beaconSteps(starts: ConnectionStarts, options: BeaconOptions): Generator<undefined, Beacon[]> {
  const out: Beacon[] = [];
  const order = timeOrder(starts);
  if (order.length === 0) return out;
  const day = scoredDay(starts);
  let done = 0;
  for (const rows of groupRows(starts, order, options.by)) {
    if (rows.length >= Math.max(2, options.min)) out.push(beaconOf(starts, rows, options.by, day));
    done += rows.length;
    if (done < SLICE) continue;
    done = 0;
    yield;
  }
  return out;
}

/** The same at one go. */
export function findBeacons(starts: ConnectionStarts, options: BeaconOptions): Beacon[] {
  const steps = beaconSteps(starts, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The stretch that RITA scores, in whole seconds. There must be connections. */
export function scoredDay({ length, seconds }: ConnectionStarts): { readonly from: number; readonly to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let i = 0; i < length; i++) {
    from = Math.min(from, seconds[i]!);
    to = Math.max(to, seconds[i]!);
  }
  return { from: Math.max(from, to - DAY), to };
}

function timeOrder({ length, seconds, nanos }: ConnectionStarts): Uint32Array {
  const rows = new Uint32Array(length);
  let sorted = true;
  for (let i = 0; i < length; i++) {
    rows[i] = i;
    if (i > 0 && (seconds[i]! < seconds[i - 1]! || (seconds[i] === seconds[i - 1] && nanos[i]! < nanos[i - 1]!)))
      sorted = false;
  }
  return sorted ? rows : rows.sort((a, b) => seconds[a]! - seconds[b]! || nanos[a]! - nanos[b]! || a - b);
}

/** Rows of each pair, in order of time: a counting sort over the numbers of the pairs. */
function* groupRows(starts: ConnectionStarts, order: Uint32Array, by: BeaconBy): Iterable<Uint32Array> {
  const { src, dst, dstPort, protocol } = starts;
  const pairs = new KeyIndex();
  const ports = new KeyIndex();
  const groupOf = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const pair = pairs.add(src[row]!, dst[row]!);
    groupOf[i] = by === 'pair' ? pair : ports.add(pair, dstPort[row]! * 256 + protocol[row]!);
  }
  const { counts } = by === 'pair' ? pairs : ports;
  const next = new Uint32Array(counts.length);
  for (let group = 1; group < counts.length; group++) next[group] = next[group - 1]! + counts[group - 1]!;
  const rows = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) rows[next[groupOf[i]!]!++] = order[i]!;
  for (let group = 0; group < counts.length; group++) yield rows.subarray(next[group]! - counts[group]!, next[group]!);
}

/** Nanoseconds from each connection to the next. */
export function gapsOf({ seconds, nanos }: ConnectionStarts, rows: Uint32Array): Float64Array {
  const gaps = new Float64Array(rows.length - 1);
  for (let i = 0; i < gaps.length; i++) {
    const a = rows[i]!;
    const b = rows[i + 1]!;
    gaps[i] = (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
  }
  return gaps;
}

function beaconOf(
  starts: ConnectionStarts,
  rows: Uint32Array,
  by: BeaconBy,
  day: { from: number; to: number },
): Beacon {
  const { seconds, sent } = starts;
  const gaps = gapsOf(starts, rows);
  const summary = summarize(gaps);
  let firstScored = 0;
  while (firstScored < rows.length && seconds[rows[firstScored]!]! < day.from - HOUR) firstScored++;
  const times = new Float64Array(rows.length - firstScored);
  const sizes = new Float64Array(times.length);
  let sized = 0;
  for (let i = 0; i < times.length; i++) {
    const row = rows[firstScored + i]!;
    times[i] = seconds[row]!;
    const size = sent[row]!;
    if (!Number.isNaN(size)) sizes[sized++] = size;
  }
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
    score: ritaScore(times, sized < sizes.length ? sizes.subarray(0, sized) : sizes, day.from, day.to) ?? null,
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
