// Samples of gaps and payload sizes, how they are distributed, and the keys that they belong to (DEFINITIONS section 2).
import type { HostEnd } from './host.ts';
import type { GapSummary } from './summary.ts';
import type { GapDirection, GapSort, TimingScope } from './timing.ts';

/** gap: nanoseconds between records; payload: bytes of payload of each record. */
export const MEASURES = ['gap', 'payload'] as const;
export type Measure = (typeof MEASURES)[number];

/** Most samples that are laid over each other. */
export const MOST_SUBJECTS = 4;

/** Whose records: one key of a scope, or, without one, every key's, their samples put together. */
export interface Subject {
  readonly scope: TimingScope;
  readonly direction: GapDirection;
  /** Number of the host, stream, flow or conversation. */
  readonly key?: number | undefined;
}

/** A key of a scope as views name it. Side A of a stream is its source. */
export interface KeyName {
  readonly key: number;
  /** As in the column `key` of the timing report. */
  readonly text: string;
  readonly a: HostEnd;
  /** Null for a host. */
  readonly b: HostEnd | null;
  readonly aPort: number | null;
  readonly bPort: number | null;
  readonly protocol: string | null;
}

/** What the ranked table says of a key. Durations in nanoseconds; null: the sample is too small. */
export interface GapKeyRow
  extends KeyName,
    Pick<GapSummary, 'n' | 'mean' | 'median' | 'sd' | 'cv' | 'burstiness' | 'memory'> {}

/** The keys with records in the scope, ranked. */
export interface GapRanking {
  readonly scope: TimingScope;
  readonly direction: GapDirection;
  /** Part of the key's text or of a host's name. */
  readonly search?: string | undefined;
  readonly sort: GapSort;
  readonly descending: boolean;
}

/** One sample over the bins that all samples of an answer share. */
export interface Distribution {
  readonly subject: Subject;
  /** Null for every key together. */
  readonly name: KeyName | null;
  /** Values that are 0: they have no place on a logarithmic axis. */
  readonly zero: number;
  /** Values in each bin. */
  readonly counts: readonly number[];
  /** `count[i]` values are at most `at[i]`; exact, ascending, and close enough together for a line across a screen. */
  readonly curve: { readonly at: readonly number[]; readonly count: readonly number[] };
  /** In the unit of the measure. Memory is null for every key together: gaps of different keys do not follow each other. */
  readonly summary: GapSummary;
  /** Index of dispersion of counts; null for payloads. */
  readonly dispersion: number | null;
}

export interface Distributions {
  readonly measure: Measure;
  /** Bin i holds values from edges[i] up to, and without, edges[i + 1]. */
  readonly edges: readonly number[];
  readonly samples: readonly Distribution[];
}
