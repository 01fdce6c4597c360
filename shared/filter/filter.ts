// Display filters from text: the one way in.
import type { Filter } from './ast.ts';
import { check } from './check.ts';
import { parse } from './parse.ts';
import { type FilterError, FilterProblem } from './problem.ts';

export type ParsedFilter = { readonly ast: Filter } | { readonly error: FilterError };

/** The filter of a text, checked; the blank text is every record. Never throws; time is bounded by the length of the text. */
export function parseFilter(text: string): ParsedFilter {
  try {
    return { ast: check(parse(text)) };
  } catch (thrown) {
    if (thrown instanceof FilterProblem) return { error: thrown.toError() };
    throw thrown;
  }
}
