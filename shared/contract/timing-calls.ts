// Calls about gaps: keys ranked by them, and how they and payload sizes are distributed.
import type { Distributions, GapKeyRow, GapRanking, Measure, Subject } from '../model/gap.ts';
import type { OfScope, Page, Paged } from './asked.ts';
import type { BurstCalls } from './burst-calls.ts';

export interface TimingCalls extends BurstCalls {
  /** Keys with records in the scope, ranked by their gaps. */
  gapKeys(input: OfScope & Paged & { readonly ranking: GapRanking }): Page<GapKeyRow>;
  /** The key that a selection elsewhere stands for (a host, the pair (host, peer), a flow), and its row in the ranking; null when it stands for none. */
  gapKey(
    input: OfScope & {
      readonly ranking: GapRanking;
      readonly host: number;
      readonly peer?: number | undefined;
      readonly flow?: number | undefined;
    },
  ): { readonly row: GapKeyRow; readonly at: number } | null;
  /** Gaps or payload sizes of up to four keys (or of all keys together) over the same bins. */
  distributions(
    input: OfScope & {
      readonly measure: Measure;
      readonly subjects: readonly Subject[];
      /** Windows of the index of dispersion, in nanoseconds. */
      readonly windowNanos: number;
    },
  ): Distributions;
}
