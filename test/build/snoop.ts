// Builds snoop files (RFC 1761) byte by byte, so that a test shows what it reads.
import { concat, numbers } from './pcap.ts';

export interface SnoopRecord {
  readonly seconds?: number;
  readonly micros?: number;
  readonly data?: Uint8Array;
  readonly original?: number;
  /** What the record says of these, when that is not the truth. */
  readonly captured?: number;
  readonly length?: number;
  readonly drops?: number;
  /** Bytes behind the data; left out, those that make the record a multiple of four bytes long. */
  readonly padding?: number;
}

export interface SnoopOptions {
  readonly version?: number;
  /** Data link type of dlpi.h: 4 is Ethernet. */
  readonly linkType?: number;
}

export const snoopHeader = (of: SnoopOptions = {}): Uint8Array =>
  concat(new TextEncoder().encode('snoop\0\0\0'), numbers(true, [4, of.version ?? 2], [4, of.linkType ?? 4]));

export const snoopRecord = (of: SnoopRecord): Uint8Array => {
  const data = of.data ?? new Uint8Array(0);
  const padding = of.padding ?? -data.length & 3;
  return concat(
    numbers(
      true,
      [4, of.original ?? data.length],
      [4, of.captured ?? data.length],
      [4, of.length ?? 24 + data.length + padding],
      [4, of.drops ?? 0],
      [4, of.seconds ?? 0],
      [4, of.micros ?? 0],
    ),
    data,
    new Uint8Array(padding),
  );
};

/** A whole file: header and records. */
export const snoopFile = (records: readonly SnoopRecord[], of: SnoopOptions = {}): Uint8Array =>
  concat(snoopHeader(of), ...records.map(snoopRecord));
