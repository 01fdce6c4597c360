// Whether a TCP segment is new, by the state of both directions of its stream: what was sent before is not dissected again.
// The rules are those of the sequence analysis of Wireshark 4.0 (user's guide, section 7.5 "TCP Analysis"), as far as they
// decide that. Sequence numbers are compared modulo 2^32; 0 stands for "not seen yet", as there.
import type { Time } from '../../../shared/unit/time.ts';
import { TCP_FLAG } from '../transport/tcp.ts';

/** 'again': sent before and acknowledged or late; 'acknowledged': the other side has all of it already; 'early': not in order. */
export type SegmentOrder = 'new' | 'again' | 'acknowledged' | 'disordered' | 'keepAlive';

/** A retransmission follows the last duplicate acknowledgment this fast; then it is dissected like a new segment. */
const FAST_NANOS = 20_000_000;
/** A segment is late, not sent again, within this of the newest one while the round trip is unknown. */
const LATE_NANOS = 3_000_000;

const COUNTS_AS_BYTE = TCP_FLAG.syn | TCP_FLAG.fin;
const PLAIN = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;

export const isAfter = (a: number, b: number): boolean => ((b - a) | 0) < 0;
const nanosBetween = (from: Time, to: Time): number => (to[0] - from[0]) * 1e9 + (to[1] - from[1]);
/** As a clock that ran backwards counts as a long time. */
const isWithin = (nanos: number, limit: number): boolean => nanos >= 0 && nanos < limit;

export interface Segment {
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly flags: number;
  readonly length: number;
  readonly time: Time;
}

/** What one direction has sent so far. */
export class SentSoFar {
  next = 0;
  nextTime: Time = [0, 0];
  lastAck = 0;
  lastAckTime: Time = [0, 0];
  duplicateAcks = 0;
  window = -1;
}

/** Judges a segment of `forward` and remembers it. `roundTrip`: of the handshake, in nanoseconds, 0 when unknown. */
export function judgeSegment(s: Segment, forward: SentSoFar, reverse: SentSoFar, roundTrip: number): SegmentOrder {
  const probe = s.length === 1 && s.seq === forward.next && reverse.window === 0;
  const order = orderOf(s, forward, reverse, roundTrip, probe);
  countAcks(s, forward, probe);
  const next = (s.seq + s.length + (s.flags & COUNTS_AS_BYTE ? 1 : 0)) >>> 0;
  if (!probe && (forward.next === 0 || isAfter(next, forward.next))) {
    forward.next = next;
    forward.nextTime = s.time;
  }
  forward.window = s.window;
  forward.lastAck = s.ack;
  forward.lastAckTime = s.time;
  return order;
}

function countAcks(s: Segment, forward: SentSoFar, probe: boolean): void {
  if (s.ack !== forward.lastAck) forward.duplicateAcks = 0;
  else if (!probe && s.length === 0 && s.window !== 0 && s.window === forward.window && s.seq === forward.next) {
    if ((s.flags & PLAIN) === 0) forward.duplicateAcks++;
  }
}

function orderOf(s: Segment, forward: SentSoFar, reverse: SentSoFar, roundTrip: number, probe: boolean): SegmentOrder {
  const plain = (s.flags & PLAIN) === 0;
  if (!probe && plain && s.length <= 1 && s.seq === (forward.next - 1) >>> 0) return 'keepAlive';
  if (s.length === 0 && (s.flags & COUNTS_AS_BYTE) === 0) return 'new';
  const end = (s.seq + s.length) >>> 0;
  if (s.length > 0 && reverse.lastAck !== 0 && !isAfter(end, reverse.lastAck)) return 'acknowledged';
  if (forward.next === 0 || !isAfter(forward.next, s.seq)) return 'new';
  // More than one byte from the place of the last one: that one was a probe of a closed window.
  if (s.length > 1 && (forward.next - 1) >>> 0 === s.seq) return 'new';
  const resent = reverse.duplicateAcks >= 2 && reverse.lastAck === s.seq;
  if (resent && isWithin(nanosBetween(reverse.lastAckTime, s.time), FAST_NANOS)) return 'new';
  const since = nanosBetween(forward.nextTime, s.time);
  const newest = (end + (s.flags & COUNTS_AS_BYTE ? 1 : 0)) >>> 0;
  const disordered = isWithin(since, roundTrip === 0 ? LATE_NANOS : roundTrip) && forward.next !== newest;
  return disordered ? 'disordered' : 'again';
}
