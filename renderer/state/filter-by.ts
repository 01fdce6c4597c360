// The display filter in force, narrowed by the value of a cell or field.
import { selectFilter, useSelection } from './selection.ts';

const inBrackets = (expression: string): string => (/[ ]/.test(expression) ? `(${expression})` : expression);

/** Leaves only what `expression` holds for, or with `isOut` only what it does not hold for, of what is shown now. */
export function filterBy(expression: string, isOut = false): void {
  const { filter } = useSelection.getState();
  const more = isOut ? `!(${expression})` : inBrackets(expression);
  if (filter === null) selectFilter(isOut ? more : expression);
  else if (filter !== expression) selectFilter(`${inBrackets(filter)} && ${more}`);
}
