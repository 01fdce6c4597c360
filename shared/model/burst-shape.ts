// What bursts are like as a whole, which thresholds the records suggest, and how two sets of thresholds compare.
import type { BurstParams, BurstRow } from './burst.ts';

/** length: packets; duration and silence (before, in its scope): nanoseconds; payload: bytes; rate: bytes a second. */
export const BURST_MEASURES = ['length', 'duration', 'payload', 'rate', 'silence'] as const;
export type BurstMeasure = (typeof BURST_MEASURES)[number];

export interface BurstShape {
  readonly measure: BurstMeasure;
  /** Bin i holds values from edges[i] up to, and without, edges[i + 1]. Shared by all samples. */
  readonly edges: readonly number[];
  /** Of the thresholds in force, and of those that they are compared with. */
  readonly samples: readonly BurstSample[];
}

export interface BurstSample {
  readonly counts: readonly number[];
  /** Bursts whose value is 0. */
  readonly zero: number;
  /** Bursts without a value: no rate without a duration, no silence before a scope's first. */
  readonly absent: number;
  readonly median: number | null;
}

/** A threshold that the records suggest. Nanoseconds, or bytes. */
export interface Suggestion {
  /** Null: there is no valley. */
  readonly value: number | null;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Values in [edges[i], edges[i + 1]), and those that are 0. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly zero: number;
  /** The smoothed histogram, in values per bin. */
  readonly smooth: { readonly at: readonly number[]; readonly height: readonly number[] };
  /** Where the smoothed histogram is below half of the lower of the two peaks beside it. */
  readonly valley: { readonly from: number; readonly to: number } | null;
}

export interface BurstSuggestions {
  readonly gap: Suggestion;
  readonly minPayload: Suggestion;
  /** Bytes: floor(1.1 x mean payload of all IP records). */
  readonly auto: number;
}

/**
 * What becomes of a burst of A in B. same: the same records. changed: one burst, more or fewer records. split: several
 * bursts. merged: part of a burst that holds others of A. regrouped: several bursts that hold others, too. vanished: none
 * of its records is in a burst. added: a burst of B, none of whose records is in one of A.
 */
export const BURST_RELATIONS = ['same', 'changed', 'split', 'merged', 'regrouped', 'vanished', 'added'] as const;
export type BurstRelation = (typeof BURST_RELATIONS)[number];

/** A burst of A and a burst of B that share records; one side is missing for vanished and added. */
export interface ComparedBursts {
  readonly a: BurstRow | null;
  readonly b: BurstRow | null;
  readonly relation: BurstRelation;
  readonly shared: number;
}

/** In place of the bursts themselves: what becomes of them at other thresholds; without these, their distributions. */
export interface BurstInsight {
  readonly compare?: BurstParams | undefined;
}

export interface BurstTotals {
  readonly bursts: number;
  readonly packets: number;
  readonly payloadBytes: number;
  /** What `auto` came to. */
  readonly minPayload: number;
}
