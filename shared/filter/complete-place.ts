// Where the cursor of a filter box stands: which word is being typed, in quotes or not, and the words in front of it.
import { filterField } from './fields.ts';
import { lex, type Token } from './lex.ts';
import { FilterProblem } from './problem.ts';

export interface Place {
  /** The stretch of the text that what is chosen takes the place of. */
  readonly from: number;
  readonly to: number;
  /** What of it stands before the cursor, without its quote. */
  readonly typed: string;
  readonly isQuoted: boolean;
  /** The words in front; null where nothing can be offered: inside of brackets. */
  readonly tokens: readonly Token[] | null;
}

/** Types whose values are written with colons and slashes. */
const WITH_COLONS: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'ether', 'bytes']);

export function placeOf(text: string, cursor: number): Place {
  const before = text.slice(0, cursor);
  const quote = openQuote(before);
  if (quote !== null) {
    const behind = text.slice(cursor);
    const rest = /^(?:[^"\\]|\\.)*"/.exec(behind) ?? /^[\w.-]*/.exec(behind)!;
    const typed = before.slice(quote + 1).replace(/\\(["\\])/g, '$1');
    const from = /[rR]$/.test(before.slice(0, quote)) ? quote - 1 : quote;
    return { from, to: cursor + rest[0].length, typed, isQuoted: true, tokens: wordsOf(before.slice(0, from)) };
  }
  const long = wordAt(text, cursor, '\\w.:/-');
  const last = long.tokens?.findLast(({ kind, text: word }) => kind === 'word' && filterField(word) !== undefined);
  if (last !== undefined && WITH_COLONS.has(filterField(last.text)!.type)) return long;
  return wordAt(text, cursor, '\\w.-');
}

function wordAt(text: string, cursor: number, letters: string): Place {
  const before = text.slice(0, cursor);
  const typed = new RegExp(`[${letters}]*$`).exec(before)![0];
  const from = before.length - typed.length;
  const to = cursor + new RegExp(`^[${letters}]*`).exec(text.slice(cursor))![0].length;
  return { from, to, typed, isQuoted: false, tokens: wordsOf(before.slice(0, from)) };
}

/** Place of the quote that is open at the end of the text; null: none is. */
function openQuote(text: string): number | null {
  let open: number | null = null;
  let isRaw = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') {
      isRaw = open === null && /[rR]/.test(text[at - 1] ?? '');
      open = open === null ? at : null;
    } else if (text[at] === '\\' && open !== null && !isRaw) at++;
  }
  return open;
}

function wordsOf(text: string): readonly Token[] | null {
  try {
    return lex(text).slice(0, -1);
  } catch (thrown) {
    if (thrown instanceof FilterProblem) return null;
    throw thrown;
  }
}
