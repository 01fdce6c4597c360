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
import { dissectEigrp, dissectOspf, dissectPim, dissectVrrp } from '../net/routing-protocol.ts';
import { dissectDccp } from '../transport/dccp.ts';
import { dissectIcmp } from '../transport/icmp-tree.ts';
import { dissectIcmpv6 } from '../transport/icmpv6-tree.ts';
import { dissectIgmp } from '../transport/igmp.ts';
import { dissectSctp } from '../transport/sctp.ts';
import { dissectTcp } from '../transport/tcp-tree.ts';
import { dissectUdp, dissectUdpLite } from '../transport/udp.ts';
import { dissectEsp } from '../tunnel/esp.ts';
import { dissectEtherIp, dissectEthernetInIp } from '../tunnel/ether-ip.ts';
import { dissectGre } from '../tunnel/gre.ts';
import { dissectL2tpIp } from '../tunnel/l2tp.ts';
import type { Dissection, LayerDissector } from './dissection.ts';

/** EtherTypes of the network layer. */
export const NETWORK_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([
  [ETHER_TYPE.ipv4, dissectIpv4],
  [ETHER_TYPE.ipv6, dissectIpv6],
  [ETHER_TYPE.arp, dissectArp],
  [ETHER_TYPE.rarp, dissectArp],
]);

const dissectMpls = (d: Dissection, at: number): void => d.next('ethertype', ETHER_TYPE.mpls, at);

/** By IP protocol number: transport layers, extension headers, tunnels. */
export const IP_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([
  [IP_PROTOCOL.hopByHop, dissectHopByHop],
  [IP_PROTOCOL.icmp, dissectIcmp],
  [IP_PROTOCOL.igmp, dissectIgmp],
  [IP_PROTOCOL.ipInIp, dissectIpv4],
  [IP_PROTOCOL.tcp, dissectTcp],
  [IP_PROTOCOL.udp, dissectUdp],
  [IP_PROTOCOL.dccp, dissectDccp],
  [IP_PROTOCOL.ipv6, dissectIpv6],
  [IP_PROTOCOL.routing, dissectRouting],
  [IP_PROTOCOL.fragment, dissectFragment],
  [IP_PROTOCOL.gre, dissectGre],
  [IP_PROTOCOL.esp, dissectEsp],
  [IP_PROTOCOL.ah, dissectAuthentication],
  [IP_PROTOCOL.icmpv6, dissectIcmpv6],
  [IP_PROTOCOL.destination, dissectDestinationOptions],
  [IP_PROTOCOL.eigrp, dissectEigrp],
  [IP_PROTOCOL.ospf, dissectOspf],
  [IP_PROTOCOL.etherIp, dissectEtherIp],
  [IP_PROTOCOL.pim, dissectPim],
  [IP_PROTOCOL.vrrp, dissectVrrp],
  [IP_PROTOCOL.l2tp, dissectL2tpIp],
  [IP_PROTOCOL.sctp, dissectSctp],
  [IP_PROTOCOL.mobility, dissectMobility],
  [IP_PROTOCOL.udpLite, dissectUdpLite],
  [IP_PROTOCOL.mpls, dissectMpls],
  [IP_PROTOCOL.hip, dissectHip],
  [IP_PROTOCOL.shim6, dissectShim6],
  [IP_PROTOCOL.ethernet, dissectEthernetInIp],
]);
