// Entropy coding of zstd (RFC 8878, section 4): tables for FSE and Huffman codes, and the reading of Huffman streams.
// Bytes are read from a buffer that is SLACK bytes longer than its content, so that a word can be loaded anywhere in it.
import { Broken } from './frame-error.ts';

/** Zero bytes that must lie behind the end of what is decoded. */
export const SLACK = 8;

const MIN_ACCURACY = 5;
const MAX_HUFFMAN_BITS = 11;
const MAX_WEIGHTS_ACCURACY = 6;
const MAX_WEIGHTS = 255;
/** A first byte from here on says how many weights follow, each in four bits. */
const DIRECT_WEIGHTS = 128;

/** A state gives its symbol; the next state is `base[state]` plus `bits[state]` bits of the stream. */
export interface FseTable {
  readonly accuracy: number;
  readonly symbol: Uint8Array;
  readonly bits: Uint8Array;
  readonly base: Uint16Array;
}

/** A code of at most `maxBits` bits, looked up by the next `maxBits` bits. */
export interface HuffmanTable {
  readonly maxBits: number;
  readonly symbol: Uint8Array;
  readonly bits: Uint8Array;
}

const highestBit = (x: number): number => 31 - Math.clz32(x);

/** The table of a distribution: -1 stands for a probability below one. Probabilities must add up to 2^accuracy. */
export function fseTable(counts: ArrayLike<number>, accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbol = new Uint8Array(size);
  const next = new Uint16Array(counts.length);
  let high = size - 1;
  for (let s = 0; s < counts.length; s++) {
    if (counts[s] === -1) symbol[high--] = s;
    next[s] = Math.abs(counts[s]!);
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (let s = 0; s < counts.length; s++) {
    for (let i = 0; i < counts[s]!; i++) {
      symbol[at] = s;
      do at = (at + step) & (size - 1);
      while (at > high);
    }
  }
  const bits = new Uint8Array(size);
  const base = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const n = next[symbol[state]!]!++;
    bits[state] = accuracy - highestBit(n);
    base[state] = (n << bits[state]!) - size;
  }
  return { accuracy, symbol, bits, base };
}

/** The table that gives one symbol and reads nothing. */
export const rleTable = (symbol: number): FseTable => ({
  accuracy: 0,
  symbol: Uint8Array.of(symbol),
  bits: new Uint8Array(1),
  base: new Uint16Array(1),
});

/** Reads the description of an FSE table in view[at, end); answers with the table and where its description ends. */
export function readFseTable(
  view: DataView,
  at: number,
  end: number,
  maxAccuracy: number,
  maxSymbol: number,
): readonly [table: FseTable, end: number] {
  let bit = at * 8;
  const peek = (n: number): number => {
    if (bit >= end * 8) throw new Broken('a table is cut short');
    return (view.getUint32(bit >>> 3, true) >>> (bit & 7)) & ((1 << n) - 1);
  };
  const accuracy = peek(4) + MIN_ACCURACY;
  bit += 4;
  if (accuracy > maxAccuracy)
    throw new Broken(`a table has an accuracy of ${accuracy}, and ${maxAccuracy} is possible`);
  const counts: number[] = [];
  let remaining = (1 << accuracy) + 1;
  while (remaining > 1) {
    if (counts.length > maxSymbol) throw new Broken('a table names too many symbols');
    const width = highestBit(remaining) + 1;
    const low = (1 << (width - 1)) - 1;
    const short = (1 << width) - 1 - remaining;
    const value = peek(width);
    let count = value & low;
    if (count < short) bit += width - 1;
    else {
      count = value > low ? value - short : value;
      bit += width;
    }
    counts.push(count - 1);
    remaining -= Math.abs(count - 1);
    if (remaining < 1) throw new Broken('the probabilities of a table add up to too much');
    for (let zeros = count === 1 ? 3 : 0; zeros === 3; ) {
      zeros = peek(2);
      bit += 2;
      if (counts.length + zeros > maxSymbol + 1) throw new Broken('a table names too many symbols');
      for (let i = 0; i < zeros; i++) counts.push(0);
    }
  }
  const tableEnd = Math.ceil(bit / 8);
  if (tableEnd > end) throw new Broken('a table is cut short');
  return [fseTable(counts, accuracy), tableEnd];
}

/** Bits of a stream that is read from its end, in view[from, to): the highest bit of its last byte only marks the end. */
export function streamBits(view: DataView, from: number, to: number): number {
  const last = to > from ? view.getUint8(to - 1) : 0;
  if (last === 0) throw new Broken('a bit stream does not end with a mark');
  return (to - from - 1) * 8 + highestBit(last);
}

/** Reads the description of a Huffman table in view[at, end); answers with the table and where its description ends. */
export function readHuffmanTable(view: DataView, at: number, end: number): readonly [table: HuffmanTable, end: number] {
  if (at >= end) throw new Broken('a Huffman table is cut short');
  const head = view.getUint8(at);
  const first = at + 1;
  if (head < DIRECT_WEIGHTS) {
    if (first + head > end) throw new Broken('a Huffman table is cut short');
    return [huffmanTable(compressedWeights(view, first, first + head)), first + head];
  }
  const count = head - DIRECT_WEIGHTS + 1;
  const tableEnd = first + Math.ceil(count / 2);
  if (tableEnd > end) throw new Broken('a Huffman table is cut short');
  const weights = Array.from({ length: count }, (_, i) => {
    const pair = view.getUint8(first + (i >> 1));
    return i & 1 ? pair & 15 : pair >> 4;
  });
  return [huffmanTable(weights), tableEnd];
}

/** Weights by two FSE states in turn, until the stream has no bits left for the next one. */
function compressedWeights(view: DataView, from: number, to: number): number[] {
  const [table, start] = readFseTable(view, from, to, MAX_WEIGHTS_ACCURACY, MAX_WEIGHTS);
  let left = streamBits(view, start, to);
  const read = (n: number): number => {
    left -= n;
    return left < 0 ? 0 : (view.getUint32(start + (left >>> 3), true) >>> (left & 7)) & ((1 << n) - 1);
  };
  const weights: number[] = [];
  let state = read(table.accuracy);
  let other = read(table.accuracy);
  if (left < 0) throw new Broken('the weights of a Huffman table are cut short');
  while (weights.length < MAX_WEIGHTS) {
    weights.push(table.symbol[state]!);
    const next = table.base[state]! + read(table.bits[state]!);
    if (left < 0) {
      weights.push(table.symbol[other]!);
      return weights;
    }
    state = other;
    other = next;
  }
  throw new Broken('a Huffman table names too many symbols');
}

/** The table of these weights and of the last one, which is what is missing to a power of two. */
function huffmanTable(weights: readonly number[]): HuffmanTable {
  let sum = 0;
  for (const weight of weights) {
    if (weight > MAX_HUFFMAN_BITS) throw new Broken(`a Huffman table has a weight of ${weight}`);
    sum += weight === 0 ? 0 : 1 << (weight - 1);
  }
  const maxBits = sum === 0 ? 0 : highestBit(sum) + 1;
  const missing = (1 << maxBits) - sum;
  if (maxBits === 0 || maxBits > MAX_HUFFMAN_BITS || (missing & (missing - 1)) !== 0 || weights.length > MAX_WEIGHTS) {
    throw new Broken('the weights of a Huffman table do not fit together');
  }
  const all = [...weights, highestBit(missing) + 1];
  const symbol = new Uint8Array(1 << maxBits);
  const bits = new Uint8Array(1 << maxBits);
  let at = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    all.forEach((of, s) => {
      if (of !== weight) return;
      const end = at + (1 << (weight - 1));
      symbol.fill(s, at, end);
      bits.fill(maxBits + 1 - weight, at, end);
      at = end;
    });
  }
  return { maxBits, symbol, bits };
}

/** Decodes the stream in view[from, to) to out[start, end), all of it and no more. */
export function readHuffmanStream(
  view: DataView,
  from: number,
  to: number,
  table: HuffmanTable,
  out: Uint8Array,
  start: number,
  end: number,
): void {
  // hot path
  const { maxBits, symbol, bits } = table;
  const mask = (1 << maxBits) - 1;
  let left = streamBits(view, from, to);
  let at = start;
  // The last bits of a stream may be fewer than the longest code has: zeros stand in for the rest.
  for (; at < end && left >= maxBits; at++) {
    const low = left - maxBits;
    const code = (view.getUint32(from + (low >>> 3), true) >>> (low & 7)) & mask;
    out[at] = symbol[code]!;
    left -= bits[code]!;
  }
  for (; at < end && left >= 0; at++) {
    const code = (view.getUint32(from, true) << (maxBits - left)) & mask;
    out[at] = symbol[code]!;
    left -= bits[code]!;
  }
  if (at < end || left !== 0) throw new Broken('a Huffman stream does not hold what it should');
}
