// Client hellos while a capture loads: those of TLS, which may be spread over several segments and records, and those of
// QUIC, which come encrypted, in pieces and over several datagrams. Bounded: a number of flows may wait for the rest of theirs.
import { HelloPieces, LONGEST_HANDSHAKE } from '../decode/app/hello-pieces.ts';
import { eachCryptoFrame, type LongHeader, PACKET_TYPE, readLongHeader } from '../decode/app/quic.ts';
import { type InitialKeys, initialKeys, openInitial } from '../decode/app/quic-crypto.ts';
import {
  type ClientHello,
  HANDSHAKE_TYPE,
  handshakeBytes,
  RECORD_HEADER_LEN,
  readClientHello,
} from '../decode/app/tls.ts';
import { type HelloTransport, ja4 } from '../decode/app/tls-ja4.ts';
import type { NameStore } from '../store/name-store.ts';

const MOST_WAITING = 1024;
/** Initial packets of a flow that are decrypted in search of its hello. */
const MOST_INITIALS = 12;
/** Packets that may share a datagram. */
const MOST_COALESCED = 8;

/** Where a hello was sent: the flow times 2 plus its side, the record's number, and the server's address (borrowed). */
export interface Sent {
  readonly side: number;
  readonly record: number;
  readonly server: Uint8Array;
}

/** Payload of TCP: it lies in bytes[at, end), `seq` is the number of its first byte. */
export interface Segment extends Sent {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly seq: number;
  /** The snap length left out some of it. */
  readonly cut: boolean;
}

interface WaitingTls {
  readonly seq: number;
  readonly server: Uint8Array;
  record: number;
  readonly pieces: HelloPieces;
}

interface WaitingQuic {
  keys: InitialKeys | undefined;
  pieces: HelloPieces;
  left: number;
}

export class HelloGatherer {
  readonly #names: NameStore;
  readonly #tls = new Map<number, WaitingTls>();
  readonly #quic = new Map<number, WaitingQuic>();

  constructor(names: NameStore) {
    this.#names = names;
  }

  /** Whether some flow waits for more segments. */
  get waits(): boolean {
    return this.#tls.size > 0;
  }

  /** Whether this side of a flow waits for more segments, which must then be shown to `segment`. */
  waitsFor(side: number): boolean {
    return this.#tls.has(side);
  }

  /** A segment that begins with a handshake record, of a side that does not wait. */
  handshake(segment: Segment): void {
    const { bytes, at, end, side, seq, server, record, cut } = segment;
    const message = at + RECORD_HEADER_LEN;
    if (message < end && bytes[message] !== HANDSHAKE_TYPE.clientHello) return;
    if (this.#names.hasFlow(side >>> 1)) return;
    const hello = helloOf(bytes, at, end);
    if (hello !== undefined && (hello.whole || cut)) {
      this.#keep(hello, 't', segment);
      return;
    }
    if (cut) return;
    const pieces = new HelloPieces();
    pieces.add(0, bytes.subarray(at, end));
    this.#tls.set(side, { seq, server: Uint8Array.from(server), record, pieces });
    if (this.#tls.size > MOST_WAITING) this.#giveUp(this.#tls.keys().next().value!);
  }

  /** A further segment of a side that waits. */
  segment({ bytes, at, end, seq, side, record, cut }: Segment): void {
    const waiting = this.#tls.get(side);
    if (waiting === undefined) return;
    const { pieces } = waiting;
    const had = pieces.whole.length;
    const added = pieces.add((seq - waiting.seq) >>> 0, bytes.subarray(at, end));
    if (added && !cut && pieces.whole.length === had) return;
    waiting.record = record;
    const messages = handshakeBytes(pieces.whole, 0, pieces.whole.length, LONGEST_HANDSHAKE);
    const other = messages.length > 0 && messages[0] !== HANDSHAKE_TYPE.clientHello;
    const hello = readClientHello(messages, 0, messages.length);
    if (!added || cut || other || hello?.whole) this.#giveUp(side);
  }

  /** A UDP payload with a long header of QUIC. */
  initial(bytes: Uint8Array, at: number, end: number, sent: Sent): void {
    if (this.#names.hasFlow(sent.side >>> 1)) return;
    let place = at;
    for (let packets = 0; packets < MOST_COALESCED && place < end; packets++) {
      const header = readLongHeader(bytes, place, end);
      if (header === undefined || header.number === 0 || header.packetEnd > end) return;
      if (header.type === PACKET_TYPE.initial) this.#readInitial(bytes, header, sent);
      place = header.packetEnd;
    }
  }

  /** The capture has ended: what was read of hellos that are not whole counts. */
  finish(): void {
    for (const side of [...this.#tls.keys()]) this.#giveUp(side);
    this.#quic.clear();
  }

  #readInitial(bytes: Uint8Array, header: LongHeader, sent: Sent): void {
    const waiting = this.#waitingQuic(sent.side);
    if (waiting.left-- <= 0) return;
    let open = waiting.keys && openInitial(bytes, header, waiting.keys);
    if (open === undefined) {
      // The first packet, or the first one after a Retry: its destination makes the keys.
      const { dcid, dcidLength } = header;
      const keys = initialKeys(header.version, bytes.subarray(dcid, dcid + dcidLength))?.client;
      open = keys && openInitial(bytes, header, keys);
      if (open === undefined) return;
      waiting.keys = keys;
      waiting.pieces = new HelloPieces();
    }
    const { plain } = open;
    eachCryptoFrame(plain, (offset, at, length) => waiting.pieces.add(offset, plain.subarray(at, at + length)));
    const { whole } = waiting.pieces;
    const hello = readClientHello(whole, 0, whole.length);
    if (hello === undefined || !(hello.whole || waiting.left === 0)) return;
    this.#keep(hello, 'q', sent);
    this.#quic.delete(sent.side);
  }

  #waitingQuic(side: number): WaitingQuic {
    const known = this.#quic.get(side);
    if (known !== undefined) return known;
    const waiting = { keys: undefined, pieces: new HelloPieces(), left: MOST_INITIALS };
    this.#quic.set(side, waiting);
    if (this.#quic.size > MOST_WAITING) this.#quic.delete(this.#quic.keys().next().value!);
    return waiting;
  }

  /** Takes what is known of a hello over TCP, whole or not. */
  #giveUp(side: number): void {
    const { pieces, server, record } = this.#tls.get(side)!;
    this.#tls.delete(side);
    const hello = helloOf(pieces.whole, 0, pieces.whole.length);
    if (hello !== undefined) this.#keep(hello, 't', { side, record, server });
  }

  #keep(hello: ClientHello, transport: HelloTransport, { side, record, server }: Sent): void {
    const { serverName: name, alpn, whole } = hello;
    const source = transport === 'q' ? 'quic' : 'sni';
    this.#names.addFlow(side >>> 1, { name, source, alpn, ja4: whole ? ja4(hello, transport) : null });
    if (name !== null) this.#names.add(server, name, source, record);
  }
}

function helloOf(bytes: Uint8Array, at: number, end: number): ClientHello | undefined {
  const messages = handshakeBytes(bytes, at, end, LONGEST_HANDSHAKE);
  return readClientHello(messages, 0, messages.length);
}
