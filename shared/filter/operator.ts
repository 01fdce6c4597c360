// The operators of display filters (Wireshark 4.0; `xor` is of 4.2), one table: how they are written and what they are.
import type { ArithmeticOperator, Comparison } from './ast.ts';

interface Operator<Op extends string> {
  readonly op: Op;
  /** All spellings; the first is the one that print.ts writes. */
  readonly spellings: readonly string[];
  readonly meaning: string;
}

export type LogicOperator = 'not' | 'and' | 'or' | 'xor';

export const LOGIC: readonly Operator<LogicOperator>[] = [
  { op: 'and', spellings: ['&&', 'and'], meaning: 'both' },
  { op: 'or', spellings: ['||', 'or'], meaning: 'either, or both' },
  { op: 'xor', spellings: ['^^', 'xor'], meaning: 'either, not both' },
  { op: 'not', spellings: ['!', 'not'], meaning: 'not' },
];

export const COMPARISONS: readonly Operator<Comparison>[] = [
  { op: '==', spellings: ['==', 'eq', 'any_eq'], meaning: 'any value is equal' },
  { op: '!=', spellings: ['!=', 'ne', 'all_ne'], meaning: 'no value is equal' },
  { op: '===', spellings: ['===', 'all_eq'], meaning: 'all values are equal' },
  { op: '!==', spellings: ['!==', '~=', 'any_ne'], meaning: 'any value is not equal' },
  { op: '>', spellings: ['>', 'gt'], meaning: 'greater' },
  { op: '>=', spellings: ['>=', 'ge'], meaning: 'greater or equal' },
  { op: '<', spellings: ['<', 'lt'], meaning: 'less' },
  { op: '<=', spellings: ['<=', 'le'], meaning: 'less or equal' },
  { op: 'contains', spellings: ['contains'], meaning: 'holds this text or these bytes' },
  { op: 'matches', spellings: ['matches', '~'], meaning: 'matches a regular expression, upper and lower case alike' },
];

export const ARITHMETIC: readonly (Operator<ArithmeticOperator> & { readonly precedence: number })[] = [
  { op: '&', spellings: ['&', 'bitwise_and'], precedence: 1, meaning: 'the bits that both have' },
  { op: '+', spellings: ['+'], precedence: 2, meaning: 'sum' },
  { op: '-', spellings: ['-'], precedence: 2, meaning: 'difference' },
  { op: '*', spellings: ['*'], precedence: 3, meaning: 'product' },
  { op: '/', spellings: ['/'], precedence: 3, meaning: 'quotient' },
  { op: '%', spellings: ['%'], precedence: 3, meaning: 'remainder' },
];

/** All words and signs with a meaning, by how they are written. */
export const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...[...LOGIC, ...COMPARISONS, ...ARITHMETIC].flatMap(({ op, spellings }) =>
    spellings.map(text => [text, op] as const),
  ),
  ...['(', ')', '{', '}', ',', '..', '[', ']', '#', '$', 'any', 'all', 'in'].map(text => [text, text] as const),
]);
