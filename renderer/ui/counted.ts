// A number with its noun.
export { counted, nounFor } from '../../shared/unit/format.ts';
