// Calls behind the filter box.
import type { FieldValues } from '../model/filter-value.ts';
import type { OfSource } from './asked.ts';

export interface FilterCalls {
  /**
   * Values of a field that the source holds, of all its records: those that contain what was typed, or are called so. None
   * of a field whose values no table of the source knows.
   */
  filterValues(
    input: OfSource & { readonly field: string; readonly typed: string; readonly limit: number },
  ): FieldValues;
}

/** The filters that were in force last, of every window of this user. */
export interface FilterHostCalls {
  /** Newest first. */
  recentFilters(input: null): readonly string[];
  /** Puts a filter first. */
  keepFilter(input: { readonly filter: string }): null;
}
