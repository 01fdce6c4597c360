// What is inside of an IP packet that is a tunnel, by its protocol number; over UDP by port.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import type { Layers } from '../layers.ts';
import { CARRIED, enterEtherType, enterLink } from './enter.ts';
import { walkEtherIp } from './ether-ip.ts';
import { walkGre } from './gre.ts';
import { walkUdpTunnel } from './udp-tunnels.ts';

// hot path
/** Looks for a network layer in the payload bytes[at, end) of `layers`, which would reach to `reported`. */
export function walkTunnel(
  bytes: Uint8Array,
  at: number,
  end: number,
  reported: number,
  layers: Layers,
  inner: Layers,
): void {
  switch (layers.ipProto) {
    case IP_PROTOCOL.ipInIp:
    case IP_PROTOCOL.ipv6:
      enterLink(bytes, at, end, reported, CARRIED.rawIp, inner);
      break;
    case IP_PROTOCOL.gre:
      walkGre(bytes, at, end, reported, inner);
      break;
    case IP_PROTOCOL.etherIp:
      walkEtherIp(bytes, at, end, reported, inner);
      break;
    case IP_PROTOCOL.ethernet:
      enterLink(bytes, at, end, reported, CARRIED.ethernet, inner);
      break;
    case IP_PROTOCOL.mpls:
      enterEtherType(bytes, at, end, reported, ETHER_TYPE.mpls, inner);
      break;
    case IP_PROTOCOL.udp:
      walkUdpTunnel(bytes, at, end, reported, layers, inner);
      break;
  }
}
