// A number with its noun.
import { formatCount } from '../../shared/unit/format.ts';

/** `1 flow`, `12 flows`. Regular nouns only. */
export const counted = (n: number, noun: string): string => `${formatCount(n)} ${noun}${n === 1 ? '' : 's'}`;
