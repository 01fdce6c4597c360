// A filter as text again, in one spelling: parsing it gives the same filter.
import type { Filter, Literal, Member, Range, Term } from './ast.ts';
import { bytesOf, textOf } from './byte-string.ts';
import { isFieldName } from './fields.ts';
import { ARITHMETIC, LOGIC } from './operator.ts';

const PRECEDENCE: Readonly<Record<string, number>> = { or: 1, xor: 2, and: 3 };
const SIGN: ReadonlyMap<string, string> = new Map(LOGIC.map(({ op, spellings }) => [op, spellings[0]!]));
const BINDING: ReadonlyMap<string, number> = new Map(ARITHMETIC.map(({ op, precedence }) => [op, precedence]));

/** The canonical text of a filter. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'everything':
      return '';
    case 'and':
    case 'or':
    case 'xor': {
      const own = PRECEDENCE[filter.kind]!;
      return `${operand(filter.left, own)} ${SIGN.get(filter.kind)} ${operand(filter.right, own + 1)}`;
    }
    case 'not': {
      const { of } = filter;
      return of.kind === 'exists' || of.kind === 'not' ? `!${printFilter(of)}` : `!(${printFilter(of)})`;
    }
    case 'compare':
      return `${quantified(filter.quantifier)}${printTerm(filter.left)} ${filter.op} ${printTerm(filter.right)}`;
    case 'in':
      return `${quantified(filter.quantifier)}${printTerm(filter.left)} in {${filter.members.map(member).join(', ')}}`;
    default:
      return printTerm(filter.of);
  }
}

const quantified = (quantifier: string | null): string => (quantifier === null ? '' : `${quantifier} `);

function operand(filter: Filter, least: number): string {
  const text = printFilter(filter);
  return (PRECEDENCE[filter.kind] ?? 9) < least ? `(${text})` : text;
}

const member = ({ low, high }: Member): string =>
  high === null ? printTerm(low) : `${printTerm(low)} .. ${printTerm(high)}`;

function printTerm(term: Term): string {
  switch (term.kind) {
    case 'field':
      return `${isFieldName(term.name) ? '' : '.'}${term.name}${term.layers === null ? '' : layers(term.layers)}`;
    case 'literal':
      return literal(term);
    case 'slice':
      return `${printTerm(term.of)}[${term.ranges.map(range).join(',')}]`;
    case 'call':
      return `${term.name}(${term.args.map(printTerm).join(', ')})`;
    case 'negated':
      return `-${printTerm(term.of)}`;
    case 'arithmetic': {
      const own = BINDING.get(term.op)!;
      return `${summand(term.left, own)} ${term.op} ${summand(term.right, own + 1)}`;
    }
  }
}

function summand(term: Term, least: number): string {
  const text = printTerm(term);
  return term.kind === 'arithmetic' && BINDING.get(term.op)! < least ? `{${text}}` : text;
}

function layers(ranges: readonly Range[]): string {
  const [only] = ranges;
  const single = ranges.length === 1 && only!.by === 'length' && only!.to === 1 && only!.start >= 0;
  return single ? `#${only!.start}` : `#[${ranges.map(range).join(',')}]`;
}

function range({ start, by, to }: Range): string {
  if (by === 'rest') return `${start}:`;
  if (by === 'end') return `${start}-${to}`;
  return to === 1 ? String(start) : `${start}:${to}`;
}

function literal({ form, text }: Literal): string {
  if (form === 'bare') return text;
  const quote = form === 'char' ? "'" : '"';
  const readable = form === 'char' ? undefined : textOf(text);
  return `${quote}${readable === undefined ? escapeBytes(text, quote) : escapeText(readable, quote)}${quote}`;
}

const hex = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;
const isPlain = (code: number): boolean => code >= 32 && code !== 127;

function escapeText(text: string, quote: string): string {
  let out = '';
  for (const char of text) {
    if (char === '\\' || char === quote) out += `\\${char}`;
    else out += isPlain(char.codePointAt(0)!) ? char : hex(char.codePointAt(0)!);
  }
  return out;
}

function escapeBytes(text: string, quote: string): string {
  let out = '';
  for (const byte of bytesOf(text)) out += byte < 128 ? escapeText(String.fromCharCode(byte), quote) : hex(byte);
  return out;
}
