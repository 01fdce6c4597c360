// pcapng files (draft-ietf-opsawg-pcapng): any number of sections and interfaces, all packet blocks, any timestamp unit.
import type { Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { Time } from '../../shared/unit/time.ts';
import type { CaptureReader, RecordCursor } from './capture-reader.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { DamageList } from './damage-list.ts';
import { CaptureFacts } from './facts.ts';
import { describeInterface } from './link-type.ts';
import {
  BLOCK,
  INTERFACE,
  isCustom,
  LENGTH,
  MAX_BLOCK_LENGTH,
  MIN_BLOCK_LENGTH,
  NAMES,
  PACKET,
  paddedLength,
  plausibleBlock,
  SECTION,
  SIMPLE,
  STATISTICS,
  sectionIsLittle,
  TRAILER_LENGTH,
  TYPE,
} from './pcapng-block.ts';
import {
  readInterfaceOptions,
  readNames,
  readPacketOptions,
  readSectionOptions,
  readStatistics,
} from './pcapng-option.ts';
import type { TimeScale } from './time-scale.ts';

const KNOWN_MAJOR_VERSION = 1;
/** Interface numbers are kept in 16 bits. */
const MAX_INTERFACES = 0x1_0000;
/** The drop count of an obsolete packet block that does not know it. */
const UNKNOWN_DROPS = 0xffff;

interface Lost {
  readonly offset: number;
  readonly record: number;
  readonly reason: string;
}

export class PcapngReader implements CaptureReader {
  readonly format = 'pcapng';
  readonly interfaces: InterfaceInfo[] = [];
  readonly facts = new CaptureFacts();
  ended = false;
  wantsFirstTime = false;
  /** Records given so far. */
  records = 0;
  readonly #buffer = new ChunkBuffer();
  readonly #damage = new DamageList();
  readonly #scales: TimeScale[] = [];
  #finishing = false;
  /** Where the damage began whose end is being looked for. */
  #lost: Lost | undefined;

  #sections = 0;
  #littleSections = 0;
  #little = true;
  /** True within a section whose version is unknown. */
  #skipping = false;
  /** Index in `interfaces` of the section's interface 0. */
  #firstInterface = 0;
  #clamped = false;
  /** LINKTYPE of each interface: `interfaces` holds objects, which is too far away for every record. */
  readonly #linkTypes: number[] = [];

  /** What records without a time get: the time of the last one that had one, else the first time of the file. */
  readonly #time = new Uint32Array(2);
  /** Whether that is known. */
  #hasTime: boolean;

  /** The block at the read position. */
  #type = 0;
  #length = 0;

  /**
   * `asksFirstTime`: when records without a time stand before all that have one, the reader waits for `setFirstTime`
   * instead of giving them the time 0.
   */
  constructor(asksFirstTime = false) {
    this.#hasTime = !asksFirstTime;
  }

  get damage(): readonly Damage[] {
    return this.#damage.items;
  }

  get formatText(): string {
    const parts = ['pcapng'];
    if (this.#sections > 1) parts.push(`${this.#sections} sections`);
    if (this.#littleSections === this.#sections) parts.push('little endian');
    else parts.push(this.#littleSections === 0 ? 'big endian' : 'both byte orders');
    return parts.join(', ');
  }

  append(block: Uint8Array): void {
    if (!this.ended) this.#buffer.append(block);
  }

  /** As CaptureReader. After `finish` it may still find records behind a damage: `ended` says when it will not. */
  next(cursor: RecordCursor): boolean {
    // hot path
    while (!this.ended && this.#atBlock()) {
      const isPacket = this.#type === BLOCK.enhancedPacket;
      if (!isPacket && this.#mustAskForTime()) return false;
      const given = isPacket ? this.#readPacket(cursor, false) : this.#readOther(cursor);
      this.#buffer.pos += this.#length;
      if (given) {
        this.records++;
        return true;
      }
    }
    return false;
  }

  setFirstTime(time: Time | undefined): void {
    if (time) this.#time.set(time);
    this.#hasTime = true;
    this.wantsFirstTime = false;
  }

  finish(): void {
    this.#finishing = true;
    if (!this.ended) this.#atBlock();
  }

  /** Whether a whole block lies at the read position, past all damage. Sets `#type` and `#length`. */
  #atBlock(): boolean {
    // hot path
    const buffer = this.#buffer;
    for (;;) {
      if (this.#lost && !this.#search()) return false;
      if (!buffer.ensure(MIN_BLOCK_LENGTH)) {
        if (this.#mustWait(MIN_BLOCK_LENGTH)) return false;
        continue;
      }
      const type = buffer.view.getUint32(buffer.pos + TYPE, this.#little);
      let little: boolean | undefined = this.#little;
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
      } else if (this.#sections === 0) {
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
      this.#type = type;
      this.#length = length;
      return true;
    }
  }

  /** True when more bytes will come or none are left; otherwise the block is cut short and what it holds is searched. */
  #mustWait(length: number): boolean {
    if (!this.#finishing) return true;
    const have = this.#buffer.remaining;
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
    const buffer = this.#buffer;
    this.#lost = { offset: buffer.offset, record: this.records, reason };
    // A section header with a wrong length still says what the blocks behind it need.
    if (buffer.ensure(SECTION.minLength) && buffer.view.getUint32(buffer.pos + TYPE) === BLOCK.sectionHeader) {
      this.#readSection(false);
    }
    buffer.pos++;
  }

  /** Looks for the next plausible block behind a damage and lists the damage when it knows where that ends. */
  #search(): boolean {
    const lost = this.#lost!;
    const buffer = this.#buffer;
    for (;;) {
      const plausible = plausibleBlock(buffer, this.#little);
      if (plausible === 'yes') {
        this.#damage.add(lost.offset, lost.record, `${lost.reason}; reading went on at byte ${buffer.offset}`);
        this.#lost = undefined;
        return true;
      }
      if (plausible === 'more bytes needed' && !this.#finishing) return false;
      if (plausible === 'more bytes needed' && buffer.remaining < MIN_BLOCK_LENGTH) {
        this.#damage.add(lost.offset, lost.record, lost.reason);
        this.ended = true;
        return false;
      }
      buffer.pos++;
    }
  }

  #readOther(cursor: RecordCursor): boolean {
    if (this.#type === BLOCK.sectionHeader) {
      this.#readSection(true);
      return false;
    }
    if (this.#skipping) return false;
    switch (this.#type) {
      case BLOCK.interfaceDescription:
        this.#readInterface();
        return false;
      case BLOCK.packet:
        return this.#readPacket(cursor, true);
      case BLOCK.simplePacket:
        return this.#readSimple(cursor);
      default:
        this.#readAside();
        return false;
    }
  }

  /** Blocks that say something beside the records. */
  #readAside(): void {
    const { facts } = this;
    const { view, pos } = this.#buffer;
    const end = pos + this.#length - TRAILER_LENGTH;
    if (this.#type === BLOCK.nameResolution) {
      this.#checkOptions(readNames(view, pos + NAMES.records, end, this.#little, facts), 'a name record');
    } else if (this.#type === BLOCK.statistics && this.#length >= STATISTICS.minLength) {
      const { sound, ...counts } = readStatistics(view, pos + STATISTICS.options, end, this.#little);
      this.#checkOptions(sound, 'an option of the interface statistics');
      const id = this.#firstInterface + view.getUint32(pos + STATISTICS.interfaceId, this.#little);
      const info = this.interfaces[id];
      if (info) {
        const { received, dropped } = counts;
        this.interfaces[id] = { ...info, received: received ?? info.received, dropped: dropped ?? info.dropped };
      }
    } else if (this.#type === BLOCK.secrets) facts.secrets++;
    else if (isCustom(this.#type)) facts.custom++;
    else facts.unknown++;
  }

  #checkOptions(sound: boolean, what: string): void {
    if (!sound) this.#note(`${what} reaches past its block: it and those after it were left out`);
  }

  #note(reason: string): false {
    this.#damage.add(this.#buffer.offset, this.records, reason);
    return false;
  }

  /** `whole`: the section header is there to its end, options and all. */
  #readSection(whole: boolean): void {
    const { view, pos } = this.#buffer;
    const little = sectionIsLittle(view, pos);
    if (little === undefined) return;
    this.#little = little;
    this.#sections++;
    if (little) this.#littleSections++;
    this.#firstInterface = this.interfaces.length;
    const major = view.getUint16(pos + SECTION.major, little);
    const minor = view.getUint16(pos + SECTION.minor, little);
    this.#skipping = major !== KNOWN_MAJOR_VERSION;
    if (this.#skipping) this.#note(`the section is of the unknown version ${major}.${minor} and was left out`);
    else if (whole) {
      const end = pos + this.#length - TRAILER_LENGTH;
      const sound = readSectionOptions(view, pos + SECTION.options, end, little, this.facts);
      this.#checkOptions(sound, 'an option of the section');
    }
  }

  #readInterface(): void {
    const { view, pos } = this.#buffer;
    if (this.#length < INTERFACE.minLength) {
      this.#note(`the interface description is only ${this.#length} bytes long`);
      return;
    }
    if (this.interfaces.length >= MAX_INTERFACES) {
      this.#note(`there are more than ${MAX_INTERFACES} interfaces, so this one was left out`);
      return;
    }
    const end = pos + this.#length - TRAILER_LENGTH;
    const options = readInterfaceOptions(view, pos + INTERFACE.options, end, this.#little, this.facts);
    this.#checkOptions(options.sound, 'an option of the interface');
    const linkType = view.getUint16(pos + INTERFACE.linkType, this.#little);
    this.#scales.push(options.scale);
    this.#linkTypes.push(linkType);
    this.interfaces.push(
      describeInterface({
        ...options.said,
        id: this.interfaces.length,
        linkType,
        snapLength: view.getUint32(pos + INTERFACE.snapLength, this.#little),
        resolution: options.scale.text,
      }),
    );
  }

  #readPacket(cursor: RecordCursor, obsolete: boolean): boolean {
    // hot path
    if (this.#skipping) return false;
    const { view, pos } = this.#buffer;
    const little = this.#little;
    const length = this.#length;
    if (length < PACKET.minLength) return this.#note(`the packet block is only ${length} bytes long`);
    const number = obsolete
      ? view.getUint16(pos + PACKET.interfaceId, little)
      : view.getUint32(pos + PACKET.interfaceId, little);
    const interfaceId = this.#firstInterface + number;
    if (interfaceId >= this.interfaces.length)
      return this.#note(`the packet names interface ${number}, never declared`);
    const captured = view.getUint32(pos + PACKET.captured, little);
    if (captured > length - PACKET.minLength) {
      return this.#note(
        `the packet claims ${captured} captured bytes, and its block has room for ${length - PACKET.minLength}`,
      );
    }
    const high = view.getUint32(pos + PACKET.high, little);
    const low = view.getUint32(pos + PACKET.low, little);
    if (!this.#scales[interfaceId]!.setTime(cursor, high, low)) this.#noteClamped();
    this.#time[0] = cursor.seconds;
    this.#time[1] = cursor.nanos;
    this.#hasTime = true;
    this.#place(cursor, interfaceId, PACKET.data, captured, view.getUint32(pos + PACKET.original, little));
    const options = PACKET.data + paddedLength(captured);
    if (options + TRAILER_LENGTH < length) this.#readPacketOptions(options, interfaceId);
    if (obsolete) {
      const drops = view.getUint16(pos + PACKET.obsoleteDrops, little);
      if (drops !== UNKNOWN_DROPS) this.#addDrops(interfaceId, drops);
    }
    return true;
  }

  #readPacketOptions(options: number, interfaceId: number): void {
    const { view, pos } = this.#buffer;
    const end = pos + this.#length - TRAILER_LENGTH;
    const read = readPacketOptions(view, pos + options, end, this.#little, this.records, this.facts);
    this.#checkOptions(read.sound, 'an option of the packet');
    if (read.lost > 0) this.#addDrops(interfaceId, read.lost);
  }

  /** Adds to what packets say was lost before them; statistics that come later replace it. */
  #addDrops(interfaceId: number, drops: number): void {
    const info = this.interfaces[interfaceId]!;
    if (drops > 0) this.interfaces[interfaceId] = { ...info, dropped: (info.dropped ?? 0) + drops };
  }

  /** Whether the block is a record without a time, and none before it had one. */
  #mustAskForTime(): boolean {
    this.wantsFirstTime = !this.#hasTime && this.#type === BLOCK.simplePacket && !this.#skipping;
    return this.wantsFirstTime;
  }

  /** No time is stored: it is that of the record before. The captured length follows from the snap length. */
  #readSimple(cursor: RecordCursor): boolean {
    const { view, pos } = this.#buffer;
    if (this.#length < SIMPLE.minLength)
      return this.#note(`the simple packet block is only ${this.#length} bytes long`);
    const info = this.interfaces[this.#firstInterface];
    if (!info) return this.#note('the packet belongs to interface 0, never declared');
    const original = view.getUint32(pos + SIMPLE.original, this.#little);
    const snapped = info.snapLength === 0 ? original : Math.min(original, info.snapLength);
    cursor.seconds = this.#time[0]!;
    cursor.nanos = this.#time[1]!;
    this.facts.untimed++;
    const captured = Math.min(snapped, this.#length - SIMPLE.minLength);
    this.#place(cursor, this.#firstInterface, SIMPLE.data, captured, original);
    return true;
  }

  #place(cursor: RecordCursor, interfaceId: number, data: number, captured: number, original: number): void {
    const { bytes, pos, base } = this.#buffer;
    const start = pos + data;
    if (cursor.bytes !== bytes) cursor.bytes = bytes;
    cursor.start = start;
    cursor.end = start + captured;
    cursor.originalLength = original;
    cursor.interfaceId = interfaceId;
    cursor.linkType = this.#linkTypes[interfaceId]!;
    cursor.fileOffset = base + start;
  }

  #noteClamped(): void {
    if (this.#clamped) return;
    this.#clamped = true;
    this.#note('the time lies outside of 1970 to 2106 and was set to the nearest moment inside');
  }
}
