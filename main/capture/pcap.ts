// pcap files (draft-ietf-opsawg-pcap): microseconds and nanoseconds, both byte orders, and the "modified" record header.
import type { Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { CaptureReader, RecordCursor } from './capture-reader.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { DamageList } from './damage-list.ts';
import { describeInterface, maxCapturedLength } from './link-type.ts';

/** File header. */
const FILE = { magic: 0, major: 4, minor: 6, snapLength: 16, linkType: 20 } as const;
const PCAP_HEADER_LENGTH = 24;

/** Record header; the modified format adds interface index, protocol and packet type behind it. */
const RECORD = { seconds: 0, fraction: 4, captured: 8, original: 12 } as const;
const RECORD_HEADER_LENGTH = 16;
const MODIFIED_HEADER_LENGTH = 24;

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;
const MODIFIED = 0xa1b2cd34;

const MAJOR_VERSION = 2;
/** The two lengths of a record stood the other way round before this minor version, and in some files of it. */
const LENGTHS_TURNED = 3;
const LINK_TYPE_MASK = 0xffff;
const MAX_SECONDS = 0xffff_ffff;
const NANOS_PER_SECOND = 1_000_000_000;

type Variant = 'microseconds' | 'nanoseconds' | 'modified';

export interface PcapHeader {
  readonly variant: Variant;
  readonly bigEndian: boolean;
  readonly major: number;
  readonly minor: number;
  readonly snapLength: number;
  readonly linkType: number;
}

function variantOf(magic: number): Variant | undefined {
  if (magic === MICROSECONDS) return 'microseconds';
  if (magic === NANOSECONDS) return 'nanoseconds';
  return magic === MODIFIED ? 'modified' : undefined;
}

/** The file header in the first 24 bytes; undefined when they are no pcap header. */
export function readPcapHeader(bytes: Uint8Array): PcapHeader | undefined {
  if (bytes.length < PCAP_HEADER_LENGTH) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PCAP_HEADER_LENGTH);
  const big = variantOf(view.getUint32(FILE.magic, false));
  const variant = big ?? variantOf(view.getUint32(FILE.magic, true));
  if (!variant) return undefined;
  const little = big === undefined;
  return {
    variant,
    bigEndian: !little,
    major: view.getUint16(FILE.major, little),
    minor: view.getUint16(FILE.minor, little),
    snapLength: view.getUint32(FILE.snapLength, little),
    // The upper bits say how long a frame check sequence is, or are reserved.
    linkType: view.getUint32(FILE.linkType, little) & LINK_TYPE_MASK,
  };
}

/** Why a file with this header cannot be read, as the rest of a sentence; undefined when it can. */
export function pcapRefusal(header: PcapHeader): string | undefined {
  if (header.major === MAJOR_VERSION) return undefined;
  return `is a pcap file of version ${header.major}.${header.minor}, and only version 2 is known`;
}

export class PcapReader implements CaptureReader {
  readonly format = 'pcap';
  readonly interfaces: InterfaceInfo[] = [];
  formatText = 'pcap';
  ended = false;
  /** Records given so far. */
  records = 0;
  readonly #buffer = new ChunkBuffer();
  readonly #damage = new DamageList();
  #headerRead = false;
  #little = true;
  #headerLength = RECORD_HEADER_LENGTH;
  #nanosPerTick = 1000;
  #linkType = 0;
  #maxCaptured = 0;
  #minor = 4;
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
    if (this.ended || (!this.#headerRead && !this.#readHeader())) return false;
    const buffer = this.#buffer;
    const headerLength = this.#headerLength;
    if (!buffer.ensure(headerLength)) return false;
    const little = this.#little;
    let captured = buffer.view.getUint32(buffer.pos + RECORD.captured, little);
    let original = buffer.view.getUint32(buffer.pos + RECORD.original, little);
    if (this.#minor <= LENGTHS_TURNED && (this.#minor < LENGTHS_TURNED || captured > original)) {
      const turned = captured;
      captured = original;
      original = turned;
    }
    if (captured > this.#maxCaptured) return this.#stopAtLength(captured);
    if (!buffer.ensure(headerLength + captured)) return false;

    const { view, pos } = buffer;
    const start = pos + headerLength;
    const end = start + captured;
    if (cursor.bytes !== buffer.bytes) cursor.bytes = buffer.bytes;
    cursor.start = start;
    cursor.end = end;
    cursor.originalLength = original;
    cursor.interfaceId = 0;
    cursor.linkType = this.#linkType;
    cursor.fileOffset = buffer.base + start;
    cursor.seconds = view.getUint32(pos + RECORD.seconds, little);
    cursor.nanos = view.getUint32(pos + RECORD.fraction, little) * this.#nanosPerTick;
    if (cursor.nanos >= NANOS_PER_SECOND) this.#carrySeconds(cursor);
    buffer.pos = end;
    this.records++;
    return true;
  }

  finish(): void {
    if (this.ended) return;
    this.ended = true;
    const have = this.#buffer.remaining;
    const { offset } = this.#buffer;
    if (!this.#headerRead) {
      this.#damage.add(offset, 0, `the file header is cut short: ${have} of ${PCAP_HEADER_LENGTH} bytes are there`);
    } else if (have > 0) {
      this.#damage.add(offset, this.records, this.#cutReason(have));
    }
  }

  #cutReason(have: number): string {
    if (have < this.#headerLength) {
      return `the record header is cut short: ${have} of ${this.#headerLength} bytes are there`;
    }
    const { view, pos } = this.#buffer;
    const first = view.getUint32(pos + RECORD.captured, this.#little);
    const second = view.getUint32(pos + RECORD.original, this.#little);
    const captured =
      this.#minor < LENGTHS_TURNED || (this.#minor === LENGTHS_TURNED && first > second) ? second : first;
    return `the record is cut short: ${have - this.#headerLength} of ${captured} captured bytes are there`;
  }

  #readHeader(): boolean {
    const buffer = this.#buffer;
    if (!buffer.ensure(PCAP_HEADER_LENGTH)) return false;
    const header = readPcapHeader(buffer.bytes.subarray(buffer.pos, buffer.pos + PCAP_HEADER_LENGTH));
    const refusal = header ? pcapRefusal(header) : 'does not begin with a pcap header';
    if (!header || refusal) {
      this.#damage.add(0, 0, `the file ${refusal}`);
      this.ended = true;
      return false;
    }
    const nanoseconds = header.variant === 'nanoseconds';
    const unit = nanoseconds ? 'nanoseconds' : 'microseconds';
    const modified = header.variant === 'modified';
    this.formatText = `${modified ? 'modified pcap' : 'pcap'}, ${unit}, ${header.bigEndian ? 'big' : 'little'} endian`;
    this.#little = !header.bigEndian;
    this.#nanosPerTick = nanoseconds ? 1 : 1000;
    this.#headerLength = modified ? MODIFIED_HEADER_LENGTH : RECORD_HEADER_LENGTH;
    this.#linkType = header.linkType;
    this.#maxCaptured = maxCapturedLength(header.linkType);
    this.#minor = header.minor;
    this.interfaces.push(
      describeInterface({
        id: 0,
        name: null,
        linkType: header.linkType,
        snapLength: header.snapLength,
        resolution: nanoseconds ? '10^-9' : '10^-6',
      }),
    );
    this.#headerRead = true;
    buffer.pos += PCAP_HEADER_LENGTH;
    return true;
  }

  #stopAtLength(captured: number): false {
    const reason = `the record claims ${captured} captured bytes, more than the ${this.#maxCaptured} that are possible`;
    this.#damage.add(this.#buffer.offset, this.records, reason);
    this.ended = true;
    return false;
  }

  /** A fraction of a second that is a second or more: the moment stays what seconds and fraction say together. */
  #carrySeconds(cursor: RecordCursor): void {
    const whole = Math.floor(cursor.nanos / NANOS_PER_SECOND);
    cursor.seconds += whole;
    cursor.nanos -= whole * NANOS_PER_SECOND;
    if (cursor.seconds <= MAX_SECONDS) return;
    cursor.seconds = MAX_SECONDS;
    cursor.nanos = NANOS_PER_SECOND - 1;
    if (this.#clamped) return;
    this.#clamped = true;
    this.#damage.add(
      this.#buffer.offset,
      this.records,
      'the time lies beyond the year 2106 and was set to its last moment',
    );
  }
}
