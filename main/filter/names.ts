// Which fields a filter looks at.
import type { Filter, Term } from '../../shared/filter/ast.ts';
import { namesOf } from './term.ts';

/** The names of all fields, in place of one that stands for others those others. */
export function fieldNames(filter: Filter): ReadonlySet<string> {
  const names = new Set<string>();
  eachField(filter, name => {
    for (const one of namesOf(name)) names.add(one);
  });
  return names;
}

function eachField(filter: Filter, visit: (name: string) => void): void {
  switch (filter.kind) {
    case 'everything':
      return;
    case 'and':
    case 'or':
    case 'xor':
      eachField(filter.left, visit);
      eachField(filter.right, visit);
      return;
    case 'not':
      eachField(filter.of, visit);
      return;
    default:
      for (const term of termsOf(filter)) eachFieldOf(term, visit);
  }
}

/** The terms of a test. */
export function termsOf(filter: Filter): readonly Term[] {
  switch (filter.kind) {
    case 'compare':
      return [filter.left, filter.right];
    case 'in':
      return [filter.left, ...filter.members.flatMap(({ low, high }) => (high === null ? [low] : [low, high]))];
    case 'exists':
    case 'nonzero':
    case 'nonempty':
      return [filter.of];
    default:
      return [];
  }
}

function eachFieldOf(term: Term, visit: (name: string) => void): void {
  for (const field of fieldsIn(term)) visit(field.name);
}

/** All fields in a term. */
export function fieldsIn(term: Term): readonly Extract<Term, { kind: 'field' }>[] {
  switch (term.kind) {
    case 'field':
      return [term];
    case 'literal':
      return [];
    case 'slice':
    case 'negated':
      return fieldsIn(term.of);
    case 'call':
      return term.args.flatMap(fieldsIn);
    case 'arithmetic':
      return [...fieldsIn(term.left), ...fieldsIn(term.right)];
  }
}

/** Fields without any of which a term has no value, and its test does not hold. */
export function requiredFields(term: Term): readonly string[] {
  switch (term.kind) {
    case 'field':
      return [term.name];
    case 'literal':
      return [];
    case 'slice':
    case 'negated':
      return requiredFields(term.of);
    case 'call':
      return term.name === 'max' || term.name === 'min' ? [] : term.args.flatMap(requiredFields);
    case 'arithmetic':
      return [...requiredFields(term.left), ...requiredFields(term.right)];
  }
}
