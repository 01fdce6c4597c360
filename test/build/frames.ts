// Builds zstd and lz4 files byte by byte. Blocks are stored, or hand-made: nothing here compresses.
import { XxHash32, XxHash64 } from '../../main/bytes/xxhash.ts';
import { concat, numbers } from './pcap.ts';

const little = (...fields: Parameters<typeof numbers> extends [boolean, ...infer F] ? F : never): Uint8Array =>
  numbers(false, ...fields);

/** A frame that decoders pass over; `kind` is the lowest digit of its magic number. */
export const skippable = (content: Uint8Array, kind = 0): Uint8Array =>
  concat(little([4, 0x184d2a50 + kind], [4, content.length]), content);

export type ZstdBlock =
  | { readonly raw: Uint8Array }
  | { readonly byte: number; readonly times: number }
  | { readonly compressed: Uint8Array }
  | { readonly type3: true };

export interface ZstdOptions {
  /** The byte of the window descriptor; left out, the frame is a single segment of its content's length. */
  readonly window?: number;
  readonly dictionary?: number;
  /** Flag and value of the content checksum: true for the right one. */
  readonly checksum?: number | true;
  /** The content, for its checksum and length. */
  readonly content?: Uint8Array;
}

export function zstdFile(blocks: readonly ZstdBlock[], of: ZstdOptions = {}): Uint8Array {
  const content = of.content ?? new Uint8Array(0);
  const isSingle = of.window === undefined;
  const flags = (isSingle ? 0xa0 : 0) | (of.checksum === undefined ? 0 : 4) | (of.dictionary === undefined ? 0 : 3);
  return concat(
    little([4, 0xfd2fb528], [1, flags]),
    isSingle ? new Uint8Array(0) : Uint8Array.of(of.window),
    of.dictionary === undefined ? new Uint8Array(0) : little([4, of.dictionary]),
    isSingle ? little([4, content.length]) : new Uint8Array(0),
    ...blocks.map((block, i) => zstdBlock(block, i === blocks.length - 1)),
    of.checksum === undefined
      ? new Uint8Array(0)
      : little([4, of.checksum === true ? new XxHash64().update(content).digestLow() : of.checksum]),
  );
}

function zstdBlock(block: ZstdBlock, last: boolean): Uint8Array {
  const head = (type: number, size: number): Uint8Array => {
    const word = (size << 3) | (type << 1) | (last ? 1 : 0);
    return Uint8Array.of(word, word >> 8, word >> 16);
  };
  if ('raw' in block) return concat(head(0, block.raw.length), block.raw);
  if ('byte' in block) return concat(head(1, block.times), Uint8Array.of(block.byte));
  return 'compressed' in block ? concat(head(2, block.compressed.length), block.compressed) : head(3, 0);
}

export interface Lz4Block {
  readonly stored?: Uint8Array;
  readonly packed?: Uint8Array;
  /** The block's checksum, when that is not the truth. */
  readonly checksum?: number;
}

export interface Lz4Options {
  /** 4: 64 KiB, 5: 256 KiB, 6: 1 MiB, 7: 4 MiB. */
  readonly blockSize?: number;
  readonly linked?: boolean;
  readonly blockChecksums?: boolean;
  readonly contentChecksum?: number;
  readonly contentSize?: number;
  readonly headerChecksum?: number;
  /** All bits of the flags byte and of the block descriptor, when they are to be wrong. */
  readonly flags?: number;
  readonly descriptor?: number;
}

const xxh32 = (bytes: Uint8Array): number => new XxHash32().update(bytes).digest();

export function lz4File(blocks: readonly Lz4Block[], of: Lz4Options = {}): Uint8Array {
  const flags =
    of.flags ??
    0x40 |
      (of.linked ? 0 : 0x20) |
      (of.blockChecksums ? 0x10 : 0) |
      (of.contentSize === undefined ? 0 : 8) |
      (of.contentChecksum === undefined ? 0 : 4);
  const descriptor = concat(
    Uint8Array.of(flags, of.descriptor ?? (of.blockSize ?? 4) << 4),
    of.contentSize === undefined ? new Uint8Array(0) : little([8, of.contentSize]),
  );
  return concat(
    little([4, 0x184d2204]),
    descriptor,
    Uint8Array.of(of.headerChecksum ?? xxh32(descriptor) >>> 8),
    ...blocks.map(({ stored, packed, checksum }) => {
      const bytes = stored ?? packed ?? new Uint8Array(0);
      const size = little([4, stored ? bytes.length + 0x8000_0000 : bytes.length]);
      return concat(size, bytes, of.blockChecksums ? little([4, checksum ?? xxh32(bytes)]) : new Uint8Array(0));
    }),
    little([4, 0]),
    of.contentChecksum === undefined ? new Uint8Array(0) : little([4, of.contentChecksum]),
  );
}

/** A legacy frame of these compressed blocks. */
export const lz4LegacyFile = (...blocks: readonly Uint8Array[]): Uint8Array =>
  concat(little([4, 0x184c2102]), ...blocks.map(block => concat(little([4, block.length]), block)));

const lz4Length = (length: number): number[] =>
  length < 15 ? [] : [...Array(Math.floor((length - 15) / 255)).fill(255), (length - 15) % 255];

/** A sequence of an LZ4 block: literals, then a copy (none at the end of a block). */
export function lz4Sequence(literals: Uint8Array, copy?: { readonly distance: number; readonly length: number }) {
  const match = copy ? copy.length - 4 : 0;
  return concat(
    Uint8Array.of((Math.min(15, literals.length) << 4) | Math.min(15, match)),
    Uint8Array.from(lz4Length(literals.length)),
    literals,
    copy ? concat(little([2, copy.distance]), Uint8Array.from(lz4Length(match))) : new Uint8Array(0),
  );
}
