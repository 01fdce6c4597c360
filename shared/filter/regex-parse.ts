// Regular expressions of `matches`: the syntax of PCRE over bytes, as far as it needs no memory of what was matched before.
// Refused by name: back references, look-around, atomic and possessive groups, conditions, recursion.
import { ByteSet } from './byte-set.ts';

export type Assertion = 'text-start' | 'text-end' | 'text-last' | 'line-start' | 'line-end' | 'word' | 'not-word';

export type RegexNode =
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly of: RegexNode; readonly least: number; readonly most: number }
  | { readonly kind: 'assert'; readonly assertion: Assertion };

/** What is wrong with a pattern; `at` counts from its first byte. */
export class RegexProblem extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const DEEPEST = 100;
const MOST_REPEATS = 1000;

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

const CONTROL: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };
const CLASS: Readonly<Record<string, ByteSet>> = {
  d: ByteSet.range(48, 57),
  w: ByteSet.of('0-9A-Za-z_'),
  s: ByteSet.of('\t-\r '),
  h: ByteSet.of('\t \xa0'),
  v: ByteSet.of('\n-\r\x85'),
};
const POSIX: Readonly<Record<string, ByteSet>> = {
  alpha: ByteSet.of('A-Za-z'),
  digit: ByteSet.of('0-9'),
  alnum: ByteSet.of('0-9A-Za-z'),
  upper: ByteSet.of('A-Z'),
  lower: ByteSet.of('a-z'),
  space: ByteSet.of('\t-\r '),
  blank: ByteSet.of('\t '),
  punct: ByteSet.of('!-/:-@[-`{-~'),
  xdigit: ByteSet.of('0-9A-Fa-f'),
  word: ByteSet.of('0-9A-Za-z_'),
  print: ByteSet.of(' -~'),
  graph: ByteSet.of('!-~'),
  cntrl: ByteSet.of('\x00-\x1f\x7f'),
};
const ANCHOR: Readonly<Record<string, Assertion>> = {
  A: 'text-start',
  z: 'text-end',
  Z: 'text-last',
  b: 'word',
  B: 'not-word',
};
const NEWLINE = ByteSet.range(10, 10);

/** The tree of a pattern (a byte string). Upper and lower case are alike unless it says (?-i). Throws RegexProblem. */
export function parseRegex(pattern: string): RegexNode {
  const parser = new RegexParser(pattern);
  const node = parser.choice({ i: true, m: false, s: false, x: false }, 0);
  if (!parser.done) throw new RegexProblem('a parenthesis closes what was not opened', parser.at);
  return node;
}

class RegexParser {
  readonly #text: string;
  at = 0;
  #flags: Flags = { i: true, m: false, s: false, x: false };

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.at >= this.#text.length;
  }

  #fail(message: string): RegexProblem {
    return new RegexProblem(message, Math.min(this.at, this.#text.length));
  }

  #take(wanted: string): boolean {
    if (!this.#text.startsWith(wanted, this.at)) return false;
    this.at += wanted.length;
    return true;
  }

  #takePattern(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found) this.at += found[0].length;
    return found;
  }

  choice(flags: Flags, depth: number): RegexNode {
    if (depth > DEEPEST) throw this.#fail('there are too many groups in each other');
    const outer = this.#flags;
    this.#flags = flags;
    const of = [this.#sequence(depth)];
    while (this.#take('|')) of.push(this.#sequence(depth));
    this.#flags = outer;
    return of.length === 1 ? of[0]! : { kind: 'choice', of };
  }

  #sequence(depth: number): RegexNode {
    const of: RegexNode[] = [];
    while (!this.done && this.#text[this.at] !== '|' && this.#text[this.at] !== ')') {
      if (this.#flags.x && this.#takePattern(/\s+|#[^\n]*\n?/y)) continue;
      if (this.#quoted(of)) continue;
      const atom = this.#atom(depth);
      if (atom !== null) of.push(this.#repeated(atom));
    }
    return of.length === 1 ? of[0]! : { kind: 'sequence', of };
  }

  /** \Q…\E: each byte stands for itself. */
  #quoted(of: RegexNode[]): boolean {
    const found = this.#takePattern(/\\Q(.*?)(?:\\E|$)/sy);
    for (const byte of found?.[1] ?? '') of.push(this.#byte(byte.charCodeAt(0)));
    return found !== null;
  }

  #byte(value: number): RegexNode {
    return { kind: 'set', set: this.#folded(ByteSet.range(value, value)) };
  }

  #folded(set: ByteSet): ByteSet {
    return this.#flags.i ? set.withBothCases() : set;
  }

  #atom(depth: number): RegexNode | null {
    if (this.#take('(')) return this.#group(depth);
    if (this.#take('[')) return { kind: 'set', set: this.#folded(this.#class()) };
    if (this.#take('.')) return { kind: 'set', set: this.#flags.s ? ByteSet.of('').inverted() : NEWLINE.inverted() };
    if (this.#take('^')) return { kind: 'assert', assertion: this.#flags.m ? 'line-start' : 'text-start' };
    if (this.#take('$')) return { kind: 'assert', assertion: this.#flags.m ? 'line-end' : 'text-last' };
    if (/[*+?]/.test(this.#text[this.at]!)) throw this.#fail('there is nothing to repeat');
    if (!this.#take('\\')) return this.#byte(this.#text.charCodeAt(this.at++));
    const letter = this.#text[this.at] ?? '';
    const assertion = ANCHOR[letter];
    if (assertion !== undefined) {
      this.at++;
      return { kind: 'assert', assertion };
    }
    const set = this.#classEscape();
    return set ? { kind: 'set', set } : this.#byte(this.#byteEscape());
  }

  #group(depth: number): RegexNode | null {
    let flags = this.#flags;
    if (this.#take('?#')) {
      if (!this.#takePattern(/[^)]*\)/y)) throw this.#fail('a comment is not closed');
      return null;
    }
    const set = this.#takePattern(/\?([imsx]*)(?:-([imsx]*))?(:|\))/y);
    if (set) {
      const changed: Record<string, boolean> = { ...flags };
      for (const flag of set[1]!) changed[flag] = true;
      for (const flag of set[2] ?? '') changed[flag] = false;
      flags = changed as unknown as Flags;
      if (set[3] === ')') {
        this.#flags = flags;
        return null;
      }
    } else if (!this.#takePattern(/\?P?<[A-Za-z_]\w*>|\?'[A-Za-z_]\w*'/y) && this.#text[this.at] === '?') {
      throw this.#fail(
        `“(${this.#text.slice(this.at, this.at + 2)}” (look-around, atomic groups, recursion) is not supported`,
      );
    } else if (this.#text[this.at] === '*') {
      throw this.#fail('verbs “(*…)” are not supported');
    }
    const inner = this.choice(flags, depth + 1);
    if (!this.#take(')')) throw this.#fail('a parenthesis is not closed');
    return inner;
  }

  #repeated(atom: RegexNode): RegexNode {
    let node = atom;
    for (;;) {
      const found = this.#takePattern(/([*+?]|\{(\d+)(,(\d*))?\})([?+]?)/y);
      if (!found) return node;
      if (found[5] === '+') throw this.#fail('possessive repetition is not supported');
      const [least, most] = counts(found);
      if (least > MOST_REPEATS || (most !== Number.POSITIVE_INFINITY && most > MOST_REPEATS) || least > most) {
        throw this.#fail(`a repetition counts upwards, to at most ${MOST_REPEATS}`);
      }
      node = { kind: 'repeat', of: node, least, most };
    }
  }

  #class(): ByteSet {
    const set = new ByteSet();
    const inverted = this.#take('^');
    for (let first = true; first || this.#text[this.at] !== ']'; first = false) {
      if (this.done) throw this.#fail('a bracket is not closed');
      const posix = this.#takePattern(/\[:(\^?)([a-z]+):\]/y);
      if (posix) {
        const named = POSIX[posix[2]!];
        if (!named) throw this.#fail(`there is no class [:${posix[2]}:]`);
        set.add(posix[1] ? named.inverted() : named);
        continue;
      }
      const whole = this.#text[this.at] === '\\' ? this.#classEscapeInBrackets() : undefined;
      if (whole) {
        set.add(whole);
        continue;
      }
      const low = this.#classByte();
      const high = this.#takePattern(/-(?!\])/y) ? this.#classByte() : low;
      if (high < low) throw this.#fail('a range in brackets counts upwards');
      set.add(ByteSet.range(low, high));
    }
    this.at++;
    // Case is folded before a class is turned round, as it is what stands in the brackets that has no case.
    return inverted ? this.#folded(set).inverted() : set;
  }

  #classEscapeInBrackets(): ByteSet | undefined {
    this.at++;
    const set = this.#classEscape();
    if (!set) this.at--;
    return set;
  }

  #classByte(): number {
    if (this.done) throw this.#fail('a bracket is not closed');
    if (!this.#take('\\')) return this.#text.charCodeAt(this.at++);
    return this.#take('b') ? 8 : this.#byteEscape();
  }

  /** \d, \W, \N, …; undefined, with nothing taken, when the escape is no class. */
  #classEscape(): ByteSet | undefined {
    const letter = this.#text[this.at] ?? '';
    const set = letter === 'N' ? NEWLINE.inverted() : CLASS[letter];
    const inverse = CLASS[letter.toLowerCase()];
    if (!set && !(inverse && letter !== letter.toLowerCase())) return undefined;
    this.at++;
    return set ?? inverse!.inverted();
  }

  #byteEscape(): number {
    if (this.done) throw this.#fail('nothing follows the backslash');
    const hex = this.#takePattern(/x(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{0,2}))/y);
    if (hex) return this.#fits(Number.parseInt(hex[1] ?? (hex[2] || '0'), 16));
    const octal = this.#takePattern(/0[0-7]{0,2}|o\{[0-7]+\}/y);
    if (octal) return this.#fits(Number.parseInt(octal[0].replace(/[^0-7]/g, ''), 8));
    const control = this.#takePattern(/c([ -~])/y);
    if (control) return control[1]!.toUpperCase().charCodeAt(0) ^ 64;
    const letter = this.#text[this.at++]!;
    if (CONTROL[letter] !== undefined) return CONTROL[letter]!;
    if (/[1-9gk]/.test(letter)) throw this.#fail('back references are not supported');
    if (/[A-Za-z]/.test(letter)) throw this.#fail(`“\\${letter}” is not supported`);
    return letter.charCodeAt(0);
  }

  #fits(value: number): number {
    if (value > 255) throw this.#fail('a byte is at most 255');
    return value;
  }
}

function counts(found: RegExpExecArray): [least: number, most: number] {
  const [, sign, least, comma, most] = found;
  if (sign === '*') return [0, Number.POSITIVE_INFINITY];
  if (sign === '+') return [1, Number.POSITIVE_INFINITY];
  if (sign === '?') return [0, 1];
  const low = Number(least);
  if (comma === undefined) return [low, low];
  return [low, most === '' ? Number.POSITIVE_INFINITY : Number(most)];
}
