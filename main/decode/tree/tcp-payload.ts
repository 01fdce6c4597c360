// The payload of a TCP segment: which protocol it speaks, where its messages begin and end, and those that go on in later
// segments. Delivers what Wireshark 4.0 delivers by default (desegmentation on, reassembly of what is out of order off):
// segments are taken in the order of the file, one sent again is not dissected again, and a segment that fills the last
// gap of a message completes it. Sequence numbers are compared modulo 2^32.
import { TCP_FLAG } from '../transport/tcp.ts';
import { STREAM_PROTOCOLS } from './app-layers.ts';
import type { Dissection } from './dissection.ts';
import type { TreeItem } from './item.ts';
import type { Reassembly } from './reassembly.ts';
import { reassemblyItem } from './reassembly-items.ts';
import { isAfter, judgeSegment, type SegmentOrder } from './tcp-order.ts';
import { Message, type StreamSide, UNTIL_FIN } from './tcp-streams.ts';

/** The first part of a message that was seen alone may have this many bytes. */
const LONGEST_FIRST_PART = 1024 * 1024;
/** Messages of one segment. */
const MOST_MESSAGES = 1000;

/** What a protocol made of some bytes: `need` more bytes after them (0: none, -1: it cannot say) for what begins at `from`. */
interface Taken {
  readonly need: number;
  readonly from: number;
}
const ALL_TAKEN: Taken = { need: 0, from: 0 };
const UNKNOWN = -1;

/** Region [at, end) of a source, whose payload would reach up to `reported`. */
interface Region {
  readonly source: number;
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly reported: number;
}

/** Dissects what follows the TCP header; the layer added last is that of TCP. May throw BoundsError. */
export function dissectTcpPayload(d: Dissection, at: number): void {
  const tcp = d.items.at(-1)!;
  const side = sideOf(d);
  const trusted = !d.fragmented && !d.quoted && at <= d.reported;
  const order = trusted ? remember(d, side, d.reported - at) : 'new';
  const whole = trusted && d.end >= d.reported && !d.hasBadChecksum('tcp.checksum.status');
  if (whole && d.tcpFlags & TCP_FLAG.fin && endByFin(d, side, Math.min(at, d.end))) return;
  if (at >= d.end || d.tcpFlags & TCP_FLAG.rst) return;
  if (whole) new Delivery(d, side, tcp, order, at).run();
  else {
    d.fragmented = true;
    take({ source: d.source, bytes: d.bytes, at, end: d.end, reported: d.reported }, d, side, order, false);
  }
}

const bytesText = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;

/** One character for every two bytes: short keys hash fast. */
function endKey(address: Uint8Array, port: number): string {
  let key = '';
  for (let i = 0; i + 1 < address.length; i += 2) key += String.fromCharCode((address[i]! << 8) | address[i + 1]!);
  return key + String.fromCharCode(port & 0xffff);
}

function sideOf(d: Dissection): StreamSide {
  const from = endKey(d.srcAddress, d.srcPort);
  const to = endKey(d.dstAddress, d.dstPort);
  return d.state.streams.side(from + to, to + from);
}

/** Brings the state of the stream up to this segment, and says whether its payload is new. */
function remember(d: Dissection, side: StreamSide, length: number): SegmentOrder {
  const { tcpFlags: flags } = d;
  const { time } = d.record;
  const opens = flags & (TCP_FLAG.syn | TCP_FLAG.ack);
  // The payload of a SYN begins one behind its sequence number.
  const seq = flags & TCP_FLAG.syn ? (d.tcpSeq - 1) >>> 0 : d.tcpSeq;
  if (opens === TCP_FLAG.syn && side.base >= 0 && side.base !== seq) d.state.streams.restart(side);
  if (side.base < 0) side.base = flags & TCP_FLAG.syn ? seq : (seq - 1) >>> 0;
  const { stream } = side;
  if (opens === TCP_FLAG.syn) stream.synTime = time;
  if (opens === TCP_FLAG.ack && stream.synTime !== null && stream.roundTrip === 0) {
    stream.roundTrip = (time[0] - stream.synTime[0]) * 1e9 + (time[1] - stream.synTime[1]);
  }
  const segment = { seq, ack: d.tcpAck, window: d.tcpWindow, flags, length, time };
  return judgeSegment(segment, side.sent, side.reverse.sent, stream.roundTrip);
}

/** Finds the messages in a region, as far as they go, and puts them on the list of layers to come. */
function take(region: Region, d: Dissection, side: StreamSide, order: SegmentOrder, mayWait: boolean): Taken {
  const { source, bytes, end, reported } = region;
  if (order === 'again' || order === 'disordered') return ALL_TAKEN;
  const key = order === 'keepAlive' ? -1 : protocolOf(d, side, region);
  const protocol = STREAM_PROTOCOLS[key];
  if (protocol === undefined) {
    d.nextAt({ table: 'data', key: 0, source, at: region.at, end, reported });
    return ALL_TAKEN;
  }
  let { at } = region;
  for (let messages = 0; at < end && messages < MOST_MESSAGES; messages++) {
    const told = protocol.messageLength(bytes, at, end);
    // What reaches up to the end of its stream ends with the segment that ends it.
    const length = told >= UNTIL_FIN && d.tcpFlags & TCP_FLAG.fin ? end - at : told;
    if (mayWait && !(length > 0)) return { need: UNKNOWN, from: at };
    if (mayWait && at + length > end) return { need: Math.min(at + length - end, UNTIL_FIN), from: at };
    const until = length > 0 ? at + length : reported;
    d.nextAt({
      table: 'stream',
      key,
      source,
      at,
      end: Math.min(until, end),
      reported: Math.min(until, reported),
      message: { name: protocol.name, isFirst: messages === 0 },
    });
    at = until;
  }
  return ALL_TAKEN;
}

/** Number of the protocol of a stream, which is chosen once; -1 as long as none is. */
function protocolOf(d: Dissection, { stream }: StreamSide, { bytes, at, end }: Region): number {
  if (stream.protocol < 0) {
    stream.protocol = STREAM_PROTOCOLS.findIndex(one => one.recognise(bytes, at, end, d.srcPort, d.dstPort));
  }
  return stream.protocol;
}

/** One segment that is all there, on its way to messages. */
class Delivery {
  readonly #d: Dissection;
  readonly #side: StreamSide;
  readonly #tcp: TreeItem;
  readonly #order: SegmentOrder;
  readonly #end: number;
  readonly #nextSeq: number;
  #at: number;
  #seq: number;

  constructor(d: Dissection, side: StreamSide, tcp: TreeItem, order: SegmentOrder, at: number) {
    this.#d = d;
    this.#side = side;
    this.#tcp = tcp;
    this.#order = order;
    this.#end = d.end;
    this.#at = at;
    this.#seq = d.tcpSeq;
    this.#nextSeq = (d.tcpSeq + d.end - at) >>> 0;
  }

  run(): void {
    while (this.#at < this.#end && this.#step());
  }

  /** Deals with the next bytes; true when there may be more behind them. Every step goes forward. */
  #step(): boolean {
    const side = this.#side;
    const begun = side.messageAt(this.#seq);
    if (begun !== null && begun.lastFrame !== this.#d.record.number && !isAfter(this.#nextSeq, begun.next)) {
      return this.#segmentData(this.#at, this.#end, 'Retransmitted ');
    }
    if (this.#order === 'acknowledged') return false;
    if (this.#order === 'again') return this.#segmentData(this.#at, this.#end, 'Retransmitted ');
    const message = begun ?? side.messageBefore(this.#seq);
    return message?.contains(this.#seq) ? this.#goOn(message) : this.#begin();
  }

  /** Bytes that belong to no message that is under way. */
  #begin(): boolean {
    const { source, bytes, record, state } = this.#d;
    const region = { source, bytes, at: this.#at, end: this.#end, reported: this.#end };
    const { need, from } = take(region, this.#d, this.#side, this.#order, true);
    if (need === 0) return false;
    if (this.#end - from <= LONGEST_FIRST_PART) {
      const seq = (this.#seq + from - this.#at) >>> 0;
      const message = new Message(seq, this.#nextSeq, record.number);
      state.streams.wait(this.#side, message);
      state.streams.add(message, record.number, 0, bytes.subarray(from, this.#end), true);
      this.#expect(message, this.#nextSeq, need);
    }
    return this.#segmentData(from, this.#end);
  }

  /** Bytes that go on with a message. */
  #goOn(message: Message): boolean {
    const { bytes, record, state } = this.#d;
    message.lastFrame = record.number;
    const left = this.#end - this.#at;
    const length = message.takesSegment ? left : Math.min(left, (message.next - this.#seq) >>> 0);
    const part = bytes.subarray(this.#at, this.#at + length);
    const more = isAfter(message.next, this.#nextSeq);
    const offset = (this.#seq - message.seq) >>> 0;
    const complete = state.streams.add(message, record.number, offset, part, more);
    if (complete === 'late') {
      const why = 'Reassembly error, protocol TCP: New fragment overlaps old data (retransmission?)';
      this.#d.malformed(why, '_ws.malformed.reassembly');
      return false;
    }
    if (message.pieces === null) return this.#segmentData(this.#at, this.#end);
    if (complete && message.takesSegment) {
      message.takesSegment = false;
      if (isAfter(this.#nextSeq, message.next)) message.next = this.#nextSeq;
    }
    const follows = isAfter(this.#nextSeq, message.next) ? (message.next - this.#seq) >>> 0 : 0;
    if (complete) return this.#dissectWhole(message, message.pieces, length, follows);
    this.#segmentData(this.#at, follows > 0 ? this.#at + follows : this.#end);
    return this.#advance(follows);
  }

  /** The message is whole, unless its protocol says otherwise; `follows`: bytes of this segment up to the next message. */
  #dissectWhole(message: Message, pieces: Reassembly, length: number, follows: number): boolean {
    const d = this.#d;
    const whole = pieces.whole!;
    const source = d.addSource('Reassembled TCP', whole);
    const region = { source, bytes: whole, at: 0, end: whole.length, reported: whole.length };
    const { need, from } = take(region, d, this.#side, this.#order, true);
    if (need === 0) {
      this.#segmentData(this.#at, follows > 0 ? this.#at + follows : this.#end);
      d.items.push(reassemblyItem(d, 'tcp', pieces, source));
      d.state.streams.done(message);
      return this.#advance(follows);
    }
    const behind = (this.#seq + length) >>> 0;
    const wanted = isAfter(message.next, behind) ? message.next : behind;
    if (from > 0 && isAfter((message.seq + from) >>> 0, this.#seq)) {
      this.#split(message, pieces, from, source, wanted, need);
    } else {
      if (from === 0) d.sources.pop();
      pieces.goOn();
      this.#expect(message, wanted, need);
    }
    if (this.#at + length < this.#end) return this.#advance(length);
    return this.#segmentData(this.#at, this.#end);
  }

  /** The message ended inside of this segment, and the next one began behind it. */
  #split(message: Message, pieces: Reassembly, from: number, source: number, wanted: number, need: number): void {
    const { state, record, items } = this.#d;
    // Shown whole, as Wireshark does when it meets the record first.
    items.push(reassemblyItem(this.#d, 'tcp', pieces, source));
    state.streams.done(message);
    message.next = (message.seq + from) >>> 0;
    const next = new Message(message.next, wanted, record.number);
    state.streams.wait(this.#side, next);
    state.streams.add(next, record.number, 0, pieces.whole!.subarray(from), true);
    this.#expect(next, wanted, need);
  }

  /** Says how far behind sequence number `from` a message reaches. */
  #expect(message: Message, from: number, need: number): void {
    message.takesSegment = need === UNKNOWN;
    if (need === UNTIL_FIN) this.#side.untilFin = true;
    message.next = (from + (need === UNKNOWN ? 1 : need)) >>> 0;
  }

  #advance(length: number): boolean {
    this.#at += length;
    this.#seq = (this.#seq + length) >>> 0;
    return length > 0;
  }

  #segmentData(from: number, to: number, how = ''): false {
    const label = `${how}TCP segment data (${bytesText(to - from)})`;
    this.#d.add(this.#tcp, 'tcp.segment_data', from, to - from, undefined, label);
    return false;
  }
}

/** A FIN ends the message that was to reach up to the end of its stream. True when there was one and it is whole. */
function endByFin(d: Dissection, side: StreamSide, at: number): boolean {
  if (!side.untilFin || side.finFrame !== 0) return false;
  side.finFrame = d.record.number;
  const message = side.messageBefore(d.tcpSeq);
  if (message === null || message.pieces === null) return false;
  const { pieces } = message;
  const { streams } = d.state;
  const offset = (d.tcpSeq - message.seq) >>> 0;
  if (streams.add(message, d.record.number, offset, d.bytes.subarray(at, d.end), false) !== true) return false;
  const whole = pieces.whole!;
  const source = d.addSource('Reassembled TCP', whole);
  d.items.push(reassemblyItem(d, 'tcp', pieces, source));
  take({ source, bytes: whole, at: 0, end: whole.length, reported: whole.length }, d, side, 'new', false);
  streams.done(message);
  return true;
}
