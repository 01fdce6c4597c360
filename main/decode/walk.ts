// The one dispatcher from a record's bytes to its layers: link, network, transport, kind of payload.
// Guarantee: reads nothing outside bytes[start, end), never throws, allocates nothing, and takes time linear in the record.
import { ETHER_TYPE } from '../../shared/net/ether-type.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { ipPayloadKind, tcpPayloadKind, udpPayloadKind } from './app/kind.ts';
import { FAULT, Layers, NETWORK } from './layers.ts';
import { walkLink } from './link/walk-link.ts';
import { walkArp } from './net/arp.ts';
import { walkIpv4 } from './net/ipv4.ts';
import { walkIpv6 } from './net/ipv6.ts';
import { walkAuthentication } from './net/ipv6-extension.ts';
import { walkIcmp, walkIcmpv6 } from './transport/icmp.ts';
import { TCP_HEADER_LEN, walkTcp } from './transport/tcp.ts';
import { UDP_HEADER_LEN, walkPorts, walkUdp } from './transport/udp.ts';
import { noteUdpTunnel, PAST_TUNNELS } from './tunnel/udp-tunnels.ts';
import { walkTunnel } from './tunnel/walk-tunnel.ts';

/** A frame length beyond this is nonsense; keeping lengths below it keeps them small integers in V8. */
const LONGEST_FRAME = 0x3fffffff;

/** Tunnels in tunnels are followed this deep. */
const DEEPEST = 8;
/** What is found inside of a tunnel, until it proves to be an IP packet. */
const inside = new Layers();

// hot path
/**
 * Finds the layers of the record in bytes[start, end), whose frame had `originalLength` bytes on a link of `linkType`:
 * those of its outermost IP header, or with `inner` those of its innermost one, at most 8 tunnels deep.
 */
export function walkRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  originalLength: number,
  linkType: number,
  layers: Layers,
  inner?: boolean,
): void {
  const captured = end - start;
  layers.reset(start, end, originalLength > captured ? Math.min(originalLength, LONGEST_FRAME) : captured);
  walkLink(bytes, start, linkType, layers);
  walkNetwork(bytes, layers);
  if (inner === true) walkInnermost(bytes, layers);
}

// hot path
function walkNetwork(bytes: Uint8Array, layers: Layers): void {
  if (layers.networkOffset < 0) return;
  switch (layers.etherType) {
    case ETHER_TYPE.ipv4:
    case ETHER_TYPE.ipv6:
      walkIp(bytes, layers);
      break;
    case ETHER_TYPE.arp:
    case ETHER_TYPE.rarp:
      walkArp(layers);
      break;
    default:
      layers.networkOffset = -1;
  }
}

// hot path
function walkInnermost(bytes: Uint8Array, layers: Layers): void {
  for (let depth = 0; depth < DEEPEST; depth++) if (!walkInside(bytes, layers)) return;
}

// hot path
/** Goes one tunnel further in; false, and nothing changed, when there is none that carries IP. */
function walkInside(bytes: Uint8Array, layers: Layers): boolean {
  if (layers.nested === 0 || layers.laterFragment === 1) return false;
  const { payload, payloadEnd } = layers;
  if (payload < 0) return false;
  inside.networkOffset = -1;
  inside.network = NETWORK.other;
  walkTunnel(bytes, payload, payloadEnd, payload + layers.payloadLength, layers, inside);
  walkNetwork(bytes, inside);
  if (inside.network !== NETWORK.ipv4 && inside.network !== NETWORK.ipv6) return false;
  layers.adopt(inside);
  return true;
}

// hot path
/** The version nibble and not the EtherType decides, as in Wireshark: some senders label IPv6 as IPv4. */
function walkIp(bytes: Uint8Array, layers: Layers): void {
  if (layers.networkOffset >= layers.end) {
    layers.faults |= FAULT.cut;
    return;
  }
  const version = bytes[layers.networkOffset]! >> 4;
  layers.ipVersion = version;
  if (version === 4) {
    walkIpv4(bytes, layers);
    if (layers.transport >= 0 && layers.laterFragment === 0) walkAuthentication(bytes, layers);
  } else if (version === 6) {
    walkIpv6(bytes, layers);
  } else {
    layers.faults |= FAULT.malformed;
  }
  if (layers.network === NETWORK.other) return;
  if (layers.transport < 0) payloadOfCutHeaders(layers);
  else walkTransport(bytes, layers);
}

// hot path
/** IP options reach past the captured bytes: the payload is known but for the options of TCP. */
function payloadOfCutHeaders(layers: Layers): void {
  let header = 0;
  if (layers.laterFragment === 0) {
    if (layers.ipProto === IP_PROTOCOL.tcp) header = TCP_HEADER_LEN;
    else if (layers.ipProto === IP_PROTOCOL.udp) header = UDP_HEADER_LEN;
  }
  layers.payloadLength = layers.ipPayload > header ? layers.ipPayload - header : 0;
  layers.payloadKind = ipPayloadKind(layers.ipProto, layers.payloadLength);
}

// hot path
function walkTransport(bytes: Uint8Array, layers: Layers): void {
  const protocol = layers.laterFragment === 1 ? -1 : layers.ipProto;
  switch (protocol) {
    case IP_PROTOCOL.tcp:
      walkTcp(bytes, layers);
      closePayload(layers);
      layers.payloadKind = tcpPayloadKind(bytes, layers);
      return;
    case IP_PROTOCOL.udp:
      walkUdp(bytes, layers);
      closePayload(layers);
      layers.payloadKind = udpPayloadKind(bytes, layers);
      if (layers.srcPort < PAST_TUNNELS || layers.dstPort < PAST_TUNNELS) noteUdpTunnel(layers);
      return;
    case IP_PROTOCOL.icmp:
      walkIcmp(bytes, layers);
      break;
    case IP_PROTOCOL.icmpv6:
      walkIcmpv6(bytes, layers);
      break;
    case IP_PROTOCOL.sctp:
    case IP_PROTOCOL.dccp:
    case IP_PROTOCOL.udpLite:
      walkPorts(bytes, layers);
      break;
    case IP_PROTOCOL.ipInIp:
    case IP_PROTOCOL.ipv6:
    case IP_PROTOCOL.gre:
    case IP_PROTOCOL.etherIp:
    case IP_PROTOCOL.mpls:
    case IP_PROTOCOL.ethernet:
      layers.nested = 1;
      break;
  }
  layers.payloadLength = layers.ipPayload;
  layers.payload = layers.transport;
  closePayload(layers);
  layers.payloadKind = ipPayloadKind(protocol, layers.payloadLength);
}

// hot path
/** Ends the captured payload where its length or the captured bytes do. */
function closePayload(layers: Layers): void {
  const { payload, payloadLength, ipEnd } = layers;
  if (payload < 0) return;
  if (payload < ipEnd && payloadLength > 0) {
    layers.payloadEnd = payload + payloadLength < ipEnd ? payload + payloadLength : ipEnd;
    return;
  }
  if (payload > ipEnd) layers.faults |= FAULT.cut;
  layers.payload = -1;
}
