// pcapng blocks (draft-ietf-opsawg-pcapng, sections 3 and 4): offsets, types, and what a plausible block looks like.
import type { ChunkBuffer } from './chunk-buffer.ts';

export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  statistics: 5,
  enhancedPacket: 6,
  secrets: 10,
  custom: 0xbad,
  customNotCopied: 0x40000bad,
} as const;

/** Every block: type, total length, body, total length again. */
export const TYPE = 0;
export const LENGTH = 4;
export const TRAILER_LENGTH = 4;
export const MIN_BLOCK_LENGTH = 12;
/** A packet block with 16 MiB of data has room in it; what claims more is damaged (Wireshark draws the line at 16 MiB). */
export const MAX_BLOCK_LENGTH = 16 * 1024 * 1024 + 64 * 1024;

export const SECTION = { byteOrder: 8, major: 12, minor: 14, options: 24, minLength: 28 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
export const INTERFACE = { linkType: 8, snapLength: 12, options: 16, minLength: 20 } as const;
/** Enhanced and obsolete packet block differ only in this: the obsolete one has 16 bits of interface number, then 16 of drops. */
export const PACKET = {
  interfaceId: 8,
  obsoleteDrops: 10,
  high: 12,
  low: 16,
  captured: 20,
  original: 24,
  data: 28,
  minLength: 32,
} as const;
export const NAMES = { records: 8, minLength: 16 } as const;
export const STATISTICS = { interfaceId: 8, options: 20, minLength: 24 } as const;
export const SIMPLE = { original: 8, data: 12, minLength: 16 } as const;

/** Shortest length of each block type that a search for the next block believes in, by type; 0: no such type. */
const MIN_LENGTHS = [
  0,
  INTERFACE.minLength,
  PACKET.minLength,
  SIMPLE.minLength,
  NAMES.minLength,
  STATISTICS.minLength,
  PACKET.minLength,
  12, // IRIG timestamp
  12, // ARINC 429
  12, // systemd journal
  20, // decryption secrets
] as const;
const CUSTOM_MIN_LENGTH = 16;

export const isCustom = (type: number): boolean => type === BLOCK.custom || type === BLOCK.customNotCopied;

function minLengthOf(type: number): number {
  if (type < MIN_LENGTHS.length) return MIN_LENGTHS[type]!;
  if (type === BLOCK.sectionHeader) return SECTION.minLength;
  return isCustom(type) ? CUSTOM_MIN_LENGTH : 0;
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
