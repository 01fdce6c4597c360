// A number with its noun.
export { counted } from '../../shared/unit/format.ts';
