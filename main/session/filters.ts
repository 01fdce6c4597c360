// Everything that filters need, as one part of the program that is loaded when the first filter is asked for.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { Filter } from '../../shared/filter/ast.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { filterSentence } from '../../shared/filter/problem.ts';

export { fieldBeyondLog } from '../filter/log-fields.ts';
export { runFilter } from '../filter/run.ts';

/** The filter of a text. Throws ProblemError (`usage`) with the column of what is wrong, and the hint behind it. */
export function checkedFilter(text: string, hint = ''): Filter {
  const parsed = parseFilter(text);
  if ('error' in parsed)
    throw new ProblemError('usage', `The filter is wrong at ${filterSentence(parsed.error)}${hint && ` ${hint}`}`);
  return parsed.ast;
}
