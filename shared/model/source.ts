// What is known of one open capture.
import type { Time } from '../unit/time.ts';

export interface InterfaceInfo {
  readonly id: number;
  readonly name: string | null;
  /** LINKTYPE number of the capture format. */
  readonly linkType: number;
  readonly linkName: string;
  /** False: records of this link type are counted and timed, but not dissected. */
  readonly decoded: boolean;
  readonly snapLength: number;
  /** Ticks of a second that timestamps can tell apart, as text: `10^-6`, `2^-8`. */
  readonly resolution: string;
}

/** A place where a capture is broken. Records before it are kept. */
export interface Damage {
  /** Byte offset in the (decompressed) file. */
  readonly offset: number;
  /** Records read before it. */
  readonly record: number;
  /** What is wrong there, as the rest of a sentence that begins with the offset. */
  readonly reason: string;
}

export type LoadState = 'loading' | 'ready' | 'stopped';

export interface SourceInfo {
  readonly source: number;
  readonly path: string;
  readonly name: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly format: 'pcap' | 'pcapng';
  /** The format with its variant, for people: `pcap, nanoseconds, big endian`. */
  readonly formatText: string;
  readonly compression: 'gzip' | 'zstd' | 'lz4' | null;
  readonly interfaces: readonly InterfaceInfo[];
  readonly state: LoadState;
  readonly records: number;
  readonly ipRecords: number;
  readonly arpRecords: number;
  /** Records whose link type is not dissected. */
  readonly undissected: number;
  readonly capturedBytes: number;
  readonly wireBytes: number;
  readonly payloadBytes: number;
  readonly start: Time | null;
  readonly end: Time | null;
  readonly hosts: number;
  readonly streams: number;
  readonly flows: number;
  readonly conversations: number;
  /** Records whose time lies before that of the record in front of them. */
  readonly outOfOrder: number;
  readonly damage: readonly Damage[];
}

export interface Progress {
  readonly source: number;
  readonly records: number;
  /** Bytes of the file on disk that were read, of `totalBytes`. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly elapsedMillis: number;
}
