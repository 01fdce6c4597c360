// A checked filter as a function of one record. A test with several values on a side holds when it holds for any pair of
// them, or for all (`!=`, `===`, the quantifier all); it does not hold when a field of it is missing (Wireshark's dfvm.c).
import type { Compare, Comparison, Filter, In, Quantifier } from '../../shared/filter/ast.ts';
import { Regex } from '../../shared/filter/regex.ts';
import type { Value } from '../../shared/filter/value.ts';
import { compareValues, contains, isZero, matches } from './compare-values.ts';
import type { RecordValues, TermValues } from './record-values.ts';
import { arithmeticOf, byteLength, compileTerm, readField } from './term.ts';

export type RecordTest = (record: RecordValues) => boolean;

/** Compiles a filter of parseFilter. */
export function compileFilter(filter: Filter): RecordTest {
  switch (filter.kind) {
    case 'everything':
      return () => true;
    case 'and': {
      const [left, right] = [compileFilter(filter.left), compileFilter(filter.right)];
      return record => left(record) && right(record);
    }
    case 'or': {
      const [left, right] = [compileFilter(filter.left), compileFilter(filter.right)];
      return record => left(record) || right(record);
    }
    case 'xor': {
      const [left, right] = [compileFilter(filter.left), compileFilter(filter.right)];
      return record => left(record) !== right(record);
    }
    case 'not': {
      const of = compileFilter(filter.of);
      return record => !of(record);
    }
    case 'exists': {
      const { of } = filter;
      if (of.kind !== 'field') throw new Error('Only a field exists.');
      const read = readField(of);
      return record => read(record) !== null;
    }
    case 'nonzero': {
      const of = compileTerm(filter.of);
      return record => of(record)?.some(value => !isZero(value)) ?? false;
    }
    case 'nonempty': {
      const of = compileTerm(filter.of);
      return record => of(record)?.some(value => byteLength(value) > 0) ?? false;
    }
    case 'compare':
      return compileCompare(filter);
    case 'in':
      return compileIn(filter);
  }
}

/** true, false, or neither: a number without a sign is not compared with one below zero. */
type Verdict = boolean | undefined;

const VERDICT: Readonly<Record<Exclude<Comparison, 'contains' | 'matches'>, (order: number) => Verdict>> = {
  '==': order => order === 0,
  '!=': order => order !== 0,
  '===': order => order === 0,
  '!==': order => order !== 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
};

const quantifierOf = (op: Comparison, quantifier: Quantifier | null): Quantifier =>
  quantifier ?? (op === '!=' || op === '===' ? 'all' : 'any');

function compileCompare({ op, quantifier, left, right }: Compare): RecordTest {
  const all = quantifierOf(op, quantifier) === 'all';
  const leftOf = compileTerm(left);
  if (op === 'matches') {
    const regex = right.kind === 'literal' ? right.value : null;
    if (!(regex instanceof Regex)) throw new Error('A filter was compiled that was not checked.');
    return record => quantified(leftOf(record), all, value => matches(value, regex));
  }
  const rightOf = compileTerm(right);
  if (op === 'contains') return record => paired(leftOf(record), rightOf(record), all, contains);
  const signed = arithmeticOf(left) !== 'unsigned';
  const verdict = VERDICT[op];
  return record =>
    paired(leftOf(record), rightOf(record), all, (a, b) => {
      const order = compareValues(a, b, signed);
      return Number.isNaN(order) ? undefined : verdict(order);
    });
}

function quantified(values: TermValues, all: boolean, test: (value: Value) => Verdict): boolean {
  if (values === null) return false;
  for (const value of values) {
    const verdict = test(value);
    if (verdict === !all) return verdict;
  }
  return all;
}

function paired(left: TermValues, right: TermValues, all: boolean, test: (a: Value, b: Value) => Verdict): boolean {
  if (left === null || right === null) return false;
  for (const a of left) {
    for (const b of right) {
      const verdict = test(a, b);
      if (verdict === !all) return verdict;
    }
  }
  return all;
}

/** A set is its members one after the other: with all, all values must be equal to one of them, or lie in one range. */
function compileIn({ quantifier, left, members }: In): RecordTest {
  const all = quantifier === 'all';
  const leftOf = compileTerm(left);
  const signed = arithmeticOf(left) !== 'unsigned';
  const tests = members.map(({ low, high }) => {
    const lowOf = compileTerm(low);
    if (high === null) {
      return (record: RecordValues, values: TermValues): boolean =>
        paired(values, lowOf(record), all, (a, b) => compareValues(a, b, signed) === 0);
    }
    const highOf = compileTerm(high);
    return (record: RecordValues, values: TermValues): boolean => {
      const [lows, highs] = [lowOf(record), highOf(record)];
      if (lows === null || highs === null) return false;
      return quantified(values, all, value =>
        lows.some(a => compareValues(value, a, signed) >= 0 && highs.some(b => compareValues(value, b, signed) <= 0)),
      );
    };
  });
  return record => {
    const values = leftOf(record);
    return values !== null && tests.some(test => test(record, values));
  };
}
