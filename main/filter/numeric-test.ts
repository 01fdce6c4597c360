// A field of one number compared with constants, as a function of that number: for numbers of which there are too many to
// decide each one by its values.
import type { Comparison, Filter, Member, Term } from '../../shared/filter/ast.ts';

type Takes = readonly [less: boolean, equal: boolean, greater: boolean];

const TAKES: Readonly<Partial<Record<Comparison, Takes>>> = {
  '==': [false, true, false],
  '===': [false, true, false],
  '!=': [true, false, true],
  '!==': [true, false, true],
  '<': [true, false, false],
  '<=': [true, true, false],
  '>': [false, false, true],
  '>=': [false, true, true],
};

/** Which orders of a value and a limit an operator takes; null for those that do not order. */
export const takesOf = (op: Comparison): Takes | null => TAKES[op] ?? null;

/** Fields whose value is the number itself, and what is added to it. */
const OFFSETS: ReadonlyMap<string, number> = new Map([
  ['frame.number', 1],
  ['frame.len', 0],
  ['frame.cap_len', 0],
  ['tcp.seq_raw', 0],
  ['tcp.ack_raw', 0],
  ['tcp.len', 0],
  ['payload_length', 0],
]);

/** The test, or null where it is not of that form. */
export function numericTest(filter: Filter): ((code: number) => boolean) | null {
  if (filter.kind !== 'compare' && filter.kind !== 'in') return null;
  const offset = filter.left.kind === 'field' ? OFFSETS.get(filter.left.name) : undefined;
  if (offset === undefined) return null;
  if (filter.kind === 'in') return memberTest(filter.members, offset);
  const limit = limitOf(filter.right);
  const takes = takesOf(filter.op);
  if (limit === null || takes === null) return null;
  const [less, equal, greater] = takes;
  return code => (code + offset < limit ? less : code + offset > limit ? greater : equal);
}

function memberTest(members: readonly Member[], offset: number): ((code: number) => boolean) | null {
  const ranges: (readonly [low: number, high: number])[] = [];
  for (const { low, high } of members) {
    const [from, to] = [limitOf(low), limitOf(high ?? low)];
    if (from === null || to === null) return null;
    ranges.push([from - offset, to - offset]);
  }
  return code => ranges.some(([low, high]) => code >= low && code <= high);
}

const limitOf = (term: Term): number | null =>
  term.kind === 'literal' && typeof term.value === 'number' ? term.value : null;
