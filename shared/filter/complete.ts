// What may stand at the cursor of a filter box: fields by what was typed of them, operators that the field before has, values
// with a name.
import type { FieldDef } from '../catalogue/field-def.ts';
import { PAYLOAD_KINDS } from '../model/payload-kind.ts';
import { EXTENSION_FIELDS, FIELD_NAMES, filterField } from './fields.ts';
import { FUNCTIONS } from './functions.ts';
import { lex, type Token } from './lex.ts';
import { ARITHMETIC, COMPARISONS, LOGIC } from './operator.ts';
import { FilterProblem } from './problem.ts';
import { can, typeInWords, typeOfField } from './value.ts';

export interface Suggestion {
  readonly kind: 'field' | 'function' | 'operator' | 'value';
  /** What would stand in the text. */
  readonly text: string;
  /** What it is, for people. */
  readonly note: string;
}

export interface Completion {
  /** The stretch of the text that a suggestion takes the place of, from 0. */
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
}

/** Suggestions of one completion. */
const MOST = 50;

/** What may stand at the cursor; the word that it stands in or behind is what has been typed so far. Never throws. */
export function complete(text: string, cursor: number): Completion {
  const before = text.slice(0, cursor);
  const typed = /[\w.-]*$/.exec(before)![0];
  const from = before.length - typed.length;
  const to = cursor + /^[\w.-]*/.exec(text.slice(cursor))![0].length;
  const tokens = wordsOf(before.slice(0, from));
  return { from, to, suggestions: tokens === null ? [] : suggest(tokens, typed).slice(0, MOST) };
}

/** The words in front; null inside of quotes or brackets. */
function wordsOf(text: string): readonly Token[] | null {
  try {
    return lex(text).slice(0, -1);
  } catch (thrown) {
    if (thrown instanceof FilterProblem) return null;
    throw thrown;
  }
}

const COMPARES = new Set<string>(COMPARISONS.map(({ op }) => op));
const SUMS = new Set<string>(ARITHMETIC.map(({ op }) => op));
const LOGICAL = new Set<string>([...LOGIC.map(({ op }) => op), '(', 'any', 'all']);

function suggest(tokens: readonly Token[], typed: string): readonly Suggestion[] {
  const last = tokens.at(-1);
  if (last === undefined || (last.kind === 'sign' && LOGICAL.has(last.text))) return fields(typed, () => true);
  if (
    last.kind === 'sign' &&
    (COMPARES.has(last.text) || SUMS.has(last.text) || ['{', ',', '..'].includes(last.text))
  ) {
    return values(tokens, typed);
  }
  if (last.kind === 'sign' && last.text === 'in')
    return matching([{ kind: 'operator', text: '{', note: 'a set' }], typed);
  return operators(tokens, typed);
}

/** The field that the words at the end are about. */
function fieldBefore(tokens: readonly Token[]): { readonly name: string; readonly def: FieldDef } | null {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind === 'sign' && LOGIC.some(({ op }) => op === text)) return null;
    const def = kind === 'word' ? filterField(text) : undefined;
    if (def) return { name: text, def };
  }
  return null;
}

function fields(typed: string, wanted: (def: FieldDef) => boolean): readonly Suggestion[] {
  const found: Suggestion[] = [];
  for (const name of ranked(typed)) {
    const def = filterField(name)!;
    if (wanted(def)) found.push({ kind: 'field', text: name, note: fieldNote(name, def) });
    if (found.length === MOST) break;
  }
  const calls = [...FUNCTIONS].map(
    ([name, { meaning }]): Suggestion => ({ kind: 'function', text: `${name}(`, note: meaning }),
  );
  return [...found, ...(typed === '' ? [] : matching(calls, typed))];
}

const fieldNote = (name: string, def: FieldDef): string =>
  `${def.title} (${Object.hasOwn(EXTENSION_FIELDS, name) ? 'ours, ' : ''}${typeInWords(typeOfField(def))})`;

/** Names that begin with what was typed, protocols and short ones first; then those with a part that does. */
function ranked(typed: string): readonly string[] {
  const wanted = typed.toLowerCase();
  const depth = (name: string): number => name.split('.').length;
  const begins = FIELD_NAMES.filter(name => name.toLowerCase().startsWith(wanted));
  const inside = wanted === '' ? [] : FIELD_NAMES.filter(name => name.toLowerCase().includes(`.${wanted}`));
  return [...begins.sort((a, b) => depth(a) - depth(b)), ...inside.filter(name => !begins.includes(name))];
}

function values(tokens: readonly Token[], typed: string): readonly Suggestion[] {
  const about = fieldBefore(tokens);
  if (about === null) return [];
  const { name, def } = about;
  const named: Suggestion[] = [...(def.names ?? [])].map(([value, note]) => ({
    kind: 'value',
    text: String(value),
    note,
  }));
  if (def.type === 'boolean') {
    named.push({ kind: 'value', text: 'True', note: 'set' }, { kind: 'value', text: 'False', note: 'not set' });
  }
  if (name === 'payload_kind') {
    named.push(...PAYLOAD_KINDS.map((kind): Suggestion => ({ kind: 'value', text: `"${kind}"`, note: 'payload' })));
  }
  const alike = typed === '' || /^\d/.test(typed) ? [] : fields(typed, other => other.type === def.type);
  return [...matching(named, typed), ...alike];
}

function operators(tokens: readonly Token[], typed: string): readonly Suggestion[] {
  const about = fieldBefore(tokens);
  const all: Suggestion[] = [];
  if (about !== null && !isCompared(tokens)) {
    const type = typeOfField(about.def);
    for (const { op, spellings, meaning } of COMPARISONS) {
      const ability = op === 'contains' || op === 'matches' ? op : 'compare';
      if (can(type, ability)) all.push(...spelled(spellings, typed, meaning));
    }
    if (can(type, 'compare')) all.push({ kind: 'operator', text: 'in', note: 'is one of a set' });
  }
  for (const { op, spellings, meaning } of LOGIC) if (op !== 'not') all.push(...spelled(spellings, typed, meaning));
  return matching(all, typed);
}

/** Signs when nothing was typed, words when letters were. */
const spelled = (spellings: readonly string[], typed: string, note: string): Suggestion[] =>
  (typed === '' ? spellings.slice(0, 1) : spellings).map(text => ({ kind: 'operator', text, note }));

/** Whether the test that the words end with has its comparison already. */
function isCompared(tokens: readonly Token[]): boolean {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind !== 'sign') continue;
    if (COMPARES.has(text) || text === 'in') return true;
    if (LOGICAL.has(text)) return false;
  }
  return false;
}

function matching(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  return all.filter(
    ({ text, note }) =>
      text.toLowerCase().startsWith(wanted) ||
      text.toLowerCase().startsWith(`"${wanted}`) ||
      note.toLowerCase().startsWith(wanted),
  );
}
