// A part of a followed flow, and where in it a text occurs.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { StreamDirection } from '../../shared/model/follow.ts';
import type { StreamPage, StreamPiece } from '../../shared/model/record-stream.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { formatCount } from '../../shared/unit/format.ts';
import type { RecordSource } from '../filter/record-source.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import type { CaptureView } from './capture-view.ts';
import { followFlow, type StreamChunk } from './follow-stream.ts';
import { addressOf } from './host-rows.ts';

interface OfFlow {
  /** From 1. */
  readonly flow: number;
  readonly direction?: StreamDirection | undefined;
  readonly offset: number;
}

/** Throws ProblemError: `usage` when there is no such flow, and those of reading the file again. */
export async function streamPage(
  { store, data }: CaptureView,
  records: RecordSource,
  { flow: number, direction, offset, limit }: OfFlow & { readonly limit: number },
): Promise<StreamPage> {
  const flow = requireFlow(store, number);
  const end = offset + limit;
  const pieces: StreamPiece[] = [];
  let next: number | null = null;
  for await (const { chunk, at } of eachChunk(followFlow(store, data.tcp, records, flow, { direction }))) {
    if (at >= end) {
      next = end;
      break;
    }
    const last = at + chunk.bytes.length;
    if (chunk.missing > 0 ? at < offset : last <= offset) continue;
    const from = Math.max(0, offset - at);
    pieces.push(pieceOf(chunk, at + from, chunk.bytes.subarray(from, end - at)));
    if (last > end) {
      next = end;
      break;
    }
  }
  return {
    protocol: ipProtocolName(store.flows.protocol[flow]!),
    ...endsOf(store, flow),
    pieces,
    next,
    atMost: payloadOf(store, flow),
  };
}

/** The offset of the next occurrence of the text (UTF-8; ASCII letters in either case) in what one side said without a break; null: none. */
export async function streamFind(
  { store, data }: CaptureView,
  records: RecordSource,
  { flow: number, direction, offset, text }: OfFlow & { readonly text: string },
): Promise<number | null> {
  const flow = requireFlow(store, number);
  const wanted = lowerCase(new TextEncoder().encode(text));
  const tails: Record<StreamDirection, Tail> = { ab: NO_TAIL, ba: NO_TAIL };
  for await (const { chunk, at } of eachChunk(followFlow(store, data.tcp, records, flow, { direction }))) {
    if (chunk.missing > 0) {
      tails[chunk.direction] = NO_TAIL;
      continue;
    }
    if (at + chunk.bytes.length <= offset) continue;
    const from = Math.max(0, offset - at);
    const tail = tails[chunk.direction];
    const bytes = Buffer.concat([tail.bytes, lowerCase(chunk.bytes.subarray(from))]);
    const found = bytes.indexOf(wanted);
    if (found >= 0) return found < tail.bytes.length ? tail.offsets[found]! : at + from + found - tail.bytes.length;
    tails[chunk.direction] = tailOf(bytes, tail, at + from, wanted.length - 1);
  }
  return null;
}

/** The last bytes of what a side said, too few for the text, with the offset of each. */
interface Tail {
  readonly bytes: Uint8Array;
  readonly offsets: readonly number[];
}

const NO_TAIL: Tail = { bytes: new Uint8Array(0), offsets: [] };

function tailOf(bytes: Uint8Array, before: Tail, at: number, length: number): Tail {
  const start = Math.max(0, bytes.length - length);
  const offsets: number[] = [];
  for (let i = start; i < bytes.length; i++) {
    offsets.push(i < before.bytes.length ? before.offsets[i]! : at + i - before.bytes.length);
  }
  return { bytes: bytes.subarray(start), offsets };
}

const lowerCase = (bytes: Uint8Array): Uint8Array => bytes.map(b => (b >= 0x41 && b <= 0x5a ? b + 0x20 : b));

/** Chunks one by one with the bytes that were said before each. */
async function* eachChunk(
  steps: AsyncGenerator<readonly StreamChunk[], boolean>,
): AsyncGenerator<{ readonly chunk: StreamChunk; readonly at: number }> {
  let at = 0;
  for await (const chunks of steps) {
    for (const chunk of chunks) {
      yield { chunk, at };
      at += chunk.bytes.length;
    }
  }
}

function requireFlow({ flows }: CaptureStore, number: number): number {
  if (number >= 1 && number <= flows.length) return number - 1;
  throw new ProblemError('usage', `There is no flow ${number}: the capture has ${formatCount(flows.length)}.`);
}

const pieceOf = ({ direction, fromClient, row, time, missing }: StreamChunk, offset: number, bytes: Uint8Array) => ({
  direction,
  fromClient,
  number: row + 1,
  time,
  offset,
  base64: Buffer.from(bytes).toString('base64'),
  missing,
});

function endsOf(store: CaptureStore, flow: number): Pick<StreamPage, 'a' | 'b'> {
  const { flows } = store;
  const [aPort, bPort] = [flows.aPort(flow), flows.bPort(flow)];
  const hasPorts = aPort !== 0 || bPort !== 0;
  return {
    a: { address: addressOf(store, flows.aHost[flow]!), port: hasPorts ? aPort : null },
    b: { address: addressOf(store, flows.bHost[flow]!), port: hasPorts ? bPort : null },
  };
}

function payloadOf({ columns }: CaptureStore, flow: number): number {
  let sum = 0;
  for (let row = 0; row < columns.length; row++) if (columns.flow[row] === flow) sum += columns.payloadLength[row]!;
  return sum;
}
