// Features of fixed time windows over rows of traffic: records of a capture, or flow records of a log (DEFINITIONS section 5).
import { KeyIndex } from './key-index.ts';
import { Distribution, entropy } from './window-measures.ts';

/** States of a row, in the order of their columns. */
export const WINDOW_STATES = ['closed', 'established', 'reset', 'new', 'closing', 'connecting'] as const;

/** One row, overwritten by every read. */
export interface TrafficRow {
  /** Time in whole seconds and nanoseconds since the epoch. */
  seconds: number;
  nanos: number;
  /** Numbers that stand for addresses, whichever. */
  src: number;
  dst: number;
  srcPort: number;
  dstPort: number;
  protocol: number;
  /** Index into WINDOW_STATES; -1: none of them. */
  state: number;
  /** Bytes that the source and the destination sent. */
  up: number;
  down: number;
}

export interface TrafficRows {
  readonly length: number;
  read(index: number, row: TrafficRow): void;
}

export const emptyTrafficRow = (): TrafficRow => ({
  seconds: 0,
  nanos: 0,
  src: 0,
  dst: 0,
  srcPort: 0,
  dstPort: 0,
  protocol: 0,
  state: -1,
  up: 0,
  down: 0,
});

/** Groups and what is counted in each: distinct values, or rows in the notebook's way. */
const PER_GROUP = [
  'dst_port_per_conn',
  'dst_port_per_dst_ip',
  'src_ip_per_dst_ip',
  'dst_port_per_src_ip',
  'dst_ip_per_src_ip',
  'dst_ip_per_dst_port',
  'src_ip_per_dst_port',
] as const;
const ENTROPIES = ['src_ip', 'dst_ip', 'src_port', 'dst_port', 'protocol', 'state'] as const;
const STATISTICS = ['max', 'mean', 'perc25', 'perc50', 'perc75', 'perc90'] as const;

const distributionNames = PER_GROUP.flatMap(group => STATISTICS.map(statistic => `${group}_${statistic}`));

/** Names of the features, in the order of the values in a window. */
export const WINDOW_FEATURES: readonly string[] = [
  'num_entries',
  'count_src_ip',
  'count_dst_ip',
  'count_src_port',
  'count_dst_port',
  'count_conns',
  'count_flows',
  'bytes_up',
  'bytes_down',
  ...WINDOW_STATES.map(state => `num_state_${state}`),
  'num_flows_per_conn_mean',
  ...distributionNames,
  ...ENTROPIES.map(field => `entropy_${field}`),
];

/** Gathers the rows of one window and works out their features; used again for the next one. */
class WindowCounter {
  readonly #byRows: boolean;
  #entries = 0;
  #up = 0;
  #down = 0;
  readonly #states = new Float64Array(WINDOW_STATES.length + 1);
  readonly #src = new KeyIndex();
  readonly #dst = new KeyIndex();
  readonly #srcPort = new KeyIndex();
  readonly #dstPort = new KeyIndex();
  readonly #protocol = new KeyIndex();
  readonly #conn = new KeyIndex();
  readonly #ends = new KeyIndex();
  readonly #flow = new KeyIndex();
  readonly #pair = new KeyIndex();
  readonly #distributions = PER_GROUP.map(() => new Distribution());

  /** `byRows`: distributions count rows per group instead of distinct values, as the notebook does. */
  constructor(byRows = false) {
    this.#byRows = byRows;
  }

  get entries(): number {
    return this.#entries;
  }

  add({ src, dst, srcPort, dstPort, protocol, state, up, down }: TrafficRow): void {
    this.#entries++;
    this.#up += up;
    this.#down += down;
    this.#states[state < 0 ? WINDOW_STATES.length : state]!++;
    const s = this.#src.add(src, 0);
    const d = this.#dst.add(dst, 0);
    this.#srcPort.add(srcPort, 0);
    const p = this.#dstPort.add(dstPort, 0);
    this.#protocol.add(protocol, 0);
    const c = this.#conn.add(src, dst);
    this.#flow.add(this.#ends.add(c, srcPort * 65536 + dstPort), protocol);
    this.#count(0, c, dstPort);
    this.#count(1, d, dstPort);
    this.#count(2, d, src);
    this.#count(3, s, dstPort);
    this.#count(4, s, dst);
    this.#count(5, p, dst);
    this.#count(6, p, src);
  }

  /** The features of WINDOW_FEATURES; a distribution over no group is NaN. Begins the next window. */
  take(): Float64Array {
    const out = new Float64Array(WINDOW_FEATURES.length);
    const states = this.#states.subarray(0, WINDOW_STATES.length);
    out.set([
      this.#entries,
      this.#src.size,
      this.#dst.size,
      this.#srcPort.size,
      this.#dstPort.size,
      this.#conn.size,
      this.#flow.size,
      this.#up,
      this.#down,
      ...states,
      this.#conn.size === 0 ? Number.NaN : this.#flow.size / this.#conn.size,
    ]);
    let at = 10 + states.length;
    for (const distribution of this.#distributions) {
      out.set(distribution.take(), at);
      at += STATISTICS.length;
    }
    const counts = [this.#src, this.#dst, this.#srcPort, this.#dstPort, this.#protocol].map(index => index.counts);
    for (const list of [...counts, this.#states]) out[at++] = entropy(list, this.#entries);
    this.#clear();
    return out;
  }

  /** Counts a value of group `group` of distribution `which`. */
  #count(which: number, group: number, value: number): void {
    // One table holds the pairs of all distributions: the distribution is part of the key.
    const isNew = this.#byRows || this.#pair.addNew(group * PER_GROUP.length + which, value);
    this.#distributions[which]!.count(group, isNew);
  }

  #clear(): void {
    this.#entries = this.#up = this.#down = 0;
    this.#states.fill(0);
    for (const index of [
      this.#src,
      this.#dst,
      this.#srcPort,
      this.#dstPort,
      this.#protocol,
      this.#conn,
      this.#ends,
      this.#flow,
      this.#pair,
    ])
      index.clear();
  }
}

/** Windows with at least one row, in order; those between them are empty. */
export interface WindowTable {
  /** Width in nanoseconds. */
  readonly nanos: number;
  /** Number of each window: it holds the times [number * width, (number + 1) * width) since the epoch. */
  readonly numbers: readonly number[];
  /** Per window the values of WINDOW_FEATURES, one behind the other. */
  readonly features: readonly Float64Array[];
}

/** Number of the window that a time lies in. */
function windowNumber(row: TrafficRow, nanos: number): number {
  if (nanos % 1e9 === 0) return Math.floor(row.seconds / (nanos / 1e9));
  return Number((BigInt(row.seconds) * 1_000_000_000n + BigInt(row.nanos)) / BigInt(nanos));
}

/** Features of the windows of `nanos` nanoseconds, aligned to the epoch. Rows must come in time order. */
export function windowTable(rows: TrafficRows, nanos: number): WindowTable {
  const counter = new WindowCounter();
  const numbers: number[] = [];
  const features: Float64Array[] = [];
  const row = emptyTrafficRow();
  let current = -1;
  for (let i = 0; i < rows.length; i++) {
    rows.read(i, row);
    const number = windowNumber(row, nanos);
    if (number !== current) {
      if (counter.entries > 0) {
        numbers.push(current);
        features.push(counter.take());
      }
      current = number;
    }
    counter.add(row);
  }
  if (counter.entries > 0) {
    numbers.push(current);
    features.push(counter.take());
  }
  return { nanos, numbers, features };
}

/** Columns of the study that the features come from, in its order; all are among WINDOW_FEATURES. */
export const NOTEBOOK_FEATURES: readonly string[] = [
  'num_entries',
  'count_dst_port',
  'count_src_port',
  'count_dst_ip',
  'count_src_ip',
  ...WINDOW_STATES.map(state => `num_state_${state}`),
  'count_conns',
  ...STATISTICS.map(statistic => `dst_port_per_conn_${statistic}`),
  'count_flows',
  'num_flows_per_conn_mean',
  ...distributionNames.slice(STATISTICS.length),
];

/**
 * The study's batches: rows in file order; a batch ends with any row whose second is divisible by `seconds`; rows behind
 * the last such row are left out. Distributions count rows. Each batch has the values of WINDOW_FEATURES.
 */
export function* notebookBatches(rows: TrafficRows, seconds: number): IterableIterator<Float64Array> {
  const counter = new WindowCounter(true);
  const row = emptyTrafficRow();
  for (let i = 0; i < rows.length; i++) {
    rows.read(i, row);
    counter.add(row);
    if (row.seconds % seconds === 0) yield counter.take();
  }
}
