// snoop files (RFC 1761) of Solaris, and those of Shomiti's Surveyor, which use the format with link types of their own.
import type { Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { CaptureReader, RecordCursor } from './capture-reader.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { DamageList } from './damage-list.ts';
import { CaptureFacts } from './facts.ts';
import { describeInterface, SNOOP_LINK_TYPE } from './link-type.ts';
import { carrySeconds, NANOS_PER_SECOND, TIME_TOO_LATE } from './record-time.ts';

/** File header: eight bytes of magic, then big-endian numbers like all that follow. */
const FILE = { version: 8, linkType: 12 } as const;
const SNOOP_HEADER_LENGTH = 16;
const RECORD = { original: 0, captured: 4, length: 8, drops: 12, seconds: 16, micros: 20 } as const;
const RECORD_HEADER_LENGTH = 24;

const MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0];
/** RFC 1761, and what Surveyor counts on to: the records are the same. */
const VERSIONS: ReadonlySet<number> = new Set([2, 3, 4, 5]);

/** LINKTYPE of a data link type of dlpi.h; ATM is SunATM with its four bytes of header. */
const LINK_TYPES: Readonly<Record<number, number>> = {
  0: 1,
  2: 6,
  4: 1,
  8: 10,
  9: 0,
  14: 0,
  16: 122,
  18: 123,
  2147483653: 226,
};
/** The same of Surveyor. */
const SHOMITI_LINK_TYPES: Readonly<Record<number, number>> = {
  0: 1,
  2: 6,
  4: 1,
  8: 10,
  10: 1,
  11: 6,
  12: 1,
  13: 6,
  14: 6,
  19: 1,
};
/** Surveyor adds this much behind every record, more than any padding: nothing else tells its files. */
const SHOMITI_TRAILER_LENGTH = 16;
const SHOMITI_FCS_LENGTH = 4;

/** What Wireshark believes a record to be able to hold, on the wire and in the file. */
const MAX_LENGTH = 262_144;
const NANOS_PER_MICRO = 1000;

/** The version of a snoop file that begins with these bytes; undefined when they are no snoop header. */
export function snoopVersion(bytes: Uint8Array): number | undefined {
  if (bytes.length < SNOOP_HEADER_LENGTH || !MAGIC.every((byte, i) => bytes[i] === byte)) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset, SNOOP_HEADER_LENGTH).getUint32(FILE.version);
}

/** Why a file of this version cannot be read, as the rest of a sentence; undefined when it can. */
export function snoopRefusal(version: number): string | undefined {
  return VERSIONS.has(version) ? undefined : `is a snoop file of version ${version}, and only version 2 is known`;
}

/** Reads snoop. It stops at the first damage, as pcap does and for the same reason. */
export class SnoopReader implements CaptureReader {
  readonly format = 'snoop';
  readonly interfaces: InterfaceInfo[] = [];
  readonly facts = new CaptureFacts();
  formatText = 'snoop';
  ended = false;
  records = 0;
  readonly #buffer = new ChunkBuffer();
  readonly #damage = new DamageList();
  #finishing = false;
  #headerRead = false;
  #described = false;
  #version = 0;
  /** The link type as the file states it, and the LINKTYPE that it stands for. */
  #stated = 0;
  #linkType = 0;
  #drops = 0;
  /** Bytes of padding behind the last record that are still to come. */
  #padding = 0;
  #clamped = false;

  get damage(): readonly Damage[] {
    return this.#damage.items;
  }

  append(block: Uint8Array): void {
    if (!this.ended) this.#buffer.append(block);
  }

  /** As CaptureReader. */
  next(cursor: RecordCursor): boolean {
    // hot path
    const buffer = this.#buffer;
    if (this.ended || (!this.#headerRead && !this.#readHeader())) return false;
    if (this.#padding > 0 && !this.#passPadding()) return this.#lacks(RECORD_HEADER_LENGTH);
    if (!buffer.ensure(RECORD_HEADER_LENGTH)) return this.#lacks(RECORD_HEADER_LENGTH);
    const original = buffer.view.getUint32(buffer.pos + RECORD.original);
    const captured = buffer.view.getUint32(buffer.pos + RECORD.captured);
    const padding = buffer.view.getUint32(buffer.pos + RECORD.length) - RECORD_HEADER_LENGTH - captured;
    if (original > MAX_LENGTH || captured > MAX_LENGTH || padding < 0) {
      return this.#stopAtLengths(original, captured, padding);
    }
    if (!this.#described) this.#describe(padding >= SHOMITI_TRAILER_LENGTH);
    if (!buffer.ensure(RECORD_HEADER_LENGTH + captured)) return this.#lacks(RECORD_HEADER_LENGTH + captured);
    const { view, pos } = buffer;
    const drops = view.getUint32(pos + RECORD.drops);
    if (drops !== this.#drops) this.#noteDrops(drops);
    if (cursor.bytes !== buffer.bytes) cursor.bytes = buffer.bytes;
    cursor.start = pos + RECORD_HEADER_LENGTH;
    cursor.end = cursor.start + captured;
    cursor.originalLength = original;
    cursor.interfaceId = 0;
    cursor.linkType = this.#linkType;
    cursor.fileOffset = buffer.base + cursor.start;
    cursor.seconds = view.getUint32(pos + RECORD.seconds);
    cursor.nanos = view.getUint32(pos + RECORD.micros) * NANOS_PER_MICRO;
    if (cursor.nanos >= NANOS_PER_SECOND && !carrySeconds(cursor)) this.#noteClamped();
    buffer.pos = cursor.end;
    this.#padding = padding;
    this.records++;
    return true;
  }

  finish(): void {
    if (this.ended) return;
    this.#finishing = true;
    if (!this.#headerRead && !this.#readHeader()) this.#lacks(SNOOP_HEADER_LENGTH);
    if (!this.#described && !this.ended) this.#describe(false);
    if (this.#buffer.remaining === 0 && this.#padding === 0) this.ended = true;
  }

  /** Padding is passed over as it comes: nothing bounds it but the file. */
  #passPadding(): boolean {
    const buffer = this.#buffer;
    while (this.#padding > 0 && buffer.ensure(1)) {
      const here = Math.min(this.#padding, buffer.end - buffer.pos);
      buffer.pos += here;
      this.#padding -= here;
    }
    return this.#padding === 0;
  }

  /** `length` bytes are not there: more must come, or what is left is damage. Says false. */
  #lacks(length: number): false {
    if (!this.#finishing || this.ended) return false;
    this.ended = true;
    const { offset, remaining } = this.#buffer;
    if (!this.#headerRead) this.#add(offset, `the file header is cut short: ${remaining} of ${length} bytes are there`);
    else if (this.#padding > 0) this.#add(offset, `the padding behind the record is ${this.#padding} bytes short`);
    else if (remaining > 0) this.#add(offset, `the record is cut short: ${remaining} of ${length} bytes are there`);
    return false;
  }

  #readHeader(): boolean {
    const buffer = this.#buffer;
    if (!buffer.ensure(SNOOP_HEADER_LENGTH)) return false;
    const version = snoopVersion(buffer.bytes.subarray(buffer.pos, buffer.pos + SNOOP_HEADER_LENGTH));
    const refusal = version === undefined ? 'does not begin with a snoop header' : snoopRefusal(version);
    if (version === undefined || refusal) {
      this.#add(0, `the file ${refusal}`);
      this.ended = true;
      return false;
    }
    this.#version = version;
    this.#stated = buffer.view.getUint32(buffer.pos + FILE.linkType);
    this.#headerRead = true;
    buffer.pos += SNOOP_HEADER_LENGTH;
    return true;
  }

  /** What the link type stands for: the first record shows by its padding whose numbers these are. */
  #describe(isShomiti: boolean): void {
    this.#described = true;
    this.formatText = `snoop${isShomiti ? ' of Surveyor' : ''}, version ${this.#version}`;
    const known = (isShomiti ? SHOMITI_LINK_TYPES : LINK_TYPES)[this.#stated];
    this.#linkType = known ?? SNOOP_LINK_TYPE + this.#stated;
    this.interfaces.push(
      describeInterface({
        id: 0,
        linkType: this.#linkType,
        snapLength: 0,
        resolution: '10^-6',
        fcsLength: isShomiti ? SHOMITI_FCS_LENGTH : 0,
      }),
    );
  }

  #stopAtLengths(original: number, captured: number, padding: number): false {
    const wrong =
      padding < 0
        ? `the record is ${-padding} bytes too short for its ${captured} captured bytes`
        : `the record claims ${captured} captured of ${original} bytes, and ${MAX_LENGTH} are possible`;
    this.#add(this.#buffer.offset, wrong);
    this.ended = true;
    return false;
  }

  #noteDrops(drops: number): void {
    this.#drops = drops;
    this.interfaces[0] = { ...this.interfaces[0]!, dropped: drops };
  }

  #noteClamped(): void {
    if (!this.#clamped) this.#add(this.#buffer.offset, TIME_TOO_LATE);
    this.#clamped = true;
  }

  #add(offset: number, reason: string): void {
    this.#damage.add(offset, this.records, reason);
  }
}
