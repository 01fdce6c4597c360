// One state of a capture and what has been worked out from it so far. Every view, report and chart asks here, so that
// nothing is computed twice; when more records arrive, a new view starts empty.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { ConversationBy } from '../../shared/model/host.ts';
import type { TimelineMeasure } from '../../shared/model/timeline.ts';
import type { Time, TimeRange } from '../../shared/unit/time.ts';
import { autoMinPayload, type BurstTable, burstSteps, groupScopeOf } from '../analysis/bursts.ts';
import { ColumnData } from '../filter/column-data.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { type Columns, NO_FLOW } from '../store/columns.ts';
import { type ConnectionTable, connectionTable } from '../tables/connection-table.ts';
import {
  type ConnectionSplit,
  type Connections,
  connectionGroups,
  connectionsOf,
  splitConnections,
} from '../tables/connections.ts';
import { type ConversationTable, conversationTable } from '../tables/conversation-table.ts';
import { type FlowStats, flowStats } from '../tables/flow-stats.ts';
import { type HostTable, hostTable } from '../tables/host-table.ts';
import { logConnectionsOf, logConnectionTable, splitLog } from '../tables/log-connections.ts';
import { logStats } from '../tables/log-stats.ts';
import { flowServices, serviceName } from '../tables/services.ts';
import { type GroupScope, type Groups, groupRecords } from '../timing/groups.ts';
import { packedGroups } from '../timing/packed-groups.ts';
import { type Span, TimeOrder } from '../timing/time-order.ts';
import { atOnce } from './in-slices.ts';
import { type LaneGroups, ValueBlocks } from './value-blocks.ts';

/** Results kept per kind: enough for going back and forth between a few ranges and thresholds. */
const KEPT = 6;
/** Lanes take 12 bytes a record each. */
const LANES_KEPT = 2;

/** The last few results by what they were asked for. */
class Recent<T> {
  readonly #results = new Map<string, T>();
  readonly #most: number;

  constructor(most = KEPT) {
    this.#most = most;
  }

  has(key: string): boolean {
    return this.#results.has(key);
  }

  get(key: string, make: () => T): T {
    const known = this.#results.get(key);
    const result = known ?? make();
    this.#results.delete(key);
    this.#results.set(key, result);
    if (this.#results.size > this.#most) this.#results.delete(this.#results.keys().next().value!);
    return result;
  }
}

/** What tells the parameters of bursts apart. */
export const burstKey = ({ gapNanos, minPayload, minPackets, scope, compat }: BurstParams): string =>
  JSON.stringify([gapNanos, minPayload, minPackets, scope, compat]);

const EPOCH: Time = [0, 0];

const spanKey = (span: Span): string => `${span.lo}-${span.hi}`;

export class CaptureView {
  readonly store: CaptureStore;
  readonly order: TimeOrder;
  readonly whole: Span;
  /** Numbers in use when the view was made: what is added later does not exist for it. */
  readonly hosts: number;
  readonly #groups = new Recent<Groups>();
  readonly #stats = new Recent<FlowStats>();
  readonly #hostTables = new Recent<HostTable>();
  readonly #conversations = new Recent<ConversationTable>();
  readonly #connections = new Recent<Connections>();
  readonly #splits = new Recent<ConnectionSplit>();
  readonly #connectionTables = new Recent<ConnectionTable>();
  readonly #connectionGroups = new Recent<Groups>();
  readonly #whole: CaptureView | undefined;
  #data: ColumnData | undefined;
  readonly #lanes = new Recent<LaneGroups>(LANES_KEPT);
  readonly #blocks = new WeakMap<LaneGroups, Partial<Record<TimelineMeasure, ValueBlocks>>>();
  #services: Uint8Array | undefined;
  #totals: IpTotals | undefined;
  readonly #bursts = new Recent<BurstTable>();

  /** Times of the first and the last record of the capture, whichever records the view is of. */
  readonly start: Time;
  readonly end: Time;

  /** Of the whole capture, or of chosen rows (ascending) of `whole`: then everything is worked out as if no other record existed. */
  constructor(store: CaptureStore, chosen?: { readonly rows: Uint32Array; readonly whole: CaptureView }) {
    this.store = store;
    this.#whole = chosen?.whole;
    this.order = new TimeOrder(store.columns, chosen?.rows);
    const { order } = chosen?.whole ?? this;
    this.start = order.length > 0 ? order.time(0) : EPOCH;
    this.end = order.length > 0 ? order.time(order.length - 1) : EPOCH;
    this.whole = { lo: 0, hi: this.order.length };
    this.hosts = store.addresses.length;
  }

  /** What columns say of single records, with the analysis of TCP: of all records, whichever the view is of. */
  get data(): ColumnData {
    this.#data ??= this.#whole?.data ?? new ColumnData(this.store);
    return this.#data;
  }

  span(range: TimeRange | undefined): Span {
    return this.order.span(range);
  }

  /** Records of the whole capture by scope. */
  groups(scope: GroupScope): Groups {
    const { columns, flows } = this.store;
    return this.#groups.get(scope, () => groupRecords(scope, columns, flows, this.hosts, this.order, this.whole));
  }

  stats(span: Span): FlowStats {
    const { columns, flows, log } = this.store;
    return this.#stats.get(spanKey(span), () =>
      log ? logStats(columns, log, flows.length, this.order, span) : flowStats(columns, flows.length, this.order, span),
    );
  }

  hostTable(span: Span): HostTable {
    return this.#hostTables.get(spanKey(span), () => hostTable(this.stats(span), this.store.flows, this.hosts));
  }

  conversations(by: ConversationBy, span: Span): ConversationTable {
    return this.#conversations.get(`${by} ${spanKey(span)}`, () =>
      conversationTable(by, this.stats(span), this.stats(this.whole), this.store.flows),
    );
  }

  connections(span: Span): Connections {
    const { columns, flows, log } = this.store;
    return this.#connections.get(spanKey(span), () =>
      log
        ? logConnectionsOf(columns, log, flows.length, this.order, span)
        : connectionsOf(columns, flows, this.order, span),
    );
  }

  /** The flows of the whole capture split into connections; `idleNanos` as splitConnections. */
  connectionSplit(idleNanos?: number): ConnectionSplit {
    const { columns, flows, log } = this.store;
    return this.#splits.get(`${idleNanos}`, () =>
      log ? splitLog(columns, this.order) : splitConnections(columns, flows, this.order, idleNanos),
    );
  }

  connectionTable(span: Span, idleNanos?: number): ConnectionTable {
    return this.#connectionTables.get(`${idleNanos} ${spanKey(span)}`, () => {
      const { columns, flows, log } = this.store;
      if (log) return logConnectionTable(log, this.order, span);
      return connectionTable(columns, flows, this.order, span, this.connectionSplit(idleNanos), this.data.tcp);
    });
  }

  connectionGroups(idleNanos?: number): Groups {
    return this.#connectionGroups.get(`${idleNanos}`, () => connectionGroups(this.connectionSplit(idleNanos)));
  }

  /** The min payload that the parameters come to, in bytes. */
  minPayload(params: BurstParams): number {
    if (params.minPayload !== 'auto') return params.minPayload;
    const { records, payloadBytes, empty } = this.#ipTotals();
    return autoMinPayload(payloadBytes + (params.compat === 'notebook' ? empty : 0), records);
  }

  /** Bursts of the whole capture. */
  bursts(params: BurstParams): BurstTable {
    return this.#bursts.get(burstKey(params), () => atOnce(this.#burstSteps(params)));
  }

  /** The same in steps; whoever asks for them afterwards finds them. */
  *burstWork(params: BurstParams): Generator<undefined, BurstTable> {
    const key = burstKey(params);
    if (this.#bursts.has(key)) return this.bursts(params);
    const found = yield* this.#burstSteps(params);
    return this.#bursts.get(key, () => found);
  }

  *#burstSteps(params: BurstParams): Generator<undefined, BurstTable> {
    const { columns } = this.store;
    const groups = this.groups(groupScopeOf(params.scope));
    yield;
    packedGroups(columns, groups, this.order);
    yield;
    return yield* burstSteps(columns, groups, this.order, params, this.minPayload(params));
  }

  /** Records in groups of the caller's making, kept by a name that says how they were made. */
  lanes(name: string, make: () => LaneGroups): LaneGroups {
    return this.#lanes.get(name, make);
  }

  /** Totals of the groups' values. */
  blocks(groups: LaneGroups, measure: TimelineMeasure): ValueBlocks {
    const known = this.#blocks.get(groups) ?? {};
    this.#blocks.set(groups, known);
    known[measure] ??= new ValueBlocks(packedGroups(this.store.columns, groups, this.order), measure);
    return known[measure];
  }

  /** What a flow was seen to carry, else what its ports are registered for; null when neither is known. */
  service(flow: number): string | null {
    const { columns, flows } = this.store;
    this.#services ??= flowServices(columns, flows.length);
    return serviceName(this.#services[flow]!, flows, flow);
  }

  /** IP records, their payload, and how many have none, which the notebook counts as one byte each. */
  #ipTotals(): IpTotals {
    this.#totals ??= ipTotals(this.store.columns, this.order);
    return this.#totals;
  }
}

interface IpTotals {
  readonly records: number;
  readonly payloadBytes: number;
  readonly empty: number;
}

function ipTotals({ flow, payloadLength }: Columns, order: TimeOrder): IpTotals {
  let records = 0;
  let payloadBytes = 0;
  let empty = 0;
  for (let p = 0; p < order.length; p++) {
    const row = order.row(p);
    if (flow[row] === NO_FLOW) continue;
    const size = payloadLength[row]!;
    records++;
    payloadBytes += size;
    if (size === 0) empty++;
  }
  return { records, payloadBytes, empty };
}
