// Two sources side by side: which hosts and conversations are new, gone or changed.
import type { HostEnd } from './host.ts';

export const COMPARED = ['hosts', 'conversations'] as const;
export type Compared = (typeof COMPARED)[number];

/** `more` and `less`: the bytes a second differ by the factor asked for, or more. */
export const CHANGES = ['new', 'gone', 'more', 'less', 'same'] as const;
export type Change = (typeof CHANGES)[number];

/** What a host sent and received, or what went both ways in a conversation, in one of the sources. */
export interface ComparedTraffic {
  /** Number of the host, or of the conversation's first host, in its source. */
  readonly host: number;
  /** Of a conversation: its second host. */
  readonly peer: number | null;
  readonly packets: number;
  /** Original length of the records. */
  readonly bytes: number;
  readonly payload: number;
  /** Bytes a second over the time from the first to the last record of the scope; null when that is no time. */
  readonly rate: number | null;
}

/** Its number is another one in each source. */
export type ComparedHost = Omit<HostEnd, 'id'>;

export interface ComparedRow {
  readonly a: ComparedHost;
  /** Of a conversation; null for a host. Written in the order of their addresses. */
  readonly b: ComparedHost | null;
  readonly change: Change;
  /** Null: not in that source. */
  readonly before: ComparedTraffic | null;
  readonly after: ComparedTraffic | null;
  /** Rate after over rate before; null where one of them is missing or zero. */
  readonly ratio: number | null;
}

export type CompareSort = 'change' | 'a' | 'bytesBefore' | 'bytesAfter' | 'packetsBefore' | 'packetsAfter' | 'ratio';

export interface CompareRequest {
  readonly what: Compared;
  /** From which ratio of the rates on traffic counts as changed; above 1. */
  readonly factor: number;
  /** Only these; absent: all. */
  readonly changes?: readonly Change[] | undefined;
  readonly search?: string | undefined;
}

export const DEFAULT_FACTOR = 2;
