// One compressed block of zstd (RFC 8878, section 3.1.1.3): a section of literals, and sequences that place them between
// copies of what came before. What a block claims is checked against its size and against the room that it may fill.
import { Broken } from './frame-error.ts';
import {
  type FseTable,
  fseTable,
  type HuffmanTable,
  readFseTable,
  readHuffmanStream,
  readHuffmanTable,
  rleTable,
  SLACK,
  streamBits,
} from './zstd-entropy.ts';

export const MAX_BLOCK_SIZE = 128 * 1024;

const LITERALS = { raw: 0, repeated: 1, compressed: 2, treeless: 3 } as const;
const MODE = { predefined: 0, repeated: 1, compressed: 2, previous: 3 } as const;
const JUMP_TABLE_LENGTH = 6;
const FIRST_OFFSETS = [1, 4, 8];

/** Codes of lengths: what they start at and how many bits are added. */
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const LITERAL_BITS = [...range(16).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...range(32).fill(0), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const startsOf = (bits: readonly number[], first: number): Int32Array => {
  let at = first;
  return Int32Array.from(bits, n => {
    const start = at;
    at += 1 << n;
    return start;
  });
};
const LITERAL_EXTRA = Uint8Array.from(LITERAL_BITS);
const LITERAL_START = startsOf(LITERAL_BITS, 0);
const MATCH_EXTRA = Uint8Array.from(MATCH_BITS);
const MATCH_START = startsOf(MATCH_BITS, 3);

interface CodeKind {
  readonly maxAccuracy: number;
  readonly maxSymbol: number;
  readonly predefined: FseTable;
}

const LITERAL_LENGTH: CodeKind = {
  maxAccuracy: 9,
  maxSymbol: 35,
  predefined: fseTable(
    [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
    6,
  ),
};
const OFFSET: CodeKind = {
  maxAccuracy: 8,
  maxSymbol: 31,
  predefined: fseTable([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
};
const MATCH_LENGTH: CodeKind = {
  maxAccuracy: 9,
  maxSymbol: 52,
  predefined: fseTable([1, 4, 3, 2, 2, 2, 2, 2, 2, ...range(37).fill(1), -1, -1, -1, -1, -1, -1, -1], 6),
};

/** Where a frame's content goes: `bytes[floor, pos)` can be copied from. */
export interface ZstdOutput {
  bytes: Uint8Array;
  pos: number;
  /** How far back a copy may reach. */
  window: number;
  /** Bytes of the frame so far. */
  total: number;
}

/** Decodes the compressed blocks of one frame, which hand tables and offsets on to each other. */
export class ZstdBlocks {
  readonly #literals = new Uint8Array(MAX_BLOCK_SIZE);
  readonly #buffer = new Uint8Array(MAX_BLOCK_SIZE + SLACK);
  readonly #view = new DataView(this.#buffer.buffer);
  #huffman: HuffmanTable | undefined;
  #literalLength: FseTable | undefined;
  #offset: FseTable | undefined;
  #matchLength: FseTable | undefined;
  readonly #repeated = Int32Array.from(FIRST_OFFSETS);

  #at = 0;
  #end = 0;
  #literalCount = 0;
  /** Where the sequences ended in the output. */
  #placed = 0;

  /** Forgets what the blocks of the frame before handed on. */
  reset(): void {
    this.#huffman = undefined;
    this.#literalLength = undefined;
    this.#offset = undefined;
    this.#matchLength = undefined;
    this.#repeated.set(FIRST_OFFSETS);
  }

  /** Adds the content of `block` to `out`, which has room for `maxSize` bytes. Throws Broken. */
  decode(block: Uint8Array, out: ZstdOutput, maxSize: number): void {
    this.#buffer.set(block);
    this.#buffer.fill(0, block.length, block.length + SLACK);
    this.#at = 0;
    this.#end = block.length;
    this.#readLiterals(maxSize);
    const count = this.#readCount();
    this.#placed = out.pos;
    let used = 0;
    if (count > 0) {
      this.#readTables();
      used = this.#readSequences(count, out, out.pos + maxSize);
    } else if (this.#at !== this.#end) throw new Broken('a block goes on behind its sequences');
    this.#append(out, used, maxSize);
  }

  #byte(): number {
    if (this.#at >= this.#end) throw new Broken('a block is cut short');
    return this.#buffer[this.#at++]!;
  }

  #readLiterals(maxSize: number): void {
    const head = this.#byte();
    const type = head & 3;
    const format = (head >> 2) & 3;
    this.#at--;
    const isCompressed = type === LITERALS.compressed || type === LITERALS.treeless;
    // Sizes are little-endian bit fields behind type and format: one of them, or two of the same width.
    const width = isCompressed ? [10, 10, 14, 18][format]! : [5, 12, 5, 20][format]!;
    const skip = !isCompressed && (format & 1) === 0 ? 3 : 4;
    const headLength = Math.ceil((skip + width * (isCompressed ? 2 : 1)) / 8);
    if (this.#at + headLength > this.#end) throw new Broken('a block is cut short');
    const word = this.#view.getBigUint64(this.#at, true) >> BigInt(skip);
    const size = Number(BigInt.asUintN(width, word));
    const packed = isCompressed
      ? Number(BigInt.asUintN(width, word >> BigInt(width)))
      : type === LITERALS.raw
        ? size
        : 1;
    this.#at += headLength;
    if (size > maxSize) throw new Broken(`a block claims ${size} literals, and ${maxSize} are possible`);
    const from = this.#at;
    const to = from + packed;
    if (to > this.#end) throw new Broken('a block ends inside its literals');
    this.#at = to;
    this.#literalCount = size;
    if (type === LITERALS.raw) this.#literals.set(this.#buffer.subarray(from, to));
    else if (type === LITERALS.repeated) this.#literals.fill(this.#buffer[from]!, 0, size);
    else this.#readHuffman(from, to, type, format === 0 ? 1 : 4);
  }

  #readHuffman(from: number, to: number, type: number, streams: 1 | 4): void {
    const view = this.#view;
    const size = this.#literalCount;
    let start = from;
    if (type === LITERALS.compressed) [this.#huffman, start] = readHuffmanTable(view, from, to);
    const table = this.#huffman;
    if (!table) throw new Broken('a block uses the Huffman table of a block before it, and there is none');
    if (streams === 1) {
      readHuffmanStream(view, start, to, table, this.#literals, 0, size);
      return;
    }
    if (to - start < JUMP_TABLE_LENGTH) throw new Broken('a block is cut short');
    const share = Math.ceil(size / 4);
    if (share * 3 > size) throw new Broken('a block has fewer literals than its streams need');
    let at = start + JUMP_TABLE_LENGTH;
    for (let i = 0; i < 4; i++) {
      const end = i === 3 ? to : at + view.getUint16(start + i * 2, true);
      if (end > to) throw new Broken('a Huffman stream reaches past its block');
      readHuffmanStream(view, at, end, table, this.#literals, i * share, i === 3 ? size : (i + 1) * share);
      at = end;
    }
  }

  #readCount(): number {
    const first = this.#byte();
    if (first < 128) return first;
    const second = this.#byte();
    return first < 255 ? ((first - 128) << 8) + second : second + (this.#byte() << 8) + 0x7f00;
  }

  #readTables(): void {
    const modes = this.#byte();
    if (modes & 3) throw new Broken('a block sets bits that are reserved');
    this.#literalLength = this.#readTable(modes >> 6, LITERAL_LENGTH, this.#literalLength);
    this.#offset = this.#readTable((modes >> 4) & 3, OFFSET, this.#offset);
    this.#matchLength = this.#readTable((modes >> 2) & 3, MATCH_LENGTH, this.#matchLength);
  }

  #readTable(mode: number, kind: CodeKind, previous: FseTable | undefined): FseTable {
    if (mode === MODE.predefined) return kind.predefined;
    if (mode === MODE.previous) {
      if (!previous) throw new Broken('a block uses a table of a block before it, and there is none');
      return previous;
    }
    if (mode === MODE.repeated) {
      const symbol = this.#byte();
      if (symbol > kind.maxSymbol) throw new Broken(`a block uses the unknown code ${symbol}`);
      return rleTable(symbol);
    }
    const [table, end] = readFseTable(this.#view, this.#at, this.#end, kind.maxAccuracy, kind.maxSymbol);
    this.#at = end;
    return table;
  }

  /** Places literals and copies; answers with the literals that were used. */
  #readSequences(count: number, out: ZstdOutput, limit: number): number {
    // hot path
    const literalTable = this.#literalLength!;
    const offsetTable = this.#offset!;
    const matchTable = this.#matchLength!;
    const view = this.#view;
    const from = this.#at;
    const { bytes, window } = out;
    const literals = this.#literals;
    const repeated = this.#repeated;
    let left = streamBits(view, from, this.#end);
    const first = literalTable.accuracy + offsetTable.accuracy + matchTable.accuracy;
    if (first > left) throw new Broken('the sequences of a block are cut short');
    // Up to 16 bits lie in one word wherever they begin; `left` is never negative where this is called.
    const read = (n: number): number => {
      left -= n;
      return (view.getUint32(from + (left >>> 3), true) >>> (left & 7)) & ((1 << n) - 1);
    };
    let literalState = read(literalTable.accuracy);
    let offsetState = read(offsetTable.accuracy);
    let matchState = read(matchTable.accuracy);
    let pos = out.pos;
    let used = 0;
    for (let i = count; i > 0; i--) {
      const offsetCode = offsetTable.symbol[offsetState]!;
      const matchCode = matchTable.symbol[matchState]!;
      const literalCode = literalTable.symbol[literalState]!;
      const states =
        i === 1 ? 0 : literalTable.bits[literalState]! + matchTable.bits[matchState]! + offsetTable.bits[offsetState]!;
      if (offsetCode + MATCH_EXTRA[matchCode]! + LITERAL_EXTRA[literalCode]! + states > left) {
        throw new Broken('the sequences of a block are cut short');
      }
      // Two reads: an offset may have more bits than lie in one word.
      const upper = offsetCode > 16 ? read(offsetCode - 16) * 0x1_0000 : 0;
      const value = 2 ** offsetCode + upper + read(Math.min(offsetCode, 16));
      const match = MATCH_START[matchCode]! + read(MATCH_EXTRA[matchCode]!);
      const run = LITERAL_START[literalCode]! + read(LITERAL_EXTRA[literalCode]!);
      if (i > 1) {
        literalState = literalTable.base[literalState]! + read(literalTable.bits[literalState]!);
        matchState = matchTable.base[matchState]! + read(matchTable.bits[matchState]!);
        offsetState = offsetTable.base[offsetState]! + read(offsetTable.bits[offsetState]!);
      }
      const distance = value > 3 ? pushOffset(repeated, value - 3) : repeatOffset(repeated, value - 1, run === 0);
      if (run > this.#literalCount - used) throw new Broken('a block uses more literals than it has');
      if (run + match > limit - pos) throw new Broken('a block holds more than it may');
      for (let k = 0; k < run; k++) bytes[pos + k] = literals[used + k]!;
      used += run;
      pos += run;
      const reach = Math.min(window, out.total + pos - out.pos);
      if (distance <= 0 || distance > reach) throw new Broken('a match reaches back too far');
      if (match >= 32 && distance >= match) bytes.copyWithin(pos, pos - distance, pos - distance + match);
      else for (let k = 0; k < match; k++) bytes[pos + k] = bytes[pos + k - distance]!;
      pos += match;
    }
    if (left !== 0) throw new Broken('the sequences of a block do not end where they should');
    this.#placed = pos;
    return used;
  }

  #append(out: ZstdOutput, used: number, maxSize: number): void {
    const start = this.#placed;
    const rest = this.#literalCount - used;
    if (start + rest > out.pos + maxSize) throw new Broken('a block holds more than it may');
    out.bytes.set(this.#literals.subarray(used, this.#literalCount), start);
    out.total += start + rest - out.pos;
    out.pos = start + rest;
  }
}

function pushOffset(repeated: Int32Array, offset: number): number {
  repeated[2] = repeated[1]!;
  repeated[1] = repeated[0]!;
  repeated[0] = offset;
  return offset;
}

/** One of the last three offsets, which moves to the front; behind an empty run of literals they are counted from the second. */
function repeatOffset(repeated: Int32Array, index: number, shifted: boolean): number {
  const which = shifted ? index + 1 : index;
  const offset = which === 3 ? repeated[0]! - 1 : repeated[which]!;
  if (which > 1) repeated[2] = repeated[1]!;
  if (which > 0) repeated[1] = repeated[0]!;
  repeated[0] = offset;
  return offset;
}
