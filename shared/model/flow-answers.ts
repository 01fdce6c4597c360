// Flow-level answers of the study that the window features come from: how often a flow comes, in which states, how much it carries.
import type { Time } from '../unit/time.ts';
import type { FlowState, HostEnd } from './host.ts';
import type { GapSummary } from './summary.ts';

export const FLOW_ANSWER_SORTS = ['entries', 'up', 'down', 'duration', 'start'] as const;
export type FlowAnswerSort = (typeof FLOW_ANSWER_SORTS)[number];

/**
 * One flow (unordered pair of address and port, with the protocol). An entry is a row of a log, or a connection of a
 * capture. Up is what the side sent that began the first entry.
 */
export interface FlowAnswerRow {
  /** Number of the flow. */
  readonly flow: number;
  readonly src: HostEnd;
  readonly dst: HostEnd;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly protocol: string;
  readonly entries: number;
  /** States of the entries in order of time, neighbours of one state together; the first of many. */
  readonly states: readonly { readonly state: FlowState | null; readonly times: number }[];
  readonly statesLeftOut: number;
  /** Whether any entry was closed; null: no entry says its state. */
  readonly closed: boolean | null;
  /** Bytes; null: unknown. */
  readonly up: number | null;
  readonly down: number | null;
  readonly start: Time;
  /** Nanoseconds from the start of the first entry to the end of the last (to its start, where its end is unknown). */
  readonly duration: number;
}

/** null: entries that do not say. */
export interface StateShare {
  readonly state: FlowState | null;
  readonly entries: number;
  /** Flows with such an entry, and those whose last entry is one. */
  readonly flows: number;
  readonly last: number;
}

/** Flows with `from` to `to` entries (null: and more). */
export interface EntryShare {
  readonly from: number;
  readonly to: number | null;
  readonly flows: number;
}

/** States that flows go through, neighbours of one state as one: most frequent first. */
export interface StatePath {
  readonly states: readonly (FlowState | null)[];
  /** The path goes on. */
  readonly more: boolean;
  readonly flows: number;
}

/** Bytes of flows in one direction over the bins that both share. */
export interface VolumeDistribution {
  readonly summary: GapSummary;
  readonly total: number;
  readonly zero: number;
  readonly counts: readonly number[];
  readonly curve: { readonly at: readonly number[]; readonly count: readonly number[] };
}

export interface FlowAnswers {
  readonly flows: number;
  readonly entries: number;
  /** Flows with more than one entry, and the most entries of one. */
  readonly several: number;
  readonly most: number;
  readonly byEntries: readonly EntryShare[];
  readonly states: readonly StateShare[];
  readonly paths: readonly StatePath[];
  /** Flows with a closed entry, of those that say a state. */
  readonly closed: number;
  readonly stated: number;
  readonly edges: readonly number[];
  readonly up: VolumeDistribution;
  readonly down: VolumeDistribution;
}
