// zstd and lz4 as a sequential stream: frame after frame, bounded memory, and everything before a damage.
import type { ByteSource } from './byte-source.ts';
import type { Decompressor, StreamDamage } from './decompressor.ts';
import { Broken, Cut } from './frame-error.ts';
import { Input } from './input.ts';
import { LZ4_LEGACY_MAGIC, LZ4_MAGIC, lz4Frame, lz4LegacyFrame } from './lz4.ts';
import { Room } from './room.ts';
import { ZSTD_MAGIC, zstdFrame } from './zstd.ts';
import { ZstdBlocks } from './zstd-block.ts';

const MAGIC_LENGTH = 4;
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;

/** Frames of all these kinds may follow each other, as zstd and lz4 read them. */
async function* frames(input: Input): AsyncGenerator<Uint8Array, void> {
  let first = true;
  const room = new Room();
  const blocks = new ZstdBlocks();
  for (let pending: number | undefined; ; first = false) {
    const magic = pending ?? (await nextMagic(input, first));
    pending = undefined;
    if (magic === undefined) return;
    if (magic === ZSTD_MAGIC) yield* zstdFrame(input, room, blocks);
    else if (magic === LZ4_MAGIC) yield* lz4Frame(input, room);
    else if (magic === LZ4_LEGACY_MAGIC) pending = yield* lz4LegacyFrame(input, room);
    else if ((magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC) await skipFrame(input);
    else throw new Broken(`what follows at byte ${input.offset - MAGIC_LENGTH} is neither and was left out`);
  }
}

async function nextMagic(input: Input, first: boolean): Promise<number | undefined> {
  const bytes = await input.take(MAGIC_LENGTH);
  if (bytes.length === 0 && !first) return undefined;
  if (bytes.length < MAGIC_LENGTH) throw new Cut();
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

async function skipFrame(input: Input): Promise<void> {
  const bytes = await input.take(4);
  if (bytes.length < 4) throw new Cut();
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (!(await input.skip(length))) throw new Cut();
}

/** Decompresses zstd (RFC 8878) and lz4 (lz4_Frame_format.md), with skippable frames between. */
export class Frames implements Decompressor {
  readonly #input: Input;
  readonly #blocks: AsyncGenerator<Uint8Array, void>;
  readonly #name: string;
  #given = 0;
  damage: StreamDamage | undefined;

  constructor(source: ByteSource, name: 'zstd' | 'lz4') {
    this.#name = name;
    this.#input = new Input(source);
    this.#blocks = frames(this.#input);
  }

  get bytesRead(): number {
    return this.#input.offset;
  }

  async next(): Promise<Uint8Array | undefined> {
    try {
      const { value } = await this.#blocks.next();
      if (value) this.#given += value.length;
      return value ?? undefined;
    } catch (thrown) {
      const at = this.bytesRead;
      if (thrown instanceof Cut) this.#end(`the ${this.#name} data is cut short after ${at} bytes of the file`);
      else if (thrown instanceof Broken)
        this.#end(`the ${this.#name} data is damaged before byte ${at} of the file (${thrown.message})`);
      else throw thrown;
      return undefined;
    }
  }

  close(): void {}

  #end(reason: string): void {
    this.damage = { offset: this.#given, reason };
  }
}
