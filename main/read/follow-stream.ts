// The payload of one flow in the order in which it was said (Wireshark's "follow stream"): TCP by sequence number, each
// of the flow's streams by itself; datagrams of anything else as they come. Bytes are read from the file again.
import type { StreamDirection } from '../../shared/model/follow.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import type { Time } from '../../shared/unit/time.ts';
import { Layers } from '../decode/layers.ts';
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { walkRecord } from '../decode/walk.ts';
import type { RecordSource } from '../filter/record-source.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { BIT } from '../store/columns.ts';
import type { TcpAnalysis } from '../tables/tcp-analysis.ts';
import { Reassembly } from './follow-reassembly.ts';

export interface StreamChunk {
  /** The record that the bytes came in, or the one that gave away that some are missing. */
  readonly row: number;
  readonly time: Time;
  /** Who sent it: `ab` is the flow's side A, which sent the first record of the capture. */
  readonly direction: StreamDirection;
  /** Sent by whoever began the stream: what Wireshark writes without indent. */
  readonly fromClient: boolean;
  readonly bytes: Uint8Array;
  /** Bytes that were sent but not captured; `bytes` is empty then. */
  readonly missing: number;
}

export interface FollowOptions {
  /** Only what this side sent. */
  readonly direction?: StreamDirection | undefined;
  /** Payload bytes after which to stop. */
  readonly limit?: number | undefined;
}

/** Payload bytes that are read and put in order at a time. */
const BATCH_BYTES = 32 * 2 ** 20;
const BATCH_ROWS = 1 << 16;
const NOTHING = new Uint8Array(0);

/**
 * Yields the chunks of a flow (its number from 0), some at a time; returns whether the limit cut it short.
 * Only the outermost IP header counts, and fragments are left out. Throws ProblemError when the file can no longer be
 * read.
 */
export async function* followFlow(
  store: CaptureStore,
  analysis: TcpAnalysis,
  records: RecordSource,
  flow: number,
  options: FollowOptions = {},
): AsyncGenerator<readonly StreamChunk[], boolean> {
  const rows = rowsOf(store, flow);
  const follower =
    store.flows.protocol[flow] === IP_PROTOCOL.tcp ? new TcpFollower(store, analysis) : new DatagramFollower(store);
  const layers = new Layers();
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  for (let from = 0; from < rows.length; ) {
    const to = batchEnd(store, rows, from);
    const fetched = rows.subarray(from, to).filter(row => store.columns.payloadLength[row]! > 0);
    let next = from;
    await records.rows(fetched, (row, bytes, { linkType, originalLength }) => {
      while (rows[next]! < row) follower.take(rows[next++]!, NOTHING);
      walkRecord(bytes, 0, bytes.length, originalLength, linkType, layers, store.inner);
      follower.take(rows[next++]!, layers.payload < 0 ? NOTHING : bytes.subarray(layers.payload, layers.payloadEnd));
      return true;
    });
    while (next < to) follower.take(rows[next++]!, NOTHING);
    from = to;
    const chunks = follower.chunks.splice(0).filter(one => (options.direction ?? one.direction) === one.direction);
    const fitting = cutTo(chunks, left);
    if (fitting.length > 0) yield fitting;
    left -= sizeOf(chunks);
    if (left < 0) return true;
  }
  return false;
}

const sizeOf = (chunks: readonly StreamChunk[]): number => chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);

/** As many of the chunks as hold `limit` bytes, the last one shortened. */
function cutTo(chunks: readonly StreamChunk[], limit: number): readonly StreamChunk[] {
  const out: StreamChunk[] = [];
  let left = limit;
  for (const chunk of chunks) {
    if (left <= 0) break;
    out.push(chunk.bytes.length <= left ? chunk : { ...chunk, bytes: chunk.bytes.subarray(0, left) });
    left -= chunk.bytes.length;
  }
  return out;
}

/** Rows of the flow with a transport header, or of a protocol without ports all that are no fragments. */
function rowsOf({ columns, flows }: CaptureStore, flow: number): Uint32Array {
  const protocol = flows.protocol[flow];
  const needed = protocol === IP_PROTOCOL.tcp || protocol === IP_PROTOCOL.udp ? BIT.transport : 0;
  const unwanted = needed === 0 ? BIT.laterFragment : 0;
  const isWanted = (row: number): boolean =>
    columns.flow[row] === flow && (columns.bits[row]! & (needed | unwanted)) === needed;
  let count = 0;
  for (let r = 0; r < columns.length; r++) if (isWanted(r)) count++;
  const rows = new Uint32Array(count);
  for (let r = 0, i = 0; i < count; r++) if (isWanted(r)) rows[i++] = r;
  return rows;
}

function batchEnd({ columns }: CaptureStore, rows: Uint32Array, from: number): number {
  let bytes = 0;
  let to = from;
  while (to < rows.length && to - from < BATCH_ROWS && (to === from || bytes < BATCH_BYTES)) {
    // A length that a header states may be far more than was captured.
    bytes += Math.min(columns.payloadLength[rows[to]!]!, columns.capturedLength[rows[to]!]!);
    to++;
  }
  return to;
}

class Follower {
  readonly chunks: StreamChunk[] = [];
  protected readonly store: CaptureStore;
  /** The side of the flow that began the stream; -1 before anyone did. */
  protected client = -1;

  constructor(store: CaptureStore) {
    this.store = store;
  }

  protected side(row: number): number {
    return this.store.columns.bits[row]! & BIT.reverse;
  }

  /** Copies the bytes. */
  protected chunk(row: number, side: number, bytes: Uint8Array, missing: number): void {
    const { seconds, nanos } = this.store.columns;
    this.chunks.push({
      row,
      time: [seconds[row]!, nanos[row]!],
      direction: side === 0 ? 'ab' : 'ba',
      fromClient: side === this.client,
      bytes: bytes.slice(),
      missing,
    });
  }
}

class DatagramFollower extends Follower {
  take(row: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.client < 0) this.client = this.side(row);
    this.chunk(row, this.side(row), bytes, 0);
  }
}

/** Puts the two sides of one TCP flow in order, record by record. */
export class TcpFollower extends Follower {
  readonly #analysis: TcpAnalysis;
  #stream: number | undefined;
  #sides: readonly Reassembly<number>[] = [];

  constructor(store: CaptureStore, analysis: TcpAnalysis) {
    super(store);
    this.#analysis = analysis;
  }

  take(row: number, bytes: Uint8Array): void {
    const { tcpFlags, payloadLength } = this.store.columns;
    const side = this.side(row);
    const stream = this.#analysis.stream(row);
    if (stream === undefined) return;
    if (stream !== this.#stream) {
      this.#stream = stream;
      this.client = side;
      this.#sides = [0, 1].map(from => new Reassembly((of, piece, missing) => this.chunk(of, from, piece, missing)));
    }
    this.#sides[1 - side]!.acknowledged(this.#analysis.relativeAck(row)!, row);
    const syn = tcpFlags[row]! & TCP_FLAG.syn ? 1 : 0;
    const seq = (this.#analysis.relativeSeq(row)! + syn) >>> 0;
    this.#sides[side]!.segment(seq, payloadLength[row]!, bytes, row);
  }
}
