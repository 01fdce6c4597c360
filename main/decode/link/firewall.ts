// Headers of packet filters and encapsulating interfaces: OpenBSD pflog (117) and enc (109), Linux NFLOG (239), Solaris ipnet (226).
// Guarantee: nothing is read that was not captured; every turn over NFLOG's values moves on.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { limitFrame } from './limit.ts';
import { little16, little32 } from './wlan-prefix.ts';

export const PFLOG = {
  length: 0,
  family: 1,
  action: 2,
  reason: 3,
  interfaceName: 4,
  ruleSet: 20,
  rule: 36,
  subRule: 40,
  tail: 44,
} as const;
export const ENC = { family: 0, spi: 4, flags: 8 } as const;
export const ENC_LEN = ENC.flags + 4;
export const IPNET = {
  version: 0,
  family: 1,
  hookType: 2,
  packetLength: 4,
  interfaceIndex: 8,
  groupIndex: 12,
  zoneSource: 16,
  zoneDestination: 20,
} as const;
export const IPNET_LEN = IPNET.zoneDestination + 4;
export const NFLOG = { family: 0, version: 1, resource: 2, values: 4 } as const;
export const NFLOG_VALUE = { length: 0, type: 2, content: 4 } as const;
export const NFLOG_TYPE = { packetHeader: 1, payload: 9 } as const;

const AF_INET = 2;
const SOLARIS_INET = 2;
const SOLARIS_INET6 = 26;
const NFPROTO_IPV4 = 2;
const NFPROTO_IPV6 = 10;

// hot path
/** EtherType of a BSD address family: AF_INET6 is 24, 28 or 30. */
export function familyType(family: number): number {
  if (family === AF_INET) return ETHER_TYPE.ipv4;
  return family === 24 || family === 28 || family === 30 ? ETHER_TYPE.ipv6 : -1;
}

// hot path
/** Reads the pflog header at `at`; returns where the packet begins, or -1. */
export function walkPflog(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < PFLOG.tail) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = familyType(bytes[at + PFLOG.family]!);
  return layers.etherType < 0 ? -1 : at + pflogLength(bytes[at + PFLOG.length]!);
}

// hot path
/** The header's own length leaves out the padding behind it. */
export const pflogLength = (length: number): number => (length + 3) & ~3;

// hot path
/** Reads the enc header at `at`; returns where the packet begins, or -1. */
export function walkEnc(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < ENC_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = familyType(encFamily(bytes, at));
  return layers.etherType < 0 ? -1 : at + ENC_LEN;
}

// hot path
/** The family in the order of the host that wrote it: a small number. */
export function encFamily(bytes: Uint8Array, at: number): number {
  const little = little32(bytes, at + ENC.family);
  return little > 0xffff ? uint32(bytes, at + ENC.family) : little;
}

// hot path
/** Reads the ipnet header at `at`; returns where the packet begins, or -1. */
export function walkIpnet(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < IPNET_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = ipnetType(bytes[at + IPNET.family]!);
  return layers.etherType < 0 ? -1 : ipnetPayload(bytes, at, layers.end);
}

// hot path
export function ipnetType(family: number): number {
  if (family === SOLARIS_INET) return ETHER_TYPE.ipv4;
  return family === SOLARIS_INET6 ? ETHER_TYPE.ipv6 : -1;
}

// hot path
/** The packet is the last `packetLength` bytes: headers of later versions may be longer. */
export function ipnetPayload(bytes: Uint8Array, at: number, end: number): number {
  const payload = end - uint32(bytes, at + IPNET.packetLength);
  return payload < at + IPNET_LEN ? at + IPNET_LEN : payload;
}

// hot path
/** Reads the NFLOG header at `at`; returns where the packet begins, or -1. */
export function walkNflog(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  let protocol = 0;
  let payload = -1;
  let payloadEnd = -1;
  for (let value = at + NFLOG.values; value + NFLOG_VALUE.content <= layers.end; ) {
    const length = little16(bytes, value + NFLOG_VALUE.length);
    // Wireshark gives the whole record up here.
    if (length < NFLOG_VALUE.content) return -1;
    const type = little16(bytes, value + NFLOG_VALUE.type) & 0x7fff;
    const content = value + NFLOG_VALUE.content;
    if (type !== NFLOG_TYPE.payload && value + length > layers.end) {
      layers.faults |= FAULT.cut;
      return -1;
    }
    if (type === NFLOG_TYPE.packetHeader && length === 8 && content + 2 <= layers.end)
      protocol = uint16(bytes, content);
    if (type === NFLOG_TYPE.payload) {
      payload = content;
      payloadEnd = value + length;
    }
    value += (length + 3) & ~3;
  }
  if (payload < 0) return -1;
  limitFrame(layers, payloadEnd);
  layers.etherType = protocol > 0 ? protocol : nflogType(bytes[at + NFLOG.family]!);
  return layers.etherType < 0 ? -1 : payload;
}

// hot path
export function nflogType(family: number): number {
  if (family === NFPROTO_IPV4) return ETHER_TYPE.ipv4;
  return family === NFPROTO_IPV6 ? ETHER_TYPE.ipv6 : -1;
}
