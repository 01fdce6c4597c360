// Requests of access logs, of Zeek's logs of HTTP and of captures, and what is told of them (DEFINITIONS section 7).
import type { Time } from '../unit/time.ts';
import type { Detector } from './series.ts';

/** Fields of a request, named as the columns of the report. */
export const REQUEST_FIELDS = ['ip', 'method', 'path', 'version', 'status', 'size', 'referrer', 'user_agent'] as const;
export type RequestField = (typeof REQUEST_FIELDS)[number];

export const REQUEST_REPORTS = ['requests', 'values', 'pairs', 'anomalies'] as const;
export type RequestReportName = (typeof REQUEST_REPORTS)[number];

/** Only requests whose field has this value, written as in the values report; '' is that of a request without one. */
export interface RequestWhere {
  readonly field: RequestField;
  readonly value: string;
}

export interface RequestRow {
  /** Counts in the order of time, from 0. */
  readonly position: number;
  /** Number of its line; in a capture, of its first record. */
  readonly line: number;
  /** Path of the log that the line is in; null where there is one log alone, and in a capture. */
  readonly file: string | null;
  readonly time: Time;
  /** Minutes that the clock of the log is ahead of UTC. */
  readonly zone: number;
  readonly ip: string;
  readonly method: string;
  readonly path: string;
  readonly version: string;
  /** 0: none. */
  readonly status: number;
  /** Null: none (`-`). */
  readonly size: number | null;
  readonly referrer: string;
  readonly agent: string;
}

export interface RequestSummary {
  readonly requests: number;
  /** Sum of the sizes of the answers, and how many have none. */
  readonly bytes: number;
  readonly sizeless: number;
  readonly hosts: number;
  /** Answers with a status, and those of them that are not 2xx. */
  readonly answered: number;
  readonly failed: number;
  readonly first: Time | null;
  readonly last: Time | null;
  /** Minutes that the clock of the log is ahead of UTC; null: it is not the same throughout. */
  readonly zone: number | null;
  /** Distinct values of each field. */
  readonly distinct: Readonly<Record<RequestField, number>>;
}

/** Requests and bytes per interval. */
export interface RequestRate {
  /** Start of the first interval, in seconds since the epoch; intervals are whole seconds long. */
  readonly from: number;
  readonly seconds: number;
  readonly requests: readonly number[];
  readonly bytes: readonly number[];
  readonly failed: readonly number[];
}

export interface ValueRow {
  readonly value: string;
  readonly count: number;
  /** Share of all requests in the scope. */
  readonly share: number;
}

/** P(status | host) of the busiest hosts: one row a host, one column a status. */
export interface StatusByHost {
  readonly statuses: readonly number[];
  readonly hosts: readonly {
    readonly ip: string;
    readonly requests: number;
    /** Requests by status, in the order of `statuses`. */
    readonly counts: readonly number[];
    /** Of the two-sided binomial test of the host's share that is not 2xx; null without an answer. */
    readonly pValue: number | null;
  }[];
  /** Hosts in all. */
  readonly total: number;
  readonly whole: readonly number[];
}

export const ANOMALY_KINDS = ['rare-value', 'status-share', 'rate'] as const;
export type AnomalyKind = (typeof ANOMALY_KINDS)[number];

export interface AnomalyOptions {
  /** Fields whose rare values are looked for. */
  readonly fields: readonly RequestField[];
  /** Values with a smaller share than this are rare. */
  readonly share: number;
  /** Chance of calling any host of the whole log conspicuous when none is. */
  readonly alpha: number;
  /** Seconds of an interval of the rate; absent: one that suits the span. */
  readonly seconds?: number | undefined;
  readonly detectors: readonly Detector[];
  /** Hosts whose own rate is looked at: the busiest ones. */
  readonly hosts: number;
}

export const DEFAULT_ANOMALIES: AnomalyOptions = {
  fields: ['method', 'version', 'status', 'user_agent'],
  share: 0.001,
  alpha: 0.05,
  detectors: ['luminol', 'mad'],
  hosts: 20,
};

export interface RequestAnomaly {
  readonly kind: AnomalyKind;
  readonly field: RequestField | 'requests';
  readonly value: string;
  /** Null: of all hosts, or of several. */
  readonly host: string | null;
  /** From its first request to its last, or the interval. */
  readonly start: Time;
  readonly end: Time;
  readonly count: number;
  readonly expected: number | null;
  readonly pValue: number | null;
  /** A sentence that says why. */
  readonly reason: string;
}

export interface RequestAnomalies {
  readonly rows: readonly RequestAnomaly[];
  /** Hosts whose share of answers was tested, and the p-value that each had to be below (Bonferroni). */
  readonly tested: number;
  readonly threshold: number;
  /** Seconds of an interval of the rate; null: the span is too short for one. */
  readonly seconds: number | null;
  /** Rates that were looked at: of all hosts together, and of the busiest ones. */
  readonly series: number;
  readonly notes: readonly string[];
}

/** What the access-log report is asked for. */
export interface RequestReportRequest {
  readonly report: RequestReportName;
  /** Of values and pairs: fields; absent: all of values, the status of pairs. */
  readonly fields?: readonly RequestField[] | undefined;
  readonly given?: RequestField | undefined;
  readonly where?: readonly RequestWhere[] | undefined;
  readonly anomalies?: AnomalyOptions | undefined;
}
