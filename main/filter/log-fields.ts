// What a filter asks for that a log of flows has not.
import type { Filter } from '../../shared/filter/ast.ts';
import { isLogField } from '../../shared/filter/log-fields.ts';
import { fieldNames } from './names.ts';

/** The first field of a filter that no log of flows has; undefined when it has them all. */
export const fieldBeyondLog = (filter: Filter): string | undefined =>
  [...fieldNames(filter)].find(name => !isLogField(name));
