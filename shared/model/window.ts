// What is told of time windows: their features over time, what is far out in them, their rows, and hosts that scan ports.
import type { Time } from '../unit/time.ts';
import type { HostEnd } from './host.ts';

/** Windows are no shorter, in nanoseconds: their numbers since the epoch stay exact. */
export const LEAST_WINDOW = 1000;

/** What is measured of each pair (source, destination) in each window: distinct destination ports, rows, bytes both ways. */
export const PAIR_MEASURES = ['dst_ports', 'rows', 'bytes'] as const;
export type PairMeasure = (typeof PAIR_MEASURES)[number];

export const OUTLIER_KINDS = ['pair', 'window'] as const;
export type OutlierKind = (typeof OUTLIER_KINDS)[number];

/** Values of a feature outside of it are outliers. */
export interface FeatureFence {
  readonly lower: number;
  readonly upper: number;
}

export interface WindowsMeta {
  /** What every time in the columns counts from. */
  readonly origin: Time;
  /** Number of the first window of all; 0 of the notebook's batches. */
  readonly number: number;
  /** Windows in all, empty ones too; of the notebook, its batches. */
  readonly total: number;
  /** Those with rows. */
  readonly filled: number;
  /** Places of the windows answered for, [first, last), counted from the first window of all. */
  readonly first: number;
  readonly last: number;
  /** Windows a column of the answer stands for; the last one may hold fewer. */
  readonly perColumn: number;
  readonly columns: number;
  /** By feature; null: no window has a value. */
  readonly fences: readonly (FeatureFence | null)[];
  /** Windows outside of some fence. */
  readonly outliers: number;
}

/** An outlier: a pair in a window, or a window as a whole. */
export interface OutlierRow {
  /** Number of the window since the epoch; of the notebook, of its batch. */
  readonly window: number;
  readonly from: Time;
  readonly to: Time;
  /** Null: the window as a whole. */
  readonly src: HostEnd | null;
  readonly dst: HostEnd | null;
  /** A PairMeasure, or the name of a feature. */
  readonly measure: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** A row that windows count: a record, or a flow of a log. */
export interface TrafficLine {
  /** As in the file, from 1. */
  readonly number: number;
  readonly time: Time;
  readonly src: HostEnd;
  readonly dst: HostEnd;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly protocol: string;
  /** The state of its flow with it; null: the log does not say. */
  readonly state: string | null;
  readonly flow: number;
  readonly up: number;
  readonly down: number;
}

export interface ScannerRow {
  readonly host: HostEnd;
  readonly dstPorts: number;
  readonly dstHosts: number;
  readonly connections: number;
  readonly first: Time;
  readonly last: Time;
}
