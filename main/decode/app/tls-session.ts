// What a TLS connection has agreed on so far, as the tree needs it: which side is the server, version, cipher, and where
// encryption began. Bounded: connections that were silent longest are forgotten.
import type { PacketEnds } from '../tree/packet-ends.ts';
import type { Reassembly } from '../tree/reassembly.ts';

const MOST_SESSIONS = 65_536;
/** Bytes of a handshake message over several records; longer ones are not put together. */
export const LONGEST_MESSAGE = 64 * 1024;

/** Ports whose services speak TLS from the first byte on. */
export const TLS_PORTS: ReadonlySet<number> = new Set([443, 465, 563, 636, 853, 993, 995, 5061, 6514, 8443, 8883]);

/** A handshake message that goes on in further records. */
export interface PartialMessage {
  readonly pieces: Reassembly;
  /** Bytes so far. */
  have: number;
  /** The first bytes, up to its header. */
  head: Uint8Array;
}

export class TlsSide {
  /** Number of the record with the first ChangeCipherSpec; 0 before. */
  changeFrame = 0;
  partial: PartialMessage | null = null;
}

export class TlsSession {
  /** Of the server hello, or of a record that only a server sends; 0 before. */
  version = 0;
  cipher = 0;
  /** Whether the server has answered with a ChangeCipherSpec instead of a key exchange. */
  resumed = false;
  /** The end that was sent a client hello: '' before. */
  server = '';
  readonly ofClient = new TlsSide();
  readonly ofServer = new TlsSide();

  fromServer(d: PacketEnds): boolean {
    return this.server === '' ? TLS_PORTS.has(d.srcPort) : this.server === endOf(d.srcAddress, d.srcPort);
  }

  side(d: PacketEnds): TlsSide {
    return this.fromServer(d) ? this.ofServer : this.ofClient;
  }

  /** The receiver of this record is the server. */
  setServer(d: PacketEnds): void {
    this.server = endOf(d.dstAddress, d.dstPort);
  }
}

function endOf(address: Uint8Array, port: number): string {
  let key = String.fromCharCode(port & 0xffff);
  for (let i = 0; i + 1 < address.length; i += 2) key += String.fromCharCode((address[i]! << 8) | address[i + 1]!);
  return key;
}

export class TlsSessions {
  readonly #sessions = new Map<string, TlsSession>();

  /** The session between the ends of this record; made when new. */
  of(d: PacketEnds): TlsSession {
    const a = endOf(d.srcAddress, d.srcPort);
    const b = endOf(d.dstAddress, d.dstPort);
    const key = `${d.ipProto} ${a < b ? a + b : b + a}`;
    let session = this.#sessions.get(key);
    if (session === undefined) {
      session = new TlsSession();
      this.#sessions.set(key, session);
      if (this.#sessions.size > MOST_SESSIONS) this.#sessions.delete(this.#sessions.keys().next().value!);
    }
    return session;
  }
}
