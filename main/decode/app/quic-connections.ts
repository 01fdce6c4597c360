// QUIC connections as the tree needs them: found by the identifiers that both ends chose (RFC 9000 section 5.1), with the
// Initial keys and the handshake bytes so far. Bounded: the oldest connections are forgotten.
import type { PacketEnds } from '../tree/packet-ends.ts';
import type { LongHeader } from './quic.ts';
import { type InitialKeys, initialKeys } from './quic-crypto.ts';

const MOST_CONNECTIONS = 16_384;
/** Bytes of a handshake that wait for earlier ones. */
const MOST_WAITING = 64 * 1024;

interface Piece {
  readonly frame: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Handshake bytes of one side, which are handed on as soon as there is no gap in front of them. */
export class CryptoSide {
  /** Bytes without a gap from the first on. */
  contiguous = 0;
  /** What came too early, by offset; all of it begins behind `waitsFrom`. */
  waiting: Piece[] = [];
  waitsFrom = 0;
  #held = 0;

  /** Keeps a copy of bytes that lie behind a gap, or that fill it; false when there is no room. */
  keep(frame: number, offset: number, bytes: Uint8Array): boolean {
    if (this.#held + bytes.length > MOST_WAITING) return false;
    this.#held += bytes.length;
    const at = this.waiting.findIndex(piece => piece.offset > offset);
    this.waiting.splice(at < 0 ? this.waiting.length : at, 0, { frame, offset, bytes: Uint8Array.from(bytes) });
    return true;
  }

  /** All that waits, put together, once nothing is missing any more; undefined before. */
  joined(): Uint8Array | undefined {
    let end = this.waitsFrom;
    for (const { offset, bytes } of this.waiting) {
      if (offset > end) {
        this.contiguous = end;
        return undefined;
      }
      end = Math.max(end, offset + bytes.length);
    }
    this.contiguous = end;
    const whole = new Uint8Array(end - this.waitsFrom);
    for (const { offset, bytes } of this.waiting.toReversed()) whole.set(bytes, offset - this.waitsFrom);
    return whole;
  }

  clear(): void {
    this.waiting = [];
    this.#held = 0;
  }
}

export class QuicConnection {
  readonly number: number;
  version: number;
  keys: { readonly client: InitialKeys; readonly server: InitialKeys } | undefined;
  /** Destination of the client's first Initial packet, as text; '' after a Retry, until the next one. */
  initialId: string;
  /** What packets of the server are sent to, and those of the client, as text; '' when not known, or of no length. */
  readonly clientId: string;
  serverId = '';
  /** A packet was seen that only keys of the ends open. */
  gaveUp = false;
  readonly ofClient = new CryptoSide();
  readonly ofServer = new CryptoSide();

  constructor(number: number, header: LongHeader, dcid: Uint8Array, scid: string) {
    this.number = number;
    this.version = header.version;
    this.initialId = idText(dcid);
    this.clientId = scid;
    this.keys = initialKeys(header.version, dcid);
  }
}

const idText = (id: Uint8Array): string => Buffer.from(id).toString('latin1');

export interface Found {
  readonly connection: QuicConnection | undefined;
  readonly fromServer: boolean;
}

export class QuicConnections {
  #count = 0;
  /** By an identifier that the client chose: packets to it are the server's. */
  readonly #ofClient = new Map<string, QuicConnection>();
  readonly #ofServer = new Map<string, QuicConnection>();
  readonly #initial = new Map<string, QuicConnection>();
  /** By the addresses and ports of both ends, with the server's end. */
  readonly #ends = new Map<string, { readonly connection: QuicConnection; readonly server: string }>();

  /** The connection of a packet with a long header; a client's first Initial packet makes one. */
  ofLong(d: PacketEnds, bytes: Uint8Array, header: LongHeader, initial: boolean, retry: boolean): Found {
    const dcid = bytes.subarray(header.dcid, header.dcid + header.dcidLength);
    const scid = bytes.subarray(header.scid, header.scid + header.scidLength);
    const to = idText(dcid);
    let { connection, fromServer } = this.#find(d, to);
    if (initial && connection === undefined) connection = this.#initial.get(to);
    const known = connection !== undefined && (to === connection.initialId || this.#ofServer.get(to) === connection);
    if (initial && !fromServer && connection !== undefined && to !== '' && connection.initialId !== '' && !known) {
      connection = undefined;
    }
    if (initial && !fromServer) connection = this.#ofInitial(d, connection, header, dcid, idText(scid));
    else if (fromServer && connection !== undefined) this.#learnServer(connection, idText(scid), retry);
    return { connection, fromServer };
  }

  /** The connection of a packet with a short header, whose identifier begins at `at`: both must fit. */
  ofShort(d: PacketEnds, at: number): Found {
    const found = this.ofEnds(d);
    const { connection, fromServer } = found;
    if (connection === undefined) return found;
    const id = fromServer ? connection.clientId : connection.serverId;
    const fits = at + id.length <= d.end && idText(d.bytes.subarray(at, at + id.length)) === id;
    return fits ? found : { connection: undefined, fromServer };
  }

  /** The connection between the ends of this record. */
  ofEnds(d: PacketEnds): Found {
    const [key, from] = endsOf(d);
    const found = this.#ends.get(key);
    return { connection: found?.connection, fromServer: found?.server === from };
  }

  #find(d: PacketEnds, to: string): Found {
    if (to === '') return this.ofEnds(d);
    const byClient = this.#ofClient.get(to);
    if (byClient !== undefined) {
      const both = this.#ofServer.has(to);
      return { connection: byClient, fromServer: both ? this.ofEnds(d).fromServer : true };
    }
    return { connection: this.#ofServer.get(to), fromServer: false };
  }

  #ofInitial(
    d: PacketEnds,
    known: QuicConnection | undefined,
    header: LongHeader,
    dcid: Uint8Array,
    scid: string,
  ): QuicConnection {
    if (known !== undefined && known.initialId !== '') return known;
    const connection = known ?? new QuicConnection(this.#count++, header, dcid, scid);
    if (known !== undefined) {
      known.initialId = idText(dcid);
      known.keys = initialKeys(header.version, dcid);
      known.serverId = '';
    }
    this.#put(this.#initial, connection.initialId, connection);
    if (scid !== '') this.#put(this.#ofClient, scid, connection);
    const [key, , to] = endsOf(d);
    if (known === undefined) {
      this.#ends.set(key, { connection, server: to });
      if (this.#ends.size > MOST_CONNECTIONS) this.#ends.delete(this.#ends.keys().next().value!);
    }
    return connection;
  }

  #learnServer(connection: QuicConnection, scid: string, retry: boolean): void {
    if (retry) connection.initialId = '';
    if (connection.serverId !== '' || scid === '') return;
    connection.serverId = scid;
    this.#put(this.#ofServer, scid, connection);
  }

  #put(map: Map<string, QuicConnection>, id: string, connection: QuicConnection): void {
    map.set(id, connection);
    if (map.size > MOST_CONNECTIONS) map.delete(map.keys().next().value!);
  }
}

/** A key for both directions, and the two ends. */
function endsOf(d: PacketEnds): readonly [key: string, from: string, to: string] {
  const from = `${idText(d.srcAddress)} ${d.srcPort}`;
  const to = `${idText(d.dstAddress)} ${d.dstPort}`;
  return [from < to ? from + to : to + from, from, to];
}
