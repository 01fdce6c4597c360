// Matching in linear time, whatever the pattern: all ways through it are followed at once (Thompson), and sets of ways that
// were met before are remembered as states of an automaton. Nothing in a filter or a capture can make it slow.
import type { ByteSet } from './byte-set.ts';
import { type Assertion, parseRegex, type RegexNode, RegexProblem } from './regex-parse.ts';

type Instruction =
  | { readonly op: 'set'; readonly set: ByteSet }
  | { readonly op: 'split'; to: number; other: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'match' };

const MOST_INSTRUCTIONS = 5000;
/** Nodes written out, those of repetitions each time: empty groups write no instruction. */
const MOST_NODES = 50_000;
const MOST_STATES = 1000;

/** What follows a place besides bytes 0 to 255. */
const END = 256;
const LAST_NEWLINE = 257;
const SYMBOLS = 258;

/** What stands before a place. */
const BEFORE = { start: 0, word: 1, newline: 2, other: 3 } as const;

const isWord = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || byte === 95 || (byte >= 97 && byte <= 122);
const isNewline = (symbol: number): boolean => symbol === 10 || symbol === LAST_NEWLINE;

const NOT_YET = -1;
const MATCHED = -2;

interface State {
  readonly ways: readonly number[];
  readonly before: number;
  /** By symbol: the number of the next state, MATCHED, or NOT_YET worked out. */
  readonly next: Int32Array;
}

export class Regex {
  /** The pattern, a byte string. */
  readonly pattern: string;
  readonly #program: Instruction[] = [];
  #nodes = 0;
  #states: State[] = [];
  readonly #numbers = new Map<string, number>();

  /** Throws RegexProblem. */
  constructor(pattern: string) {
    this.pattern = pattern;
    this.#emit(parseRegex(pattern));
    this.#push({ op: 'match' });
    this.#state([0], BEFORE.start);
  }

  /** Whether the pattern is found anywhere in bytes or in a byte string. */
  test(subject: Uint8Array | string): boolean {
    const { length } = subject;
    const text = typeof subject === 'string';
    let state = 0;
    for (let i = 0; i <= length; i++) {
      let symbol = END;
      if (i < length) symbol = text ? subject.charCodeAt(i) : subject[i]!;
      if (symbol === 10 && i === length - 1) symbol = LAST_NEWLINE;
      let next = this.#states[state]!.next[symbol]!;
      if (next === NOT_YET) next = this.#follow(state, symbol);
      if (next === MATCHED) return true;
      state = next;
    }
    return false;
  }

  #push(instruction: Instruction): number {
    if (this.#program.length >= MOST_INSTRUCTIONS) throw new RegexProblem('the pattern repeats too much', 0);
    return this.#program.push(instruction) - 1;
  }

  #emit(node: RegexNode): void {
    if (++this.#nodes > MOST_NODES) throw new RegexProblem('the pattern repeats too much', 0);
    switch (node.kind) {
      case 'set':
        this.#push({ op: 'set', set: node.set });
        break;
      case 'assert':
        this.#push({ op: 'assert', assertion: node.assertion });
        break;
      case 'sequence':
        for (const part of node.of) this.#emit(part);
        break;
      case 'choice':
        this.#emitChoice(node.of);
        break;
      case 'repeat':
        this.#emitRepeat(node.of, node.least, node.most);
        break;
    }
  }

  /** Each way but the last is tried beside the rest, and goes on behind all of them. */
  #emitChoice(of: readonly RegexNode[]): void {
    const ends: Extract<Instruction, { op: 'split' }>[] = [];
    for (const [i, way] of of.entries()) {
      if (i === of.length - 1) {
        this.#emit(way);
        break;
      }
      const split = this.#split();
      this.#emit(way);
      ends.push(this.#split());
      split.other = this.#program.length;
    }
    for (const end of ends) end.to = end.other = this.#program.length;
  }

  #emitRepeat(of: RegexNode, least: number, most: number): void {
    for (let i = 0; i < least; i++) this.#emit(of);
    if (most === Number.POSITIVE_INFINITY) {
      const at = this.#program.length;
      const split = this.#split();
      this.#emit(of);
      const back = this.#split();
      back.to = back.other = at;
      split.other = this.#program.length;
      return;
    }
    const skips: Extract<Instruction, { op: 'split' }>[] = [];
    for (let i = least; i < most; i++) {
      skips.push(this.#split());
      this.#emit(of);
    }
    for (const skip of skips) skip.other = this.#program.length;
  }

  /** A branch whose first way is the next instruction. */
  #split(): Extract<Instruction, { op: 'split' }> {
    const split = { op: 'split', to: this.#program.length + 1, other: 0 } as const;
    this.#push(split);
    return split as Extract<Instruction, { op: 'split' }>;
  }

  #state(ways: readonly number[], before: number): number {
    const key = `${before}:${ways.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MOST_STATES) {
      this.#numbers.clear();
      this.#states = [];
      this.#state([0], BEFORE.start);
    }
    const number = this.#states.push({ ways, before, next: new Int32Array(SYMBOLS).fill(NOT_YET) }) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** Where a state leads to by a symbol. */
  #follow(number: number, symbol: number): number {
    const state = this.#states[number]!;
    const reached = this.#closure(state, symbol);
    if (reached === null) {
      state.next[symbol] = MATCHED;
      return MATCHED;
    }
    const byte = symbol === LAST_NEWLINE ? 10 : symbol;
    const ways = [0];
    for (const at of reached) {
      const instruction = this.#program[at]!;
      if (instruction.op === 'set' && byte < END && instruction.set.has(byte)) ways.push(at + 1);
    }
    const before = isNewline(symbol) ? BEFORE.newline : isWord(byte) ? BEFORE.word : BEFORE.other;
    const next = this.#state(
      ways.sort((a, b) => a - b),
      before,
    );
    state.next[symbol] = next;
    return next;
  }

  /** All places reached without taking a byte; null when one of them is the end of the pattern. */
  #closure({ ways, before }: State, symbol: number): readonly number[] | null {
    const seen = new Set<number>();
    const open = [...ways];
    while (open.length > 0) {
      const at = open.pop()!;
      if (seen.has(at)) continue;
      seen.add(at);
      const instruction = this.#program[at]!;
      if (instruction.op === 'match') return null;
      if (instruction.op === 'split') open.push(instruction.to, instruction.other);
      else if (instruction.op === 'assert' && holds(instruction.assertion, before, symbol)) open.push(at + 1);
    }
    return [...seen];
  }
}

function holds(assertion: Assertion, before: number, symbol: number): boolean {
  switch (assertion) {
    case 'text-start':
      return before === BEFORE.start;
    case 'text-end':
      return symbol === END;
    case 'text-last':
      return symbol === END || symbol === LAST_NEWLINE;
    case 'line-start':
      return before === BEFORE.start || (before === BEFORE.newline && symbol !== END);
    case 'line-end':
      return symbol === END || isNewline(symbol);
    case 'word':
    case 'not-word': {
      const edge = (before === BEFORE.word) !== (symbol < END && isWord(symbol));
      return edge === (assertion === 'word');
    }
  }
}
