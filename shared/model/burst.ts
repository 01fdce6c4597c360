// Bursts and their parameters (DEFINITIONS section 3).
import type { Time } from '../unit/time.ts';
import type { HostEnd } from './host.ts';

export const BURST_SCOPES = ['stream', 'flow', 'conversation', 'host-out', 'host-in'] as const;
export type BurstScope = (typeof BURST_SCOPES)[number];

export interface BurstParams {
  /** A relevant record that follows the last by less than this many nanoseconds belongs to the same burst. */
  readonly gapNanos: number;
  /** Bytes of payload that make a record relevant; `auto` is floor(1.1 x mean payload over all IP records). */
  readonly minPayload: number | 'auto';
  /** Bursts with fewer relevant records are dropped. */
  readonly minPackets: number;
  readonly scope: BurstScope;
  /** `notebook` counts as the study does that the method comes from. */
  readonly compat?: 'notebook' | undefined;
}

export const DEFAULT_BURST_PARAMS: BurstParams = {
  gapNanos: 300_000_000,
  minPayload: 300,
  minPackets: 2,
  scope: 'stream',
};

/** One burst, as the table, the inspector and the CSV show it. Absent: the scope has no such part, or nothing to divide by. */
export interface BurstRow {
  /** From 1, in order of start over the whole capture. */
  readonly burst: number;
  readonly scope: BurstScope;
  readonly src: HostEnd | null;
  readonly dst: HostEnd | null;
  readonly protocol: string | null;
  readonly srcPort: number | null;
  readonly dstPort: number | null;
  readonly start: Time;
  readonly end: Time;
  readonly packets: number;
  readonly relevantPackets: number;
  readonly payloadBytes: number;
  readonly wireBytes: number;
  readonly payloadMean: number;
  readonly payloadMin: number;
  readonly payloadMax: number;
  /** Payload bytes a second; null when the burst lasts no time. */
  readonly rate: number | null;
  /** Nanoseconds since the end of the burst before it in the same scope. */
  readonly gapBefore: number | null;
  /** Nanoseconds between members. */
  readonly innerGapMean: number | null;
  readonly innerGapMax: number | null;
}

/** Columns that the bursts table can be sorted by, named as in the row. */
export const BURST_SORTS = [
  'burst',
  'src',
  'dst',
  'protocol',
  'start',
  'duration',
  'packets',
  'payloadBytes',
  'payloadMean',
  'rate',
  'gapBefore',
] as const;
export type BurstSort = (typeof BURST_SORTS)[number];
