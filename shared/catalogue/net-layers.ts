// All fields of network and transport layers and of tunnels.
import { ARP } from './arp.ts';
import { DCCP } from './dccp.ts';
import { ERSPAN, GRE } from './gre.ts';
import { GTP } from './gtp.ts';
import { ICMP } from './icmp.ts';
import { ICMPV6 } from './icmpv6.ts';
import { IGMP } from './igmp.ts';
import { IP } from './ip.ts';
import { IP_OPTION } from './ip-option.ts';
import { IPSEC } from './ipsec.ts';
import { IPV6 } from './ipv6.ts';
import { IPV6_EXTENSION, IPV6_MOBILITY, IPV6_OPTION } from './ipv6-extension.ts';
import { ROUTING_PROTOCOL } from './routing-protocol.ts';
import { SCTP } from './sctp.ts';
import { TCP } from './tcp.ts';
import { TCP_MPTCP, TCP_OPTION } from './tcp-option.ts';
import { ETHER_IP, GENEVE, L2TP, LISP_DATA, TEREDO, VXLAN } from './tunnel.ts';
import { UDP } from './udp.ts';

export const NET_FIELDS = {
  ...IP,
  ...IP_OPTION,
  ...IPV6,
  ...IPV6_EXTENSION,
  ...IPV6_OPTION,
  ...IPV6_MOBILITY,
  ...IPSEC,
  ...ARP,
  ...ICMP,
  ...ICMPV6,
  ...IGMP,
  ...TCP,
  ...TCP_OPTION,
  ...TCP_MPTCP,
  ...UDP,
  ...SCTP,
  ...DCCP,
  ...ROUTING_PROTOCOL,
  ...GRE,
  ...ERSPAN,
  ...VXLAN,
  ...GENEVE,
  ...GTP,
  ...TEREDO,
  ...L2TP,
  ...ETHER_IP,
  ...LISP_DATA,
} as const;
