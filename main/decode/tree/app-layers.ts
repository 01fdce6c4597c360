// Which dissector the payload of TCP or UDP leads to: chosen by ports and by what it looks like, not by a number alone.
import { DNS_OVER_TCP } from '../app/dns-tree.ts';
import type { Dissection, StreamProtocol } from './dissection.ts';

/** Protocols over TCP, in the order in which they are tried. */
export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [DNS_OVER_TCP];

/** Dissects the payload of a UDP datagram at `at`; false when no protocol claims it. May throw BoundsError. */
export function dissectUdpPayload(_d: Dissection, _at: number): boolean {
  return false;
}
