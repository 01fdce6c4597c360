// What the columns of a capture say, as fields see it. The analysis of TCP is made when a filter first asks for it.
import type { AddressTable } from '../store/address-table.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { TcpAnalysis } from '../tables/tcp-analysis.ts';
import { udpStreams } from '../tables/udp-streams.ts';

/** What a filter needs of a capture; a CaptureStore is one. */
export interface FilterStore {
  readonly columns: Columns;
  readonly addresses: AddressTable;
  readonly flows: FlowTable;
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
