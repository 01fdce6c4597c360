// Wireshark's view of TCP (as tshark 4.0.17): streams, relative sequence numbers, and a verdict on every segment.
// Segments are taken in the order of the file, as there. Only the outermost IP header counts; fragments, and headers
// that do not fit their packet, belong to no stream.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { BIT, type Columns } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';
import { flowRows } from './flow-rows.ts';
import { Growing } from './growing.ts';
import { TCP_ANALYSED, TCP_ANALYSIS } from './tcp-analysis-bits.ts';
import { SCALE, Segment, TcpDirection, TcpJudge } from './tcp-verdict.ts';

/** `numbering` of a record that belongs to no stream. */
const NONE = 0xffffffff;
const NO_ROW = 0xffffffff;
const OPENING = TCP_FLAG.syn | TCP_FLAG.ack;

/** The result; rows as in the columns it was made from. Times are nanoseconds. */
export class TcpAnalysis {
  /** By row: bits of TCP_ANALYSIS, and TCP_ANALYSED. */
  readonly bits: Uint16Array;
  /** Streams found. */
  streams = 0;
  readonly #columns: Columns;
  /** By row: a stretch of a stream in which both sequence numbers count from the same bases, or NONE. */
  readonly #numbering: Uint32Array;
  /** By numbering: its stream, and the base of each side of the flow. */
  readonly #streamOf = new Growing(new Uint32Array(64));
  readonly #bases = new Growing(new Uint32Array(64));
  /** By stream: its number in order of appearance, the round trip of its handshake, and the row that completed it. */
  readonly #number = new Growing(new Uint32Array(64));
  readonly #rtt = new Growing(new Float64Array(64));
  readonly #rttRow = new Growing(new Uint32Array(64));
  /** By row: the row of the segment that it acknowledges, plus 1; 0 without. */
  readonly #acked: Uint32Array;
  /** By row: of a duplicate acknowledgment its number, of any other segment the bytes in flight after it. */
  readonly #amount: Uint32Array;

  constructor(columns: Columns, flows: FlowTable) {
    this.#columns = columns;
    this.bits = new Uint16Array(columns.length);
    this.#numbering = new Uint32Array(columns.length).fill(NONE);
    this.#acked = new Uint32Array(columns.length);
    this.#amount = new Uint32Array(columns.length);
    const { offsets, rows } = flowRows(columns, flows, IP_PROTOCOL.tcp);
    const pass = new FlowPass(columns);
    for (let f = 0; f < flows.length; f++) {
      if (offsets[f] !== offsets[f + 1]) this.#flow(pass, rows.subarray(offsets[f], offsets[f + 1]));
    }
    this.#numberStreams();
  }

  /** tcp.stream, from 0; undefined when the record belongs to none. */
  stream(row: number): number | undefined {
    const numbering = this.#numbering[row]!;
    return numbering === NONE ? undefined : this.#number.get(this.#streamOf.get(numbering));
  }

  /** tcp.seq: counted from the first number of the sender's side. */
  relativeSeq(row: number): number | undefined {
    const base = this.#base(row, this.#columns.bits[row]! & BIT.reverse);
    return base === undefined ? undefined : (this.#columns.tcpSeq[row]! - base) >>> 0;
  }

  /** tcp.ack: counted from the first number of the other side; as the header has it without the ACK flag. */
  relativeAck(row: number): number | undefined {
    const base = this.#base(row, 1 - (this.#columns.bits[row]! & BIT.reverse));
    if (base === undefined) return undefined;
    const ack = this.#columns.tcpAck[row]!;
    return this.#columns.tcpFlags[row]! & TCP_FLAG.ack ? (ack - base) >>> 0 : ack;
  }

  /** tcp.nxtseq: the relative number after the segment; SYN and FIN count as one byte. */
  nextSeq(row: number): number | undefined {
    const seq = this.relativeSeq(row);
    if (seq === undefined) return undefined;
    const { payloadLength, tcpFlags } = this.#columns;
    return (seq + payloadLength[row]! + (tcpFlags[row]! & (TCP_FLAG.syn | TCP_FLAG.fin) ? 1 : 0)) >>> 0;
  }

  /** tcp.analysis.initial_rtt: from the last SYN to the first acknowledgment after it. */
  initialRtt(row: number): number | undefined {
    if ((this.bits[row]! & TCP_ANALYSED) === 0) return undefined;
    const stream = this.#streamOf.get(this.#numbering[row]!);
    return row >= this.#rttRow.get(stream) ? this.#rtt.get(stream) : undefined;
  }

  /** tcp.analysis.acks_frame less 1: the row of the first segment that ended where this one acknowledges. */
  ackedRow(row: number): number | undefined {
    const acked = this.#acked[row]!;
    return acked === 0 ? undefined : acked - 1;
  }

  /** tcp.analysis.ack_rtt. */
  ackRtt(row: number): number | undefined {
    const acked = this.ackedRow(row);
    if (acked === undefined) return undefined;
    return nanosBetween(this.#columns, acked, row) || undefined;
  }

  /** tcp.analysis.bytes_in_flight. */
  bytesInFlight(row: number): number | undefined {
    return this.bits[row]! & TCP_ANALYSIS.duplicate_ack ? undefined : this.#amount[row]! || undefined;
  }

  /** tcp.analysis.duplicate_ack_num. */
  duplicateAckNum(row: number): number | undefined {
    return this.bits[row]! & TCP_ANALYSIS.duplicate_ack ? this.#amount[row]! : undefined;
  }

  #base(row: number, side: number): number | undefined {
    const numbering = this.#numbering[row]!;
    return numbering === NONE ? undefined : this.#bases.get(numbering * 2 + side);
  }

  // hot path
  #flow(pass: FlowPass, rows: Uint32Array): void {
    let stream = this.#addStream();
    let numbering = this.#addNumbering(stream);
    pass.start();
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const opening = pass.open(row);
      if (opening === OPEN.stream || opening === OPEN.numbers) {
        this.#keep(stream, numbering, pass);
        if (opening === OPEN.stream) {
          stream = this.#addStream();
          pass.start();
        }
        numbering = this.#addNumbering(stream);
      }
      const bits = pass.judge(opening);
      this.#numbering[row] = numbering;
      // Rows of a flow lie far apart: a store that writes a zero over a zero costs as much as any other.
      if (bits !== 0) this.#note(row, bits, pass);
    }
    this.#keep(stream, numbering, pass);
  }

  // hot path
  #note(row: number, bits: number, { judgement, forward }: FlowPass): void {
    this.bits[row] = bits;
    if (judgement.ackedRow >= 0) this.#acked[row] = judgement.ackedRow + 1;
    if (bits & TCP_ANALYSIS.duplicate_ack) this.#amount[row] = forward.duplicateAcks;
    else if (judgement.bytesInFlight > 0) this.#amount[row] = judgement.bytesInFlight;
  }

  #addStream(): number {
    this.#rtt.push(0);
    this.#rttRow.push(NO_ROW);
    return this.#number.push(NONE);
  }

  #addNumbering(stream: number): number {
    this.#bases.push(0);
    this.#bases.push(0);
    return this.#streamOf.push(stream);
  }

  /** What the pass has found so far of a stream and of the bases of its numbers. */
  #keep(stream: number, numbering: number, pass: FlowPass): void {
    this.#bases.set(numbering * 2, pass.sides[0].base);
    this.#bases.set(numbering * 2 + 1, pass.sides[1].base);
    this.#rtt.set(stream, pass.firstRtt);
    this.#rttRow.set(stream, pass.firstRttRow);
  }

  /** tcp.stream counts streams in the order of their first segments. */
  #numberStreams(): void {
    for (let row = 0; row < this.#numbering.length; row++) {
      const numbering = this.#numbering[row]!;
      if (numbering === NONE) continue;
      const stream = this.#streamOf.get(numbering);
      if (this.#number.get(stream) === NONE) this.#number.set(stream, this.streams++);
    }
  }
}

const nanosBetween = ({ seconds, nanos }: Columns, from: number, to: number): number =>
  (seconds[to]! - seconds[from]!) * 1e9 + (nanos[to]! - nanos[from]!);

/** What a segment opens: nothing, a stream (the ports are used again), or new numbers of its side of the stream. */
const OPEN = { goesOn: 0, stream: 1, numbers: 2, again: 3 } as const;

/** The state of one flow at a time. */
class FlowPass {
  readonly sides = [new TcpDirection(), new TcpDirection()] as const;
  readonly judgement = new TcpJudge();
  forward: TcpDirection = this.sides[0];
  /** 0: not known. */
  firstRtt = 0;
  firstRttRow = NO_ROW;
  readonly #columns: Columns;
  readonly #segment = new Segment();
  #reverse: TcpDirection = this.sides[1];
  #synSeconds = 0;
  #synNanos = 0;

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  start(): void {
    this.sides[0].reset();
    this.sides[1].reset();
    this.firstRtt = 0;
    this.firstRttRow = NO_ROW;
    this.#synSeconds = 0;
    this.#synNanos = 0;
  }

  /** Takes up a record, and tells what it opens (a value of OPEN). */
  // hot path
  open(row: number): number {
    const c = this.#columns;
    const s = this.#segment;
    const side = c.bits[row]! & BIT.reverse;
    this.forward = this.sides[side]!;
    this.#reverse = this.sides[1 - side]!;
    s.row = row;
    s.seconds = c.seconds[row]!;
    s.nanos = c.nanos[row]!;
    s.flags = c.tcpFlags[row]!;
    s.seq = c.tcpSeq[row]! | 0;
    s.ack = c.tcpAck[row]! | 0;
    s.window = c.tcpWindow[row]!;
    s.length = c.payloadLength[row]!;
    const { forward } = this;
    if ((s.flags & TCP_FLAG.syn) === 0 || !forward.baseKnown) return OPEN.goesOn;
    if ((s.flags & OPENING) === TCP_FLAG.syn) {
      if (s.seq !== forward.base) return OPEN.stream;
      // A reset may have left a number of the other side here.
      forward.nextSeq = forward.maxAckable;
      return OPEN.again;
    }
    return s.seq === forward.base ? OPEN.goesOn : OPEN.numbers;
  }

  // hot path
  judge(opening: number): number {
    const s = this.#segment;
    const { forward } = this;
    const reverse = this.#reverse;
    let bits = opening === OPEN.goesOn ? 0 : TCP_ANALYSED;
    if (opening === OPEN.stream || opening === OPEN.numbers) bits |= TCP_ANALYSIS.reused_ports;
    if (opening === OPEN.numbers || !forward.baseKnown) {
      forward.base = s.flags & TCP_FLAG.syn ? s.seq : (s.seq - 1) | 0;
      forward.baseKnown = true;
    }
    if (!reverse.baseKnown && s.flags & TCP_FLAG.ack) {
      reverse.base = (s.ack - 1) | 0;
      reverse.baseKnown = true;
    }
    bits = this.judgement.judge(s, forward, reverse, bits, this.firstRtt);
    if (s.flags & TCP_FLAG.syn) this.#handshake(forward, reverse);
    else if (s.flags & TCP_FLAG.ack) this.#acknowledged(forward);
    const option = this.#columns.bits[s.row]! & BIT.tcpOption ? this.#columns.tcpOption.get(s.row)! : -1;
    forward.sacked = option < 0 || s.flags & TCP_FLAG.syn ? 0 : option;
    return bits;
  }

  /** Window scaling is in force when both SYNs offer it (RFC 7323 section 2.2). */
  #handshake(forward: TcpDirection, reverse: TcpDirection): void {
    const s = this.#segment;
    const accepts = (s.flags & TCP_FLAG.ack) !== 0;
    forward.firstAckAhead = true;
    if (!accepts) {
      this.#synSeconds = s.seconds;
      this.#synNanos = s.nanos;
    }
    if (this.#columns.bits[s.row]! & BIT.tcpOption) forward.windowScale = this.#columns.tcpOption.get(s.row)!;
    if (forward.windowScale === SCALE.unknown) forward.windowScale = reverse.windowScale = SCALE.none;
    else if (accepts && reverse.windowScale === SCALE.none) forward.windowScale = SCALE.none;
  }

  #acknowledged(forward: TcpDirection): void {
    const s = this.#segment;
    forward.firstAckAhead = false;
    if (this.firstRtt !== 0 || (this.#synSeconds === 0 && this.#synNanos === 0)) return;
    this.firstRtt = (s.seconds - this.#synSeconds) * 1e9 + (s.nanos - this.#synNanos);
    if (this.firstRtt !== 0) this.firstRttRow = s.row;
  }
}
