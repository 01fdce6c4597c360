// Finds the blocks of a pcapng file one after another; behind a damage it looks for the next plausible one.
import { ChunkBuffer } from './chunk-buffer.ts';
import { DamageList } from './damage-list.ts';
import {
  BLOCK,
  LENGTH,
  MAX_BLOCK_LENGTH,
  MIN_BLOCK_LENGTH,
  paddedLength,
  plausibleBlock,
  SECTION,
  sectionIsLittle,
  TRAILER_LENGTH,
  TYPE,
} from './pcapng-block.ts';

interface Lost {
  readonly offset: number;
  readonly record: number;
  readonly reason: string;
}

export class PcapngScan {
  readonly buffer = new ChunkBuffer();
  readonly damage = new DamageList();
  /** Records given so far: damage is listed behind them. */
  records = 0;
  ended = false;
  /** The byte order of the section, and whether one has begun: whoever reads section headers sets both. */
  little = true;
  hasSection = false;
  /** The block at the read position. */
  type = 0;
  length = 0;
  readonly #brokenSection: () => void;
  #finishing = false;
  /** Where the damage began whose end is being looked for. */
  #lost: Lost | undefined;

  /** `brokenSection` is called for a section header with a wrong length, of which the fixed part is there. */
  constructor(brokenSection: () => void) {
    this.#brokenSection = brokenSection;
  }

  append(block: Uint8Array): void {
    if (!this.ended) this.buffer.append(block);
  }

  finish(): void {
    this.#finishing = true;
    if (!this.ended) this.atBlock();
  }

  /** Whether a whole block lies at the read position, past all damage. Sets `type` and `length`. */
  atBlock(): boolean {
    // hot path
    const { buffer } = this;
    for (;;) {
      if (this.#lost && !this.#search()) return false;
      if (!buffer.ensure(MIN_BLOCK_LENGTH)) {
        if (this.#mustWait(MIN_BLOCK_LENGTH)) return false;
        continue;
      }
      const type = buffer.view.getUint32(buffer.pos + TYPE, this.little);
      let little: boolean | undefined = this.little;
      if (type === BLOCK.sectionHeader) {
        if (!buffer.ensure(SECTION.minLength)) {
          if (this.#mustWait(SECTION.minLength)) return false;
          continue;
        }
        little = sectionIsLittle(buffer.view, buffer.pos);
        if (little === undefined) {
          this.#lose('the byte-order magic of the section header is neither of the two');
          continue;
        }
      } else if (!this.hasSection) {
        this.#lose('the file does not begin with a section header');
        continue;
      }
      const stated = buffer.view.getUint32(buffer.pos + LENGTH, little);
      const length = paddedLength(stated);
      const minLength = type === BLOCK.sectionHeader ? SECTION.minLength : MIN_BLOCK_LENGTH;
      if (stated < minLength || length > MAX_BLOCK_LENGTH) {
        this.#lose(`the block length ${stated} is not possible`);
        continue;
      }
      if (!buffer.ensure(length)) {
        if (this.#mustWait(length)) return false;
        continue;
      }
      const trailer = buffer.view.getUint32(buffer.pos + length - TRAILER_LENGTH, little);
      if (trailer !== stated && trailer !== length) {
        this.#lose(`the block states its length as ${stated} at its start and as ${trailer} at its end`);
        continue;
      }
      this.type = type;
      this.length = length;
      return true;
    }
  }

  /** True when more bytes will come or none are left; otherwise the block is cut short and what it holds is searched. */
  #mustWait(length: number): boolean {
    if (!this.#finishing) return true;
    const have = this.buffer.remaining;
    if (have === 0) {
      this.ended = true;
      return true;
    }
    this.#lose(
      have < MIN_BLOCK_LENGTH
        ? `the file ends with ${have} bytes that are no whole block`
        : `the block is cut short: ${have} of ${length} bytes are there`,
    );
    return false;
  }

  #lose(reason: string): void {
    const { buffer } = this;
    this.#lost = { offset: buffer.offset, record: this.records, reason };
    // A section header with a wrong length still says what the blocks behind it need.
    if (buffer.ensure(SECTION.minLength) && buffer.view.getUint32(buffer.pos + TYPE) === BLOCK.sectionHeader) {
      this.#brokenSection();
    }
    buffer.pos++;
  }

  /** Looks for the next plausible block behind a damage and lists the damage when it knows where that ends. */
  #search(): boolean {
    const lost = this.#lost!;
    const { buffer } = this;
    for (;;) {
      const plausible = plausibleBlock(buffer, this.little);
      if (plausible === 'yes') {
        this.damage.add(lost.offset, lost.record, `${lost.reason}; reading went on at byte ${buffer.offset}`);
        this.#lost = undefined;
        return true;
      }
      if (plausible === 'more bytes needed' && !this.#finishing) return false;
      if (plausible === 'more bytes needed' && buffer.remaining < MIN_BLOCK_LENGTH) {
        this.damage.add(lost.offset, lost.record, lost.reason);
        this.ended = true;
        return false;
      }
      buffer.pos++;
    }
  }
}
