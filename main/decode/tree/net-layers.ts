// Which dissector an EtherType of the network layer or an IP protocol number leads to.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { dissectArp } from '../net/arp.ts';
import { dissectIpv4 } from '../net/ipv4.ts';
import {
  dissectAuthentication,
  dissectDestinationOptions,
  dissectFragment,
  dissectHip,
  dissectHopByHop,
  dissectMobility,
  dissectRouting,
  dissectShim6,
} from '../net/ipv6-extension-tree.ts';
import { dissectIpv6 } from '../net/ipv6-tree.ts';
import { dissectIcmp } from '../transport/icmp-tree.ts';
import { dissectIcmpv6 } from '../transport/icmpv6-tree.ts';
import { dissectIgmp } from '../transport/igmp.ts';
import { dissectTcp } from '../transport/tcp-tree.ts';
import { dissectUdp, dissectUdpLite } from '../transport/udp.ts';
import type { LayerDissector } from './dissection.ts';

/** EtherTypes of the network layer. */
export const NETWORK_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([
  [ETHER_TYPE.ipv4, dissectIpv4],
  [ETHER_TYPE.ipv6, dissectIpv6],
  [ETHER_TYPE.arp, dissectArp],
  [ETHER_TYPE.rarp, dissectArp],
]);

/** By IP protocol number: transport layers, extension headers, tunnels. */
export const IP_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([
  [IP_PROTOCOL.hopByHop, dissectHopByHop],
  [IP_PROTOCOL.icmp, dissectIcmp],
  [IP_PROTOCOL.igmp, dissectIgmp],
  [IP_PROTOCOL.ipInIp, dissectIpv4],
  [IP_PROTOCOL.tcp, dissectTcp],
  [IP_PROTOCOL.udp, dissectUdp],
  [IP_PROTOCOL.ipv6, dissectIpv6],
  [IP_PROTOCOL.routing, dissectRouting],
  [IP_PROTOCOL.fragment, dissectFragment],
  [IP_PROTOCOL.ah, dissectAuthentication],
  [IP_PROTOCOL.icmpv6, dissectIcmpv6],
  [IP_PROTOCOL.destination, dissectDestinationOptions],
  [IP_PROTOCOL.mobility, dissectMobility],
  [IP_PROTOCOL.udpLite, dissectUdpLite],
  [IP_PROTOCOL.hip, dissectHip],
  [IP_PROTOCOL.shim6, dissectShim6],
]);
