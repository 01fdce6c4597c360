// Answers about series, of whatever source: work over many of them goes in slices and can be given up.
import type { SeriesCalls } from '../../shared/contract/series-calls.ts';
import { DEFAULT_DETECT, type SeriesOf, type SeriesRequest, WHOLE } from '../../shared/model/series.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import type { Report } from '../export/report.ts';
import { seriesReport } from '../export/series-report.ts';
import { readMarks } from '../logs/daily-marks.ts';
import { inSlices, Kept } from '../read/in-slices.ts';
import { type AllAnomalies, anomalyPage, findAnomalies } from '../read/series-anomalies.ts';
import { factsOf, seriesKeyPage, seriesLines, type ValuedSeries } from '../read/series-lines.ts';
import type { EngineListener } from './engine.ts';
import { namedKeys } from './named-keys.ts';
import { seriesOf } from './series-of.ts';
import type { Source } from './source.ts';

type Answers = {
  [Name in keyof SeriesCalls]: (input: Parameters<SeriesCalls[Name]>[0]) => Promise<ReturnType<SeriesCalls[Name]>>;
};

interface Scoped {
  readonly source: number;
  readonly filter?: string | undefined;
  readonly range?: TimeRange | undefined;
}

/** Progress is told this often, in milliseconds. */
const PROGRESS_MILLIS = 100;
/** Results that are kept of one set of series. */
const KEPT = 4;

interface SeriesAnswers extends Answers {
  report(input: Scoped, request: SeriesRequest | undefined): Promise<Report>;
}

export function seriesCalls(sourceOf: (input: { source: number }) => Source, emit: EngineListener): SeriesAnswers {
  const kept = new Kept(KEPT);
  /** The question about anomalies that each source is at, by number of the source. */
  const latest = new Map<number, object>();

  const series = (input: Scoped, of: SeriesOf): Promise<ValuedSeries> => seriesOf(sourceOf(input), input, of);

  function progress(source: number, total: number) {
    let told = performance.now();
    return (done: number): void => {
      if (performance.now() - told < PROGRESS_MILLIS) return;
      told = performance.now();
      emit('seriesProgress', { source, done, total });
    };
  }

  async function anomalies(input: Parameters<SeriesCalls['seriesAnomalies']>[0]): Promise<AllAnomalies> {
    const { source, detect, marks, keys } = input;
    const { set } = await series(input, input.series);
    if (keys) {
      const places = keys.map(key => set.find(key)).filter(place => place !== undefined);
      return inSlices(findAnomalies(set, detect, marks, { done: 0 }, places));
    }
    return kept.get(set, JSON.stringify([detect, marks]), () => {
      const mine = {};
      latest.set(source, mine);
      const sofar = { done: 0 };
      const tell = progress(source, set.keys.length);
      return inSlices(findAnomalies(set, detect, marks, sofar), () => {
        tell(sofar.done);
        return latest.get(source) !== mine;
      });
    });
  }

  return {
    async seriesKeys(input) {
      return seriesKeyPage(await series(input, input.series), input, await namedKeys(sourceOf(input), input));
    },
    async seriesLines(input) {
      const found = await series(input, input.series);
      return { facts: factsOf(found), lines: await inSlices(seriesLines(found, input.keys, input.detect)) };
    },
    async seriesAnomalies(input) {
      return anomalyPage(await anomalies(input), input);
    },
    async seriesCancel({ source }) {
      latest.delete(source);
      return null;
    },
    seriesMarks: ({ path }) => readMarks(path),
    async report(input, request = { by: WHOLE, ...DEFAULT_DETECT }) {
      const { set } = await series(input, request);
      return seriesReport(set, request, progress(input.source, set.keys.length));
    },
  };
}
