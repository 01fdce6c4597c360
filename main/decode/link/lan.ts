// Local networks other than Ethernet: Token Ring (IEEE 802.5; 6), FDDI (ISO 9314; 10), ARCNET (RFC 1051, RFC 1201; 7, 129), IP over
// Fibre Channel (RFC 2625; 122), IP over IEEE 1394 (138), IP over InfiniBand (RFC 4391; 242).
// Guarantee: nothing is read that was not captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

export const TOKEN_RING = { access: 0, control: 1, destination: 2, source: 8, route: 14 } as const;
const ROUTED = 0x80;
const ROUTE_LEN = 0x1f;
const FRAME_TYPE_LLC = 1;

export const FDDI = { control: 0, destination: 1, source: 7 } as const;
export const FDDI_LEN = FDDI.source + 6;
const FDDI_LLC = 0x50;

export const ARCNET = { source: 0, destination: 1, protocol: 2 } as const;
const ARCNET_OFFSET_LEN = 2;
const ARCNET_PROTOCOL = {
  ip1051: 240,
  arp1051: 241,
  ip1201: 212,
  arp1201: 213,
  rarp1201: 214,
  ipv6: 196,
  diagnose: 0x80,
  bacnet: 0xcd,
} as const;
const EXCEPTION = 0xff;

export const IPFC_LEN = 16;
export const IEEE1394 = { destination: 0, source: 8, type: 16 } as const;
export const IPOIB = { type: 40, reserved: 42 } as const;

// hot path
function cut(layers: Layers): number {
  layers.faults |= FAULT.cut;
  layers.etherType = -1;
  return -1;
}

// hot path
/** Reads the Token Ring header at `at`; returns where LLC begins, or -1. */
export function walkTokenRing(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at <= TOKEN_RING.route) return cut(layers);
  if (bytes[at + TOKEN_RING.control]! >> 6 !== FRAME_TYPE_LLC) return -1;
  layers.etherType = PSEUDO_TYPE.llc;
  return at + TOKEN_RING.route + routeLength(bytes, at);
}

// hot path
/** Bytes of routing information behind the addresses of the Token Ring header at `at`, whose first byte there was captured. */
export function routeLength(bytes: Uint8Array, at: number): number {
  return (bytes[at + TOKEN_RING.source]! & ROUTED) === 0 ? 0 : bytes[at + TOKEN_RING.route]! & ROUTE_LEN;
}

// hot path
/** Reads the FDDI header at `at`; returns where LLC begins, or -1. */
export function walkFddi(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < FDDI_LEN) return cut(layers);
  if (!isFddiLlc(bytes[at + FDDI.control]!)) return -1;
  layers.etherType = PSEUDO_TYPE.llc;
  return at + FDDI_LEN;
}

// hot path
/** Whether the frame control says asynchronous LLC, of any priority. */
export const isFddiLlc = (control: number): boolean => (control & 0xf0) === FDDI_LLC;

// hot path
/** Reads the ARCNET header at `at`, which has an offset field in captures of BSD and not of Linux. */
export function walkArcnet(bytes: Uint8Array, at: number, linux: boolean, layers: Layers): number {
  const length = arcnetLength(bytes, at, layers.end, linux);
  if (length < 0) return cut(layers);
  layers.etherType = arcnetType(bytes[at + ARCNET.protocol + (linux ? ARCNET_OFFSET_LEN : 0)]!);
  return layers.etherType < 0 ? -1 : at + length;
}

// hot path
/** Length of the ARCNET header at `at`, with split flag and sequence number where it has them; -1 when it was cut. */
export function arcnetLength(bytes: Uint8Array, at: number, end: number, linux: boolean): number {
  const protocol = at + ARCNET.protocol + (linux ? ARCNET_OFFSET_LEN : 0);
  if (protocol >= end) return -1;
  let next = protocol + 1;
  if (!isUnsplit(bytes[protocol]!)) {
    if (!linux && next < end && bytes[next] === EXCEPTION) next += 4;
    next += 3;
  }
  return next > end ? -1 : next - at;
}

// hot path
/** Whether packets of this protocol are never split, so that their header is short. */
export function isUnsplit(protocol: number): boolean {
  return (
    protocol === ARCNET_PROTOCOL.ip1051 ||
    protocol === ARCNET_PROTOCOL.arp1051 ||
    protocol === ARCNET_PROTOCOL.diagnose ||
    protocol === ARCNET_PROTOCOL.bacnet
  );
}

// hot path
/** The EtherType of a protocol of ARCNET; -1 for none. */
export function arcnetType(protocol: number): number {
  switch (protocol) {
    case ARCNET_PROTOCOL.ip1051:
    case ARCNET_PROTOCOL.ip1201:
      return ETHER_TYPE.ipv4;
    case ARCNET_PROTOCOL.arp1051:
    case ARCNET_PROTOCOL.arp1201:
      return ETHER_TYPE.arp;
    case ARCNET_PROTOCOL.rarp1201:
      return ETHER_TYPE.rarp;
    case ARCNET_PROTOCOL.ipv6:
      return ETHER_TYPE.ipv6;
    case ARCNET_PROTOCOL.bacnet:
      return PSEUDO_TYPE.llc;
    default:
      return -1;
  }
}

// hot path
/** Passes the network header of IP over Fibre Channel at `at`; returns where LLC begins, or -1. */
export function walkIpOverFibreChannel(at: number, layers: Layers): number {
  if (layers.end - at < IPFC_LEN) return cut(layers);
  layers.etherType = PSEUDO_TYPE.llc;
  return at + IPFC_LEN;
}

// hot path
/** Reads a header that ends in an EtherType, `type` bytes behind `at`, and `behind` more bytes. */
export function walkTypeAt(bytes: Uint8Array, at: number, type: number, behind: number, layers: Layers): number {
  const next = at + type + 2 + behind;
  if (next > layers.end) return cut(layers);
  layers.etherType = uint16(bytes, at + type);
  return next;
}
