// Whether the tests of a filter make sense, by the types of its fields (Wireshark's semcheck.c); literals get their values.
import type { FieldDef } from '../catalogue/field-def.ts';
import type { Call, Compare, Filter, In, Literal, Negated, Slice, Term } from './ast.ts';
import { filterField, nearestField } from './fields.ts';
import { FUNCTIONS } from './functions.ts';
import { literalValue } from './literal.ts';
import { FilterProblem } from './problem.ts';
import { Regex } from './regex.ts';
import { RegexProblem } from './regex-parse.ts';
import { type Ability, areKin, BYTES, can, STRING, type Type, typeInWords, typeOfField, UINT32 } from './value.ts';

/** What a literal is to be read as. */
interface Wanted {
  readonly type: Type;
  readonly def: FieldDef | null;
  readonly partial: boolean;
}

interface Checked<T extends Term = Term> {
  readonly term: T;
  readonly type: Type;
  readonly def: FieldDef | null;
}

/** The filter with the values of its literals. Throws FilterProblem. */
export function check(filter: Filter): Filter {
  switch (filter.kind) {
    case 'everything':
      return filter;
    case 'and':
    case 'or':
    case 'xor':
      return { ...filter, left: check(filter.left), right: check(filter.right) };
    case 'not':
      return { ...filter, of: check(filter.of) };
    case 'compare':
      return filter.op === 'matches' ? checkMatches(filter) : checkCompare(filter);
    case 'in':
      return checkIn(filter);
    case 'exists':
      return { ...filter, of: checkExists(filter.of) };
    case 'nonzero':
    case 'nonempty':
      return { ...filter, of: checkTerm(filter.of, null).term };
  }
}

function checkExists(term: Term): Term {
  if (term.kind === 'call')
    throw new FilterProblem(term, `What ${term.name}() answers is compared with something.`, '==');
  return checkTerm(term, null).term;
}

function requireAbility({ term, type }: Checked, ability: Ability, what: string): void {
  if (can(type, ability)) return;
  const name = term.kind === 'field' ? term.name : 'This';
  throw new FilterProblem(term, `${name} is ${typeInWords(type)} and cannot be ${what}.`);
}

const DONE: Readonly<Record<string, string>> = { contains: 'searched', matches: 'searched' };

/** The left side of a test, which must say of itself what it is. */
function checkLeft(term: Term, op: string): Checked {
  const left = checkTerm(term, null);
  const ability = op === 'contains' || op === 'matches' ? op : 'compare';
  requireAbility(left, ability, DONE[op] ?? 'compared');
  return left;
}

function checkCompare(filter: Compare): Filter {
  const left = checkLeft(filter.left, filter.op);
  const right = checkTerm(filter.right, { type: left.type, def: left.def, partial: filter.op === 'contains' });
  if (right.term.kind === 'literal') return { ...filter, left: left.term, right: right.term };
  const [a, b] = cutAlike(left, right);
  requireKin(a, b);
  return { ...filter, left: a.term, right: b.term };
}

/** Where one side is a slice, all bytes of the other are meant. */
function cutAlike(left: Checked, right: Checked): [Checked, Checked] {
  if (right.term.kind === 'slice') return [asBytes(left), right];
  return left.term.kind === 'slice' ? [left, asBytes(right)] : [left, right];
}

function asBytes(side: Checked): Checked {
  if (side.type.type === 'bytes' || side.type.type === 'ether') return side;
  requireAbility(side, 'slice', 'compared with bytes');
  const { at, end } = side.term;
  const term: Slice = { kind: 'slice', of: side.term, ranges: [{ start: 0, by: 'rest', to: 0 }], at, end };
  return { term, type: BYTES, def: null };
}

function requireKin(left: Checked, right: Checked): void {
  if (areKin(left.type, right.type)) return;
  const message = `${typeInWords(right.type)} is not compared with ${typeInWords(left.type)}.`;
  throw new FilterProblem(right.term, message[0]!.toUpperCase() + message.slice(1));
}

function checkMatches(filter: Compare): Filter {
  const left = checkLeft(filter.left, 'matches');
  const { right } = filter;
  if (right.kind !== 'literal' || right.form !== 'string') {
    throw new FilterProblem(right, 'A regular expression stands in double quotes.');
  }
  try {
    return { ...filter, left: left.term, right: { ...right, value: new Regex(right.text) } };
  } catch (thrown) {
    if (!(thrown instanceof RegexProblem)) throw thrown;
    throw new FilterProblem(right, `This is no regular expression that can be used: ${thrown.message}.`);
  }
}

function checkIn(filter: In): Filter {
  if (filter.left.kind !== 'field') {
    if (filter.left.kind === 'literal') throw missingField(filter.left);
    throw new FilterProblem(filter.left, 'Only a field is looked up in a set; compare anything else value by value.');
  }
  const left = checkLeft(filter.left, 'in');
  const member = (term: Term): Term => {
    if (term.kind === 'slice') throw new FilterProblem(term, 'A slice does not stand in a set.');
    const checked = checkTerm(term, { type: left.type, def: left.def, partial: false });
    requireKin(left, checked);
    return checked.term;
  };
  const members = filter.members.map(({ low, high }) => ({ low: member(low), high: high && member(high) }));
  return { ...filter, left: left.term, members };
}

/** Checks a term; `wanted` says what a literal in it is read as: null where only a field can say what is meant. */
function checkTerm(term: Term, wanted: Wanted | null): Checked {
  switch (term.kind) {
    case 'field': {
      const def = filterField(term.name);
      if (def === undefined) throw unknownField(term.name, term);
      return { term, type: typeOfField(def), def };
    }
    case 'literal':
      return checkLiteral(term, wanted);
    case 'slice':
      return checkSlice(term);
    case 'call':
      return checkCall(term, wanted);
    case 'negated':
      return checkNegated(term, wanted);
    case 'arithmetic': {
      const left = checkTerm(term.left, wanted);
      requireAbility(left, term.op, `used with “${term.op}”`);
      const right = checkTerm(term.right, { type: left.type, def: null, partial: true });
      requireAbility(right, term.op, `used with “${term.op}”`);
      requireKin(left, right);
      return { term: { ...term, left: left.term, right: right.term }, type: left.type, def: null };
    }
  }
}

function unknownField(name: string, place: { readonly at: number; readonly end: number }): FilterProblem {
  return new FilterProblem(place, `There is no field or protocol “${name}”.`, nearestField(name));
}

/** A value stands where only a field can say what is meant. */
function missingField(term: Literal): FilterProblem {
  if (term.form === 'bare' && /^[a-z_]/i.test(term.text)) return unknownField(term.text, term);
  return new FilterProblem(term, 'A test begins with a field; values stand on its right.');
}

function checkLiteral(term: Literal, wanted: Wanted | null): Checked<Literal> {
  if (wanted === null) throw missingField(term);
  const value = literalValue(term, wanted.type, wanted.def, wanted.partial);
  return { term: { ...term, value }, type: wanted.type, def: wanted.def };
}

function checkSlice(term: Slice): Checked {
  if (term.of.kind === 'literal' || term.of.kind === 'arithmetic' || term.of.kind === 'negated') {
    if (term.of.kind === 'literal') throw missingField(term.of);
    throw new FilterProblem(term.of, 'Only a field has bytes to cut out.');
  }
  const of = checkTerm(term.of, null);
  requireAbility(of, 'slice', 'cut into bytes');
  return { term: { ...term, of: of.term }, type: BYTES, def: null };
}

function checkNegated(term: Negated, wanted: Wanted | null): Checked {
  const of = checkTerm(term.of, wanted);
  requireAbility(of, '-x', 'negated');
  return { term: { ...term, of: of.term }, type: of.type, def: null };
}

function checkCall(term: Call, wanted: Wanted | null): Checked {
  const { name, args } = term;
  const { least, most } = FUNCTIONS.get(name)!;
  if (args.length < least || args.length > most) {
    throw new FilterProblem(term, `${name}() takes ${most === 1 ? 'one value' : 'at least one value'}.`);
  }
  const first = checkArgument(term, args[0]!, wanted);
  const more = args.slice(1).map(arg => checkTerm(arg, { type: first.type, def: null, partial: false }));
  for (const other of more) {
    requireAbility(other, 'compare', 'ordered');
    requireKin(first, other);
  }
  return {
    term: { ...term, args: [first, ...more].map(({ term }) => term) },
    type: typeOfCall(term, first.type),
    def: null,
  };
}

function checkArgument({ name }: Call, arg: Term, wanted: Wanted | null): Checked {
  if (arg.kind !== 'field' && name !== 'max' && name !== 'min' && name !== 'abs') {
    if (arg.kind === 'literal') throw missingField(arg);
    throw new FilterProblem(arg, `${name}() takes a field.`);
  }
  const first = checkTerm(arg, wanted);
  if (name === 'lower' || name === 'upper') requireText(first, name);
  else if (name === 'string') requireAbility(first, 'string', 'made into text');
  else if (name === 'abs') requireAbility(first, '-x', 'freed of its sign');
  else if (name === 'max' || name === 'min') requireAbility(first, 'compare', 'ordered');
  return first;
}

function requireText({ term, type }: Checked, name: string): void {
  if (type.type !== 'string') throw new FilterProblem(term, `${name}() takes text; this is ${typeInWords(type)}.`);
}

function typeOfCall({ name }: Call, first: Type): Type {
  if (name === 'len' || name === 'count') return UINT32;
  return name === 'max' || name === 'min' || name === 'abs' ? first : STRING;
}
