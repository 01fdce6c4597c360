// Answers for the filter box.
import type { FilterCalls } from '../../shared/contract/filter-calls.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { fieldValues } from '../read/field-values.ts';

type Ask = <T>(input: { readonly source: number }, question: (view: CaptureView) => T) => Promise<T>;

export const filterCalls = (ask: Ask) => ({
  filterValues: ({ source, field, typed, limit }: Parameters<FilterCalls['filterValues']>[0]) =>
    ask({ source }, view => fieldValues(view, field, typed, limit)),
});
