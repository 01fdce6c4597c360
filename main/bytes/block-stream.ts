// A source as blocks from front to back, decompressed, the next block being read while the caller works on this one.
import type { ByteSource } from './byte-source.ts';
import type { Decompressor, StreamDamage } from './decompressor.ts';
import { type Compression, compressionOf } from './sniff.ts';

const DEFAULT_BLOCK_SIZE = 4 * 1024 * 1024;

/** Two blocks lie with the caller (the one in hand and the one before), one is being filled. */
const BUFFERS = 3;
const HEAD_LENGTH = 16;

interface Filler {
  /** Fills `into`; fewer bytes than its length only at the end. */
  read(into: Uint8Array): Promise<number>;
  readonly bytesRead: number;
  readonly damage: StreamDamage | undefined;
  close(): void;
}

interface Filled {
  readonly block: Uint8Array;
  readonly bytesRead: number;
}

/**
 * Opens a stream over `source`, looking at its first bytes for a compression. The stream owns the source from then on.
 * Throws ProblemError (`unreadable`) when the medium fails, here and in `next`.
 */
export async function openBlockStream(source: ByteSource, blockSize = DEFAULT_BLOCK_SIZE): Promise<BlockStream> {
  const head = new Uint8Array(HEAD_LENGTH);
  const length = await readFully(source, 0, head);
  const whole = withHead(source, head.subarray(0, length));
  const compression = compressionOf(head.subarray(0, length));
  const filler = compression ? new Unpacker(await decompressor(whole, compression)) : new PlainFiller(whole);
  return new BlockStream(whole, blockSize, compression, filler);
}

export class BlockStream {
  readonly compression: Compression | null;
  readonly #source: ByteSource;
  readonly #filler: Filler;
  readonly #buffers: Uint8Array[];
  #turn = 0;
  #ahead: Promise<Filled> | undefined;
  #bytesRead = 0;
  #ended = false;

  constructor(source: ByteSource, blockSize: number, compression: Compression | null, filler: Filler) {
    this.compression = compression;
    this.#source = source;
    this.#filler = filler;
    this.#buffers = Array.from({ length: BUFFERS }, () => new Uint8Array(blockSize));
  }

  /** Bytes in the file on disk; undefined for a pipe. */
  get size(): number | undefined {
    return this.#source.size();
  }

  /** When the file was last written, in milliseconds of the Unix epoch; null for a pipe. */
  get modified(): number | null {
    return this.#source.modified ?? null;
  }

  /** Bytes of the file on disk that lie behind the blocks given so far. */
  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** Where the compressed data is broken, once the end has been reached. Offsets count decompressed bytes. */
  get damage(): StreamDamage | undefined {
    return this.#ended ? this.#filler.damage : undefined;
  }

  /**
   * The next block, at most the block size long; undefined at the end.
   * A block stays as it is until the call after the next one.
   */
  async next(): Promise<Uint8Array | undefined> {
    if (this.#ended) return undefined;
    this.#ahead ??= this.#fill();
    const { block, bytesRead } = await this.#ahead;
    this.#bytesRead = bytesRead;
    if (block.length === 0) {
      this.#ended = true;
      return undefined;
    }
    this.#ahead = this.#fill();
    // Its failure belongs to the call of `next` that waits for it.
    this.#ahead.catch(() => {});
    return block;
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#ahead?.catch(() => {});
    this.#filler.close();
    await this.#source.close();
  }

  async #fill(): Promise<Filled> {
    const buffer = this.#buffers[this.#turn]!;
    this.#turn = (this.#turn + 1) % BUFFERS;
    const length = await this.#filler.read(buffer);
    return { block: buffer.subarray(0, length), bytesRead: this.#filler.bytesRead };
  }
}

class PlainFiller implements Filler {
  readonly damage = undefined;
  readonly #source: ByteSource;
  bytesRead = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async read(into: Uint8Array): Promise<number> {
    const length = await readFully(this.#source, this.bytesRead, into);
    this.bytesRead += length;
    return length;
  }

  close(): void {}
}

/** Decompressors are loaded when there is something to decompress: their tables would hold up every start. */
async function decompressor(source: ByteSource, compression: Compression): Promise<Decompressor> {
  if (compression === 'gzip') return new (await import('./gunzip.ts')).Gunzip(source);
  return new (await import('./frames.ts')).Frames(source, compression);
}

/** Cuts the pieces of a decompressor to blocks. */
class Unpacker implements Filler {
  readonly #decompressor: Decompressor;
  #rest: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(decompressor: Decompressor) {
    this.#decompressor = decompressor;
  }

  get bytesRead(): number {
    return this.#decompressor.bytesRead;
  }

  get damage(): StreamDamage | undefined {
    return this.#decompressor.damage;
  }

  async read(into: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < into.length && !this.#ended) {
      if (this.#rest.length === 0) {
        const piece = await this.#decompressor.next();
        this.#ended = piece === undefined;
        this.#rest = piece ?? this.#rest;
      }
      const size = Math.min(this.#rest.length, into.length - filled);
      into.set(this.#rest.subarray(0, size), filled);
      this.#rest = this.#rest.subarray(size);
      filled += size;
    }
    return filled;
  }

  close(): void {
    this.#ended = true;
    this.#decompressor.close();
  }
}

/** Reads until `into` is full or the source ends; resolves to the bytes read. */
export async function readFully(source: ByteSource, offset: number, into: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const got = await source.read(offset + filled, into.subarray(filled));
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

/** The source again from its start, though its first bytes have been taken: a pipe gives them only once. */
function withHead(source: ByteSource, head: Uint8Array): ByteSource {
  return {
    size: () => source.size(),
    ...(source.modified !== undefined && { modified: source.modified }),
    read: async (offset, into) => {
      if (offset >= head.length) return source.read(offset, into);
      const piece = head.subarray(offset, offset + into.length);
      into.set(piece);
      return piece.length;
    },
    close: () => source.close(),
  };
}
