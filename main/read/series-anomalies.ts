// What stands out in all series of a set, by each detector, and how these fare against marked times.
import type { AnomalySort, SeriesCalls } from '../../shared/contract/series-calls.ts';
import type { AnomalyRow, AnomalySummary, DetectOptions, SeriesMark } from '../../shared/model/series.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { type Found, SeriesDetector } from '../analysis/detectors.ts';
import { Judge, Marks } from '../analysis/series-marks.ts';
import type { SeriesSet } from '../analysis/series-set.ts';
import { Growing } from '../tables/growing.ts';
import { medianDistance, quantileOfSorted } from '../timing/summary.ts';

/** Different notes that are kept: they differ by reason, not by series. */
const MOST_NOTES = 8;

const FLAG = { agreed: 1, marked: 2 } as const;

/** Anomalies as columns; index: order in which they were found. */
class AnomalyTable {
  readonly place = new Growing(new Uint32Array(256));
  readonly detector = new Growing(new Uint32Array(256));
  readonly flags = new Growing(new Uint32Array(256));
  readonly numbers = {
    seconds: new Growing(new Float64Array(256)),
    until: new Growing(new Float64Array(256)),
    value: new Growing(new Float64Array(256)),
    expected: new Growing(new Float64Array(256)),
    lower: new Growing(new Float64Array(256)),
    upper: new Growing(new Float64Array(256)),
    score: new Growing(new Float64Array(256)),
    rank: new Growing(new Float64Array(256)),
  };

  get length(): number {
    return this.place.length;
  }
}

export interface AllAnomalies {
  readonly set: SeriesSet;
  readonly detect: DetectOptions;
  readonly table: AnomalyTable;
  readonly summary: AnomalySummary;
}

/** How many of the series have been looked at. */
export interface Sofar {
  done: number;
}

/** In all series, or in those at `places`. Gives way after every series. */
export function* findAnomalies(
  set: SeriesSet,
  detect: DetectOptions,
  given: readonly SeriesMark[],
  sofar: Sofar,
  places: Iterable<number> = set.keys.keys(),
): Generator<undefined, AllAnomalies> {
  const detector = new SeriesDetector(detect);
  const marks = new Marks(given);
  const judges = detect.detectors.map(name => new Judge(name, marks));
  const table = new AnomalyTable();
  const notes = new Map<string, number>();
  const told = new Set<string>();
  let any = 0;
  let agreed = 0;
  for (const place of places) {
    const points = set.points(place);
    const marked = marks.at(set.keys[place]!, points, set.interval);
    const found = detect.detectors.map(name => detector.find(name, points));
    const said = found.map(({ anomalies }) => new Set(anomalies));
    const sayers = sayersOf(found);
    const rankOf = sayers.size > 0 ? ranker(points.values, set.totals[place]!) : () => 0;
    for (const [point, says] of sayers) {
      any++;
      if (says === found.length && says > 1) agreed++;
      const flags = (says === found.length && says > 1 ? FLAG.agreed : 0) | (marked.has(point) ? FLAG.marked : 0);
      const from = points.seconds[point]!;
      const until = from + (set.interval ?? (points.seconds[point + 1] ?? from + 1) - from);
      const value = points.values[point]!;
      // Both hosts of a pair show what the pair did.
      const twin = `${point} ${from} ${value}`;
      const rank = told.has(twin) ? last(rankOf(value)) : rankOf(value);
      told.add(twin);
      for (const [d, one] of found.entries()) {
        if (!said[d]!.has(point)) continue;
        addRow(table, place, d, flags, point, from, until, value, one);
        table.numbers.rank.push(rank);
      }
    }
    for (const [d, one] of found.entries()) judges[d]!.take(one.anomalies, marked);
    // Once a series, whoever says it.
    for (const note of new Set(found.flatMap(one => one.notes))) {
      if (notes.has(note) || notes.size < MOST_NOTES) notes.set(note, (notes.get(note) ?? 0) + 1);
    }
    sofar.done++;
    yield;
  }
  const summary = {
    series: sofar.done,
    any,
    agreed,
    judgements: judges.map(judge => judge.judgement()),
    notes: [...notes].map(([note, times]) => noteText(note, times, sofar.done)),
  };
  return { set, detect, table, summary };
}

/** Fewer intervals above 0 than this tell nothing of a series. */
const FEW_INTERVALS = 5;
/** Consistency of the MAD with the standard deviation of a normal distribution. */
const MAD_TO_SD = 1.4826;

/** Behind all that is not negative, in the same order. */
const last = (rank: number): number => (rank < 0 ? rank : -1 / (1 + rank));

/** What matters first: the distance from the median in robust units, no smaller than those of a Poisson count, by the total. */
function ranker(values: Float64Array, total: number): (value: number) => number {
  const sorted = values.slice().sort();
  const median = quantileOfSorted(sorted, 0.5);
  const unit = Math.max(
    MAD_TO_SD * medianDistance(sorted, sorted.length, median),
    Math.sqrt(Math.max(1, Math.abs(median))),
  );
  let above = 0;
  for (const value of values) if (value !== 0) above++;
  const isFew = above < FEW_INTERVALS;
  return value => {
    const rank = (Math.abs(value - median) / unit) * Math.abs(total);
    return isFew ? last(rank) : rank;
  };
}

/** How many detectors call each point an anomaly, by point. */
function sayersOf(found: readonly Found[]): ReadonlyMap<number, number> {
  const says = new Map<number, number>();
  for (const { anomalies } of found) for (const point of anomalies) says.set(point, (says.get(point) ?? 0) + 1);
  return new Map([...says].sort(([a], [b]) => a - b));
}

const noteText = (note: string, times: number, all: number): string =>
  times === all ? note : `${note} (${formatCount(times)} of ${formatCount(all)} series)`;

function addRow(
  { place, detector, flags, numbers }: AnomalyTable,
  key: number,
  which: number,
  flag: number,
  point: number,
  seconds: number,
  until: number,
  value: number,
  found: Found,
): void {
  place.push(key);
  detector.push(which);
  flags.push(flag);
  numbers.seconds.push(seconds);
  numbers.until.push(until);
  numbers.value.push(value);
  numbers.expected.push(found.expected[point]!);
  numbers.lower.push(found.lower[point]!);
  numbers.upper.push(found.upper[point]!);
  numbers.score.push(found.score[point]!);
}

type Question = Parameters<SeriesCalls['seriesAnomalies']>[0];

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The rows asked for: of all series, or of one. */
export function anomalyPage(
  { set, detect, table, summary }: AllAnomalies,
  { key, sort, direction, offset, limit }: Question,
): ReturnType<SeriesCalls['seriesAnomalies']> {
  const only = key === undefined ? undefined : (set.find(key) ?? -1);
  const rows = Uint32Array.from({ length: table.length }, (_, i) => i).filter(
    i => only === undefined || table.place.get(i) === only,
  );
  const order = rows.sort(by(table, sort, direction === 'desc' ? -1 : 1));
  const { numbers } = table;
  return {
    total: order.length,
    summary,
    rows: Array.from(order.subarray(offset, offset + limit), (i): AnomalyRow => {
      const flags = table.flags.get(i);
      return {
        key: set.keys[table.place.get(i)]!,
        seconds: numbers.seconds.get(i),
        until: numbers.until.get(i),
        detector: detect.detectors[table.detector.get(i)]!,
        value: numbers.value.get(i),
        expected: orNull(numbers.expected.get(i)),
        lower: orNull(numbers.lower.get(i)),
        upper: orNull(numbers.upper.get(i)),
        score: orNull(numbers.score.get(i)),
        agreed: (flags & FLAG.agreed) !== 0,
        marked: (flags & FLAG.marked) !== 0,
      };
    }),
  };
}

function by({ place, detector, numbers }: AnomalyTable, sort: AnomalySort, sign: 1 | -1) {
  const column = {
    time: numbers.seconds,
    key: place,
    detector,
    value: numbers.value,
    score: numbers.score,
    rank: numbers.rank,
  }[sort];
  // Equal ones stay in the order in which they were found; infinite scores are equal to each other.
  return (a: number, b: number): number => {
    const [one, two] = [column.get(a), column.get(b)];
    return one === two ? a - b : sign * (one - two);
  };
}
