// The kind of a payload from its first captured bytes and the ports: a few comparisons, the cheapest first.
// Guarantee: reads only bytes[payload, payloadEnd), allocates nothing. What is told from random bytes by less than ten bits is
// not told at all, except on UDP port 443, where QUIC hides everything but one bit.
import { PAYLOAD_KIND } from '../../../shared/model/payload-kind.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import type { Layers } from '../layers.ts';
import { tcpKindAnywhere, tcpKindByPort } from './kind-tcp.ts';
import { lineKind } from './kind-text.ts';
import { udpKindAnywhere, udpKindByPort } from './kind-udp.ts';

const NONE = PAYLOAD_KIND.none;
const DATA = PAYLOAD_KIND.data;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
/** The shortest line that is looked at: `GET / HTTP/1`. */
const SHORTEST_LINE = 12;
const HTTPS = 443;

// hot path
/** Kind of the payload of TCP. */
export function tcpPayloadKind(bytes: Uint8Array, layers: Layers): number {
  if (layers.payloadLength === 0) return NONE;
  const at = layers.payload;
  const size = layers.payloadEnd - at;
  if (at < 0 || size < 4) return DATA;
  const first = bytes[at]!;
  if (first >= LETTER_A && first <= LETTER_Z && size >= SHORTEST_LINE) {
    const kind = lineKind(bytes, at, size, false);
    if (kind !== DATA) return kind;
  }
  if (first < 0x20) {
    const kind = tcpKindAnywhere(bytes, at, size, layers.payloadLength, first);
    if (kind !== DATA) return kind;
  }
  const { srcPort, dstPort, payloadLength } = layers;
  return srcPort < dstPort
    ? tcpKindByPort(bytes, at, size, payloadLength, srcPort, dstPort)
    : tcpKindByPort(bytes, at, size, payloadLength, dstPort, srcPort);
}

// hot path
/** Kind of the payload of UDP. */
export function udpPayloadKind(bytes: Uint8Array, layers: Layers): number {
  if (layers.payloadLength === 0) return NONE;
  const at = layers.payload;
  const size = layers.payloadEnd - at;
  if (at < 0 || size < 1) return DATA;
  const { srcPort, dstPort, payloadLength } = layers;
  const kind = udpKindByPort(bytes, at, size, payloadLength, srcPort, dstPort);
  if (kind !== DATA) return kind;
  const first = bytes[at]!;
  if (first >= LETTER_A && first <= LETTER_Z && size >= SHORTEST_LINE) {
    const line = lineKind(bytes, at, size, true);
    if (line !== DATA) return line;
  }
  return udpKindAnywhere(bytes, at, size, payloadLength, first, srcPort === HTTPS || dstPort === HTTPS);
}

// hot path
/** Kind of what IP carries without TCP or UDP; -1 stands for a later fragment. */
export function ipPayloadKind(protocol: number, payloadLength: number): number {
  if (payloadLength === 0) return NONE;
  return protocol >= 0 ? KIND_OF_PROTOCOL[protocol]! : DATA;
}

const KIND_OF_PROTOCOL = new Uint8Array(256).fill(DATA);
for (const [protocol, kind] of [
  [IP_PROTOCOL.icmp, PAYLOAD_KIND.ICMP],
  [IP_PROTOCOL.igmp, PAYLOAD_KIND.IGMP],
  [IP_PROTOCOL.ipInIp, PAYLOAD_KIND.IPv4],
  [IP_PROTOCOL.dccp, PAYLOAD_KIND.DCCP],
  [IP_PROTOCOL.ipv6, PAYLOAD_KIND.IPv6],
  [IP_PROTOCOL.gre, PAYLOAD_KIND.GRE],
  [IP_PROTOCOL.esp, PAYLOAD_KIND.ESP],
  [IP_PROTOCOL.ah, PAYLOAD_KIND.AH],
  [IP_PROTOCOL.icmpv6, PAYLOAD_KIND.ICMPv6],
  [IP_PROTOCOL.eigrp, PAYLOAD_KIND.EIGRP],
  [IP_PROTOCOL.ospf, PAYLOAD_KIND.OSPF],
  [IP_PROTOCOL.pim, PAYLOAD_KIND.PIM],
  [IP_PROTOCOL.vrrp, PAYLOAD_KIND.VRRP],
  [IP_PROTOCOL.l2tp, PAYLOAD_KIND.L2TP],
  [IP_PROTOCOL.sctp, PAYLOAD_KIND.SCTP],
  [IP_PROTOCOL.udpLite, PAYLOAD_KIND['UDP-Lite']],
] as const) {
  KIND_OF_PROTOCOL[protocol] = kind;
}
