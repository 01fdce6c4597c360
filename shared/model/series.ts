// Series of counts, what stands out in them, and files of counts as sources (DEFINITIONS section 6).
import type { Time } from '../unit/time.ts';

/** What is counted per interval. Of a file of counts there is only its own count. */
export const SERIES_VALUES = ['count', 'packets', 'bytes', 'payload', 'connections', 'flows', 'requests'] as const;
export type SeriesValue = (typeof SERIES_VALUES)[number];

/** Keys of the series of a capture or a log of flows. Those of a file are its columns, `whole`, or two columns as `a,b`. */
export const SERIES_KEYS = ['whole', 'host', 'pair', 'port'] as const;
/** The key of the one series of everything. */
export const WHOLE = 'whole';

export const DETECTORS = ['forecast', 'luminol', 'mad'] as const;
export type Detector = (typeof DETECTORS)[number];

/** Intervals that are offered, in seconds. */
export const INTERVALS = [1, 10, 60, 600, 3600, 21_600, 86_400] as const;

/** Which series of a source. */
export interface SeriesOf {
  /** Absent: `count` of a file of counts, `packets` of others. */
  readonly value?: SeriesValue | undefined;
  /** A key of SERIES_KEYS, or columns of the file. */
  readonly by: string;
  /** Whole seconds; absent: as the file has it, or one that suits the span of a capture. */
  readonly interval?: number | undefined;
}

/** A time at which something is known to have happened; null: to whichever key. */
export interface SeriesMark {
  readonly seconds: number;
  readonly key: string | null;
}

export interface DetectOptions {
  readonly detectors: readonly Detector[];
  /** As luminol, which passes over a window that opens at the first point. */
  readonly compat?: 'luminol' | undefined;
  /** Intervals that the rolling mean and the robust z look back over, the present one included. */
  readonly rolling: number;
  /** Share of the values that the forecast band is to hold, between 0 and 1. */
  readonly width: number;
}

export const DEFAULT_DETECT: DetectOptions = { detectors: ['forecast'], rolling: 7, width: 0.8 };

/** The series report. */
export interface SeriesRequest extends SeriesOf, DetectOptions {
  readonly key?: string | undefined;
}

/** One key of the series. */
export interface SeriesKeyRow {
  readonly key: string;
  readonly total: number;
  /** Intervals with a value (of a capture: above zero). */
  readonly points: number;
  readonly most: number;
}

/** What is true of all series of a question. */
export interface SeriesFacts {
  readonly value: SeriesValue;
  /** Seconds; null: the file's points are not evenly apart, or there is one alone. */
  readonly interval: number | null;
  /** Whether the intervals between the first and the last without a value are zeros, or missing. */
  readonly zeros: boolean;
  /** Starts of the first and the last interval. */
  readonly first: number | null;
  readonly last: number | null;
  readonly keys: number;
  readonly total: number;
}

/** What a detector says of a series: one entry a point; null where it has nothing to say. */
export interface Detection {
  readonly detector: Detector;
  readonly expected: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly score: readonly (number | null)[];
  /** Points that are anomalies. */
  readonly anomalies: readonly number[];
  /** Sentences on what was left out, and why. */
  readonly notes: readonly string[];
}

export interface SeriesLine {
  readonly key: string;
  /** Starts of the intervals, in seconds since the epoch. */
  readonly seconds: readonly number[];
  readonly values: readonly number[];
  readonly rollingMean: readonly (number | null)[];
  readonly mean: number | null;
  readonly detections: readonly Detection[];
}

export interface AnomalyRow {
  readonly key: string;
  readonly seconds: number;
  /** Where its interval ends. */
  readonly until: number;
  readonly detector: Detector;
  readonly value: number;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Null where the score has no bound: the values before do not vary. */
  readonly score: number | null;
  /** Whether all chosen detectors say so. */
  readonly agreed: boolean;
  readonly marked: boolean;
}

/** A detector held against the marks: its anomalies, those at marks, and the marks that it found. */
export interface Judgement {
  readonly detector: Detector;
  readonly anomalies: number;
  readonly right: number;
  readonly marks: number;
  readonly found: number;
  /** Marks at which there is no point to find. */
  readonly absent: number;
  /** Null: nothing to divide by. */
  readonly precision: number | null;
  readonly recall: number | null;
}

export interface AnomalySummary {
  readonly series: number;
  /** Points that any and that all detectors call anomalies. */
  readonly any: number;
  readonly agreed: number;
  /** One a detector; empty without marks the figures of the marks are 0. */
  readonly judgements: readonly Judgement[];
  readonly notes: readonly string[];
}

export const DATE_FORMATS = ['iso', 'dmy', 'mdy', 'epoch-s', 'epoch-ms'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How a file of counts is to be read; what is absent is recognised. Columns by name, else by number from 1. */
export interface CountOptions {
  readonly date?: string | undefined;
  /** None, one or two. */
  readonly keys?: readonly string[] | undefined;
  readonly count?: string | undefined;
  readonly format?: DateFormat | undefined;
  readonly delimiter?: Delimiter | undefined;
  readonly header?: boolean | undefined;
}

/** How a file of counts is read. Columns by index. */
export interface CountColumns {
  /** Without a header: `column 1` and so on. */
  readonly names: readonly string[];
  readonly delimiter: Delimiter;
  readonly header: boolean;
  readonly date: number;
  readonly keys: readonly number[];
  readonly count: number;
  readonly format: DateFormat;
  /** False: the dates can be read in another format too. */
  readonly sure: boolean;
  /** The first rows, for people. */
  readonly sample: readonly (readonly string[])[];
}

/** What is known of a file of counts. */
export interface CountFacts {
  readonly columns: CountColumns;
  readonly rows: number;
  /** Rows whose date and keys had come before: they were added. */
  readonly duplicates: number;
  /** Distinct dates. */
  readonly dates: number;
  /** Distinct values of each key column. */
  readonly keys: readonly number[];
  /** The usual distance of one date to the next, in seconds; null with fewer than two. */
  readonly interval: number | null;
  /** Steps between dates that are longer than the usual one. */
  readonly gaps: number;
  readonly first: Time | null;
  readonly last: Time | null;
}

export interface MarkFile {
  readonly marks: readonly SeriesMark[];
  /** Lines that are none, with the reason. */
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
}
