// Calls about series of counts: their keys, their points with what detectors expect, and what stands out in all of them.
import type {
  AnomalyRow,
  AnomalySummary,
  DetectOptions,
  MarkFile,
  SeriesFacts,
  SeriesKeyRow,
  SeriesLine,
  SeriesMark,
  SeriesOf,
} from '../model/series.ts';
import type { OfScope, OfSource, Page, Paged, SortDirection } from './asked.ts';

export type SeriesKeySort = 'key' | 'total' | 'points' | 'most';
/**
 * rank: distance of the value from the median of its series, in units of 1.4826 MAD, times the total of the series; series
 * with few intervals above 0, and what another key shows with the same value at the same time, after all others.
 */
export type AnomalySort = 'rank' | 'time' | 'key' | 'detector' | 'value' | 'score';

export interface SeriesCalls {
  /** Keys with values in the scope. */
  seriesKeys(
    input: OfScope &
      Paged & {
        readonly series: SeriesOf;
        /** In the key, or in a name that the capture has for a host of it. */
        readonly search?: string | undefined;
        /** Hosts whose keys are found whatever is searched for. */
        readonly addresses?: readonly string[] | undefined;
        /** Keys that begin so: those of one value of the first column, where the key is of two. */
        readonly prefix?: string | undefined;
        readonly sort: SeriesKeySort;
        readonly direction: SortDirection;
      },
  ): Page<SeriesKeyRow> & { readonly facts: SeriesFacts };
  /** The series of these keys (those that there are), with what each detector says; very long ones thinned out. */
  seriesLines(
    input: OfScope & {
      readonly series: SeriesOf;
      readonly keys: readonly string[];
      readonly detect: DetectOptions;
    },
  ): { readonly facts: SeriesFacts; readonly lines: readonly SeriesLine[] };
  /**
   * Anomalies of all series (rows: those of one key, when named), and how the detectors fare against the marks. Reported by
   * the event `seriesProgress`. Rejects with `cancelled` after seriesCancel, and when another such question comes up. With
   * `keys`, no other series are looked at: that is soon done, gives no progress, and nothing takes it back.
   */
  seriesAnomalies(
    input: OfScope &
      Paged & {
        readonly series: SeriesOf;
        readonly detect: DetectOptions;
        readonly marks: readonly SeriesMark[];
        readonly key?: string | undefined;
        readonly keys?: readonly string[] | undefined;
        readonly sort: AnomalySort;
        readonly direction: SortDirection;
      },
  ): Page<AnomalyRow> & { readonly summary: AnomalySummary };
  /** Gives up what seriesAnomalies is at. */
  seriesCancel(input: OfSource): null;
  /** Marked dates in a file: a column of dates and, where there is another, one of keys. */
  seriesMarks(input: { readonly path: string }): MarkFile;
}

/** How far seriesAnomalies is. */
export interface SeriesProgress {
  readonly source: number;
  readonly done: number;
  readonly total: number;
}
