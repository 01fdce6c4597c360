// Quoted text of display filters: "strings" with the escapes of C, r"raw strings", and 'c'haracter constants.
import { byteString } from './byte-string.ts';
import { FilterProblem } from './problem.ts';

interface Quoted {
  /** One character a byte: what is not ASCII stands in UTF-8, as fields are compared byte by byte. */
  readonly content: string;
  /** Behind the closing quote. */
  readonly end: number;
}

const NAMED: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

const OCTAL = /[0-7]{1,3}/y;
const HEX = /x([0-9a-fA-F]{1,2})/y;
const UNICODE = /u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})/y;

/** The string at `at`, with its quotes and an r in front where it is raw. Throws FilterProblem. */
export function stringText(text: string, at: number): Quoted {
  const raw = text[at] !== '"';
  let content = '';
  let i = at + (raw ? 2 : 1);
  while (i < text.length && text[i] !== '"') {
    if (text[i] !== '\\') {
      const one = plain(text, i);
      content += one.content;
      i = one.end;
    } else if (raw) {
      // The backslash stays, and keeps a quote from closing the string.
      const one = plain(text, i + 1);
      content += `\\${one.content}`;
      i = Math.max(i + 2, one.end);
    } else {
      const { content: one, end } = escaped(text, i);
      content += one;
      i = end;
    }
  }
  if (i >= text.length) throw new FilterProblem({ at, end: text.length }, 'The closing quote is missing.', '"');
  return { content, end: i + 1 };
}

/** The character constant at `at`. Throws FilterProblem. */
export function charText(text: string, at: number): Quoted {
  const problem = (message: string): FilterProblem =>
    new FilterProblem({ at, end: Math.min(at + 3, text.length) }, message);
  if (at + 1 >= text.length) throw problem('The closing quote of the character is missing.');
  if (text[at + 1] === "'") throw problem('There is no character between the quotes.');
  const one = text[at + 1] === '\\' ? escaped(text, at + 1) : plain(text, at + 1);
  if (one.content.length !== 1 || text[one.end] !== "'")
    throw problem('Single quotes hold one character of ASCII; text stands in double quotes.');
  return { content: one.content, end: one.end + 1 };
}

function plain(text: string, at: number): Quoted {
  const point = text.codePointAt(at);
  if (point === undefined) return { content: '', end: at };
  const one = String.fromCodePoint(point);
  return { content: byteString(one), end: at + one.length };
}

/** The escape at the backslash at `at`. */
function escaped(text: string, at: number): Quoted {
  const octal = match(OCTAL, text, at + 1);
  if (octal) return byte(Number.parseInt(octal[0], 8), at, at + 1 + octal[0].length);
  const hex = match(HEX, text, at + 1);
  if (hex) return byte(Number.parseInt(hex[1]!, 16), at, at + 1 + hex[0].length);
  const unicode = match(UNICODE, text, at + 1);
  if (unicode) {
    const point = Number.parseInt(unicode[1] ?? unicode[2]!, 16);
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      throw new FilterProblem({ at, end: at + 1 + unicode[0].length }, 'There is no such Unicode character.');
    }
    return { content: byteString(String.fromCodePoint(point)), end: at + 1 + unicode[0].length };
  }
  const named = NAMED[text[at + 1] ?? ''];
  if (named === undefined) {
    throw new FilterProblem(
      { at, end: at + 2 },
      `“\\${text[at + 1] ?? ''}” is no escape; a backslash is written \\\\.`,
    );
  }
  return { content: named, end: at + 2 };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function byte(value: number, at: number, end: number): Quoted {
  if (value > 255) throw new FilterProblem({ at, end }, 'A byte is at most 255 (octal 377).');
  return { content: String.fromCharCode(value), end };
}
