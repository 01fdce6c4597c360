// Which dissector the payload of TCP or UDP leads to: chosen by ports and by what it looks like, not by a number alone.
import { DNS_OVER_TCP, dissectDns, dissectLlmnr, dissectMdns } from '../app/dns-tree.ts';
import { dissectNbdgm, dissectNbns } from '../app/nbns-tree.ts';
import { TLS } from '../app/tls-tree.ts';
import { UDP_TUNNELS } from '../tunnel/udp-tunnels.ts';
import type { Dissection, LayerDissector, StreamProtocol } from './dissection.ts';

/** Protocols over TCP, in the order in which they are tried. */
export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [DNS_OVER_TCP, TLS];

const UDP_PORTS: ReadonlyMap<number, LayerDissector> = new Map([
  ...UDP_TUNNELS,
  [53, dissectDns],
  [137, dissectNbns],
  [138, dissectNbdgm],
  [5353, dissectMdns],
  [5355, dissectLlmnr],
]);

/** Dissects the payload of a UDP datagram at `at`; false when no protocol claims it. May throw BoundsError. */
export function dissectUdpPayload(d: Dissection, at: number): boolean {
  if (at >= d.end) return false;
  // The lower port is more likely that of a service.
  const low = Math.min(d.srcPort, d.dstPort);
  const dissect = UDP_PORTS.get(low) ?? UDP_PORTS.get(Math.max(d.srcPort, d.dstPort));
  if (dissect === undefined) return false;
  dissect(d, at);
  return true;
}
