// Calls about time windows: their features over time, what is far out, their rows, and hosts that scan ports.
import type { WindowRequest } from '../model/timing.ts';
import type { OutlierKind, OutlierRow, ScannerRow, TrafficLine, WindowsMeta } from '../model/window.ts';
import type { TimeRange } from '../unit/time.ts';
import type { OfScope, OfSelection, Page, Paged, SortDirection } from './asked.ts';
import type { Frame } from './frame.ts';

export const OUTLIER_SORTS = ['window', 'beyond', 'value'] as const;
/** beyond: how many times its fence a value is. */
export type OutlierSort = (typeof OUTLIER_SORTS)[number];

export interface OutlierPage extends Page<OutlierRow> {
  /** All that there are; the rows are of those furthest out. */
  readonly found: number;
}

export interface WindowCalls {
  /** What is far out over all of the time. Of batches of the notebook, windows alone. */
  windowOutliers(
    input: OfSelection &
      Paged & {
        readonly windows: WindowRequest;
        readonly kind: OutlierKind;
        readonly sort: OutlierSort;
        readonly direction: SortDirection;
      },
  ): OutlierPage;
  /** The rows that windows count, in the order of time. */
  windowRows(input: OfScope & Paged): Page<TrafficLine>;
  /** Hosts that try many ports, most ports first; `limit` is what they exceed. */
  portScanners(
    input: OfScope & Paged,
  ): Page<ScannerRow> & { readonly limit: number; readonly percentile: number | null };
}

export interface WindowBulkCalls {
  /**
   * Features over time: every column stands for `perColumn` neighbouring windows. Columns of the frame: `from`, `to` (f64, ns
   * since origin) and `filled` (u32, windows with rows) by column; by feature and column, the columns of a feature one behind
   * the other: `min`, `max` (f64, NaN: no value), `outliers` (u8, windows outside the fence of all windows, 255 at most), and
   * how max stands among all windows with rows or, where columns stand for several, among the columns: `rank` (u8, share that
   * is lower, 0 to 254; 255: no value) and `far` (u8, 1: outside of their outer fence).
   */
  windowFeatures(
    input: OfSelection & {
      readonly windows: WindowRequest;
      /** The stretch to answer for; absent: all of it. */
      readonly shown?: TimeRange | undefined;
      /** Columns, at most. */
      readonly pixels: number;
    },
  ): Frame<WindowsMeta>;
}
