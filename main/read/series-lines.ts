// Keys of a set of series, and single series with what detectors say of them, as views ask for them.
import type { SeriesCalls, SeriesKeySort } from '../../shared/contract/series-calls.ts';
import type { Detection, DetectOptions, SeriesFacts, SeriesLine, SeriesValue } from '../../shared/model/series.ts';
import { type Found, SeriesDetector } from '../analysis/detectors.ts';
import { rollingMean } from '../analysis/rolling.ts';
import { compareKeys, MOST_POINTS, type SeriesSet } from '../analysis/series-set.ts';

/** Points of a line that a window is given; of longer ones the least and the largest of neighbours. */
const MOST_DRAWN = 3000;

/** Series, and what they count. */
export interface ValuedSeries {
  readonly set: SeriesSet;
  readonly value: SeriesValue;
}

export function factsOf({ set, value }: ValuedSeries): SeriesFacts {
  const { interval, fill, first, last, keys, total } = set;
  return { value, interval, zeros: fill !== null, first, last, keys: keys.length, total };
}

type KeyQuestion = Parameters<SeriesCalls['seriesKeys']>[0];

/** `isNamed`: found, whatever is searched for in the keys. */
export function seriesKeyPage(
  series: ValuedSeries,
  { search = '', prefix = '', sort, direction, offset, limit }: KeyQuestion,
  isNamed: (key: string) => boolean,
): ReturnType<SeriesCalls['seriesKeys']> {
  const { set } = series;
  const wanted = search.toLowerCase();
  const found = set.keys
    .map((_, place) => place)
    .filter(place => {
      const key = set.keys[place]!;
      return key.startsWith(prefix) && (key.toLowerCase().includes(wanted) || isNamed(key));
    });
  found.sort(by(set, sort));
  if (direction === 'desc') found.reverse();
  return {
    facts: factsOf(series),
    total: found.length,
    rows: found.slice(offset, offset + limit).map(place => ({
      key: set.keys[place]!,
      total: set.totals[place]!,
      points: set.counts[place]!,
      most: set.most[place]!,
    })),
  };
}

function by({ keys, totals, counts, most }: SeriesSet, sort: SeriesKeySort) {
  if (sort === 'key') return (a: number, b: number) => compareKeys(keys[a]!, keys[b]!);
  const column = { total: totals, points: counts, most }[sort];
  return (a: number, b: number) => column[a]! - column[b]! || b - a;
}

/** Gives way after every series. */
export function* seriesLines(
  { set }: ValuedSeries,
  keys: readonly string[],
  detect: DetectOptions,
): Generator<undefined, SeriesLine[]> {
  const detector = new SeriesDetector(detect);
  const lines: SeriesLine[] = [];
  for (const key of keys) {
    const place = set.find(key);
    if (place !== undefined) lines.push(lineOf(set, place, detector, detect));
    yield;
  }
  return lines;
}

function lineOf(set: SeriesSet, place: number, detector: SeriesDetector, detect: DetectOptions): SeriesLine {
  const points = set.points(place);
  const { seconds, values } = points;
  const found = detect.detectors.map(name => detector.find(name, points));
  const kept = keptPoints(values, found);
  const mean = values.length === 0 ? null : set.totals[place]! / values.length;
  const rolling = rollingMean(values, detect.rolling);
  return {
    key: set.keys[place]!,
    seconds: pick(seconds, kept),
    values: pick(values, kept),
    rollingMean: pickFinite(rolling, kept),
    mean,
    detections: found.map(one => detectionOf(one, kept)),
  };
}

/** Null: all points. */
type Kept = readonly number[] | null;

/** Of a long series the least and the largest of every few neighbours, and all anomalies. */
function keptPoints(values: Float64Array, found: readonly Found[]): Kept {
  if (values.length <= MOST_DRAWN) return null;
  const width = Math.ceil((values.length * 2) / MOST_DRAWN);
  const kept = new Set<number>([0, values.length - 1]);
  for (let from = 0; from < values.length; from += width) {
    let [least, most] = [from, from];
    for (let i = from; i < Math.min(from + width, values.length); i++) {
      if (values[i]! < values[least]!) least = i;
      if (values[i]! > values[most]!) most = i;
    }
    kept.add(least).add(most);
  }
  for (const { anomalies } of found) for (const point of anomalies.slice(0, MOST_POINTS)) kept.add(point);
  return [...kept].sort((a, b) => a - b);
}

const pick = (values: Float64Array, kept: Kept): number[] =>
  kept === null ? Array.from(values) : kept.map(i => values[i]!);

/** null for what is no number, or none that can be shown. */
const pickFinite = (values: Float64Array, kept: Kept): (number | null)[] =>
  pick(values, kept).map(value => (Number.isFinite(value) ? value : null));

function detectionOf({ detector, expected, lower, upper, score, anomalies, notes }: Found, kept: Kept): Detection {
  const places = kept && new Map(kept.map((point, i) => [point, i]));
  return {
    detector,
    expected: pickFinite(expected, kept),
    lower: pickFinite(lower, kept),
    upper: pickFinite(upper, kept),
    score: pickFinite(score, kept),
    anomalies: places === null ? anomalies : anomalies.map(point => places.get(point)!),
    notes,
  };
}
