// Parts that many calls of the contract share: which source, which of its records, which rows.
import type { TimeRange } from '../unit/time.ts';

export interface OfSource {
  readonly source: number;
}

/** A question about the records that a filter chooses: everything is worked out as if no other record existed. */
export interface OfSelection extends OfSource {
  /** A display filter (shared/filter); absent: all records. */
  readonly filter?: string | undefined;
}

export interface Paged {
  readonly offset: number;
  readonly limit: number;
}

export interface Page<Row> {
  /** Rows in all, of which `rows` is the part asked for. */
  readonly total: number;
  readonly rows: readonly Row[];
}

/** The records that pass the filter, within a time range. */
export interface OfScope extends OfSelection {
  readonly range?: TimeRange | undefined;
}

export type SortDirection = 'asc' | 'desc';
