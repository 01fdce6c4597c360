// What may stand at the cursor of a filter box: fields by what was typed of them, operators that the field before has, values:
// those that the open source holds, then those with a name.
import type { FieldDef } from '../catalogue/field-def.ts';
import type { FieldValue, FieldValues } from '../model/filter-value.ts';
import { PAYLOAD_KINDS } from '../model/payload-kind.ts';
import { counted } from '../unit/format.ts';
import { type Place, placeOf } from './complete-place.ts';
import { EXTENSION_FIELDS, FIELD_NAMES, filterField } from './fields.ts';
import { FUNCTIONS } from './functions.ts';
import type { Token } from './lex.ts';
import { ARITHMETIC, COMPARISONS, LOGIC } from './operator.ts';
import { can, typeInWords, typeOfField } from './value.ts';

export interface Suggestion {
  readonly kind: 'field' | 'function' | 'operator' | 'value';
  /** What would stand in the text. */
  readonly text: string;
  /** What it is, for people. */
  readonly note: string;
}

/** A field of which a value is to be written, and what was typed of the value. */
interface Wanted {
  readonly field: string;
  readonly typed: string;
}

export interface Completion {
  /** The stretch of the text that a suggestion takes the place of, from 0. */
  readonly from: number;
  readonly to: number;
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
  /** Values that the source may know of; null: no value belongs here. */
  readonly wanted: Wanted | null;
}

/** What is known of the open source. */
interface Known {
  /** Whether records of the source can have the field; absent: they can have any. */
  has?(field: string): boolean;
  /** Values of a field, of an earlier keystroke perhaps. */
  readonly held?: FieldValues | undefined;
}

/** Suggestions of one completion. */
const MOST = 50;

/** What may stand at the cursor; the word that it stands in or behind is what has been typed so far. Never throws. */
export function complete(text: string, cursor: number, known: Known = {}): Completion {
  const place = placeOf(text, cursor);
  const { from, to } = place;
  if (place.tokens === null) return { from, to, suggestions: [], wanted: null };
  const wanted = wantedAt(place, place.tokens);
  const suggestions = suggest(place, place.tokens, known, wanted).slice(0, MOST);
  return { from, to, suggestions, wanted };
}

const COMPARES = new Set<string>(COMPARISONS.map(({ op }) => op));
const SUMS = new Set<string>(ARITHMETIC.map(({ op }) => op));
const LOGICAL = new Set<string>([...LOGIC.map(({ op }) => op), '(', 'any', 'all']);

const isValueNext = ({ kind, text }: Token): boolean =>
  kind === 'sign' && (COMPARES.has(text) || SUMS.has(text) || ['{', ',', '..'].includes(text));

/** Regular expressions are no values; nor is anything but text written in quotes. */
function wantedAt({ typed, isQuoted }: Place, tokens: readonly Token[]): Wanted | null {
  const last = tokens.at(-1);
  if (last === undefined || !isValueNext(last) || last.text === 'matches') return null;
  const about = fieldBefore(tokens);
  if (about === null || (isQuoted && about.def.type !== 'string')) return null;
  return { field: about.name, typed };
}

function suggest(
  { typed, isQuoted }: Place,
  tokens: readonly Token[],
  known: Known,
  wanted: Wanted | null,
): readonly Suggestion[] {
  if (isQuoted) return wanted === null ? [] : values(wanted, known, true);
  const last = tokens.at(-1);
  if (last === undefined || (last.kind === 'sign' && LOGICAL.has(last.text))) return fields(typed, known, () => true);
  if (isValueNext(last)) return wanted === null ? [] : values(wanted, known, false);
  if (last.kind === 'sign' && last.text === 'in')
    return matching([{ kind: 'operator', text: '{', note: 'a set' }], typed);
  return isInSet(tokens) ? matching(SET, typed) : operators(tokens, typed);
}

const SET: readonly Suggestion[] = [
  { kind: 'operator', text: ',', note: 'another value' },
  { kind: 'operator', text: '}', note: 'the end of the set' },
  { kind: 'operator', text: '..', note: 'up to' },
];

function isInSet(tokens: readonly Token[]): boolean {
  const bracket = tokens.findLast(({ kind, text }) => kind === 'sign' && (text === '{' || text === '}'));
  return bracket?.text === '{';
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

function fields(typed: string, known: Known, wanted: (def: FieldDef) => boolean): readonly Suggestion[] {
  const found: Suggestion[] = [];
  for (const name of ranked(typed)) {
    const def = filterField(name)!;
    if (wanted(def) && (known.has?.(name) ?? true))
      found.push({ kind: 'field', text: name, note: fieldNote(name, def) });
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

/** Those that the source holds; then others with a name; then fields of the same type. */
function values({ field, typed }: Wanted, known: Known, isQuoted: boolean): readonly Suggestion[] {
  const def = filterField(field)!;
  const held = heldValues(field, def, typed, known);
  const named = namedValues(field, def).filter(({ text }) => !held.some(one => one.text === text));
  const alike = isQuoted || typed === '' || /^\d/.test(typed) ? [] : fields(typed, known, one => one.type === def.type);
  return [...held, ...matching(named, typed), ...alike];
}

function heldValues(field: string, def: FieldDef, typed: string, { held }: Known): readonly Suggestion[] {
  if (held?.field !== field) return [];
  const wanted = typed.toLowerCase();
  const isFound = ({ value, note }: FieldValue): boolean =>
    value.toLowerCase().includes(wanted) || (note?.toLowerCase().includes(wanted) ?? false);
  return held.values.filter(isFound).map(({ value, count, note }) => {
    const name = def.names?.get(Number(value)) ?? note;
    const often = held.counted === null ? null : counted(count, held.counted.slice(0, -1));
    return { kind: 'value', text: written(value, def), note: [name, often].filter(part => part !== null).join(', ') };
  });
}

/** Text stands in quotes. */
const written = (value: string, def: FieldDef): string =>
  def.type === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;

function namedValues(field: string, def: FieldDef): readonly Suggestion[] {
  const named = [...(def.names ?? [])].map(
    ([value, note]): Suggestion => ({ kind: 'value', text: String(value), note }),
  );
  if (def.type === 'boolean') {
    named.push({ kind: 'value', text: 'True', note: 'set' }, { kind: 'value', text: 'False', note: 'not set' });
  }
  if (field === 'payload_kind') {
    named.push(...PAYLOAD_KINDS.map((kind): Suggestion => ({ kind: 'value', text: `"${kind}"`, note: 'payload' })));
  }
  return named;
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
