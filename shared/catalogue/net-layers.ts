// All fields of network and transport layers and of tunnels.
import { ARP } from './arp.ts';
import { ICMP } from './icmp.ts';
import { ICMPV6 } from './icmpv6.ts';
import { IGMP } from './igmp.ts';
import { IP } from './ip.ts';
import { IP_OPTION } from './ip-option.ts';
import { IPSEC } from './ipsec.ts';
import { IPV6 } from './ipv6.ts';
import { IPV6_EXTENSION, IPV6_MOBILITY, IPV6_OPTION } from './ipv6-extension.ts';
import { TCP } from './tcp.ts';
import { TCP_MPTCP, TCP_OPTION } from './tcp-option.ts';
import { UDP } from './udp.ts';

export const NET_FIELDS = {
  ...IP,
  ...IP_OPTION,
  ...IPV6,
  ...IPV6_EXTENSION,
  ...IPV6_OPTION,
  ...IPV6_MOBILITY,
  ...ARP,
  ...IPSEC,
  ...ICMP,
  ...ICMPV6,
  ...IGMP,
  ...TCP,
  ...TCP_OPTION,
  ...TCP_MPTCP,
  ...UDP,
} as const;
