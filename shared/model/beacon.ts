// Pairs that talk like clockwork, as views show them (DEFINITIONS section 4). Durations in nanoseconds.
import type { Time } from '../unit/time.ts';
import type { HostEnd } from './host.ts';
import type { GapSummary } from './summary.ts';

export const BEACON_KEYS = ['pair', 'pair-port'] as const;

/** What pairs are ranked by; those without a value come last either way. `ticks`: share of the expected ticks that were seen. */
export const BEACON_SORTS = [
  'score',
  'pValue',
  'sd',
  'connections',
  'period',
  'ticks',
  'jitter',
  'mean',
  'median',
  'mad',
] as const;
export type BeaconSort = (typeof BEACON_SORTS)[number];

export interface BeaconRequest {
  readonly by: (typeof BEACON_KEYS)[number];
  /** Pairs with fewer connections are left out. */
  readonly min: number;
  /** Pairs whose addresses, port or a name of whose hosts contain this. */
  readonly search?: string | undefined;
  /** Pairs of this host, on either side. */
  readonly host?: number | undefined;
  /** Absent: by standard deviation, smallest first. */
  readonly sort?: BeaconSort | undefined;
  readonly descending?: boolean | undefined;
}

export const DEFAULT_BEACONS: BeaconRequest = { by: 'pair', min: 4 };

/** Regularity that chance explains this well is none: the score alone is no proof (DEFINITIONS section 4). */
export const BEACON_CHANCE = 0.01;

/** When fewer of the expected ticks than this share were seen, the period is that of a few connections, and none of the pair. */
export const BEACON_TICKS = 0.1;

export const BEACON_SEVERITIES = ['none', 'low', 'medium', 'high'] as const;
export type BeaconSeverity = (typeof BEACON_SEVERITIES)[number];

export interface BeaconRow {
  readonly src: HostEnd;
  readonly dst: HostEnd;
  /** Of a row for each port; null of one for each pair. */
  readonly dstPort: number | null;
  readonly protocol: string | null;
  readonly connections: number;
  readonly first: Time;
  readonly last: Time;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly mad: number | null;
  readonly jitter: number | null;
  readonly period: number | null;
  /** null: RITA leaves pairs with fewer than 4 distinct seconds out. */
  readonly score: number | null;
  readonly severity: BeaconSeverity | null;
  readonly ticksSeen: number | null;
  readonly ticksExpected: number | null;
  /** How likely chance alone keeps such a period: at most this. */
  readonly pValue: number | null;
  /** The batches that the connections come in, `every` nanoseconds from start to start; told where few ticks were seen. */
  readonly visits: { readonly count: number; readonly every: number } | null;
  /** Connections in equal stretches of the whole time. */
  readonly spark: readonly number[];
}

/** One of the four parts of RITA's score: all lie in [0, 1] and weigh as much. */
export interface BeaconPart {
  readonly name: 'timestamp' | 'size' | 'histogram' | 'duration';
  readonly value: number;
  readonly weight: number;
}

export interface BeaconScore {
  readonly score: number;
  readonly threat: number;
  readonly severity: BeaconSeverity;
  readonly parts: readonly BeaconPart[];
  /** The mean of timestamp and size alone: what is left for a capture much shorter than a day. */
  readonly short: number;
  /** The stretch that RITA scores (the last day of what there is), in its bins. */
  readonly from: Time;
  readonly to: Time;
  readonly bins: readonly number[];
}

export interface BeaconBytes {
  /** Connections whose bytes are known. */
  readonly n: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly total: number;
}

export interface BeaconDetail {
  readonly row: BeaconRow;
  /** Place in the ranking; null: the search leaves it out. */
  readonly at: number | null;
  readonly gaps: GapSummary;
  /** The window of gaps that the dominant period is the median of, and the gaps in it. */
  readonly band: { readonly from: number; readonly to: number; readonly gaps: number; readonly sd: number } | null;
  readonly score: BeaconScore | null;
  /** Sent by the source; null: unknown. */
  readonly bytes: BeaconBytes | null;
  /** Bin i holds gaps from edges[i] up to, and without, edges[i + 1]; gaps of 0 are in none. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly zero: number;
  /** First and last record of the question. */
  readonly from: Time;
  readonly to: Time;
}

/** What times in the columns count from, and connections that are too many to be drawn. */
export interface TicksMeta {
  readonly origin: Time;
  readonly leftOut: number;
  readonly period: number | null;
}
