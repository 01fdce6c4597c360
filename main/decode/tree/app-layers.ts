// Which dissector the payload of TCP or UDP leads to: chosen by ports and by what it looks like, not by a number alone.
import { dissectDhcp } from '../app/dhcp-tree.ts';
import { dissectDhcpv6 } from '../app/dhcpv6-tree.ts';
import { DNS_OVER_TCP, dissectDns, dissectDnsAnywhere, dissectLlmnr, dissectMdns } from '../app/dns-tree.ts';
import { HTTP } from '../app/http1-tree.ts';
import { dissectNbdgm, dissectNbns } from '../app/nbns-tree.ts';
import { dissectNtp } from '../app/ntp.ts';
import { dissectQuic } from '../app/quic-tree.ts';
import { dissectSsdp } from '../app/ssdp.ts';
import { TLS } from '../app/tls-tree.ts';
import { UDP_TUNNELS } from '../tunnel/udp-tunnels.ts';
import type { Dissection, LayerDissector, StreamProtocol } from './dissection.ts';

/** Protocols over TCP, in the order in which they are tried. */
export const STREAM_PROTOCOLS: readonly StreamProtocol[] = [DNS_OVER_TCP, TLS, HTTP];

const UDP_PORTS: ReadonlyMap<number, LayerDissector> = new Map([
  ...UDP_TUNNELS,
  [53, dissectDns],
  [67, dissectDhcp],
  [68, dissectDhcp],
  [123, dissectNtp],
  [137, dissectNbns],
  [138, dissectNbdgm],
  [546, dissectDhcpv6],
  [547, dissectDhcpv6],
  [1900, dissectSsdp],
  [5353, dissectMdns],
  [5355, dissectLlmnr],
]);

/** Dissects the payload of a UDP datagram at `at`; false when no protocol claims it. May throw BoundsError. */
export function dissectUdpPayload(d: Dissection, at: number): boolean {
  if (at >= d.end) return false;
  // The lower port is more likely that of a service.
  const low = Math.min(d.srcPort, d.dstPort);
  const dissect = UDP_PORTS.get(low) ?? UDP_PORTS.get(Math.max(d.srcPort, d.dstPort));
  if (dissect === undefined) return dissectQuic(d, at) || dissectDnsAnywhere(d, at);
  dissect(d, at);
  return true;
}
