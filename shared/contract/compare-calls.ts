// Calls about two sources at once.
import type { Change, ComparedRow, CompareRequest, CompareSort } from '../model/compare.ts';
import type { TimeRange } from '../unit/time.ts';
import type { OfScope, Page, Paged, SortDirection } from './asked.ts';

/** The other source, which came after; the filter is that of both. */
export interface OfOther {
  readonly other: number;
  readonly otherRange?: TimeRange | undefined;
}

export interface ComparePage extends Page<ComparedRow> {
  /** Rows of each kind, whichever are asked for. */
  readonly counts: Readonly<Record<Change, number>>;
}

export interface CompareCalls {
  /** The hosts or conversations of both sources, told apart by their addresses. */
  compare(
    input: OfScope &
      OfOther &
      CompareRequest &
      Paged & { readonly sort: CompareSort; readonly direction: SortDirection },
  ): ComparePage;
}
