// The words of a display filter (Wireshark 4.0's scanner.l): the longest match counts, a sign with a meaning before a name.
import { SPELLINGS } from './operator.ts';
import { FilterProblem, type Place } from './problem.ts';
import { charText, stringText } from './quoted.ts';

export interface Token extends Place {
  /** sign: by its meaning in SPELLINGS; word: a field, a function or an unquoted value; literal: never a field. */
  readonly kind: 'sign' | 'word' | 'field' | 'literal' | 'string' | 'char' | 'range' | 'end';
  /** The meaning of a sign, the content of a string or character constant, otherwise the text. */
  readonly text: string;
}

const HEX2 = '[0-9a-fA-F]{2}';
const NAME = '[0-9A-Za-z_][0-9A-Za-z_-]*(?:\\.[0-9A-Za-z_-]+)*';
const H16 = '[0-9A-Fa-f]{1,4}';
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const bytesOf = (separator: string): string => `:?${HEX2}(?:${separator}${HEX2})+`;

const signs = [...SPELLINGS.keys()].map(text => text.replace(/[.*+?^${}()|[\]\\&-]/g, '\\$&'));
const SIGN = signs.sort((a, b) => b.length - a.length).join('|');
/** Anything of hex digits and colons: whether it is an address is seen when its value is read. */
const IPV6 = `(?:${H16}|:):(?:[0-9A-Fa-f:]*:${IPV4}|${IPV4}|[0-9A-Fa-f:]*)(?:/[0-9]{1,3})?`;

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['sign', new RegExp(SIGN, 'y')],
  ['word', new RegExp(`${IPV4}(?:/[0-9]{1,2})?`, 'y')],
  ['word', new RegExp(IPV6, 'y')],
  ['word', new RegExp([bytesOf(':'), bytesOf('\\.'), bytesOf('-')].join('|'), 'y')],
  ['literal', /:[0-9a-fA-F]+/y],
  ['word', new RegExp(NAME, 'y')],
  ['field', new RegExp(`\\.${NAME}`, 'y')],
];

/** Longest text that is read. */
const LONGEST = 20_000;

/** The words of a text, with an `end` behind the last. Throws FilterProblem. Time is linear in the text. */
export function lex(text: string): Token[] {
  if (text.length > LONGEST) {
    throw new FilterProblem({ at: LONGEST, end: text.length }, `A filter may be ${LONGEST} characters long.`);
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const before = tokens.at(-1);
    const token = before !== undefined && isOpenRange(tokens) ? lexRange(text, at) : lexOne(text, at);
    if (before?.text === '#' && before.kind === 'sign' && token.text !== '[' && !/^\d+$/.test(token.text)) {
      throw new FilterProblem(token, 'A layer is a number, or a range in brackets: ip.src#2, tcp.port#[2-4].');
    }
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at: text.length, end: text.length });
  return tokens;
}

/** Whether the last token stands right behind the bracket, or a comma, of a slice: what follows is one range. */
function isOpenRange(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1)!;
  if (last.kind !== 'sign') return false;
  return last.text === '[' || (last.text === ',' && tokens.at(-2)?.kind === 'range');
}

function lexRange(text: string, at: number): Token {
  let end = at;
  while (end < text.length && text[end] !== ']' && text[end] !== ',') end++;
  if (end === text.length) throw new FilterProblem({ at, end }, 'The right bracket of a slice is missing.', ']');
  if (end === at) throw new FilterProblem({ at, end: at + 1 }, 'A slice says which bytes: [0:3], [2-5], [-4:].');
  return { kind: 'range', text: text.slice(at, end), at, end };
}

function lexOne(text: string, at: number): Token {
  const quoted = /[rR]?"/y;
  quoted.lastIndex = at;
  if (quoted.test(text)) {
    const { content, end } = stringText(text, at);
    return { kind: 'string', text: content, at, end };
  }
  if (text[at] === "'") {
    const { content, end } = charText(text, at);
    return { kind: 'char', text: content, at, end };
  }
  let best: Token | undefined;
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined || found.length <= (best ? best.end - best.at : 0)) continue;
    const meaning = kind === 'sign' ? SPELLINGS.get(found)! : found;
    best = { kind, text: meaning, at, end: at + found.length };
  }
  if (best?.kind === 'word' && /^:[^:]/.test(best.text)) return { ...best, kind: 'literal' };
  return best ?? unknownSign(text, at);
}

function unknownSign(text: string, at: number): never {
  const place = { at, end: at + 1 };
  const sign = String.fromCodePoint(text.codePointAt(at)!);
  if (sign === '=') throw new FilterProblem(place, 'Equality is written with two signs.', '==');
  if (sign === '|') throw new FilterProblem(place, '“or” is written with two bars.', '||');
  if (sign === '“' || sign === '”') throw new FilterProblem(place, 'Text stands in straight quotes.', '"');
  throw new FilterProblem(place, `“${sign}” means nothing here.`);
}
