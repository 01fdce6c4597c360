// The functions of display filters (Wireshark 4.0's dfunctions.c): how many arguments they take and what they are for.
import type { FunctionName } from './ast.ts';

interface FunctionDef {
  readonly least: number;
  readonly most: number;
  readonly meaning: string;
}

export const FUNCTIONS: ReadonlyMap<FunctionName, FunctionDef> = new Map([
  ['lower', { least: 1, most: 1, meaning: 'text in lower case' }],
  ['upper', { least: 1, most: 1, meaning: 'text in upper case' }],
  ['len', { least: 1, most: 1, meaning: 'bytes of each value' }],
  ['count', { least: 1, most: 1, meaning: 'how many values the record has' }],
  ['string', { least: 1, most: 1, meaning: 'numbers and addresses as text' }],
  ['max', { least: 1, most: Number.POSITIVE_INFINITY, meaning: 'the largest value' }],
  ['min', { least: 1, most: Number.POSITIVE_INFINITY, meaning: 'the smallest value' }],
  ['abs', { least: 1, most: 1, meaning: 'without its sign' }],
]);
