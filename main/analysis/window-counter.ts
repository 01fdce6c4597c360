// Gathers the rows of one window and works out their features. Rows of the same ends are counted together first, so that
// a row costs one look-up however many features there are.
import { FEATURE_NAMES, PER_GROUP, STATISTICS, WINDOW_STATES } from '../../shared/model/window-feature.ts';
import { KeyIndex } from './key-index.ts';
import { Distribution, entropy } from './window-measures.ts';

/** One row, overwritten by every read. */
export interface TrafficRow {
  /** Time in whole seconds and nanoseconds since the epoch. */
  seconds: number;
  nanos: number;
  /** Number of its ends: rows of the same number have the same ends. */
  ends: number;
  /** Index into WINDOW_STATES; -1: none of them. */
  state: number;
  /** Bytes that the source and the destination sent. */
  up: number;
  down: number;
}

/** Where rows go from and to, overwritten by every read. */
export interface TrafficEnds {
  /** Numbers that stand for addresses, whichever. */
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
  readonly #src = new KeyIndex();
  readonly #dst = new KeyIndex();
  readonly #srcPort = new KeyIndex();
  readonly #dstPort = new KeyIndex();
  readonly #protocol = new KeyIndex();
  readonly #conn = new KeyIndex();
  readonly #connPorts = new KeyIndex();
  readonly #flow = new KeyIndex();
  readonly #pair = new KeyIndex();
  readonly #distributions = PER_GROUP.map(() => new Distribution());
  /** Bytes of each pair. */
  #connBytes = new Float64Array(64);

  /** `byRows`: distributions count rows per group instead of distinct values, as the notebook does. */
  constructor({ endsLimit, readEnds }: Pick<TrafficRows, 'endsLimit' | 'readEnds'>, byRows = false) {
    this.#readEnds = readEnds;
    this.#byRows = byRows;
    this.#stamp = new Uint32Array(endsLimit);
    this.#place = new Uint32Array(endsLimit);
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
    out[6] = this.#flow.size;
    out[7] = this.#up;
    out[8] = this.#down;
    for (let state = 0; state < WINDOW_STATES.length; state++) out[9 + state] = this.#states[state]!;
    let at = 9 + WINDOW_STATES.length;
    out[at++] = this.#conn.size === 0 ? Number.NaN : this.#flow.size / this.#conn.size;
    for (const distribution of this.#distributions) {
      distribution.take(out, at);
      at += STATISTICS.length;
    }
    for (const index of [this.#src, this.#dst, this.#srcPort, this.#dstPort, this.#protocol])
      out[at++] = entropy(index.counts, this.#entries);
    out[at] = entropy(this.#states, this.#entries);
    this.#clear();
    return out;
  }

  /** Sorts the ends of the window into hosts, ports, pairs and flows. */
  #group(): void {
    const ends = emptyTrafficEnds();
    let known = 0;
    for (let i = 0; i < this.#distinct; i++) {
      this.#readEnds(this.#ends[i]!, ends);
      const { src, dst, srcPort, dstPort, protocol } = ends;
      const rows = this.#rows[i]!;
      const s = this.#src.add(src, 0, rows);
      const d = this.#dst.add(dst, 0, rows);
      this.#srcPort.add(srcPort, 0, rows);
      const p = this.#dstPort.add(dstPort, 0, rows);
      this.#protocol.add(protocol, 0, rows);
      const c = this.#conn.add(src, dst, rows);
      if (c === this.#connBytes.length) this.#connBytes = doubled(this.#connBytes);
      if (c === known) this.#connBytes[known++] = 0;
      this.#connBytes[c]! += this.#bytes[i]!;
      this.#flow.add(this.#connPorts.add(c, srcPort * 65536 + dstPort, rows), protocol, rows);
      this.#count(0, c, dstPort, rows);
      this.#count(1, d, dstPort, rows);
      this.#count(2, d, src, rows);
      this.#count(3, s, dstPort, rows);
      this.#count(4, s, dst, rows);
      this.#count(5, p, dst, rows);
      this.#count(6, p, src, rows);
    }
  }

  /** Counts a value of group `group` of distribution `which`. */
  #count(which: number, group: number, value: number, rows: number): void {
    // One table holds the pairs of all distributions: the distribution is part of the key.
    const n = this.#byRows ? rows : this.#pair.addNew(group * PER_GROUP.length + which, value) ? 1 : 0;
    this.#distributions[which]!.count(group, n);
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
      this.#flow,
      this.#pair,
    ])
      index.clear();
  }
}

function doubled(old: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(old.length * 2);
  next.set(old);
  return next;
}
