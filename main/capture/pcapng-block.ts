// pcapng blocks (draft-ietf-opsawg-pcapng, sections 3 and 4): offsets, types, and what a plausible block looks like.
import type { ChunkBuffer } from './chunk-buffer.ts';
import { TimeScale } from './time-scale.ts';

export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

/** Every block: type, total length, body, total length again. */
export const TYPE = 0;
export const LENGTH = 4;
export const TRAILER_LENGTH = 4;
export const MIN_BLOCK_LENGTH = 12;
/** A packet block with 16 MiB of data has room in it; what claims more is damaged (Wireshark draws the line at 16 MiB). */
export const MAX_BLOCK_LENGTH = 16 * 1024 * 1024 + 64 * 1024;

export const SECTION = { byteOrder: 8, major: 12, minor: 14, minLength: 28 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
export const INTERFACE = { linkType: 8, snapLength: 12, options: 16, minLength: 20 } as const;
/** Enhanced and obsolete packet block differ only in the width of the interface number. */
export const PACKET = {
  interfaceId: 8,
  high: 12,
  low: 16,
  captured: 20,
  original: 24,
  data: 28,
  minLength: 32,
} as const;
export const SIMPLE = { original: 8, data: 12, minLength: 16 } as const;

const OPTION = { code: 0, length: 2, value: 4 } as const;
const END_OF_OPTIONS = 0;
const IF_NAME = 2;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;
const DEFAULT_RESOLUTION = 6;
const MAX_NAME_BYTES = 256;

/** Shortest length of each block type that a search for the next block believes in, by type; 0: no such type. */
const MIN_LENGTHS = [
  0,
  INTERFACE.minLength,
  PACKET.minLength,
  SIMPLE.minLength,
  16, // name resolution
  24, // interface statistics
  PACKET.minLength,
  12, // IRIG timestamp
  12, // ARINC 429
  12, // systemd journal
  20, // decryption secrets
] as const;
const CUSTOM_TYPE = 0xbad;
const CUSTOM_NOT_COPIED_TYPE = 0x40000bad;
const CUSTOM_MIN_LENGTH = 16;

function minLengthOf(type: number): number {
  if (type < MIN_LENGTHS.length) return MIN_LENGTHS[type]!;
  if (type === BLOCK.sectionHeader) return SECTION.minLength;
  return type === CUSTOM_TYPE || type === CUSTOM_NOT_COPIED_TYPE ? CUSTOM_MIN_LENGTH : 0;
}

/** The length of a block in the file: some writers leave the padding out of the number that they state. */
export const paddedLength = (length: number): number => length + (-length & 3);

/** Byte order of the section header at `pos`; undefined when its byte-order magic is neither. */
export function sectionIsLittle(view: DataView, pos: number): boolean | undefined {
  if (view.getUint32(pos + SECTION.byteOrder, true) === BYTE_ORDER_MAGIC) return true;
  return view.getUint32(pos + SECTION.byteOrder, false) === BYTE_ORDER_MAGIC ? false : undefined;
}

export type Plausible = 'yes' | 'no' | 'more bytes needed';

/** Whether a block may begin at the read position: a known type, a sane length, and the same length at its end. */
export function plausibleBlock(buffer: ChunkBuffer, sectionLittle: boolean): Plausible {
  if (!buffer.ensure(MIN_BLOCK_LENGTH)) return 'more bytes needed';
  const type = buffer.view.getUint32(buffer.pos + TYPE, sectionLittle);
  const minLength = minLengthOf(type);
  if (minLength === 0) return 'no';
  const little = type === BLOCK.sectionHeader ? sectionIsLittle(buffer.view, buffer.pos) : sectionLittle;
  if (little === undefined) return 'no';
  const length = buffer.view.getUint32(buffer.pos + LENGTH, little);
  if (length < minLength || length > MAX_BLOCK_LENGTH || length % 4 !== 0) return 'no';
  if (!buffer.ensure(length)) return 'more bytes needed';
  return buffer.view.getUint32(buffer.pos + length - TRAILER_LENGTH, little) === length ? 'yes' : 'no';
}

export interface InterfaceOptions {
  readonly name: string | null;
  readonly scale: TimeScale;
  /** Where an option reaches past its block, as an offset into the bytes; -1 when all is well. */
  readonly brokenAt: number;
}

/** The options of an interface description block in [pos, end) that say something about names and time. */
export function readInterfaceOptions(view: DataView, pos: number, end: number, little: boolean): InterfaceOptions {
  let name: string | null = null;
  let resolution = DEFAULT_RESOLUTION;
  let offset = 0n;
  let at = pos;
  let broken = -1;
  while (end - at >= OPTION.value) {
    const code = view.getUint16(at + OPTION.code, little);
    const length = view.getUint16(at + OPTION.length, little);
    const value = at + OPTION.value;
    if (code === END_OF_OPTIONS) break;
    if (value + length > end) {
      broken = at;
      break;
    }
    if (code === IF_NAME) name = readText(view, value, Math.min(length, MAX_NAME_BYTES));
    if (code === IF_TSRESOL && length === 1) resolution = view.getUint8(value);
    if (code === IF_TSOFFSET && length === 8) offset = view.getBigInt64(value, little);
    at = value + paddedLength(length);
  }
  return { name, scale: new TimeScale(resolution, offset), brokenAt: broken };
}

const utf8 = new TextDecoder();

/** Text up to its first NUL: writers end it with one, though the format does not. */
function readText(view: DataView, pos: number, length: number): string | null {
  const text = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + pos, length));
  const nul = text.indexOf('\0');
  return (nul < 0 ? text : text.slice(0, nul)) || null;
}
