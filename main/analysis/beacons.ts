// Which pairs talk like clockwork: the starts of their connections, gap by gap (DEFINITIONS section 4). All pairs are
// one table of numbers; what is shown of a single pair in full is worked out again when it is asked for.
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { sortFirst } from '../timing/sort-values.ts';
import { medianDistance, momentsOf, quantileOfSorted, summarize } from '../timing/summary.ts';
import { type ConnectionStarts, type GroupedStarts, groupStarts } from './connection-starts.ts';
import { dominantPeriod, type Period, periodOf } from './period.ts';
import { RitaJudge, type RitaScore, ritaScore } from './rita-score.ts';

export type BeaconOptions = Pick<BeaconRequest, 'by' | 'min'>;

/** Measures of a beacon; NaN: none. Gaps and period in nanoseconds. */
const MEASURES = [
  'mean',
  'sd',
  'median',
  'mad',
  'jitter',
  'period',
  'ticksSeen',
  'ticksExpected',
  'pValue',
  'score',
  'timestamp',
  'size',
  'histogram',
  'duration',
  'threat',
] as const;
type Measure = (typeof MEASURES)[number];

/** Pairs with enough connections, in order of their first one in time. */
export interface BeaconTable {
  readonly length: number;
  readonly src: Uint32Array;
  readonly dst: Uint32Array;
  /** With the protocol, of `pair-port`; -1 of `pair`. */
  readonly dstPort: Int32Array;
  readonly protocol: Int16Array;
  readonly connections: Uint32Array;
  /** jitter is MAD / median of the gaps, NaN when the median is 0; scores are NaN when RITA leaves the pair out. */
  readonly measures: Readonly<Record<Measure, Float64Array>>;
  /** Rows of a beacon's connections in order of time, borrowed. */
  rows(beacon: number): Uint32Array;
}

/** What is shown of a single beacon. */
interface BeaconFull {
  readonly gaps: GapSummary;
  readonly period: Period | null;
  /** null when RITA's score leaves the pair out: fewer than 4 distinct seconds. */
  readonly score: RitaScore | null;
}

/** RITA scores the last day of what there is. */
const DAY = 86_400;
/** Starts up to an hour before that day fall into its first bin. */
const HOUR = 3600;

/** Connections gone through before the work gives way. */
const SLICE = 1 << 15;

/** Beacons of all pairs with at least `min` connections. Gives way now and then. */
export function* beaconSteps(starts: ConnectionStarts, { by, min }: BeaconOptions): Generator<undefined, BeaconTable> {
  const grouped = groupStarts(starts, by);
  yield;
  const chosen = groupsOfAtLeast(grouped, Math.max(2, min));
  const table = emptyTable(chosen, grouped);
  if (chosen.length === 0) return table;
  const measurer = new Measurer(grouped, table.measures, scoredDay(starts));
  let done = 0;
  for (let beacon = 0; beacon < chosen.length; beacon++) {
    const from = grouped.starts[chosen[beacon]!]!;
    const first = grouped.rows[from]!;
    table.src[beacon] = starts.src[first]!;
    table.dst[beacon] = starts.dst[first]!;
    table.dstPort[beacon] = by === 'pair' ? -1 : starts.dstPort[first]!;
    table.protocol[beacon] = by === 'pair' ? -1 : starts.protocol[first]!;
    measurer.measure(beacon, from, table.connections[beacon]!);
    done += table.connections[beacon]!;
    if (done < SLICE) continue;
    done = 0;
    yield;
  }
  return table;
}

/** The same at one go. */
export function findBeacons(starts: ConnectionStarts, options: BeaconOptions): BeaconTable {
  const steps = beaconSteps(starts, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function groupsOfAtLeast({ length, starts }: GroupedStarts, min: number): Uint32Array {
  const out = new Uint32Array(length);
  let n = 0;
  for (let group = 0; group < length; group++) if (starts[group + 1]! - starts[group]! >= min) out[n++] = group;
  return out.slice(0, n);
}

function emptyTable(groups: Uint32Array, { starts, rows }: GroupedStarts): BeaconTable {
  const { length } = groups;
  const columns = MEASURES.map(name => [name, new Float64Array(length).fill(Number.NaN)] as const);
  return {
    length,
    src: new Uint32Array(length),
    dst: new Uint32Array(length),
    dstPort: new Int32Array(length),
    protocol: new Int16Array(length),
    connections: groups.map(group => starts[group + 1]! - starts[group]!),
    measures: Object.fromEntries(columns) as Record<Measure, Float64Array>,
    rows: beacon => rows.subarray(starts[groups[beacon]!]!, starts[groups[beacon]! + 1]!),
  };
}

interface Day {
  readonly from: number;
  readonly to: number;
}

/** The stretch that RITA scores, in whole seconds. There must be connections. */
export function scoredDay({ length, seconds }: ConnectionStarts): Day {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (let i = 0; i < length; i++) {
    from = Math.min(from, seconds[i]!);
    to = Math.max(to, seconds[i]!);
  }
  return { from: Math.max(from, to - DAY), to };
}

/** Measures pair after pair in the same few arrays. */
class Measurer {
  readonly #grouped: GroupedStarts;
  readonly #out: BeaconTable['measures'];
  readonly #day: Day;
  readonly #judge = new RitaJudge();
  #gaps = new Float64Array(64);
  #sorted = new Float64Array(64);
  #times = new Float64Array(64);
  #sizes = new Float64Array(64);

  constructor(grouped: GroupedStarts, out: BeaconTable['measures'], day: Day) {
    this.#grouped = grouped;
    this.#out = out;
    this.#day = day;
  }

  // hot path
  /** The measures of the connections [from, from + count) of the groups. */
  measure(beacon: number, from: number, count: number): void {
    if (count > this.#gaps.length) this.#grow(count * 2);
    this.#gapsOf(beacon, from, count);
    this.#scoreOf(beacon, from, count);
  }

  #gapsOf(beacon: number, from: number, count: number): void {
    const { seconds, nanos } = this.#grouped;
    const out = this.#out;
    const n = count - 1;
    const gaps = this.#gaps.subarray(0, n);
    const sorted = this.#sorted;
    for (let i = 0; i < n; i++) {
      const at = from + i;
      gaps[i] = sorted[i] = (seconds[at + 1]! - seconds[at]!) * 1e9 + (nanos[at + 1]! - nanos[at]!);
    }
    const ascending = sortFirst(sorted, n);
    const { mean, sd } = momentsOf(gaps);
    const median = quantileOfSorted(ascending, 0.5);
    const mad = medianDistance(ascending, n, median);
    out.mean[beacon] = mean;
    if (sd !== null) out.sd[beacon] = sd;
    out.median[beacon] = median;
    out.mad[beacon] = mad;
    if (median > 0) out.jitter[beacon] = mad / median;
    let zeros = 0;
    while (zeros < n && ascending[zeros] === 0) zeros++;
    if (zeros === n) return;
    const period = periodOf(zeros === 0 ? ascending : ascending.subarray(zeros));
    out.period[beacon] = period.nanos;
    out.ticksSeen[beacon] = period.ticksSeen;
    out.ticksExpected[beacon] = period.ticksExpected;
    out.pValue[beacon] = period.pValue;
  }

  #scoreOf(beacon: number, from: number, count: number): void {
    const { seconds, sent } = this.#grouped;
    const [times, sizes] = [this.#times, this.#sizes];
    const day = this.#day;
    let scored = 0;
    let sized = 0;
    for (let at = from; at < from + count; at++) {
      if (seconds[at]! < day.from - HOUR) continue;
      times[scored++] = seconds[at]!;
      if (!Number.isNaN(sent[at]!)) sizes[sized++] = sent[at]!;
    }
    const judge = this.#judge;
    if (!judge.judge(times, scored, sizes, sized, day.from, day.to)) return;
    const out = this.#out;
    out.score[beacon] = judge.score;
    out.timestamp[beacon] = judge.timestamp;
    out.size[beacon] = judge.size;
    out.histogram[beacon] = judge.histogram;
    out.duration[beacon] = judge.duration;
    out.threat[beacon] = judge.threat;
  }

  #grow(size: number): void {
    this.#gaps = new Float64Array(size);
    this.#sorted = new Float64Array(size);
    this.#times = new Float64Array(size);
    this.#sizes = new Float64Array(size);
  }
}

/** The beacons by standard deviation of the gaps, smallest first; those as regular by their number of connections. */
export function orderBySd({ length, measures, connections }: BeaconTable): Uint32Array {
  const { sd } = measures;
  const order = Uint32Array.from({ length }, (_, beacon) => beacon);
  return order.sort((a, b) => {
    const [one, other] = [sd[a]!, sd[b]!];
    // Two connections have one gap, and one gap no deviation.
    if (Number.isNaN(one) || Number.isNaN(other)) {
      if (!Number.isNaN(one)) return -1;
      if (!Number.isNaN(other)) return 1;
    }
    return one - other || connections[b]! - connections[a]! || a - b;
  });
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

/** A beacon in full, from the rows of its connections in order of time. */
export function beaconInFull(starts: ConnectionStarts, rows: Uint32Array): BeaconFull {
  const { seconds, sent } = starts;
  const day = scoredDay(starts);
  const gaps = gapsOf(starts, rows);
  const scored = rows.filter(row => seconds[row]! >= day.from - HOUR);
  const times = Float64Array.from(scored, row => seconds[row]!);
  const sizes = Float64Array.from(scored, row => sent[row]!).filter(size => !Number.isNaN(size));
  return {
    gaps: summarize(gaps),
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
