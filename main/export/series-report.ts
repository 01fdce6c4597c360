// Series as a report: one row an interval and key, with what the first detector expects (DEFINITIONS sections 6 and 8).

import { ProblemError } from '../../shared/contract/problem.ts';
import type { SeriesRequest } from '../../shared/model/series.ts';
import { epochTime, type Time } from '../../shared/unit/time.ts';
import { SeriesDetector } from '../analysis/detectors.ts';
import { rollingMean } from '../analysis/rolling.ts';
import { compareKeys, type SeriesSet } from '../analysis/series-set.ts';
import { type Cell, epochColumn, numberCell, numberColumn, type Report, textColumn } from './report.ts';

const BATCH = 1024;
/** Between two series, others are heard this often, in milliseconds. */
const SLICE = 25;

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/**
 * Forecast, bounds and score are those of the first detector asked for; `anomaly` names all that call the point one.
 * `onSeries` hears how many series are done. Throws ProblemError (`usage`) for a key that is not there.
 */
export function seriesReport(set: SeriesSet, request: SeriesRequest, onSeries: (done: number) => void): Report {
  const places = placesOf(set, request.key);
  return {
    columns: [
      textColumn('key'),
      epochColumn('start_epoch'),
      ...['value', 'rolling_mean', 'forecast', 'lower', 'upper', 'score'].map(numberColumn),
      textColumn('anomaly'),
    ],
    async *rows() {
      const detector = new SeriesDetector(request);
      let since = performance.now();
      let batch: Cell[][] = [];
      for (const [done, place] of places.entries()) {
        for (const row of rowsOf(set, place, detector, request)) {
          batch.push(row);
          if (batch.length < BATCH) continue;
          yield batch;
          batch = [];
        }
        if (performance.now() - since < SLICE) continue;
        onSeries(done + 1);
        await breathe();
        since = performance.now();
      }
      yield batch;
    },
  };
}

function placesOf(set: SeriesSet, key: string | undefined): readonly number[] {
  if (key === undefined) {
    const places = set.keys.map((_, place) => place);
    return places.sort((a, b) => compareKeys(set.keys[a]!, set.keys[b]!));
  }
  const place = set.find(key);
  if (place !== undefined) return [place];
  const example = set.keys.length > 0 ? `, such as ${set.keys[0]}` : '';
  throw new ProblemError('usage', `There is no series "${key}": keys are written as in the column key${example}.`);
}

const finiteCell = (value: number | undefined): Cell => numberCell(Number.isFinite(value) ? value! : null);

function* rowsOf(set: SeriesSet, place: number, detector: SeriesDetector, request: SeriesRequest): Generator<Cell[]> {
  const points = set.points(place);
  const found = request.detectors.map(name => detector.find(name, points));
  const [first] = found;
  const said = found.map(({ anomalies }) => new Set(anomalies));
  const rolling = rollingMean(points.values, request.rolling);
  for (let i = 0; i < points.values.length; i++) {
    yield [
      set.keys[place]!,
      epochTime(timeOf(points.seconds[i]!)),
      numberCell(points.values[i]!),
      finiteCell(rolling[i]),
      finiteCell(first?.expected[i]),
      finiteCell(first?.lower[i]),
      finiteCell(first?.upper[i]),
      finiteCell(first?.score[i]),
      found.flatMap(({ detector: name }, d) => (said[d]!.has(i) ? [name] : [])).join('+') || null,
    ];
  }
}

function timeOf(seconds: number): Time {
  const whole = Math.floor(seconds);
  return [whole, Math.round((seconds - whole) * 1000) * 1_000_000];
}
