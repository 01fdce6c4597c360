// Which dissector the payload of TCP or UDP leads to: chosen by ports and by what it looks like, not by a number alone.
import type { Dissection } from './dissection.ts';

/** Dissects the payload of a UDP datagram at `at`; false when no protocol claims it. May throw BoundsError. */
export function dissectUdpPayload(_d: Dissection, _at: number): boolean {
  return false;
}
