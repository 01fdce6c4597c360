// pcap files (draft-ietf-opsawg-pcap) of both byte orders, in microseconds and nanoseconds, and the variants of pcap-header.ts.
import type { Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { CaptureReader, RecordCursor } from './capture-reader.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { DamageList } from './damage-list.ts';
import { CaptureFacts } from './facts.ts';
import { describeInterface, maxCapturedLength } from './link-type.ts';
import {
  areTurned,
  choosePcapVariant,
  type LengthOrder,
  PCAP_HEADER_LENGTH,
  type PcapHeader,
  pcapRefusal,
  RECORD,
  readPcapHeader,
  VARIANT_LOOKAHEAD,
} from './pcap-header.ts';
import { carrySeconds, NANOS_PER_SECOND, TIME_TOO_LATE } from './record-time.ts';

const FDDI = 10;
/** AIX puts these bytes in front of every FDDI frame and counts them. */
const AIX_FDDI_PADDING = 3;

/**
 * Reads pcap. It stops at the first damage, as Wireshark does: nothing in the format marks where a record begins, so
 * what looks like one behind a damage may be the content of another.
 */
export class PcapReader implements CaptureReader {
  readonly format = 'pcap';
  readonly interfaces: InterfaceInfo[] = [];
  readonly facts = new CaptureFacts();
  formatText = 'pcap';
  ended = false;
  /** Records given so far. */
  records = 0;
  readonly #buffer = new ChunkBuffer();
  readonly #damage = new DamageList();
  #header: PcapHeader | undefined;
  /** Set once the header is read and the variant is known. */
  #ready = false;
  #finishing = false;
  #little = true;
  #headerLength = 16;
  #padding = 0;
  #nanosPerTick = 1000;
  #linkType = 0;
  #maxCaptured = 0;
  #lengths: LengthOrder = 'captured first';
  /** Whether the lengths may be turned, or count padding. */
  #isOdd = false;
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
    if (this.ended || (!this.#ready && !this.#prepare())) return false;
    const buffer = this.#buffer;
    const headerLength = this.#headerLength;
    if (!buffer.ensure(headerLength)) return this.#lacks();
    const little = this.#little;
    let captured = buffer.view.getUint32(buffer.pos + RECORD.captured, little);
    let original = buffer.view.getUint32(buffer.pos + RECORD.original, little);
    if (this.#isOdd) {
      if (areTurned(this.#lengths, captured, original)) [captured, original] = [original, captured];
      if (captured < this.#padding) return this.#stopAtLength(captured);
      captured -= this.#padding;
      original = Math.max(0, original - this.#padding);
    }
    if (captured > this.#maxCaptured) return this.#stopAtLength(captured);
    if (!buffer.ensure(headerLength + captured)) return this.#lacks();

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

  /** As CaptureReader. A short file may still hold records that waited for its variant to be known. */
  finish(): void {
    if (this.ended || this.#finishing) return;
    this.#finishing = true;
    if (this.#ready || !this.#prepare()) this.#lacks();
  }

  /** No whole record is there: more bytes are needed, or what is left is damage. Says false. */
  #lacks(): false {
    if (!this.#finishing || this.ended) return false;
    this.ended = true;
    const have = this.#buffer.remaining;
    const { offset } = this.#buffer;
    if (!this.#ready) {
      const length = this.#header?.length ?? PCAP_HEADER_LENGTH;
      this.#damage.add(offset, 0, `the file header is cut short: ${have} of ${length} bytes are there`);
    } else if (have > 0) {
      this.#damage.add(offset, this.records, this.#cutReason(have));
    }
    return false;
  }

  #cutReason(have: number): string {
    if (have < this.#headerLength) {
      return `the record header is cut short: ${have} of ${this.#headerLength} bytes are there`;
    }
    const { view, pos } = this.#buffer;
    const first = view.getUint32(pos + RECORD.captured, this.#little);
    const second = view.getUint32(pos + RECORD.original, this.#little);
    const captured = areTurned(this.#lengths, first, second) ? second : first;
    return `the record is cut short: ${have - this.#headerLength} of ${captured} captured bytes are there`;
  }

  /** Reads the file header and settles the variant; false when more bytes are needed, or the file is none. */
  #prepare(): boolean {
    const buffer = this.#buffer;
    if (!buffer.ensure(PCAP_HEADER_LENGTH)) return false;
    this.#header ??= readPcapHeader(buffer.bytes.subarray(buffer.pos, buffer.pos + PCAP_HEADER_LENGTH));
    const header = this.#header;
    const refusal = header ? pcapRefusal(header) : 'does not begin with a pcap header';
    if (!header || refusal) {
      this.#damage.add(0, 0, `the file ${refusal}`);
      this.ended = true;
      return false;
    }
    if (!buffer.ensure(header.length)) return false;
    const there = Math.min(buffer.remaining, header.length + VARIANT_LOOKAHEAD);
    buffer.ensure(there);
    const records = buffer.bytes.subarray(buffer.pos + header.length, buffer.pos + there);
    const variant = choosePcapVariant(header, records, this.#finishing);
    if (!variant) return false;
    this.#start(header, variant.name, variant.recordHeaderLength);
    buffer.pos += header.length;
    return true;
  }

  #start(header: PcapHeader, variant: string, recordHeaderLength: number): void {
    const name = variant === '' ? 'pcap' : `${variant} pcap`;
    const unit = header.nanoseconds ? 'nanoseconds' : 'microseconds';
    this.formatText = `${name}, ${unit}, ${header.bigEndian ? 'big' : 'little'} endian`;
    this.#little = !header.bigEndian;
    this.#nanosPerTick = header.nanoseconds ? 1 : 1000;
    this.#padding = variant === 'AIX' && header.linkType === FDDI ? AIX_FDDI_PADDING : 0;
    this.#headerLength = recordHeaderLength + this.#padding;
    this.#linkType = header.linkType;
    this.#maxCaptured = maxCapturedLength(header.linkType);
    this.#lengths = header.lengths;
    this.#isOdd = header.lengths !== 'captured first' || this.#padding > 0;
    this.interfaces.push(
      describeInterface({
        id: 0,
        linkType: header.linkType,
        snapLength: header.snapLength,
        fcsLength: header.fcsLength,
        resolution: header.nanoseconds ? '10^-9' : '10^-6',
      }),
    );
    this.#ready = true;
  }

  #stopAtLength(captured: number): false {
    const reason =
      captured < this.#padding
        ? `the record claims ${captured} captured bytes, fewer than the ${this.#padding} of its padding`
        : `the record claims ${captured} captured bytes, more than the ${this.#maxCaptured} that are possible`;
    this.#damage.add(this.#buffer.offset, this.records, reason);
    this.ended = true;
    return false;
  }

  #carrySeconds(cursor: RecordCursor): void {
    if (carrySeconds(cursor) || this.#clamped) return;
    this.#clamped = true;
    this.#damage.add(this.#buffer.offset, this.records, TIME_TOO_LATE);
  }
}
