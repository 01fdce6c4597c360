// The tree of the frames in a QUIC Initial packet (RFC 9000 section 19), and of the TLS messages in its CRYPTO frames.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { TLS_ALERT_NAMES } from '../../../shared/net/tls-name.ts';
import type { Dissection } from '../tree/dissection.ts';
import { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { FRAME, varint, varintLength } from './quic.ts';
import type { CryptoSide } from './quic-connections.ts';
import { dissectHandshake } from './tls-handshake-tree.ts';

const TLS_1_3 = 0x0304;
const CLOSE_BY_APPLICATION = 0x1d;
const CRYPTO_ERROR = 1;
const NAMES: Readonly<Record<number, string>> = {
  [FRAME.padding]: 'PADDING',
  [FRAME.ping]: 'PING',
  [FRAME.ack]: 'ACK',
  [FRAME.ackEcn]: 'ACK',
  [FRAME.crypto]: 'CRYPTO',
  [FRAME.close]: 'CONNECTION_CLOSE (Transport)',
  [CLOSE_BY_APPLICATION]: 'CONNECTION_CLOSE (Application)',
};

/** Adds the frames of a decrypted packet, as a source of its own. */
export function dissectFrames(d: Dissection, packet: TreeItem, plain: Uint8Array, side: CryptoSide): void {
  within(d, 'Decrypted QUIC', plain, () => {
    for (let at = 0; at < plain.length; ) at = new Frame(d, packet, at, side).dissect();
  });
}

/** Dissects bytes that are not in the record, and goes back to where it was. */
function within(d: Dissection, title: string, bytes: Uint8Array, dissect: (source: number) => void): void {
  const { source: outer, end, reported } = d;
  const source = d.addSource(title, bytes);
  d.enter({ table: 'data', key: 0, source, at: 0, end: bytes.length, reported: bytes.length });
  dissect(source);
  d.enter({ table: 'data', key: 0, source: outer, at: 0, end, reported });
}

class Frame {
  readonly #d: Dissection;
  readonly #item: TreeItem;
  readonly #side: CryptoSide;
  readonly #start: number;
  #at: number;

  constructor(d: Dissection, packet: TreeItem, at: number, side: CryptoSide) {
    this.#d = d;
    this.#start = at;
    this.#at = at;
    this.#side = side;
    this.#item = d.add(packet, 'quic.frame', at, 1, null);
  }

  /** Returns where the next frame begins. */
  dissect(): number {
    const type = this.#number('quic.frame_type');
    this.#item.label = NAMES[type] ?? 'Unknown';
    switch (type) {
      case FRAME.padding:
        this.#dissectPadding();
        break;
      case FRAME.ping:
        break;
      case FRAME.ack:
      case FRAME.ackEcn:
        this.#dissectAck(type === FRAME.ackEcn);
        break;
      case FRAME.crypto:
        this.#dissectCrypto();
        break;
      case FRAME.close:
      case CLOSE_BY_APPLICATION:
        this.#dissectClose(type === FRAME.close);
        break;
      default:
        this.#d.expert(this.#item, 'quic.ft.unknown', 'note', `Unknown Frame Type ${type}`);
        this.#at = this.#d.end;
    }
    this.#item.length = this.#at - this.#start;
    return this.#at;
  }

  #number(name: FieldName): number {
    const d = this.#d;
    const length = varintLength(d.uint8(this.#at));
    d.require(this.#at, length);
    const value = varint(d.bytes, this.#at);
    d.add(this.#item, name, this.#at, length, value);
    this.#at += length;
    return value;
  }

  #dissectPadding(): void {
    const d = this.#d;
    while (this.#at < d.end && d.bytes[this.#at] === 0) this.#at++;
    d.generated(this.#item, 'quic.padding_length', this.#at - this.#start);
    this.#item.label = `PADDING Length: ${this.#at - this.#start}`;
  }

  #dissectAck(counts: boolean): void {
    this.#number('quic.ack.largest_acknowledged');
    this.#number('quic.ack.ack_delay');
    const ranges = this.#number('quic.ack.ack_range_count');
    this.#number('quic.ack.first_ack_range');
    // Every range takes bytes: a lie in their count ends with them.
    for (let i = 0; i < ranges; i++) {
      this.#number('quic.ack.gap');
      this.#number('quic.ack.ack_range');
    }
    if (!counts) return;
    this.#number('quic.ack.ect0_count');
    this.#number('quic.ack.ect1_count');
    this.#number('quic.ack.ecn_ce_count');
  }

  #dissectClose(byTransport: boolean): void {
    const d = this.#d;
    const error = this.#number(byTransport ? 'quic.cc.error_code' : 'quic.cc.error_code.app');
    if (byTransport) {
      const alert = error & 0xff;
      if (error >> 8 === CRYPTO_ERROR && TLS_ALERT_NAMES[alert] !== undefined) {
        d.add(this.#item, 'quic.cc.error_code.tls_alert', this.#at - 1, 1);
      }
      this.#number('quic.cc.frame_type');
    }
    const length = this.#number('quic.cc.reason_phrase.length');
    d.require(this.#at, length);
    d.add(this.#item, 'quic.cc.reason_phrase', this.#at, length, asciiText(d.bytes, this.#at, length));
    this.#at += length;
  }

  #dissectCrypto(): void {
    const d = this.#d;
    const offset = this.#number('quic.crypto.offset');
    const length = this.#number('quic.crypto.length');
    const at = this.#at;
    d.add(this.#item, 'quic.crypto.crypto_data', at, length, null);
    this.#at += length;
    this.#deliver(offset, at, length);
  }

  /** Hands on what has no gap in front of it, and keeps the rest. */
  #deliver(offset: number, at: number, length: number): void {
    const d = this.#d;
    const side = this.#side;
    if (offset + length <= side.contiguous) {
      d.expert(
        this.#item,
        'quic.retransmission',
        'note',
        'This QUIC frame has a reused stream offset (retransmission?)',
      );
      return;
    }
    const known = Math.max(0, side.contiguous - offset);
    if (known > 0)
      d.expert(this.#item, 'quic.overlap', 'note', 'This QUIC frame overlaps a previous frame in the stream');
    const from = offset + known;
    if (side.waiting.length === 0 && from === side.contiguous) {
      side.contiguous = offset + length;
      this.#dissectTls(at + known, at + length);
      return;
    }
    if (side.waiting.length === 0) side.waitsFrom = side.contiguous;
    if (!side.keep(d.record.number, from, d.bytes.subarray(at + known, at + length))) return;
    const whole = side.joined();
    if (whole !== undefined) this.#dissectJoined(whole);
  }

  #dissectJoined(whole: Uint8Array): void {
    const d = this.#d;
    const side = this.#side;
    const pieces = side.waiting;
    side.clear();
    within(d, 'Reassembled QUIC CRYPTO', whole, source => {
      const label = `${pieces.length} Reassembled QUIC CRYPTO Data Fragments (${whole.length} bytes)`;
      const list = new TreeItem('quic.crypto.fragments', 0, whole.length, source, null, label);
      for (const { frame, offset, bytes } of pieces) {
        const start = offset - side.waitsFrom;
        list.children.push(new TreeItem('quic.crypto.fragment', start, bytes.length, source, frame, null));
      }
      list.children.push(new TreeItem('quic.crypto.fragment.count', 0, 0, source, pieces.length, null));
      this.#item.children.push(list);
      this.#dissectTls(0, whole.length);
    });
  }

  #dissectTls(at: number, end: number): void {
    const d = this.#d;
    const session = d.state.tls.of(d);
    if (session.version === 0) session.version = TLS_1_3;
    const tls = d.add(this.#item, 'tls', at, end - at, null);
    d.protocols.push('tls');
    dissectHandshake(d, tls, session, { at, end, trusted: true });
  }
}
