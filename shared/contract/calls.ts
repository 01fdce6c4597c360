// The contract between the engine and whoever shows it: one map from a call's name to its signature.
// Small answers are plain JSON-safe values; bulk answers are frames (frame.ts). Validated on arrival in main/host.
import type { BeaconRequest } from '../model/beacon.ts';
import type { BurstParams, BurstRow, BurstSort } from '../model/burst.ts';
import type { BurstInsight } from '../model/burst-shape.ts';
import type { CompareRequest } from '../model/compare.ts';
import type { FollowedFile, FollowRequest } from '../model/follow.ts';
import type { GraphRequest, HostGraph } from '../model/graph.ts';
import type {
  ConversationBy,
  ConversationDetail,
  ConversationRow,
  ConversationSort,
  HostDetail,
  HostEnd,
  HostRow,
} from '../model/host.ts';
import type { ReportChoice } from '../model/report-choice.ts';
import type { ReportSection } from '../model/report-section.ts';
import type { RequestReportRequest } from '../model/request.ts';
import type { CountOptions, SeriesRequest } from '../model/series.ts';
import type { SourceInfo } from '../model/source.ts';
import type { TimelineBy, TimelineMeasure } from '../model/timeline.ts';
import type { TimingRequest, WindowRequest } from '../model/timing.ts';
import type { RecordTree } from '../model/tree.ts';
import type { Time, TimeRange } from '../unit/time.ts';
import type { OfScope, OfSelection, OfSource, Page, Paged, SortDirection } from './asked.ts';
import type { BeaconBulkCalls, BeaconCalls } from './beacon-calls.ts';
import type { CompareCalls, OfOther } from './compare-calls.ts';
import type { FilterCalls, FilterHostCalls } from './filter-calls.ts';
import type { FlowCalls } from './flow-calls.ts';
import type { Frame } from './frame.ts';
import type { OverviewCalls } from './overview-calls.ts';
import type { RecordCalls, RecordHostCalls } from './record-calls.ts';
import type { RequestCalls } from './request-calls.ts';
import type { SeriesCalls } from './series-calls.ts';
import type { TimingCalls } from './timing-calls.ts';
import type { WindowBulkCalls, WindowCalls } from './window-calls.ts';
import type { WorkspaceHostCalls } from './workspace-calls.ts';

export type { Page, SortDirection } from './asked.ts';

/** Columns that a table can be sorted by, named as in the row. */
export type HostSort =
  | 'address'
  | 'packetsSent'
  | 'packetsReceived'
  | 'bytesSent'
  | 'bytesReceived'
  | 'payloadSent'
  | 'payloadReceived'
  | 'peers'
  | 'first';

export interface BurstPage extends Page<BurstRow> {
  /** The min payload in force, in bytes: what `auto` came to. */
  readonly minPayload: number;
  readonly packets: number;
  readonly payloadBytes: number;
}

export type ReportName =
  | 'bursts'
  | 'packets'
  | 'hosts'
  | 'conversations'
  | 'flows'
  | 'timing'
  | 'beacons'
  | 'windows'
  | 'graph'
  | 'compare'
  | 'summary'
  | 'series'
  | 'access-log';

/** What the user calls hosts, and their colours (as HostMark), by address. */
export type OwnMarks = Readonly<
  Record<string, { readonly name?: string | undefined; readonly colour?: number | undefined }>
>;

export interface ReportRequest {
  readonly report: ReportName;
  readonly range?: TimeRange | undefined;
  readonly bursts: BurstParams;
  /** Rows of these alone, of the reports bursts, conversations (but not by connection) and packets. */
  readonly only?: ReportChoice | undefined;
  /** What a row of the conversations report stands for. */
  readonly by: ConversationBy | 'connection';
  /** Silence that splits connections, in nanoseconds; absent: 120 s, and none splits TCP. */
  readonly idleNanos?: number | undefined;
  /** Off: text cells that a spreadsheet would run as a formula get a leading apostrophe. */
  readonly raw?: boolean | undefined;
  /** Field names of the packets report. */
  readonly names?: 'wireshark' | 'scapy' | undefined;
  /** Columns of the packets report by Wireshark name, in this order; absent: all. */
  readonly fields?: readonly string[] | undefined;
  readonly insight?: BurstInsight | undefined;
  readonly timing?: TimingRequest | undefined;
  readonly beacons?: BeaconRequest | undefined;
  readonly windows?: WindowRequest | undefined;
  /** Of the report `compare`. */
  readonly compare?: (CompareRequest & OfOther) | undefined;
  readonly series?: SeriesRequest | undefined;
  /** In GraphML, beside the names of the capture; in the report `summary`, in place of them. */
  readonly marks?: OwnMarks | undefined;
  /** What of the requests; absent: all of them. */
  readonly requests?: RequestReportRequest | undefined;
  /** Of the report `summary`: what is in it, in this order; absent: all that the source can fill. */
  readonly sections?: readonly ReportSection[] | undefined;
  /** Absent: csv. */
  readonly format?: 'csv' | 'json' | 'parquet' | 'graphml' | 'html' | undefined;
}

export interface OpenInput {
  readonly path: string;
  /** Further files of the same capture (split files, one file an interface): all records are merged in the order of time. */
  readonly more?: readonly string[] | undefined;
  /** Hosts, streams and flows are those of the innermost IP header of tunnels, not of the outermost. */
  readonly inner?: boolean | undefined;
  /** The file is one of counts, and read so. */
  readonly counts?: CountOptions | undefined;
}

/** Calls that the session answers, in its worker thread. */
export interface SessionCalls
  extends BeaconCalls,
    CompareCalls,
    FilterCalls,
    FlowCalls,
    OverviewCalls,
    TimingCalls,
    RecordCalls,
    RequestCalls,
    SeriesCalls,
    WindowCalls {
  /** Resolves when the first records are in; loading goes on and is reported by events. */
  open(input: OpenInput): SourceInfo;
  /** Ends loading; what was read stays. */
  stop(input: OfSource): SourceInfo;
  close(input: OfSource): null;
  info(input: OfSource): SourceInfo;
  graph(input: OfScope & GraphRequest): HostGraph;
  hosts(
    input: OfSelection &
      Paged & {
        readonly range?: TimeRange | undefined;
        readonly search?: string | undefined;
        /** Found, too, whatever is searched for. */
        readonly addresses?: readonly string[] | undefined;
        readonly sort: HostSort;
        readonly direction: SortDirection;
      },
  ): Page<HostRow>;
  host(input: OfSelection & { readonly host: number; readonly range?: TimeRange | undefined }): HostDetail;
  /** Conversations or flows; of one host, or of the pair (host, peer), when named. */
  conversations(
    input: OfSelection &
      Paged & {
        readonly by: ConversationBy;
        readonly host?: number | undefined;
        readonly peer?: number | undefined;
        readonly range?: TimeRange | undefined;
        readonly bursts: BurstParams;
        readonly sort: ConversationSort;
        readonly direction: SortDirection;
      },
  ): Page<ConversationRow>;
  conversation(
    input: OfSelection & {
      readonly by: ConversationBy;
      readonly id: number;
      readonly range?: TimeRange | undefined;
      readonly bursts: BurstParams;
    },
  ): ConversationDetail;
  /** Bursts; of one host (either side), or of the pair (host, peer), when named. */
  bursts(
    input: OfSelection &
      Paged & {
        readonly params: BurstParams;
        readonly host?: number | undefined;
        readonly peer?: number | undefined;
        readonly range?: TimeRange | undefined;
        readonly sort: BurstSort;
        readonly direction: SortDirection;
      },
  ): BurstPage;
  /** The full dissection of record `number`, from 1. */
  tree(input: OfSource & { readonly number: number }): RecordTree;
  /** Ends the writing of reports of the source; nothing is left of them. */
  stopWriting(input: OfSource): null;
  /** Writes what was said in a flow to `path` (as write). */
  follow(input: OfSelection & { readonly request: FollowRequest; readonly path: string }): FollowedFile;
  /**
   * Writes a report to `path` (a temporary name, renamed when complete). Answers with rows written; `writing` says how far it
   * is. Rejects with ProblemError `cancelled` after `stopWriting`.
   */
  write(input: OfSelection & { readonly request: ReportRequest; readonly path: string }): { readonly rows: number };
}

/** Payload sizes, or gaps, over time of what a host sends (or of all). */
export interface TimelineRequest extends OfSelection {
  /** Absent: streams. */
  readonly by?: TimelineBy | undefined;
  /** Absent: payload. */
  readonly measure?: TimelineMeasure | undefined;
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
  readonly range?: TimeRange | undefined;
  /** Pixel columns to fill. */
  readonly pixels: number;
  /** The series with most payload are drawn one by one, the rest are counted. */
  readonly maxSeries: number;
  readonly bursts: BurstParams;
}

export interface TimelineSeries {
  /** Stays the same while the source is open and the series are those of the same `by`, host and peer. */
  readonly key: number;
  /** By addresses. */
  readonly title: string;
  /** Null: the series has no such side. Of a flow: its two ends. */
  readonly src: HostEnd | null;
  readonly dst: HostEnd | null;
  /** Of a flow with ports: those of `src` and `dst`. */
  readonly ports: readonly [number, number] | null;
  /** Records of the series in the range. */
  readonly records: number;
  /** `points`: one row a record. `levels`: one row a pixel column that holds records. */
  readonly mode: 'points' | 'levels';
  /** Rows [first, first + count) of the columns belong to this series. */
  readonly first: number;
  readonly count: number;
}

export interface TimelineMeta {
  /** What every time in the columns counts from, in nanoseconds. */
  readonly origin: Time;
  /** The range answered for. */
  readonly from: Time;
  readonly to: Time;
  readonly series: readonly TimelineSeries[];
  /** What the series are, and so what their keys mean. */
  readonly by: TimelineBy;
  readonly seriesLeftOut: number;
  readonly bursts: number;
}

/**
 * Columns of a timeline: `time` (f64, ns since origin; middle of the pixel column for levels), `min`, `max`, `mean`
 * (f64, payload bytes or gaps in nanoseconds; equal for points), `count` (u32), `record` (u32, number of a record, the largest of the column).
 * Bands: `burstStart`, `burstEnd` (f64, ns since origin), `burstNumber`, `burstPackets`, `burstSeries` (u32, index into
 * series) and `burstBytes` (f64): the bursts of the drawn series, neighbours closer than a pixel drawn as one with the
 * number of the first (burstMerged, u32, says how many).
 */
export interface BulkCalls extends BeaconBulkCalls, WindowBulkCalls {
  timeline(input: TimelineRequest): Frame<TimelineMeta>;
}

/** Calls that the host itself answers: dialogs, recent files and where exports go. */
export interface HostCalls extends FilterHostCalls, RecordHostCalls, WorkspaceHostCalls {
  /** What to show first: a file from the command line, or the sample. */
  initial(input: null): {
    readonly paths: readonly string[];
    readonly sample: string;
    readonly host: 'electron' | 'web';
  };
  /** The user picks files; none when they think better of it, or the host has no dialog (web). */
  chooseCapture(input: null): readonly string[];
  recent(input: null): readonly string[];
  /** Asks where to (or starts a download), writes, and says where it went; null when the user thought better of it. */
  export(
    input: OfSelection & { readonly request: ReportRequest; readonly suggestedName: string },
  ): { readonly rows: number; readonly path: string; readonly download: string | null } | null;
}

export type Calls = SessionCalls & HostCalls;
export type CallName = keyof Calls;
export type BulkName = keyof BulkCalls;
export type Input<Name extends CallName> = Parameters<Calls[Name]>[0];
export type Output<Name extends CallName> = ReturnType<Calls[Name]>;
export type BulkInput<Name extends BulkName> = Parameters<BulkCalls[Name]>[0];
export type BulkOutput<Name extends BulkName> = ReturnType<BulkCalls[Name]>;
