// IPv6 (RFC 8200 section 3), with jumbograms (RFC 2675).
// Guarantee: `network` becomes ipv6 only when all 40 bytes were captured; the accessors then cannot fail.
// The payload never reaches past the frame.
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16 } from '../big-endian.ts';
import { hex24Field, hex32Field, ipv6Field, uint8Field, uint16Field } from '../header-field.ts';
import { FAULT, type Layers, NETWORK } from '../layers.ts';
import { jumboLength, walkExtensions } from './ipv6-extension.ts';

/** Where the fields lie, from the header's first byte; for ipv6-tree.ts. */
export const IPV6_OFFSET = {
  versionClassFlow: 0,
  flow: 1,
  payloadLength: 4,
  nextHeader: 6,
  hopLimit: 7,
  source: 8,
  destination: 24,
} as const;
const OFFSET = IPV6_OFFSET;
export const IPV6_HEADER_LEN = OFFSET.destination + 16;
const HEADER_LEN = IPV6_HEADER_LEN;

const CLASS_MASK = 0x0ff00000;
const FLOW_MASK = 0x0fffff;

/** Where the addresses of an IPv6 header lie, from its first byte. */
export const IPV6_SOURCE = OFFSET.source;
export const IPV6_DESTINATION = OFFSET.destination;

// hot path
/** Reads the header at `layers.networkOffset` and its extension headers; leaves protocol, transport and payload length. */
export function walkIpv6(bytes: Uint8Array, layers: Layers): void {
  const at = layers.networkOffset;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  layers.network = NETWORK.ipv6;
  layers.ipProto = bytes[at + OFFSET.nextHeader]!;
  layers.ttl = bytes[at + OFFSET.hopLimit]!;
  const transport = at + HEADER_LEN;
  const room = layers.frameEnd > transport ? layers.frameEnd - transport : 0;
  let length = uint16(bytes, at + OFFSET.payloadLength);
  if (length === 0 && layers.ipProto !== IP_PROTOCOL.noNext) {
    layers.lengthElsewhere = 1;
    length = layers.ipProto === IP_PROTOCOL.hopByHop ? jumboLength(bytes, transport, layers.end) : 0;
    if (length === 0) length = room;
  }
  if (length > room) {
    layers.faults |= FAULT.malformed;
    length = room;
  }
  layers.ipPayload = length;
  layers.transport = transport;
  layers.ipEnd = transport + length < layers.end ? transport + length : layers.end;
  walkExtensions(bytes, layers);
}

export const IPV6_FIELDS = {
  'ipv6.version': uint8Field(OFFSET.versionClassFlow, { shift: 4 }),
  'ipv6.tclass': hex32Field(OFFSET.versionClassFlow, { mask: CLASS_MASK, shift: 20 }),
  'ipv6.flow': hex24Field(OFFSET.flow, { mask: FLOW_MASK }),
  'ipv6.plen': uint16Field(OFFSET.payloadLength),
  'ipv6.nxt': uint8Field(OFFSET.nextHeader),
  'ipv6.hlim': uint8Field(OFFSET.hopLimit),
  'ipv6.src': ipv6Field(OFFSET.source),
  'ipv6.dst': ipv6Field(OFFSET.destination),
} as const;
