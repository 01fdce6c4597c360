// Gathers the rows of one window and works out their features. Rows of the same ends are counted together first, so that
// a row costs one look-up however many features there are.
import { FEATURE_NAMES, PER_GROUP, STATISTICS, WINDOW_STATES } from '../../shared/model/window-feature.ts';
import { DenseIndex } from './dense-index.ts';
import { KeyIndex } from './key-index.ts';
import { Distribution, entropy } from './window-measures.ts';

const PORTS = 0x1_0000;
const PROTOCOLS = 0x100;

/** One row, overwritten by every read. */
export interface TrafficRow {
  /** Time in whole seconds and nanoseconds since the epoch. */
  seconds: number;
  nanos: number;
  /** Number of its ends: rows have the same number when all of their ends are the same. */
  ends: number;
  /** Index into WINDOW_STATES; -1: none of them. */
  state: number;
  /** Bytes that the source and the destination sent. */
  up: number;
  down: number;
}

/** Where rows go from and to, overwritten by every read. */
export interface TrafficEnds {
  /** Numbers that stand for addresses. */
  src: number;
  dst: number;
  srcPort: number;
  dstPort: number;
  protocol: number;
}

export interface TrafficRows {
  readonly length: number;
  /** Numbers of ends lie below it. */
  readonly endsLimit: number;
  /** Numbers of addresses lie below it. */
  readonly hostsLimit: number;
  read(index: number, row: TrafficRow): void;
  readEnds(number: number, ends: TrafficEnds): void;
}

export const emptyTrafficRow = (): TrafficRow => ({ seconds: 0, nanos: 0, ends: 0, state: -1, up: 0, down: 0 });

export const emptyTrafficEnds = (): TrafficEnds => ({ src: 0, dst: 0, srcPort: 0, dstPort: 0, protocol: 0 });

/** The pairs of one window; called with each. */
export type OnPair = (src: number, dst: number, dstPorts: number, rows: number, bytes: number) => void;

export class WindowCounter {
  readonly #readEnds: TrafficRows['readEnds'];
  readonly #byRows: boolean;
  #entries = 0;
  #up = 0;
  #down = 0;
  readonly #states = new Float64Array(WINDOW_STATES.length + 1);
  /** Ends that came in this window, and by the number of ends: in which window they came last, and as the how manieth. */
  readonly #stamp: Uint32Array;
  readonly #place: Uint32Array;
  #window = 1;
  #distinct = 0;
  #ends = new Uint32Array(64);
  #rows = new Float64Array(64);
  #bytes = new Float64Array(64);
  readonly #src: DenseIndex;
  readonly #dst: DenseIndex;
  readonly #srcPort = new DenseIndex(PORTS);
  readonly #dstPort = new DenseIndex(PORTS);
  readonly #protocol = new DenseIndex(PROTOCOLS);
  /** Pairs of source and destination. */
  readonly #conn = new KeyIndex();
  /** Destination ports of each pair, destination and source. */
  readonly #connPorts = new KeyIndex();
  readonly #dstPorts = new KeyIndex();
  readonly #srcPorts = new KeyIndex();
  readonly #distributions = PER_GROUP.map(() => new Distribution());
  /** Bytes of each pair. */
  #connBytes = new Float64Array(64);

  /** `byRows`: distributions count rows per group instead of distinct values, as the notebook does. */
  constructor({ endsLimit, hostsLimit, readEnds }: Omit<TrafficRows, 'length' | 'read'>, byRows = false) {
    this.#readEnds = readEnds;
    this.#byRows = byRows;
    this.#stamp = new Uint32Array(endsLimit);
    this.#place = new Uint32Array(endsLimit);
    this.#src = new DenseIndex(hostsLimit);
    this.#dst = new DenseIndex(hostsLimit);
  }

  get entries(): number {
    return this.#entries;
  }

  // hot path
  add(row: TrafficRow): void {
    this.#entries++;
    this.#up += row.up;
    this.#down += row.down;
    this.#states[row.state < 0 ? WINDOW_STATES.length : row.state]!++;
    const { ends } = row;
    let place: number;
    if (this.#stamp[ends] === this.#window) {
      place = this.#place[ends]!;
    } else {
      this.#stamp[ends] = this.#window;
      place = this.#distinct++;
      this.#place[ends] = place;
      if (place === this.#ends.length) this.#grow();
      this.#ends[place] = ends;
      this.#rows[place] = 0;
      this.#bytes[place] = 0;
    }
    this.#rows[place]!++;
    this.#bytes[place]! += row.up + row.down;
  }

  /** The features in the order of WINDOW_FEATURES; a distribution over no group is NaN. Begins the next window. */
  take(onPair?: OnPair): Float64Array {
    this.#group();
    if (onPair) this.#tellPairs(onPair);
    const out = new Float64Array(FEATURE_NAMES.length);
    out[0] = this.#entries;
    out[1] = this.#src.size;
    out[2] = this.#dst.size;
    out[3] = this.#srcPort.size;
    out[4] = this.#dstPort.size;
    out[5] = this.#conn.size;
    out[6] = this.#distinct;
    out[7] = this.#up;
    out[8] = this.#down;
    for (let state = 0; state < WINDOW_STATES.length; state++) out[9 + state] = this.#states[state]!;
    let at = 9 + WINDOW_STATES.length;
    out[at++] = this.#conn.size === 0 ? Number.NaN : this.#distinct / this.#conn.size;
    for (const distribution of this.#distributions) {
      distribution.take(out, at);
      at += STATISTICS.length;
    }
    for (const index of [this.#src, this.#dst, this.#srcPort, this.#dstPort, this.#protocol])
      out[at++] = entropy(index.counts, index.size, this.#entries);
    out[at] = entropy(this.#states, this.#states.length, this.#entries);
    this.#clear();
    return out;
  }

  /** Sorts the ends of the window into hosts, ports, pairs and flows. */
  #group(): void {
    const ends = emptyTrafficEnds();
    let known = 0;
    for (let i = 0; i < this.#distinct; i++) {
      this.#readEnds(this.#ends[i]!, ends);
      const rows = this.#rows[i]!;
      const s = this.#src.add(ends.src, rows);
      const d = this.#dst.add(ends.dst, rows);
      this.#srcPort.add(ends.srcPort, rows);
      const p = this.#dstPort.add(ends.dstPort, rows);
      this.#protocol.add(ends.protocol, rows);
      const c = this.#conn.add(ends.src, ends.dst, rows);
      if (c === this.#connBytes.length) this.#connBytes = doubled(this.#connBytes);
      const isNewPair = c === known;
      if (isNewPair) this.#connBytes[known++] = 0;
      this.#connBytes[c]! += this.#bytes[i]!;
      this.#distribute(s, d, p, c, isNewPair, rows);
    }
  }

  /** Counts rows of the same ends in every distribution: a new pair is a new source of its destination, and so on. */
  #distribute(s: number, d: number, p: number, c: number, isNewPair: boolean, rows: number): void {
    const [connPort, dstPort, srcPort] = [this.#connPorts, this.#dstPorts, this.#srcPorts];
    const pair = this.#byRows ? rows : isNewPair ? 1 : 0;
    const ofConn = this.#byRows ? rows : connPort.addNew(c, p) ? 1 : 0;
    const ofDst = this.#byRows ? rows : dstPort.addNew(d, p) ? 1 : 0;
    const ofSrc = this.#byRows ? rows : srcPort.addNew(s, p) ? 1 : 0;
    const distributions = this.#distributions;
    distributions[0]!.count(c, ofConn);
    distributions[1]!.count(d, ofDst);
    distributions[2]!.count(d, pair);
    distributions[3]!.count(s, ofSrc);
    distributions[4]!.count(s, pair);
    distributions[5]!.count(p, ofDst);
    distributions[6]!.count(p, ofSrc);
  }

  #tellPairs(onPair: OnPair): void {
    const ports = this.#distributions[0]!;
    const { counts } = this.#conn;
    for (let c = 0; c < counts.length; c++) {
      onPair(this.#conn.first(c), this.#conn.second(c), ports.of(c), counts[c]!, this.#connBytes[c]!);
    }
  }

  #grow(): void {
    const ends = new Uint32Array(this.#ends.length * 2);
    ends.set(this.#ends);
    this.#ends = ends;
    this.#rows = doubled(this.#rows);
    this.#bytes = doubled(this.#bytes);
  }

  #clear(): void {
    this.#entries = this.#up = this.#down = this.#distinct = 0;
    this.#window++;
    this.#states.fill(0);
    for (const index of [
      this.#src,
      this.#dst,
      this.#srcPort,
      this.#dstPort,
      this.#protocol,
      this.#conn,
      this.#connPorts,
      this.#dstPorts,
      this.#srcPorts,
    ])
      index.clear();
  }
}

function doubled(old: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(old.length * 2);
  next.set(old);
  return next;
}
