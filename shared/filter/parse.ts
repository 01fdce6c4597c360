// From words to a tree, by the grammar of Wireshark 4.0 (grammar.lemon): `or` binds weakest, then xor, and, not, comparisons,
// `&`, sums, products. Braces group arithmetic, parentheses group tests. `a < b < c` means `a < b && b < c`.
import type { Compare, Comparison, Field, Filter, FunctionName, In, Member, Quantifier, Term } from './ast.ts';
import { isFieldName } from './fields.ts';
import { FUNCTIONS } from './functions.ts';
import { lex, type Token } from './lex.ts';
import { ARITHMETIC, COMPARISONS } from './operator.ts';
import { FilterProblem, type Place } from './problem.ts';
import { readRanges } from './ranges.ts';

/** Brackets, signs and negations inside of each other. */
const DEEPEST = 200;

const COMPARES = new Set<string>(COMPARISONS.map(({ op }) => op));
const PRECEDENCE: ReadonlyMap<string, number> = new Map(ARITHMETIC.map(({ op, precedence }) => [op, precedence]));

/** The tree of a text, unchecked. Throws FilterProblem. */
export function parse(text: string): Filter {
  return new Parser(lex(text)).filter();
}

const spanning = (from: Place, to: Place): Place => ({ at: from.at, end: to.end });

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  filter(): Filter {
    if (this.#atEnd) return { kind: 'everything' };
    const filter = this.#logic('or');
    if (!this.#atEnd) throw this.#unexpected();
    return filter;
  }

  get #token(): Token {
    return this.#tokens[this.#next]!;
  }

  get #atEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #is(sign: string): boolean {
    return this.#token.kind === 'sign' && this.#token.text === sign;
  }

  #take(): Token {
    return this.#tokens[this.#next++]!;
  }

  /** Takes the sign if it is next. */
  #taken(sign: string): boolean {
    const is = this.#is(sign);
    if (is) this.#next++;
    return is;
  }

  #expect(sign: string): Token {
    if (!this.#is(sign)) throw this.#unexpected(sign);
    return this.#take();
  }

  #unexpected(instead?: string): FilterProblem {
    const token = this.#token;
    if (token.kind === 'end') {
      return new FilterProblem(
        token,
        `The filter ends too early${instead ? `: “${instead}” is missing` : ''}.`,
        instead,
      );
    }
    const meant = instead ?? { AND: 'and', OR: 'or', NOT: 'not', IN: 'in' }[token.text];
    return new FilterProblem(token, `“${token.text}” was not expected here.`, meant);
  }

  /** Runs `inner` one level deeper. */
  #deeper<T>(inner: () => T): T {
    if (this.#depth >= DEEPEST) throw new FilterProblem(this.#token, `More than ${DEEPEST} levels in each other.`);
    this.#depth++;
    const result = inner();
    this.#depth--;
    return result;
  }

  #logic(kind: 'or' | 'xor' | 'and'): Filter {
    const operand = (): Filter => {
      if (kind === 'and') return this.#negation();
      return this.#logic(kind === 'or' ? 'xor' : 'and');
    };
    let left = operand();
    while (this.#is(kind)) {
      this.#take();
      left = { kind, left, right: operand() };
    }
    return left;
  }

  #negation(): Filter {
    if (this.#is('not')) {
      this.#take();
      return this.#deeper(() => ({ kind: 'not', of: this.#negation() }));
    }
    if (!this.#is('(')) return this.#relation();
    return this.#deeper(() => {
      this.#take();
      const inner = this.#logic('or');
      this.#expect(')');
      return inner;
    });
  }

  #relation(): Filter {
    const first = this.#token;
    let quantifier: Quantifier | null = null;
    if (this.#is('any') || this.#is('all')) quantifier = this.#take().text as Quantifier;
    const left = this.#arithmetic(1);
    if (this.#is('in') || this.#is('not')) return this.#membership(first, quantifier, left);
    if (this.#token.kind === 'sign' && COMPARES.has(this.#token.text)) return this.#comparison(first, quantifier, left);
    if (quantifier !== null) throw this.#unexpected('==');
    if (left.kind === 'slice') return { kind: 'nonempty', of: left };
    return { kind: left.kind === 'arithmetic' || left.kind === 'negated' ? 'nonzero' : 'exists', of: left };
  }

  #comparison(first: Place, quantifier: Quantifier | null, left: Term): Filter {
    const op = this.#take().text as Comparison;
    const searches = op === 'contains' || op === 'matches';
    const right = this.#arithmetic(1);
    if (searches) {
      for (const side of [left, right]) requireEntity(side, op);
    }
    const compare: Compare = { kind: 'compare', op, quantifier, left, right, ...spanning(first, right) };
    if (searches || this.#token.kind !== 'sign' || !COMPARES.has(this.#token.text)) return compare;
    const rest = this.#deeper(() => this.#comparison(right, null, right));
    return { kind: 'and', left: compare, right: rest };
  }

  #membership(first: Place, quantifier: Quantifier | null, left: Term): Filter {
    const negated = this.#is('not');
    if (negated) this.#take();
    this.#expect('in');
    requireEntity(left, 'in');
    this.#expect('{');
    const members: Member[] = [];
    do {
      if (members.length > 0) this.#take();
      const low = this.#unary();
      const high = this.#taken('..') ? this.#unary() : null;
      members.push({ low, high });
    } while (this.#is(','));
    const end = this.#expect('}');
    const test: In = { kind: 'in', quantifier, left, members, ...spanning(first, end) };
    return negated ? { kind: 'not', of: test } : test;
  }

  #arithmetic(lowest: number): Term {
    let left = this.#unary();
    for (;;) {
      const precedence = this.#token.kind === 'sign' ? PRECEDENCE.get(this.#token.text) : undefined;
      if (precedence === undefined || precedence < lowest) return left;
      const op = this.#take().text as '+';
      const right = this.#deeper(() => this.#arithmetic(precedence + 1));
      left = { kind: 'arithmetic', op, left, right, ...spanning(left, right) };
    }
  }

  #unary(): Term {
    const first = this.#token;
    if (this.#is('{')) {
      return this.#deeper(() => {
        this.#take();
        const inner = this.#arithmetic(1);
        this.#expect('}');
        return inner;
      });
    }
    if (this.#is('+')) {
      this.#take();
      return this.#entity();
    }
    if (!this.#is('-')) return this.#entity();
    this.#take();
    const of = this.#entity();
    return { kind: 'negated', of, ...spanning(first, of) };
  }

  #entity(): Term {
    let entity = this.#atom();
    while (this.#is('[')) {
      this.#take();
      const ranges = this.#ranges();
      entity = { kind: 'slice', of: entity, ranges: readRanges(ranges), ...spanning(entity, this.#expect(']')) };
    }
    return entity;
  }

  #ranges(): Token[] {
    const ranges: Token[] = [];
    do {
      if (ranges.length > 0) this.#take();
      if (this.#token.kind !== 'range') throw this.#unexpected();
      ranges.push(this.#take());
    } while (this.#is(','));
    return ranges;
  }

  #atom(): Term {
    const token = this.#token;
    const place = { at: token.at, end: token.end };
    switch (token.kind) {
      case 'string':
      case 'char':
        this.#take();
        return { kind: 'literal', form: token.kind, text: token.text, value: null, ...place };
      case 'literal':
        this.#take();
        return { kind: 'literal', form: 'bare', text: token.text, value: null, ...place };
      case 'field':
        this.#take();
        return this.#field(token.text.slice(1), place);
      case 'word':
        this.#take();
        if (this.#is('(')) return this.#call(token);
        if (this.#is('#') || isFieldName(token.text)) return this.#field(token.text, place);
        return { kind: 'literal', form: 'bare', text: token.text, value: null, ...place };
      default:
        if (this.#is('$'))
          throw new FilterProblem(token, 'There is no selected record here whose values “$” could stand for.');
        throw this.#unexpected();
    }
  }

  #field(name: string, place: Place): Field {
    if (!this.#is('#')) return { kind: 'field', name, layers: null, ...place };
    this.#take();
    if (!this.#is('[')) {
      const number = this.#take();
      return { kind: 'field', name, layers: readRanges([number]), ...spanning(place, number) };
    }
    this.#take();
    const layers = readRanges(this.#ranges());
    return { kind: 'field', name, layers, ...spanning(place, this.#expect(']')) };
  }

  #call(word: Token): Term {
    if (!FUNCTIONS.has(word.text as FunctionName)) {
      throw new FilterProblem(word, `There is no function “${word.text}”: ${[...FUNCTIONS.keys()].join(', ')}.`);
    }
    return this.#deeper(() => {
      this.#take();
      const args: Term[] = [];
      while (!this.#is(')')) {
        if (args.length > 0) this.#expect(',');
        args.push(this.#arithmetic(1));
      }
      return { kind: 'call', name: word.text as FunctionName, args, ...spanning(word, this.#expect(')')) };
    });
  }
}

/** `contains`, `matches` and `in` take no sums. */
function requireEntity(term: Term, op: string): void {
  if (term.kind === 'arithmetic' || term.kind === 'negated') {
    throw new FilterProblem(term, `“${op}” stands between values, not between sums.`);
  }
}
