// One LZ4 block (lz4_Block_format.md): sequences of literals and matches. Every length is checked before it is used.

const MIN_MATCH = 4;
const LONG_LENGTH = 15;

export interface Lz4Output {
  readonly bytes: Uint8Array;
  /** Where the next byte goes; what lies before it, back to `floor`, can be copied from. */
  pos: number;
  readonly floor: number;
  /** Nothing is written from here on. */
  readonly limit: number;
}

/**
 * Decodes `input` into `out`; undefined when it was sound to its end, else what was wrong. What was decoded before that
 * lies before `out.pos`.
 */
export function decodeLz4Block(input: Uint8Array, out: Lz4Output): string | undefined {
  // hot path
  const { bytes, floor, limit } = out;
  const end = input.length;
  let from = 0;
  let to = out.pos;
  while (from < end) {
    const token = input[from++]!;
    let literals = token >>> 4;
    if (literals === LONG_LENGTH) {
      let more = 255;
      while (more === 255 && from < end) literals += more = input[from++]!;
    }
    const room = Math.min(literals, end - from, limit - to);
    if (room < 32) for (let i = 0; i < room; i++) bytes[to + i] = input[from + i]!;
    else bytes.set(input.subarray(from, from + room), to);
    from += room;
    to += room;
    out.pos = to;
    if (room < literals) return to === limit ? 'a block holds more than it may' : 'a block ends inside its literals';
    if (from === end) return undefined;
    if (end - from < 2) return 'a block ends inside a match';
    const distance = input[from]! | (input[from + 1]! << 8);
    from += 2;
    let length = token & LONG_LENGTH;
    if (length === LONG_LENGTH) {
      let more = 255;
      while (more === 255 && from < end) length += more = input[from++]!;
    }
    length += MIN_MATCH;
    if (distance === 0 || distance > to - floor) return 'a match reaches back too far';
    if (length > limit - to) return 'a block holds more than it may';
    if (length >= 32 && distance >= length) bytes.copyWithin(to, to - distance, to - distance + length);
    else for (let i = 0; i < length; i++) bytes[to + i] = bytes[to + i - distance]!;
    to += length;
    out.pos = to;
  }
  return end === 0 ? undefined : 'a block ends with a match';
}
