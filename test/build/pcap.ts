// Builds pcap files byte by byte, so that a test shows what it reads.

export interface PcapRecord {
  readonly seconds?: number;
  /** Microseconds, or nanoseconds in a nanosecond file. */
  readonly fraction?: number;
  readonly data?: Uint8Array;
  /** Length on the wire; that of the data when left out. */
  readonly original?: number;
  /** What the header says of the captured length, when that is not the truth. */
  readonly captured?: number;
}

export interface PcapOptions {
  readonly records?: readonly PcapRecord[];
  readonly nanos?: boolean;
  readonly bigEndian?: boolean;
  /** The 24-byte record headers of magic a1b2cd34. */
  readonly modified?: boolean;
  /** Another magic number. */
  readonly magic?: number;
  /** Bytes behind the file header, and behind each record's header. */
  readonly afterHeader?: Uint8Array;
  readonly afterRecordHeader?: Uint8Array;
  /** All 32 bits of the link-type word. */
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly version?: readonly [major: number, minor: number];
}

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Numbers of 1, 2, 4 or 8 bytes one after another: `numbers(true, [2, 1], [4, 96])`. */
export const numbers = (
  bigEndian: boolean,
  ...fields: readonly (readonly [size: 1 | 2 | 4 | 8, value: number | bigint])[]
): Uint8Array => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 1) view.setUint8(at, Number(value));
    else if (size === 2) view.setUint16(at, Number(value), !bigEndian);
    else if (size === 4) view.setUint32(at, Number(value), !bigEndian);
    else view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), !bigEndian);
    at += size;
  }
  return bytes;
};

/** Bytes from hex digits and white space: `bytes('01 02')`. */
export const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.replace(/\s/g, '').match(/../g) ?? [], pair => Number.parseInt(pair, 16));

/** `length` bytes that differ from their neighbours and from those of another `seed`. */
export const filler = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + seed * 31 + 1) & 0xff);

export const pcapHeader = (options: PcapOptions = {}): Uint8Array => {
  const { bigEndian = false, version = [2, 4], snapLength = 262_144, linkType = 1 } = options;
  const magic = options.magic ?? (options.modified ? 0xa1b2cd34 : options.nanos ? 0xa1b23c4d : 0xa1b2c3d4);
  const version32 = [
    [2, version[0]],
    [2, version[1]],
  ] as const;
  const header = numbers(bigEndian, [4, magic], ...version32, [8, 0], [4, snapLength], [4, linkType]);
  return concat(header, options.afterHeader ?? new Uint8Array(0));
};

export const pcapRecord = (record: PcapRecord, options: PcapOptions = {}): Uint8Array => {
  const { seconds = 0, fraction = 0, data = new Uint8Array(0) } = record;
  const captured = record.captured ?? data.length;
  const big = options.bigEndian ?? false;
  const header = numbers(big, [4, seconds], [4, fraction], [4, captured], [4, record.original ?? data.length]);
  const more = options.modified ? bytes('00000007 0800 04 00') : new Uint8Array(0);
  return concat(header, options.afterRecordHeader ?? more, data);
};

/** A whole file: header and records. */
export const pcapFile = (options: PcapOptions): Uint8Array =>
  concat(pcapHeader(options), ...(options.records ?? []).map(record => pcapRecord(record, options)));
