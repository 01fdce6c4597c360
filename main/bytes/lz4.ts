// LZ4 frames (lz4_Frame_format.md 1.6.4) and the legacy frames of old lz4 tools and of Linux kernels.
import { Broken, Cut } from './frame-error.ts';
import type { Input } from './input.ts';
import { decodeLz4Block, type Lz4Output } from './lz4-block.ts';
import type { Room } from './room.ts';
import { XxHash32 } from './xxhash.ts';

export const LZ4_MAGIC = 0x184d2204;
export const LZ4_LEGACY_MAGIC = 0x184c2102;

/** Frame descriptor: flags, block descriptor, content size and dictionary id where flagged, header checksum. */
const FLAG = { dictionary: 1, reserved: 2, contentChecksum: 4, contentSize: 8, blockChecksum: 16, independent: 32 };
const VERSION_SHIFT = 6;
const VERSION = 1;
const BLOCK_SIZE_SHIFT = 4;
const BLOCK_RESERVED = 0b1000_1111;
const MIN_BLOCK_SIZE_CODE = 4;

const NOT_COMPRESSED = 0x8000_0000;
const HISTORY = 64 * 1024;

const LEGACY_BLOCK_SIZE = 8 * 1024 * 1024;
/** What a block that cannot be compressed grows to (LZ4_compressBound). */
const LEGACY_MAX_COMPRESSED = LEGACY_BLOCK_SIZE + Math.floor(LEGACY_BLOCK_SIZE / 255) + 16;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

async function takeAll(input: Input, length: number): Promise<Uint8Array> {
  const bytes = await input.take(length);
  if (bytes.length < length) throw new Cut();
  return bytes;
}

const takeUint32 = async (input: Input): Promise<number> => viewOf(await takeAll(input, 4)).getUint32(0, true);

interface Descriptor {
  readonly blockSize: number;
  readonly independent: boolean;
  readonly blockChecksum: boolean;
  readonly contentChecksum: boolean;
}

async function readDescriptor(input: Input): Promise<Descriptor> {
  const [flags, block] = (await takeAll(input, 2)) as unknown as [number, number];
  if (flags >>> VERSION_SHIFT !== VERSION) throw new Broken(`a frame is of the unknown version ${flags >>> 6}`);
  if (flags & FLAG.reserved || block & BLOCK_RESERVED) throw new Broken('a frame sets bits that are reserved');
  const more = (flags & FLAG.contentSize ? 8 : 0) + (flags & FLAG.dictionary ? 4 : 0);
  const hash = new XxHash32().update(Uint8Array.of(flags, block)).update(await takeAll(input, more));
  const [checksum] = await takeAll(input, 1);
  if (checksum !== ((hash.digest() >>> 8) & 0xff)) throw new Broken('the checksum of a frame header does not match');
  if (flags & FLAG.dictionary) throw new Broken('a frame needs a dictionary, which is not in the file');
  const code = block >>> BLOCK_SIZE_SHIFT;
  if (code < MIN_BLOCK_SIZE_CODE) throw new Broken(`a frame names the unknown block size ${code}`);
  return {
    blockSize: 1 << (2 * code + 8),
    independent: (flags & FLAG.independent) !== 0,
    blockChecksum: (flags & FLAG.blockChecksum) !== 0,
    contentChecksum: (flags & FLAG.contentChecksum) !== 0,
  };
}

/** The content of one frame, whose magic number has been read, in pieces that are borrowed until the next one. */
export async function* lz4Frame(input: Input, room: Room): AsyncGenerator<Uint8Array, void> {
  const { blockSize, independent, blockChecksum, contentChecksum } = await readDescriptor(input);
  const content = new XxHash32();
  const bytes = room.atLeast(HISTORY + blockSize);
  let history = 0;
  for (let word = await takeUint32(input); word !== 0; word = await takeUint32(input)) {
    const length = (word & ~NOT_COMPRESSED) >>> 0;
    if (length > blockSize) throw new Broken(`a block claims ${length} bytes, and ${blockSize} are possible`);
    const block = await input.take(length);
    const isCut = block.length < length;
    const out = { bytes, pos: history, floor: 0, limit: history + blockSize };
    // All that can be decoded of a broken block is given before it is called broken.
    const wrong = word >= NOT_COMPRESSED ? copyBlock(block, out) : decodeLz4Block(block, out);
    const decoded = bytes.subarray(history, out.pos);
    const sum = blockChecksum ? new XxHash32().update(block).digest() : 0;
    const stored = blockChecksum && !isCut ? await input.take(4) : undefined;
    if (stored?.length === 4 && viewOf(stored).getUint32(0, true) !== sum) {
      throw new Broken('the checksum of a block does not match');
    }
    if (decoded.length > 0) yield decoded;
    if (isCut || (stored && stored.length < 4)) throw new Cut();
    if (wrong !== undefined) throw new Broken(wrong);
    if (contentChecksum) content.update(decoded);
    if (independent) continue;
    const kept = Math.min(HISTORY, out.pos);
    bytes.copyWithin(0, out.pos - kept, out.pos);
    history = kept;
  }
  if (contentChecksum && (await takeUint32(input)) !== content.digest()) {
    throw new Broken('the checksum of the content does not match');
  }
}

function copyBlock(block: Uint8Array, out: Lz4Output): undefined {
  out.bytes.set(block, out.pos);
  out.pos += block.length;
}

/**
 * The content of a legacy frame, whose magic number has been read. It ends with the file, or where the magic number of
 * another frame stands: that number is returned.
 */
export async function* lz4LegacyFrame(input: Input, room: Room): AsyncGenerator<Uint8Array, number | undefined> {
  const bytes = room.atLeast(LEGACY_BLOCK_SIZE);
  for (;;) {
    const head = await input.take(4);
    if (head.length === 0) return undefined;
    if (head.length < 4) throw new Cut();
    const length = viewOf(head).getUint32(0, true);
    if (length > LEGACY_MAX_COMPRESSED) return length;
    const block = await input.take(length);
    const isCut = block.length < length;
    const out = { bytes, pos: 0, floor: 0, limit: LEGACY_BLOCK_SIZE };
    const wrong = decodeLz4Block(block, out);
    if (out.pos > 0) yield bytes.subarray(0, out.pos);
    if (isCut) throw new Cut();
    if (wrong !== undefined) throw new Broken(wrong);
  }
}
