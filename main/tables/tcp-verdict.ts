// What Wireshark 4.0's sequence analysis says of one segment, from the state of both directions of its stream
// (its user's guide, section 7.5 "TCP Analysis", and the behaviour of tshark 4.0.17). Multipath TCP is not told apart.
// Sequence numbers are signed 32-bit integers compared modulo 2^32; 0 stands for "not seen yet", as there.
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { TCP_ANALYSED, TCP_ANALYSIS } from './tcp-analysis-bits.ts';
import { UnackedSegments } from './tcp-unacked.ts';

const OPENS_OR_ENDS = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;
const COUNTS_AS_BYTE = TCP_FLAG.syn | TCP_FLAG.fin;

/** A fast retransmission follows the last acknowledgment by less than this. */
const FAST_NANOS = 20_000_000;
/** A segment is late, not sent again, within this of the newest one while the round trip is unknown. */
const LATE_NANOS = 3_000_000;
/** Bytes in flight beyond this are a wrap of the numbers. */
const MOST_IN_FLIGHT = 2_000_000_000;

/** `windowScale` without a SYN, and when either side does not scale. */
export const SCALE = { unknown: -1, none: -2 } as const;
/** Window of a direction that sent nothing yet: no header holds it. */
const NO_WINDOW = -1;
/** `duplicateAcks` after an acknowledgment of segments that were never seen: as good as many. */
const ACK_OF_UNSEEN = -1;

const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0;
/** Durations compared as unsigned numbers, so that a clock that ran backwards counts as a long time. */
const isShorter = (nanos: number, limit: number): boolean =>
  nanos < 0 === limit < 0 ? nanos < limit : nanos >= 0 && limit < 0;

/** The segment under examination, reused for every record. */
export class Segment {
  row = 0;
  seconds = 0;
  nanos = 0;
  flags = 0;
  seq = 0;
  ack = 0;
  window = 0;
  length = 0;
}

/** One direction of a stream. */
export class TcpDirection {
  base = 0;
  baseKnown = false;
  nextSeq = 0;
  nextSeqSeconds = 0;
  nextSeqNanos = 0;
  /** Up to where the other side can acknowledge what was seen without a hole. */
  maxAckable = 0;
  lastAck = 0;
  lastAckSeconds = 0;
  lastAckNanos = 0;
  window = NO_WINDOW;
  windowScale: number = SCALE.unknown;
  /** From a SYN to the first acknowledgment, whose window is not scaled yet. */
  firstAckAhead = false;
  duplicateAcks = 0;
  lastBits = 0;
  /** Bytes covered by the SACK blocks of the last segment. */
  sacked = 0;
  /** False from a hole until the other side acknowledges something. */
  flightKnown = true;
  readonly unacked = new UnackedSegments();

  reset(): void {
    this.base = 0;
    this.baseKnown = false;
    this.nextSeq = 0;
    this.maxAckable = 0;
    this.lastAck = 0;
    this.lastAckSeconds = 0;
    this.lastAckNanos = 0;
    this.nextSeqSeconds = 0;
    this.nextSeqNanos = 0;
    this.window = NO_WINDOW;
    this.windowScale = SCALE.unknown;
    this.firstAckAhead = false;
    this.duplicateAcks = 0;
    this.lastBits = 0;
    this.sacked = 0;
    this.flightKnown = true;
    this.unacked.clear();
  }
}

/** Judges segments in the order of the file; `forward` sent the segment, `reverse` is the other direction. */
export class TcpJudge {
  /** Row of the first segment whose end the judged one acknowledged exactly, or -1. */
  ackedRow = -1;
  bytesInFlight = 0;

  /** Bits of TCP_ANALYSIS, with TCP_ANALYSED; `bits` are those that the opening of the stream gave already. */
  // hot path
  judge(s: Segment, forward: TcpDirection, reverse: TcpDirection, bits: number, firstRtt: number): number {
    if (s.flags & TCP_FLAG.ack) reverse.flightKnown = true;
    let verdict = bits | windowBits(s, forward, reverse);
    if (s.ack !== forward.lastAck) forward.duplicateAcks = 0;
    verdict |= ackOfUnseen(s, reverse);
    if ((s.length > 0 || s.flags & COUNTS_AS_BYTE) && (verdict & TCP_ANALYSIS.keep_alive) === 0) {
      verdict |= repetition(s, forward, reverse, firstRtt);
    }
    advance(s, forward, verdict);
    forward.lastBits = verdict;
    this.ackedRow = reverse.unacked.acknowledge(s.ack);
    if (this.ackedRow >= 0) verdict |= TCP_ANALYSED;
    this.bytesInFlight = 0;
    if (s.length > 0 && forward.flightKnown && forward.unacked.length > 0) {
      this.bytesInFlight = inFlight(s, forward, reverse);
      verdict |= TCP_ANALYSED;
    }
    return (verdict & ~TCP_ANALYSED) !== 0 ? verdict | TCP_ANALYSED : verdict;
  }
}

// hot path
/** Verdicts about windows, keep-alives, lost segments and duplicate acknowledgments. */
function windowBits(s: Segment, forward: TcpDirection, reverse: TcpDirection): number {
  const { length, flags, window } = s;
  const expected = s.seq === forward.nextSeq;
  if (length === 1 && expected && reverse.window === 0) return TCP_ANALYSIS.zero_window_probe;
  const plain = (flags & OPENS_OR_ENDS) === 0;
  let bits = 0;
  if (window === 0 && plain) bits |= TCP_ANALYSIS.zero_window;
  if (forward.nextSeq !== 0 && isAfter(s.seq, forward.nextSeq) && (flags & TCP_FLAG.rst) === 0) {
    bits |= TCP_ANALYSIS.lost_segment;
    forward.flightKnown = false;
  }
  if (!plain) return bits;
  if (length <= 1 && s.seq === ((forward.nextSeq - 1) | 0)) bits |= TCP_ANALYSIS.keep_alive;
  if (length > 0) {
    if (fillsWindow(s, reverse)) bits |= TCP_ANALYSIS.window_full;
    return bits;
  }
  if (!expected || s.ack !== forward.lastAck) return bits;
  if (window !== forward.window) return window === 0 ? bits : bits | TCP_ANALYSIS.window_update;
  if (window === 0) {
    return reverse.lastBits & TCP_ANALYSIS.zero_window_probe ? bits | TCP_ANALYSIS.zero_window_probe_ack : bits;
  }
  if (reverse.lastBits & TCP_ANALYSIS.keep_alive) return bits | TCP_ANALYSIS.keep_alive_ack;
  forward.duplicateAcks = forward.duplicateAcks === ACK_OF_UNSEEN ? 1 : forward.duplicateAcks + 1;
  return bits | TCP_ANALYSIS.duplicate_ack;
}

// hot path
/** Whether the segment ends where the window ends that the receiver last told. */
function fillsWindow(s: Segment, reverse: TcpDirection): boolean {
  if (reverse.windowScale === SCALE.unknown) return false;
  const shift = reverse.firstAckAhead || reverse.windowScale === SCALE.none ? 0 : reverse.windowScale;
  return ((s.seq + s.length) | 0) === ((reverse.lastAck + (reverse.window << shift)) | 0);
}

// hot path
/** An acknowledgment of bytes that the capture lacks. */
function ackOfUnseen(s: Segment, reverse: TcpDirection): number {
  if (reverse.maxAckable === 0 || (s.flags & TCP_FLAG.ack) === 0 || !isAfter(s.ack, reverse.maxAckable)) return 0;
  if (isAfter(reverse.nextSeq, reverse.maxAckable)) {
    reverse.maxAckable = reverse.nextSeq;
    return TCP_ANALYSIS.ack_lost_segment;
  }
  const first = reverse.duplicateAcks === 0;
  reverse.duplicateAcks = ACK_OF_UNSEEN;
  return first ? TCP_ANALYSIS.ack_lost_segment : TCP_ANALYSED;
}

// hot path
/** Whether a segment that should add something was sent before, and which kind of repetition it is. */
function repetition(s: Segment, forward: TcpDirection, reverse: TcpDirection, firstRtt: number): number {
  const end = (s.seq + s.length) | 0;
  if (s.length > 0 && reverse.lastAck !== 0 && !isAfter(end, reverse.lastAck)) {
    return TCP_ANALYSIS.spurious_retransmission;
  }
  if (forward.nextSeq === 0 || !isAfter(forward.nextSeq, s.seq)) return 0;
  // More than one byte from the place of the last one: that one was a probe of a closed window.
  if (s.length > 1 && ((forward.nextSeq - 1) | 0) === s.seq) return 0;
  const sinceAck = (s.seconds - reverse.lastAckSeconds) * 1e9 + (s.nanos - reverse.lastAckNanos);
  const acksRepeat = reverse.duplicateAcks >= 2 || reverse.duplicateAcks === ACK_OF_UNSEEN;
  if (acksRepeat && reverse.lastAck === s.seq && isShorter(sinceAck, FAST_NANOS)) {
    return TCP_ANALYSIS.fast_retransmission;
  }
  const sinceNewest = (s.seconds - forward.nextSeqSeconds) * 1e9 + (s.nanos - forward.nextSeqNanos);
  const newest = (end + (s.flags & COUNTS_AS_BYTE ? 1 : 0)) | 0;
  if (isShorter(sinceNewest, firstRtt === 0 ? LATE_NANOS : firstRtt) && forward.nextSeq !== newest) {
    return TCP_ANALYSIS.out_of_order;
  }
  return TCP_ANALYSIS.retransmission;
}

// hot path
/** Moves the state of the direction on by its segment. */
function advance(s: Segment, forward: TcpDirection, verdict: number): void {
  const { unacked } = forward;
  const probe = (verdict & TCP_ANALYSIS.zero_window_probe) !== 0;
  let next = (s.seq + s.length) | 0;
  if ((s.length > 0 || s.flags & COUNTS_AS_BYTE) && !unacked.isFull) {
    // Wireshark counts SYN and FIN only where it keeps the segment.
    if (s.flags & COUNTS_AS_BYTE) next = (next + 1) | 0;
    unacked.add(s.seq, next, s.row);
  }
  if (!probe && (forward.nextSeq === 0 || isAfter(next, forward.nextSeq))) {
    forward.nextSeq = next;
    forward.nextSeqSeconds = s.seconds;
    forward.nextSeqNanos = s.nanos;
  }
  if (!probe && (forward.maxAckable === 0 || s.seq === forward.maxAckable)) forward.maxAckable = forward.nextSeq;
  forward.window = s.window;
  forward.lastAck = s.ack;
  forward.lastAckSeconds = s.seconds;
  forward.lastAckNanos = s.nanos;
}

// hot path
/** Bytes sent and neither acknowledged nor covered by SACK blocks; 0 when that makes no sense. */
function inFlight(s: Segment, forward: TcpDirection, reverse: TcpDirection): number {
  forward.unacked.rebase(forward.base);
  const bytes = forward.unacked.bytes - reverse.sacked;
  const wrapped = bytes < 0 ? bytes + 0x1_0000_0000 : bytes;
  if (wrapped === 0 || wrapped >= MOST_IN_FLIGHT) return 0;
  return s.flags & COUNTS_AS_BYTE ? wrapped - 1 : wrapped;
}
