// What is known of one open capture.
import type { Time } from '../unit/time.ts';
import type { CountFacts } from './series.ts';

export interface InterfaceInfo {
  readonly id: number;
  /** The file that it is from: index into the source's `files`. */
  readonly file: number;
  readonly name: string | null;
  /** What the writer of the capture says of it: null where it says nothing. */
  readonly description: string | null;
  readonly hardware: string | null;
  readonly os: string | null;
  /** The capture filter, as it was typed. */
  readonly filter: string | null;
  /** LINKTYPE number of the capture format; from 65536 on a number of snoop that has no such counterpart. */
  readonly linkType: number;
  readonly linkName: string;
  /** False: records of this link type are counted and timed, but not dissected. */
  readonly decoded: boolean;
  readonly snapLength: number;
  /** Ticks of a second that timestamps can tell apart, as text: `10^-6`, `2^-8`. */
  readonly resolution: string;
  /** Bytes of frame check sequence behind each frame; null: not said. */
  readonly fcsLength: number | null;
  /** Records that arrived at it, and those lost there before they could be captured; null: not said. */
  readonly received: number | null;
  readonly dropped: number | null;
}

/** One file of a source. */
export interface SourceFile {
  readonly path: string;
  readonly name: string;
  /** Bytes on disk, and when they were last written (milliseconds of the Unix epoch; null for a pipe), as it was opened. */
  readonly size: number;
  readonly modified: number | null;
  readonly format: SourceFormat;
  /** The format with its variant, for people: `pcap, nanoseconds, big endian`. */
  readonly formatText: string;
  readonly compression: 'gzip' | 'zstd' | 'lz4' | null;
}

/** One file of a capture. */
export interface CaptureFile extends SourceFile {
  readonly format: CaptureFormat;
}

export type CaptureFormat = 'pcap' | 'pcapng' | 'snoop';
/** Logs that have a row for each flow. */
export type FlowLogFormat = 'zeek' | 'zeek-json' | 'conversations' | 'flow-records';
/** Logs that have a row for each request, and none that say which hosts talked. */
export type RequestLogFormat = 'access-log';
export type SourceFormat = CaptureFormat | FlowLogFormat | RequestLogFormat | 'counts';

/** What a source holds a row of: packets that can be dissected, flows that a log tells of, requests for pages, or counts by date and key. */
export type SourceKind = 'records' | 'flows' | 'requests' | 'series';

/** What a source can be asked about: single records, flows between hosts, requests for pages. Views and commands need one of them. */
export type SourcePart = 'records' | 'flows' | 'requests';

/** A place where a capture is broken. Records before it are kept. */
export interface Damage {
  /** Byte offset in the (decompressed) file. */
  readonly offset: number;
  /** Records read before it. */
  readonly record: number;
  /** What is wrong there, as the rest of a sentence that begins with the offset. */
  readonly reason: string;
}

/** Damage in one of the files of a source: its offset and record count within that file. */
export interface FileDamage extends Damage {
  /** Index into the source's `files`. */
  readonly file: number;
}

/** A line of a log that could not be read. */
export interface BadLine {
  /** Index into the source's `files`. */
  readonly file: number;
  /** Its number, from 1. */
  readonly line: number;
  /** Why, as the rest of a sentence that begins with the line. */
  readonly reason: string;
}

export interface BadLines {
  readonly count: number;
  /** The first of them. */
  readonly first: readonly BadLine[];
}

/** As BadLines, of files that need not be among those of the source. */
export interface BadRequests {
  readonly count: number;
  readonly first: readonly { readonly path: string; readonly line: number; readonly reason: string }[];
}

export type LoadState = 'loading' | 'ready' | 'stopped';

export interface SourceInfo {
  readonly source: number;
  readonly kind: SourceKind;
  readonly has: readonly SourcePart[];
  /** Path of the first file. */
  readonly path: string;
  /** Its name; with others, `a.pcap and 2 more`. */
  readonly name: string;
  /** Bytes of all files on disk. */
  readonly size: number;
  /** Of the first file. */
  readonly format: SourceFormat;
  /** The format with its variant, for people: `pcap, nanoseconds, big endian`; with several files, all that differ. */
  readonly formatText: string;
  /** Of the first file. */
  readonly compression: 'gzip' | 'zstd' | 'lz4' | null;
  /** The files whose records are merged by time: at least one. */
  readonly files: readonly SourceFile[];
  /** Comments on sections and interfaces of the capture; of a folder of logs, which of them were taken. */
  readonly comments: readonly string[];
  /** Programs and systems that wrote the capture, as they call themselves. */
  readonly writers: readonly string[];
  /** Records that carry a comment; comments beyond 1 MiB in all are left out and counted. */
  readonly commentedRecords: number;
  readonly commentsLeftOut: number;
  /** Records without a time of their own: they have that of the record before them, leading ones the first time there is. */
  readonly untimed: number;
  /** Names that the capture itself gives to addresses. */
  readonly names: number;
  /** Blocks that were passed over: decryption secrets, those of other makers, those of unknown types. */
  readonly skipped: { readonly secrets: number; readonly custom: number; readonly unknown: number };
  /** Hosts and flows are those of the innermost IP header of tunnels. */
  readonly inner: boolean;
  readonly interfaces: readonly InterfaceInfo[];
  readonly state: LoadState;
  /** Rows of its kind: records, flows or requests. */
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
  readonly damage: readonly FileDamage[];
  /** Lines of a log that could not be read; none of a capture. */
  readonly badLines: BadLines;
  /** Of logs of HTTP that are read for their requests alone, once they were: lines beyond those in `badLines`. */
  readonly badRequests?: BadRequests | undefined;
  /** How a file of counts is read, and what is in it; null of any other source. */
  readonly counts: CountFacts | null;
}

export interface Progress {
  readonly source: number;
  readonly records: number;
  /** Bytes of the file on disk that were read, of `totalBytes`. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly elapsedMillis: number;
}
