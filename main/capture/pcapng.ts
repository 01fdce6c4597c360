// pcapng files (draft-ietf-opsawg-pcapng): any number of sections and interfaces, all packet blocks, any timestamp unit.
import type { Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { Time } from '../../shared/unit/time.ts';
import type { CaptureReader, RecordCursor } from './capture-reader.ts';
import { CaptureFacts } from './facts.ts';
import { describeInterface } from './link-type.ts';
import {
  BLOCK,
  INTERFACE,
  isCustom,
  NAMES,
  PACKET,
  paddedLength,
  SECTION,
  SIMPLE,
  STATISTICS,
  sectionIsLittle,
  TRAILER_LENGTH,
} from './pcapng-block.ts';
import {
  readInterfaceOptions,
  readNames,
  readPacketOptions,
  readSectionOptions,
  readStatistics,
} from './pcapng-option.ts';
import { PcapngScan } from './pcapng-scan.ts';
import type { TimeScale } from './time-scale.ts';

const KNOWN_MAJOR_VERSION = 1;
/** Interface numbers are kept in 16 bits. */
const MAX_INTERFACES = 0x1_0000;
/** The drop count of an obsolete packet block that does not know it. */
const UNKNOWN_DROPS = 0xffff;

export class PcapngReader implements CaptureReader {
  readonly format = 'pcapng';
  readonly interfaces: InterfaceInfo[] = [];
  readonly facts = new CaptureFacts();
  wantsFirstTime = false;
  readonly #scan = new PcapngScan(() => this.#readSection(false));
  readonly #buffer = this.#scan.buffer;
  readonly #scales: TimeScale[] = [];
  #sections = 0;
  #littleSections = 0;
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

  /**
   * `asksFirstTime`: when records without a time stand before all that have one, the reader waits for `setFirstTime`
   * instead of giving them the time 0.
   */
  constructor(asksFirstTime = false) {
    this.#hasTime = !asksFirstTime;
  }

  get damage(): readonly Damage[] {
    return this.#scan.damage.items;
  }

  get ended(): boolean {
    return this.#scan.ended;
  }

  /** Records given so far. */
  get records(): number {
    return this.#scan.records;
  }

  get formatText(): string {
    const parts = ['pcapng'];
    if (this.#sections > 1) parts.push(`${this.#sections} sections`);
    if (this.#littleSections === this.#sections) parts.push('little endian');
    else parts.push(this.#littleSections === 0 ? 'big endian' : 'both byte orders');
    return parts.join(', ');
  }

  append(block: Uint8Array): void {
    this.#scan.append(block);
  }

  /** As CaptureReader. After `finish` it may still find records behind a damage: `ended` says when it will not. */
  next(cursor: RecordCursor): boolean {
    // hot path
    const scan = this.#scan;
    while (!scan.ended && scan.atBlock()) {
      const isPacket = scan.type === BLOCK.enhancedPacket;
      if (!isPacket && this.#mustAskForTime()) return false;
      const given = isPacket ? this.#readPacket(cursor, false) : this.#readOther(cursor);
      this.#buffer.pos += scan.length;
      if (given) {
        scan.records++;
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
    this.#scan.finish();
  }

  #readOther(cursor: RecordCursor): boolean {
    if (this.#scan.type === BLOCK.sectionHeader) {
      this.#readSection(true);
      return false;
    }
    if (this.#skipping) return false;
    switch (this.#scan.type) {
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
    const end = pos + this.#scan.length - TRAILER_LENGTH;
    if (this.#scan.type === BLOCK.nameResolution) {
      this.#checkOptions(readNames(view, pos + NAMES.records, end, this.#scan.little, facts), 'a name record');
    } else if (this.#scan.type === BLOCK.statistics && this.#scan.length >= STATISTICS.minLength) {
      const { sound, ...counts } = readStatistics(view, pos + STATISTICS.options, end, this.#scan.little);
      this.#checkOptions(sound, 'an option of the interface statistics');
      const id = this.#firstInterface + view.getUint32(pos + STATISTICS.interfaceId, this.#scan.little);
      const info = this.interfaces[id];
      if (info) {
        const { received, dropped } = counts;
        this.interfaces[id] = { ...info, received: received ?? info.received, dropped: dropped ?? info.dropped };
      }
    } else if (this.#scan.type === BLOCK.secrets) facts.secrets++;
    else if (isCustom(this.#scan.type)) facts.custom++;
    else facts.unknown++;
  }

  #checkOptions(sound: boolean, what: string): void {
    if (!sound) this.#note(`${what} reaches past its block: it and those after it were left out`);
  }

  #note(reason: string): false {
    this.#scan.damage.add(this.#buffer.offset, this.records, reason);
    return false;
  }

  /** `whole`: the section header is there to its end, options and all. */
  #readSection(whole: boolean): void {
    const { view, pos } = this.#buffer;
    const little = sectionIsLittle(view, pos);
    if (little === undefined) return;
    this.#scan.little = little;
    this.#scan.hasSection = true;
    this.#sections++;
    if (little) this.#littleSections++;
    this.#firstInterface = this.interfaces.length;
    const major = view.getUint16(pos + SECTION.major, little);
    const minor = view.getUint16(pos + SECTION.minor, little);
    this.#skipping = major !== KNOWN_MAJOR_VERSION;
    if (this.#skipping) this.#note(`the section is of the unknown version ${major}.${minor} and was left out`);
    else if (whole) {
      const end = pos + this.#scan.length - TRAILER_LENGTH;
      const sound = readSectionOptions(view, pos + SECTION.options, end, little, this.facts);
      this.#checkOptions(sound, 'an option of the section');
    }
  }

  #readInterface(): void {
    const { view, pos } = this.#buffer;
    if (this.#scan.length < INTERFACE.minLength) {
      this.#note(`the interface description is only ${this.#scan.length} bytes long`);
      return;
    }
    if (this.interfaces.length >= MAX_INTERFACES) {
      this.#note(`there are more than ${MAX_INTERFACES} interfaces, so this one was left out`);
      return;
    }
    const end = pos + this.#scan.length - TRAILER_LENGTH;
    const options = readInterfaceOptions(view, pos + INTERFACE.options, end, this.#scan.little, this.facts);
    this.#checkOptions(options.sound, 'an option of the interface');
    const linkType = view.getUint16(pos + INTERFACE.linkType, this.#scan.little);
    this.#scales.push(options.scale);
    this.#linkTypes.push(linkType);
    this.interfaces.push(
      describeInterface({
        ...options.said,
        id: this.interfaces.length,
        linkType,
        snapLength: view.getUint32(pos + INTERFACE.snapLength, this.#scan.little),
        resolution: options.scale.text,
      }),
    );
  }

  #readPacket(cursor: RecordCursor, obsolete: boolean): boolean {
    // hot path
    if (this.#skipping) return false;
    const { view, pos } = this.#buffer;
    const little = this.#scan.little;
    const length = this.#scan.length;
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
    const end = pos + this.#scan.length - TRAILER_LENGTH;
    const read = readPacketOptions(view, pos + options, end, this.#scan.little, this.records, this.facts);
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
    this.wantsFirstTime = !this.#hasTime && this.#scan.type === BLOCK.simplePacket && !this.#skipping;
    return this.wantsFirstTime;
  }

  /** No time is stored: it is that of the record before. The captured length follows from the snap length. */
  #readSimple(cursor: RecordCursor): boolean {
    const { view, pos } = this.#buffer;
    if (this.#scan.length < SIMPLE.minLength)
      return this.#note(`the simple packet block is only ${this.#scan.length} bytes long`);
    const info = this.interfaces[this.#firstInterface];
    if (!info) return this.#note('the packet belongs to interface 0, never declared');
    const original = view.getUint32(pos + SIMPLE.original, this.#scan.little);
    const snapped = info.snapLength === 0 ? original : Math.min(original, info.snapLength);
    cursor.seconds = this.#time[0]!;
    cursor.nanos = this.#time[1]!;
    this.facts.untimed++;
    const captured = Math.min(snapped, this.#scan.length - SIMPLE.minLength);
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
