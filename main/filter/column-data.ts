// What the columns of a capture say, as fields see it. The analysis of TCP is made when a filter first asks for it.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import type { AddressTable } from '../store/address-table.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowLogColumns } from '../store/flow-log-columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { TcpAnalysis } from '../tables/tcp-analysis.ts';
import { udpStreams } from '../tables/udp-streams.ts';
import { RowSet } from './row-set.ts';
import { scanPartial } from './scan.ts';

/** What a filter needs of a capture; a CaptureStore is one. */
export interface FilterStore {
  readonly columns: Columns;
  readonly addresses: AddressTable;
  readonly flows: FlowTable;
  /** There for a log of flows, whose columns say all there is. */
  readonly log?: FlowLogColumns | undefined;
}

/** One side of a flow: what it sends. Flow number times 2, plus 1 for side B. -1: records without IP. */
export const NO_SIDE = -1;

export class ColumnData {
  readonly columns: Columns;
  readonly addresses: AddressTable;
  readonly flows: FlowTable;
  /** Rows there were when the filter began. */
  readonly length: number;
  readonly #store: FilterStore;
  #tcp: TcpAnalysis | undefined;
  #udp: ((row: number) => number | undefined) | undefined;
  #partial: RowSet | undefined;
  readonly #byFlow = new Map<string, Uint8Array>();
  readonly #hosts: (readonly [Uint8Array])[] = [];

  constructor(store: FilterStore) {
    this.#store = store;
    this.columns = store.columns;
    this.addresses = store.addresses;
    this.flows = store.flows;
    this.length = store.columns.length;
  }

  get tcp(): TcpAnalysis {
    this.#tcp ??= new TcpAnalysis(this.#store.columns, this.#store.flows);
    return this.#tcp;
  }

  udpStream(row: number): number | undefined {
    this.#udp ??= udpStreams(this.#store.columns, this.#store.flows);
    return this.#udp(row);
  }

  /** The bytes of an address, made once. */
  address(host: number): readonly [Uint8Array] {
    this.#hosts[host] ??= [this.addresses.copyBytes(host)];
    return this.#hosts[host];
  }

  /** Rows of which the columns do not say all; found once. */
  get partial(): RowSet {
    this.#partial ??= this.#store.log
      ? new RowSet(this.length)
      : scanPartial(this, this.flows.protocol.subarray(0, this.flows.length).map(expectedTransport));
    return this.#partial;
  }

  /** The answers of a test of flows (1: yes), kept by name. */
  byFlow(name: string, test: (flow: number) => boolean): Uint8Array {
    const known = this.#byFlow.get(name);
    // Flows are added while a capture is loaded.
    if (known?.length === this.flows.length) return known;
    const answers = new Uint8Array(this.flows.length);
    for (let flow = 0; flow < answers.length; flow++) answers[flow] = Number(test(flow));
    this.#byFlow.set(name, answers);
    return answers;
  }

  side(row: number): number {
    const flow = this.columns.flow[row]!;
    return flow === NO_FLOW ? NO_SIDE : flow * 2 + (this.columns.bits[row]! & BIT.reverse);
  }

  protocol = (side: number): number => this.flows.protocol[side >>> 1]!;

  version = (side: number): 4 | 6 => this.addresses.version(this.flows.aHost[side >>> 1]!);

  source = (side: number): number => (side & 1 ? this.flows.bHost : this.flows.aHost)[side >>> 1]!;

  destination = (side: number): number => (side & 1 ? this.flows.aHost : this.flows.bHost)[side >>> 1]!;

  sourcePort = (side: number): number => (side & 1 ? this.flows.bPort(side >>> 1) : this.flows.aPort(side >>> 1));

  destinationPort = (side: number): number => (side & 1 ? this.flows.aPort(side >>> 1) : this.flows.bPort(side >>> 1));
}

/** Whether a flow of a protocol has a transport header that columns hold (1), or one that they know too little of (2). */
function expectedTransport(protocol: number): number {
  if (protocol === IP_PROTOCOL.udpLite) return 2;
  return Number(protocol === IP_PROTOCOL.tcp || protocol === IP_PROTOCOL.udp);
}
