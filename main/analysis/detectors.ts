// What stands out in a series, by each of the three detectors, in one form: expected value, range, score, anomalies
// (DEFINITIONS section 6).
import type { DetectOptions, Detector } from '../../shared/model/series.ts';
import { ForecastModel } from './forecast.ts';
import { luminolRanges, luminolScores, luminolWindows } from './luminol.ts';
import { normalQuantile } from './normal-quantile.ts';
import { ROBUST_Z_LIMIT, robustZ } from './rolling.ts';
import { MOST_POINTS, type Points } from './series-set.ts';

/** One entry a point; NaN where the detector has nothing to say, an infinite score where nothing before varies. */
export interface Found {
  readonly detector: Detector;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly score: Float64Array;
  /** Points that are anomalies, ascending. */
  readonly anomalies: readonly number[];
  /** Sentences on what was left out, and why. */
  readonly notes: readonly string[];
}

/** Fewest points that a detector says anything of. */
const FEWEST = 3;
/** A residual within this share of the scale of an exact fit is rounding. */
const ROUNDING = 1e-6;

/** Detects in series one after the other: what depends on the times alone is kept from one series to the next. */
export class SeriesDetector {
  readonly #options: Omit<DetectOptions, 'detectors'>;
  readonly #z: number;
  #times: Float64Array = new Float64Array(0);
  #model: ForecastModel | undefined;

  constructor(options: Omit<DetectOptions, 'detectors'>) {
    this.#options = options;
    this.#z = normalQuantile(0.5 + options.width / 2);
  }

  find(detector: Detector, points: Points): Found {
    const { length } = points.values;
    if (length < FEWEST)
      return silent(
        detector,
        length,
        `${length === 1 ? '1 point is' : `${length} points are`} too few to judge: it takes ${FEWEST}.`,
      );
    if (length > MOST_POINTS)
      return silent(detector, length, 'It has more than 100,000 points: choose a longer interval.');
    return withoutUnfilled(this.#judge(detector, points), points);
  }

  #judge(detector: Detector, points: Points): Found {
    if (detector === 'forecast') return this.#forecast(points);
    return detector === 'luminol' ? this.#luminol(points) : this.#robust(points);
  }

  #modelOf(seconds: Float64Array): ForecastModel {
    if (this.#model === undefined || !isSame(this.#times, seconds)) {
      this.#times = seconds;
      this.#model = new ForecastModel(seconds);
    }
    return this.#model;
  }

  #forecast({ seconds, values }: Points): Found {
    const { fitted, sigma, scale, leftOut } = this.#modelOf(seconds).fit(values);
    const half = this.#z * sigma * scale;
    const score = new Float64Array(values.length);
    const anomalies: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const distance = Math.abs(values[i]! - fitted[i]!);
      const isRounding = distance <= ROUNDING * scale && half <= ROUNDING * scale;
      score[i] = isRounding ? 0 : distance / (sigma * scale);
      if (distance > half && !isRounding) anomalies.push(i);
    }
    const seasons = leftOut.length === 0 ? [] : [seasonNote(leftOut)];
    return {
      detector: 'forecast',
      expected: fitted,
      lower: fitted.map(value => value - half),
      upper: fitted.map(value => value + half),
      score,
      anomalies,
      notes: seasons,
    };
  }

  #luminol({ values }: Points): Found {
    const score = luminolScores(values);
    const windows = luminolWindows(values, score, this.#options.compat === 'luminol');
    const anomalies = windows.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, i) => start + i));
    return { detector: 'luminol', ...luminolRanges(values), score, anomalies, notes: [] };
  }

  #robust({ values }: Points): Found {
    const { rolling } = this.#options;
    const { z, median, spread } = robustZ(values, rolling);
    const anomalies: number[] = [];
    for (let i = 0; i < z.length; i++) if (z[i]! > ROBUST_Z_LIMIT) anomalies.push(i);
    const side = (sign: 1 | -1) => median.map((middle, i) => middle + sign * ROBUST_Z_LIMIT * spread[i]!);
    const short =
      values.length < rolling ? [`It has fewer than ${rolling} points, which the rolling median takes.`] : [];
    return { detector: 'mad', expected: median, lower: side(-1), upper: side(1), score: z, anomalies, notes: short };
  }
}

/** Too little in an interval that the source's time does not fill is no anomaly; too much is one all the more. */
function withoutUnfilled(found: Found, { values, unfilled }: Points): Found {
  if (!unfilled) return found;
  const last = values.length - 1;
  const isUnfilled = (i: number): boolean => (i === 0 && unfilled.first) || (i === last && unfilled.last);
  const anomalies = found.anomalies.filter(i => !isUnfilled(i) || values[i]! > found.expected[i]!);
  if (anomalies.length === found.anomalies.length) return found;
  return { ...found, anomalies, notes: [...found.notes, UNFILLED_NOTE] };
}

const UNFILLED_NOTE =
  'The first or the last interval is not filled by what was captured: that there is little in it is not called an anomaly.';

function seasonNote(leftOut: readonly string[]): string {
  return `The ${leftOut.join(' and ')} pattern is left out: its period is shorter than the interval, or longer than half of the span.`;
}

function silent(detector: Detector, length: number, note: string): Found {
  const none = new Float64Array(length).fill(Number.NaN);
  return { detector, expected: none, lower: none, upper: none, score: none, anomalies: [], notes: [note] };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
