// zstd frames (RFC 8878, section 3.1.1). Decoded here: the pure-JS library that we tried (fzstd 0.1.1) trusts the data so
// far that 18 bytes keep it busy for minutes, and it checks no checksum.
import { Broken, Cut } from './frame-error.ts';
import type { Input } from './input.ts';
import type { Room } from './room.ts';
import { XxHash64 } from './xxhash.ts';
import { MAX_BLOCK_SIZE, type ZstdBlocks, type ZstdOutput } from './zstd-block.ts';

export const ZSTD_MAGIC = 0xfd2fb528;

const FLAG = { dictionary: 0b11, checksum: 1 << 2, reserved: 1 << 3, singleSegment: 1 << 5 } as const;
const CONTENT_SIZE_SHIFT = 6;
const BLOCK_HEADER_LENGTH = 3;
const BLOCK = { raw: 0, repeated: 1, compressed: 2 } as const;

const MEBIBYTE = 1024 * 1024;
/** What `zstd -d` takes as well, unless told otherwise. */
const MAX_WINDOW = 128 * MEBIBYTE;
const FIRST_BUFFER = MEBIBYTE;
/** Content is moved to the front of its buffer once so much lies behind the window. */
const MAX_BEHIND = 16 * MEBIBYTE;

interface FrameHeader {
  readonly window: number;
  readonly hasChecksum: boolean;
}

async function takeAll(input: Input, length: number): Promise<Uint8Array> {
  const bytes = await input.take(length);
  if (bytes.length < length) throw new Cut();
  return bytes;
}

const littleEndian = (bytes: Uint8Array): number => bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);

async function readHeader(input: Input): Promise<FrameHeader> {
  const flags = (await takeAll(input, 1))[0]!;
  if (flags & FLAG.reserved) throw new Broken('a frame sets a bit that is reserved');
  const isSingle = (flags & FLAG.singleSegment) !== 0;
  let window = 0;
  if (!isSingle) {
    const descriptor = (await takeAll(input, 1))[0]!;
    const base = 2 ** (10 + (descriptor >> 3));
    window = base + (base / 8) * (descriptor & 7);
  }
  const dictionary = littleEndian(await takeAll(input, [0, 1, 2, 4][flags & FLAG.dictionary]!));
  if (dictionary !== 0) throw new Broken(`a frame needs the dictionary ${dictionary}, which is not in the file`);
  const sizeLength = [isSingle ? 1 : 0, 2, 4, 8][flags >> CONTENT_SIZE_SHIFT]!;
  const size = littleEndian(await takeAll(input, sizeLength)) + (sizeLength === 2 ? 256 : 0);
  if (isSingle) window = size;
  if (window > MAX_WINDOW) {
    const asked = Math.ceil(window / MEBIBYTE);
    throw new Broken(
      `a frame asks for a window of ${asked} MiB, and at most 128 MiB are given: compress it without --long`,
    );
  }
  return { window, hasChecksum: (flags & FLAG.checksum) !== 0 };
}

/** Room for one more block behind `out.pos`, without losing the window before it. */
function makeRoom(out: ZstdOutput, room: Room): void {
  const need = out.pos + MAX_BLOCK_SIZE;
  if (need <= out.bytes.length) return;
  const largest = out.window + Math.max(MEBIBYTE, Math.min(out.window, MAX_BEHIND));
  if (out.bytes.length < largest) {
    const grown = new Uint8Array(Math.min(largest, out.bytes.length * 2));
    grown.set(out.bytes.subarray(0, out.pos));
    out.bytes = grown;
    room.bytes = grown;
    if (need <= grown.length) return;
  }
  const kept = Math.min(out.window, out.pos);
  out.bytes.copyWithin(0, out.pos - kept, out.pos);
  out.pos = kept;
}

/** The content of one frame, whose magic number has been read, in pieces that are borrowed until the next one. */
export async function* zstdFrame(input: Input, room: Room, blocks: ZstdBlocks): AsyncGenerator<Uint8Array, void> {
  const { window, hasChecksum } = await readHeader(input);
  const maxSize = Math.min(MAX_BLOCK_SIZE, window);
  const out: ZstdOutput = { bytes: room.atLeast(FIRST_BUFFER), pos: 0, window, total: 0 };
  blocks.reset();
  const content = new XxHash64();
  for (let last = false; !last; ) {
    const header = littleEndian(await takeAll(input, BLOCK_HEADER_LENGTH));
    last = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (size > maxSize && size > 0) throw new Broken(`a block claims ${size} bytes, and ${maxSize} are possible`);
    makeRoom(out, room);
    const start = out.pos;
    const stored = await input.take(type === BLOCK.repeated ? 1 : size);
    const isCut = stored.length < (type === BLOCK.repeated ? 1 : size);
    if (type === BLOCK.compressed) {
      if (isCut) throw new Cut();
      blocks.decode(stored, out, maxSize);
    } else if (type === BLOCK.raw || type === BLOCK.repeated) {
      const length = type === BLOCK.raw || isCut ? stored.length : size;
      if (type === BLOCK.raw) out.bytes.set(stored, start);
      else out.bytes.fill(stored[0] ?? 0, start, start + length);
      out.pos += length;
      out.total += length;
    } else throw new Broken('a block is of a type that does not exist');
    const piece = out.bytes.subarray(start, out.pos);
    if (piece.length > 0) yield piece;
    if (isCut) throw new Cut();
    if (hasChecksum) content.update(piece);
  }
  if (hasChecksum && littleEndian(await takeAll(input, 4)) !== content.digestLow()) {
    throw new Broken('the checksum of the content does not match');
  }
}
