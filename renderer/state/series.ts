// What the series view shows: what is counted, of which key and interval, which detectors look at it, and what is marked.
import { create } from 'zustand';
import {
  DEFAULT_DETECT,
  type DetectOptions,
  type Detector,
  type SeriesMark,
  type SeriesOf,
  type SeriesValue,
  WHOLE,
} from '../../shared/model/series.ts';
import { showPlace } from './places.ts';
import { useSource } from './source.ts';

/** One series: a key, and what it is a key of. */
export interface ChosenSeries {
  readonly by: string;
  readonly key: string;
}

interface SeriesState {
  /** Null: what suits the source. */
  readonly value: SeriesValue | null;
  readonly by: string | null;
  /** Seconds; null: as the file has it, or what suits the span of a capture. */
  readonly interval: number | null;
  readonly chosen: ChosenSeries | null;
  /** Two detectors side by side; b null: one alone. */
  readonly a: Detector;
  readonly b: Detector | null;
  readonly compat: boolean;
  readonly rolling: number;
  readonly logarithmic: boolean;
  readonly marks: readonly SeriesMark[];
}

const FIRST: SeriesState = {
  value: null,
  by: null,
  interval: null,
  chosen: null,
  a: 'forecast',
  b: 'luminol',
  compat: false,
  rolling: DEFAULT_DETECT.rolling,
  logarithmic: false,
  marks: [],
};

export const useSeries = create<SeriesState>(() => FIRST);

// Keys and marks of one source mean nothing in another.
useSource.subscribe((now, before) => {
  if (now.info?.source === before.info?.source) return;
  const isSameFile = now.info !== null && now.info.path === before.info?.path;
  useSeries.setState(({ marks }) => ({
    value: null,
    by: null,
    interval: null,
    chosen: null,
    marks: isSameFile ? marks : [],
  }));
});

/** Shows a series of the open source in the series view: the rate of its requests, the records of a host. */
export function showSeries(of: {
  readonly value?: SeriesValue;
  readonly by?: string;
  readonly interval?: number;
  readonly key?: string;
}): void {
  const by = of.by ?? WHOLE;
  useSeries.setState({
    value: of.value ?? null,
    by,
    interval: of.interval ?? null,
    chosen: of.key === undefined ? null : { by, key: of.key },
  });
  showPlace('series');
}

/** What is asked of the engine, by a key or by that of the state. */
export function seriesOf({ value, interval }: Pick<SeriesState, 'value' | 'interval'>, by: string): SeriesOf {
  return { by, ...(value && { value }), ...(interval && { interval }) };
}

export function detectOf({ a, b, compat, rolling }: SeriesState): DetectOptions {
  return {
    detectors: b === null || b === a ? [a] : [a, b],
    rolling,
    width: DEFAULT_DETECT.width,
    ...(compat && { compat: 'luminol' as const }),
  };
}
