// Captures on Juniper routers (LINKTYPE_JUNIPER_*): a header with a magic number, extensions, a cookie of the card, then a packet whose
// protocol the cookie names or its first bytes give away.
// Guarantee: nothing is read that was not captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint24, uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';
import { little16, little32 } from './wlan-prefix.ts';

export const OFFSET = { magic: 0, flags: 3, extensionsLength: 4, extensions: 6 } as const;
export const MAGIC = 0x4d4743;
export const FLAG = { incoming: 0x01, noLink: 0x02, extended: 0x80 } as const;

/** LINKTYPE numbers by the kind of card. */
export const LINK = {
  mlppp: 130,
  mlfr: 131,
  es: 132,
  ggsn: 133,
  mfr: 134,
  atm2: 135,
  services: 136,
  atm1: 137,
  monitor: 164,
  pppoe: 167,
  pppoeOverAtm: 168,
  ethernet: 178,
  ppp: 179,
  frameRelay: 180,
  chdlc: 181,
  voice: 183,
  virtualNetwork: 184,
  ism: 194,
  secureTunnel: 200,
} as const;

export const COOKIE_LEN = { link: 4, adaptive: 8, multilink: 2 } as const;
const COOKIE = { link: 0x54, apollo: 0x40, adaptive: 0x47 } as const;
const UNNUMBERED_INFORMATION = 0x03;
const PPP_FRAMING = 0xff03;
const LLC_OSI = 0xfefe03;
const LLC_SNAP = 0xaaaa03;
const ATM1_OAM = 0x80;
const ATM2_OAM = 0x70;
const ATM2_GAP_COUNT = 0x3f;
const PIC_PADDING = { voice: 18, servicesIn: 16, servicesOut: 12, monitor: 8, ppp: 2 } as const;

// hot path
/** Reads the header at `at` of a link of `linkType`; returns where the header of `layers.etherType` begins, or -1. */
export function walkJuniper(bytes: Uint8Array, at: number, linkType: number, layers: Layers): number {
  layers.etherType = -1;
  if (linkType === LINK.virtualNetwork) return walkVirtualNetwork(bytes, at, layers);
  const next = at + headerLength(bytes, at, layers.end);
  if (next < at || next > layers.end) return cut(layers);
  const flags = next > at ? bytes[at + OFFSET.flags]! : 0;
  if ((flags & FLAG.noLink) === 0) return walkCard(bytes, next, linkType, flags, layers);
  if (next + 4 > layers.end) return cut(layers);
  return walkProtocol(next + 4, little32(bytes, next), layers);
}

// hot path
function cut(layers: Layers): number {
  layers.faults |= FAULT.cut;
  layers.etherType = -1;
  return -1;
}

// hot path
/** Length of the header and its extensions; 0 when the magic number is missing, as from some old releases, -1 when it was cut. */
export function headerLength(bytes: Uint8Array, at: number, end: number): number {
  if (at + OFFSET.extensionsLength > end) return -1;
  if (uint24(bytes, at + OFFSET.magic) !== MAGIC) return 0;
  if ((bytes[at + OFFSET.flags]! & FLAG.extended) === 0) return OFFSET.extensionsLength;
  return at + OFFSET.extensions > end ? -1 : OFFSET.extensions + uint16(bytes, at + OFFSET.extensionsLength);
}

// hot path
function walkCard(bytes: Uint8Array, at: number, linkType: number, flags: number, layers: Layers): number {
  switch (linkType) {
    case LINK.mlppp:
      return walkMultilinkPpp(bytes, at, flags, layers);
    case LINK.mlfr:
    case LINK.mfr:
      return walkMultilinkFrameRelay(bytes, at, layers);
    case LINK.atm1:
    case LINK.atm2:
      return walkAtm(bytes, at, linkType === LINK.atm2, flags, layers);
    case LINK.ggsn:
      return at + 4 > layers.end ? cut(layers) : walkProtocol(at + 4, little16(bytes, at), layers);
    case LINK.services:
      return pass(
        at,
        (flags & FLAG.incoming) !== 0 ? PIC_PADDING.servicesIn : PIC_PADDING.servicesOut,
        PSEUDO_TYPE.ip,
        layers,
      );
    case LINK.voice:
      return pass(at, PIC_PADDING.voice, PSEUDO_TYPE.ip, layers);
    case LINK.monitor:
      return pass(at, PIC_PADDING.monitor, PSEUDO_TYPE.ip, layers);
    case LINK.pppoe:
    case LINK.ethernet:
      return pass(at, 0, ETHER_TYPE.bridgedEthernet, layers);
    case LINK.pppoeOverAtm:
      return at + 2 > layers.end ? cut(layers) : pass(at, 2, uint16(bytes, at), layers);
    case LINK.ppp:
      return pass(at, PIC_PADDING.ppp, PSEUDO_TYPE.ppp, layers);
    case LINK.frameRelay:
      return pass(at, 0, PSEUDO_TYPE.frameRelay, layers);
    case LINK.chdlc:
      return pass(at, 0, PSEUDO_TYPE.chdlc, layers);
    default:
      return -1;
  }
}

// hot path
function pass(at: number, length: number, type: number, layers: Layers): number {
  if (at + length > layers.end) return cut(layers);
  layers.etherType = type;
  return at + length;
}

// hot path
/** Follows a protocol number of Juniper's. */
function walkProtocol(at: number, protocol: number, layers: Layers): number {
  // What a248 stands for is not known; IPv4 follows four bytes later.
  if (protocol === 0xa248) return pass(at, 4, ETHER_TYPE.ipv4, layers);
  layers.etherType = etherTypeOf(protocol);
  return layers.etherType < 0 ? -1 : at;
}

// hot path
function etherTypeOf(protocol: number): number {
  switch (protocol) {
    case 2:
    case 3:
      return ETHER_TYPE.ipv4;
    case 6:
    case 7:
      return ETHER_TYPE.ipv6;
    case 4:
    case 5:
    case 8:
    case 32:
      return ETHER_TYPE.mpls;
    case 10:
    case 33:
    case 201:
      return PSEUDO_TYPE.nlpid;
    case 200:
      return PSEUDO_TYPE.ppp;
    case 202:
    case 203:
      return PSEUDO_TYPE.llc;
    case 204:
      return ETHER_TYPE.bridgedEthernet;
    case 207:
      return PSEUDO_TYPE.frameRelay;
    case 208:
      return PSEUDO_TYPE.chdlc;
    default:
      return -1;
  }
}

// hot path
/** Length of the cookie that begins with `first`; 0 for none. */
export function cookieLength(first: number): number {
  if (first === COOKIE.link) return COOKIE_LEN.link;
  return first === COOKIE.apollo || first === COOKIE.adaptive ? COOKIE_LEN.adaptive : 0;
}

// hot path
/** EtherType that the cookie of 8 bytes at `at` names. */
function adaptiveType(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 5]! & 0xf0) {
    case 0x00:
      return ETHER_TYPE.ipv4;
    case 0x10:
      return ETHER_TYPE.ipv6;
    case 0x20:
      return ETHER_TYPE.mpls;
    case 0x30:
      return PSEUDO_TYPE.nlpid;
    default:
      return -1;
  }
}

// hot path
/** Whether the cookie says that the packet is of the routing engine. */
const isOfRoutingEngine = (bytes: Uint8Array, at: number): boolean => (bytes[at + 4]! & 0x03) === 0x03;

// hot path
function walkMultilinkPpp(bytes: Uint8Array, at: number, flags: number, layers: Layers): number {
  if (at + COOKIE_LEN.adaptive > layers.end) return cut(layers);
  switch (cookieLength(bytes[at]!)) {
    case COOKIE_LEN.link:
      return pass(at, COOKIE_LEN.link, PSEUDO_TYPE.ppp, layers);
    case COOKIE_LEN.adaptive: {
      const type = adaptiveType(bytes, at);
      const isPpp = type === ETHER_TYPE.ipv4 && (flags & FLAG.incoming) !== 0 && !isOfRoutingEngine(bytes, at);
      return type < 0 ? -1 : pass(at, COOKIE_LEN.adaptive, isPpp ? PSEUDO_TYPE.ppp : type, layers);
    }
  }
  const framed = uint16(bytes, at) === PPP_FRAMING ? 2 : 0;
  if (isPppProtocol(uint16(bytes, at + framed + 2)))
    return pass(at + framed, COOKIE_LEN.multilink, PSEUDO_TYPE.ppp, layers);
  return framed > 0 || isPppProtocol(uint16(bytes, at)) ? pass(at, framed, PSEUDO_TYPE.ppp, layers) : -1;
}

// hot path
function walkMultilinkFrameRelay(bytes: Uint8Array, at: number, layers: Layers): number {
  if (at + COOKIE_LEN.adaptive + 2 > layers.end) return cut(layers);
  const length = cookieLength(bytes[at]!);
  const next = at + length;
  if (length === COOKIE_LEN.adaptive) {
    const type = adaptiveType(bytes, at);
    const opaque = type < 0 || (type === ETHER_TYPE.ipv4 && isOfRoutingEngine(bytes, at));
    if (!opaque) return pass(next, 0, type, layers);
    return bytes[next] === UNNUMBERED_INFORMATION ? pass(next, 1, PSEUDO_TYPE.nlpid, layers) : -1;
  }
  if (length === COOKIE_LEN.link)
    return pass(next, isPaddedControl(uint16(bytes, next)) ? 2 : 0, PSEUDO_TYPE.nlpid, layers);
  const second = uint16(bytes, at + COOKIE_LEN.multilink);
  if (isPaddedControl(second)) return pass(at, 4, PSEUDO_TYPE.nlpid, layers);
  return second >> 8 === UNNUMBERED_INFORMATION ? pass(at, 3, PSEUDO_TYPE.nlpid, layers) : -1;
}

// hot path
const isPaddedControl = (word: number): boolean =>
  word === UNNUMBERED_INFORMATION || word === UNNUMBERED_INFORMATION << 8;

// hot path
function walkAtm(bytes: Uint8Array, at: number, second: boolean, flags: number, layers: Layers): number {
  if (at + COOKIE_LEN.adaptive > layers.end) return cut(layers);
  const isOam = second ? (bytes[at + 7]! & ATM2_OAM) !== 0 : bytes[at] === ATM1_OAM;
  const next = at + (second ? COOKIE_LEN.adaptive : COOKIE_LEN.link);
  if (isOam) return -1;
  if (next + 3 > layers.end) return cut(layers);
  const first = uint24(bytes, next);
  if (first === LLC_OSI || first === LLC_SNAP) return pass(next, 0, PSEUDO_TYPE.llc, layers);
  const bridged = second && (flags & FLAG.incoming) === 0 && (uint32(bytes, at) & ATM2_GAP_COUNT) !== 0;
  if (bridged) return pass(next, 0, ETHER_TYPE.bridgedEthernet, layers);
  if (second && isPppProtocol(first >> 8)) return pass(next, 0, PSEUDO_TYPE.ppp, layers);
  if (first >> 16 === UNNUMBERED_INFORMATION) return pass(next, 1, PSEUDO_TYPE.nlpid, layers);
  const version = first >> 20;
  if (version === 6) return pass(next, 0, ETHER_TYPE.ipv6, layers);
  return version === 4 && first >> 16 >= 0x45 ? pass(next, 0, ETHER_TYPE.ipv4, layers) : -1;
}

// hot path
/** Protocols of PPP that Juniper's routers speak. */
function isPppProtocol(protocol: number): boolean {
  switch (protocol) {
    case 0x0021:
    case 0x0023:
    case 0x003d:
    case 0x0057:
    case 0x0281:
    case 0x0283:
    case 0x8021:
    case 0x8023:
    case 0x8057:
    case 0x8281:
    case 0xc021:
    case 0xc023:
    case 0xc223:
      return true;
    default:
      return false;
  }
}

/** Types of the values of a virtual network header. */
export const VN = { hostIp: 1, flags: 2, source: 3, destination: 4, end: 255 } as const;

// hot path
/** Values of type and length up to the one of type 255, then Ethernet. */
function walkVirtualNetwork(bytes: Uint8Array, at: number, layers: Layers): number {
  let next = at;
  while (next + 2 <= layers.end) {
    const type = bytes[next]!;
    next += 2 + bytes[next + 1]!;
    if (type === VN.end) return pass(next, 0, ETHER_TYPE.bridgedEthernet, layers);
    if (type < VN.hostIp || type > VN.destination) return -1;
  }
  return cut(layers);
}
