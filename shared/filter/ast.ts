// A filter as a tree. The parser makes it from text; the checker returns it with the values of all literals, by the type
// of what they are compared with.
import type { Place } from './problem.ts';
import type { Literal as Value } from './value.ts';

/** A part of a field's bytes, or of its layers: `i:j` (length), `i-j` (end, included), `i:` (rest). Negative: from the end. */
export interface Range {
  readonly start: number;
  readonly by: 'length' | 'end' | 'rest';
  /** Length or end; 0 for the rest. */
  readonly to: number;
}

export interface Field extends Place {
  readonly kind: 'field';
  readonly name: string;
  /** Only what stands in these layers of its protocol, counted from 1 (`ip.src#2`); null: all. */
  readonly layers: readonly Range[] | null;
}

export interface Literal extends Place {
  readonly kind: 'literal';
  readonly form: 'bare' | 'string' | 'char';
  /** As written without quotes, escapes resolved; of a character constant: the one character. */
  readonly text: string;
  /** Set by the checker. */
  readonly value: Value | null;
}

export interface Slice extends Place {
  readonly kind: 'slice';
  readonly of: Term;
  readonly ranges: readonly Range[];
}

export type FunctionName = 'lower' | 'upper' | 'len' | 'count' | 'string' | 'max' | 'min' | 'abs';

export interface Call extends Place {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Term[];
}

export type ArithmeticOperator = '&' | '+' | '-' | '*' | '/' | '%';

export interface Arithmetic extends Place {
  readonly kind: 'arithmetic';
  readonly op: ArithmeticOperator;
  readonly left: Term;
  readonly right: Term;
}

export interface Negated extends Place {
  readonly kind: 'negated';
  readonly of: Term;
}

/** What has values in a record: none, one or several. */
export type Term = Field | Literal | Slice | Call | Arithmetic | Negated;

export type Comparison = '==' | '!=' | '===' | '!==' | '>' | '>=' | '<' | '<=' | 'contains' | 'matches';

export type Quantifier = 'any' | 'all';

export interface Compare extends Place {
  readonly kind: 'compare';
  readonly op: Comparison;
  /** null: as the operator says. */
  readonly quantifier: Quantifier | null;
  readonly left: Term;
  readonly right: Term;
}

export interface Member {
  readonly low: Term;
  /** null: one value; otherwise both ends belong to the range. */
  readonly high: Term | null;
}

export interface In extends Place {
  readonly kind: 'in';
  readonly quantifier: Quantifier | null;
  readonly left: Term;
  readonly members: readonly Member[];
}

export interface Logic {
  readonly kind: 'and' | 'or' | 'xor';
  readonly left: Filter;
  readonly right: Filter;
}

export interface Not {
  readonly kind: 'not';
  readonly of: Filter;
}

/** A field is there; an arithmetic term has a value other than zero; a slice has bytes. */
export interface Test {
  readonly kind: 'exists' | 'nonzero' | 'nonempty';
  readonly of: Term;
}

/** The empty text: every record. */
export interface Everything {
  readonly kind: 'everything';
}

export type Filter = Logic | Not | Compare | In | Test | Everything;
