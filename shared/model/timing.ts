// What is asked of gaps and windows, and their defaults.

export const TIMING_SCOPES = ['host', 'stream', 'flow', 'conversation'] as const;
export type TimingScope = (typeof TIMING_SCOPES)[number];

/** idt: to the record before it that the same host sent; iat: to the one before it that the same host received. */
export const GAP_DIRECTIONS = ['idt', 'iat'] as const;
export type GapDirection = (typeof GAP_DIRECTIONS)[number];

/** What keys are ranked by; key: in order of appearance. */
export const GAP_SORTS = ['key', 'n', 'mean', 'median', 'sd', 'cv', 'burstiness', 'memory'] as const;
export type GapSort = (typeof GAP_SORTS)[number];

export interface TimingRequest {
  readonly scope: TimingScope;
  /** Gaps of this key, one by one; absent: the summary of every key. Written as in the column `key`. */
  readonly key?: string | undefined;
  /** Of the gaps of one key. */
  readonly direction: GapDirection;
  /** Width of the windows of the index of dispersion, in nanoseconds. */
  readonly windowNanos: number;
  /** Summaries of this direction alone; absent: of both. */
  readonly only?: GapDirection | undefined;
  /** Summaries of keys whose text, or a name of whose hosts, contains this. */
  readonly search?: string | undefined;
  /** Ranks the summaries, keys without a value last; absent: in order of appearance. */
  readonly sort?: GapSort | undefined;
  readonly descending?: boolean | undefined;
  /** Gaps per bin of these keys; of none: of every key together. */
  readonly histogram?: readonly string[] | undefined;
}

export const DEFAULT_TIMING: TimingRequest = { scope: 'host', direction: 'idt', windowNanos: 1_000_000_000 };

/** Reports beside that of the windows: what is far out in them, and the hosts that scan ports. */
export const WINDOW_LISTS = ['outliers', 'scanners'] as const;

export interface WindowRequest {
  readonly nanos: number;
  /** The batches of the study, in whole seconds, with its names and order of columns. */
  readonly compat?: 'notebook' | undefined;
  /** Of the report: this list instead of the windows. */
  readonly list?: (typeof WINDOW_LISTS)[number] | undefined;
}

export const DEFAULT_WINDOWS: WindowRequest = { nanos: 10_000_000_000 };
