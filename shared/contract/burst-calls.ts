// Calls about bursts as a whole: suggested thresholds, distributions, two sets of thresholds compared.
import type { BurstParams, BurstSort } from '../model/burst.ts';
import type { BurstRelation, BurstShape, BurstSuggestions, BurstTotals, ComparedBursts } from '../model/burst-shape.ts';
import type { OfScope, OfSelection, Page, Paged, SortDirection } from './asked.ts';

/** Bursts that overlap the range and touch a host (either side), or the pair (host, peer), when named. */
interface OfBursts extends OfScope {
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
}

export interface BurstComparisonPage extends Page<ComparedBursts> {
  /** Bursts of A (for `added`: of B) by what becomes of them, whichever rows are asked for. */
  readonly counts: Readonly<Record<BurstRelation, number>>;
  readonly a: BurstTotals;
  readonly b: BurstTotals;
}

export interface BurstCalls {
  /** Where a burst stands in a list of bursts (the call `bursts`); null when it is not in it. */
  burstAt(
    input: OfBursts & {
      readonly params: BurstParams;
      readonly sort: BurstSort;
      readonly direction: SortDirection;
      readonly burst: number;
    },
  ): number | null;
  /** From all records that the filter chooses, at the scope and the min payload in force. */
  burstSuggestions(input: OfSelection & { readonly params: BurstParams }): BurstSuggestions;
  /** Distributions over the bursts at each of one or two sets of thresholds, over the same bins. */
  burstShapes(input: OfBursts & { readonly sets: readonly BurstParams[] }): readonly BurstShape[];
  /** What becomes of the bursts at thresholds A at thresholds B; rows of one relation when named. */
  burstComparison(
    input: OfBursts &
      Paged & {
        readonly a: BurstParams;
        readonly b: BurstParams;
        readonly relation?: BurstRelation | undefined;
      },
  ): BurstComparisonPage;
}
