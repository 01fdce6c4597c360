// Requests of HTTP/1 in a capture with what was answered: TCP flows that were seen to speak HTTP are put in order
// (follow-stream.ts) and read message by message, all in one pass over their records.
import { PAYLOAD_KIND } from '../../shared/model/payload-kind.ts';
import { addressText } from '../../shared/net/address.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import type { RecordSource } from '../filter/record-source.ts';
import { RequestRow, RowTexts, TEXT } from '../logs/request-row.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { BIT } from '../store/columns.ts';
import { RequestStore } from '../store/request-store.ts';
import type { TcpAnalysis } from '../tables/tcp-analysis.ts';
import { TcpFollower } from './follow-stream.ts';
import { type HttpHead, HttpMessages, headerOf, requestLineOf } from './http-messages.ts';

const NOTHING = new Uint8Array(0);
const NO_VALUE = new TextEncoder().encode('-');
const HEADERS = [
  [TEXT.referrer, 'referer'],
  [TEXT.agent, 'user-agent'],
] as const;
/** Requests of one side that wait for their answers; a client that sends more unanswered is none of HTTP. */
const MOST_WAITING = 10_000;

/**
 * The requests, in the order in which they began; `line` is the number of the record. An answer that is not in the capture
 * leaves status and size empty. Only the outermost IP header counts, and fragments are left out. Throws ProblemError when
 * the file can no longer be read.
 */
export async function captureRequests(
  store: CaptureStore,
  analysis: TcpAnalysis,
  records: RecordSource,
): Promise<RequestStore> {
  const out = new RequestStore();
  const flows = new Map<number, Connection>();
  const layers = new Layers();
  const rows = rowsOfHttp(store);
  await records.rows(rows, (row, bytes, { linkType, originalLength }) => {
    walkRecord(bytes, 0, bytes.length, originalLength, linkType, layers, store.inner);
    const flow = store.columns.flow[row]!;
    let connection = flows.get(flow);
    if (connection === undefined) {
      connection = new Connection(store, analysis, flow, out);
      flows.set(flow, connection);
    }
    connection.take(row, layers.payload < 0 ? NOTHING : bytes.subarray(layers.payload, layers.payloadEnd));
    return true;
  });
  for (const connection of flows.values()) connection.end();
  return out;
}

/** Rows of TCP flows of which a record was seen to be HTTP. */
function rowsOfHttp({ columns, flows }: CaptureStore): Uint32Array {
  const speaks = new Uint8Array(flows.length);
  let any = false;
  for (let row = 0; row < columns.length; row++) {
    if (columns.payloadKind[row] !== PAYLOAD_KIND.HTTP) continue;
    const flow = columns.flow[row]!;
    if (flows.protocol[flow] !== IP_PROTOCOL.tcp) continue;
    speaks[flow] = 1;
    any = true;
  }
  if (!any) return new Uint32Array(0);
  const isWanted = (row: number): boolean =>
    (columns.bits[row]! & BIT.transport) !== 0 && speaks[columns.flow[row]!] === 1;
  let count = 0;
  for (let row = 0; row < columns.length; row++) if (isWanted(row)) count++;
  const rows = new Uint32Array(count);
  for (let row = 0, i = 0; i < count; row++) if (isWanted(row)) rows[i++] = row;
  return rows;
}

/** One flow: what both sides say, and which requests wait for an answer. */
class Connection {
  readonly #store: CaptureStore;
  readonly #out: RequestStore;
  readonly #flow: number;
  readonly #follower: TcpFollower;
  readonly #request = new RequestRow();
  readonly #texts = new RowTexts();
  #stream: number | undefined;
  readonly #analysis: TcpAnalysis;
  #sides: readonly HttpMessages<number>[] = [];
  /** Bytes that a snap length cut off a record, by row, until its others are read. */
  readonly #cut = new Map<number, number>();

  constructor(store: CaptureStore, analysis: TcpAnalysis, flow: number, out: RequestStore) {
    this.#store = store;
    this.#analysis = analysis;
    this.#out = out;
    this.#flow = flow;
    this.#follower = new TcpFollower(store, analysis);
  }

  take(row: number, bytes: Uint8Array): void {
    const stream = this.#analysis.stream(row);
    if (stream !== this.#stream) {
      this.end();
      this.#stream = stream;
      this.#sides = this.#newSides();
    }
    const cut = this.#store.columns.payloadLength[row]! - bytes.length;
    if (cut > 0 && bytes.length > 0) this.#cut.set(row, cut);
    this.#follower.take(row, bytes);
    for (const chunk of this.#follower.chunks.splice(0)) {
      const side = this.#sides[chunk.direction === 'ab' ? 0 : 1]!;
      side.piece(chunk.bytes, chunk.missing, chunk.row);
      if (chunk.missing === 0 && this.#cut.has(chunk.row)) {
        side.piece(NOTHING, this.#cut.get(chunk.row)!, chunk.row);
        this.#cut.delete(chunk.row);
      }
    }
  }

  end(): void {
    for (const side of this.#sides) side.end();
  }

  #newSides(): readonly HttpMessages<number>[] {
    const waiting: { readonly row: number; readonly isHead: boolean }[][] = [[], []];
    return [0, 1].map(side => {
      const asked = waiting[1 - side]!;
      return new HttpMessages<number>({
        request: (head, row) => {
          if (waiting[side]!.length >= MOST_WAITING) return;
          waiting[side]!.push({ row: this.#out.length, isHead: head.bytes[head.at] === 0x48 });
          this.#add(head, row, side);
        },
        answer: (status, size) => {
          const request = asked.shift();
          if (request) this.#out.answer(request.row, status, size);
        },
        hasBody: () => asked[0]?.isHead !== true,
      });
    });
  }

  #add(head: HttpHead, row: number, side: number): void {
    const { columns, flows, addresses } = this.#store;
    const request = this.#request;
    request.seconds = columns.seconds[row]!;
    request.nanos = columns.nanos[row]!;
    request.status = 0;
    request.size = Number.NaN;
    const { bytes, at, body } = head;
    const client = side === 0 ? flows.aHost[this.#flow]! : flows.bHost[this.#flow]!;
    const address = new TextEncoder().encode(addressText(addresses.copyBytes(client)));
    const texts = this.#texts;
    texts.begin();
    texts.add(request, TEXT.ip, address, 0, address.length);
    const line = requestLineOf(bytes, at);
    for (const [i, which] of [TEXT.method, TEXT.path, TEXT.version].entries())
      texts.add(request, which, bytes, line[i]![0], line[i]![1]);
    for (const [which, name] of HEADERS) {
      const value = headerOf(bytes, at, body, name);
      if (value) texts.add(request, which, bytes, value[0], value[1]);
      else texts.add(request, which, NO_VALUE, 0, NO_VALUE.length);
    }
    texts.end(request);
    this.#out.append(request, row + 1, 0);
  }
}
