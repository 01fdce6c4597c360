// The kind of a payload from its first captured bytes and the ports: one switch on a byte or a port, a few comparisons.
// Guarantee: reads only bytes[payload, payloadEnd). Sections: TLS RFC 8446 5.1, HTTP RFC 9112 3-4, SSH RFC 4253 4.2,
// DNS RFC 1035 4.1.1, DHCP RFC 2131 3, NTP RFC 5905 7.3, QUIC RFC 9000 17, STUN RFC 8489 5, MQTT 3.1.1 2.2.
import { PAYLOAD_KIND } from '../../../shared/model/payload-kind.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16, uint32 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';

const NONE = PAYLOAD_KIND.none;
const DATA = PAYLOAD_KIND.data;
const { DNS, LLMNR, NBNS, DHCP, DHCPv6, NTP, TLS, HTTP, HTTP2, QUIC, SSDP, SSH, STUN, MQTT, RTSP, SIP } = PAYLOAD_KIND;
const MDNS = PAYLOAD_KIND.mDNS;

const DNS_HEADER = { flags: 2, questions: 4, answers: 6, authority: 8, additional: 10 } as const;
const DNS_HEADER_LEN = DNS_HEADER.additional + 2;
const TCP_LENGTH_LEN = 2;
const TLS_HEADER = { type: 0, major: 1, minor: 2, length: 3 } as const;
const TLS_HEADER_LEN = TLS_HEADER.length + 2;
/** RFC 8446 section 5.2: 2^14 + 256; RFC 5246 section 6.2.3 allows 2^14 + 2048. */
const TLS_LONGEST = 16384 + 2048;
const DHCP_COOKIE = { offset: 236, value: 0x63825363 } as const;
const STUN_COOKIE = { offset: 4, value: 0x2112a442 } as const;
const STUN_HEADER_LEN = 20;
const NTP_HEADER_LEN = 48;
const QUIC_VERSION = 1;
const QUIC_NEGOTIATION = 0;
const QUIC_SHORTEST = 20;

const ascii = (text: string): number => [...text].reduce((word, c) => ((word << 8) | c.charCodeAt(0)) >>> 0, 0);
const GET = ascii('GET ');
const POST = ascii('POST');
const PUT = ascii('PUT ');
const PATCH = ascii('PATC');
const PRI = ascii('PRI ');
const PLAY = ascii('PLAY');
const HEAD = ascii('HEAD');
const HTTP_ = ascii('HTTP');
const DELETE = ascii('DELE');
const DESCRIBE = ascii('DESC');
const OPTIONS = ascii('OPTI');
const TRACE = ascii('TRAC');
const CONNECT = ascii('CONN');
const SSH_ = ascii('SSH-');
const SIP_ = ascii('SIP/');
const RTSP_ = ascii('RTSP');
const SETUP = ascii('SETU');
const NOTIFY = ascii('NOTI');
const M_SEARCH = ascii('M-SE');
const INVITE = ascii('INVI');
const REGISTER = ascii('REGI');

const RTSP_PORT = 554;

// hot path
/** Kind of the payload of TCP. */
export function tcpPayloadKind(bytes: Uint8Array, layers: Layers): number {
  if (layers.payloadLength === 0) return NONE;
  const at = layers.payload;
  const size = layers.payloadEnd - at;
  if (at < 0 || size < 4) return DATA;
  const port = layers.srcPort < layers.dstPort ? layers.srcPort : layers.dstPort;
  const first = bytes[at]!;
  if (first >= 0x14 && first <= 0x18 && isTls(bytes, at, size)) return TLS;
  if (first >= 0x41 && first <= 0x5a) {
    const kind = textKind(uint32(bytes, at), layers);
    if (kind !== DATA) return kind;
  }
  if (port === 53 && size >= TCP_LENGTH_LEN + DNS_HEADER_LEN && isDns(bytes, at + TCP_LENGTH_LEN)) return DNS;
  if (layers.srcPort === 1883 || layers.dstPort === 1883) return first >= 0x10 && first < 0xf0 ? MQTT : DATA;
  return DATA;
}

// hot path
/** Kind of the payload of UDP. */
export function udpPayloadKind(bytes: Uint8Array, layers: Layers): number {
  if (layers.payloadLength === 0) return NONE;
  const at = layers.payload;
  const size = layers.payloadEnd - at;
  if (at < 0 || size < 1) return DATA;
  const { srcPort, dstPort } = layers;
  let kind = udpKindByPort(bytes, at, size, dstPort, layers.payloadLength);
  if (kind === DATA) kind = udpKindByPort(bytes, at, size, srcPort, layers.payloadLength);
  if (kind !== DATA || size < 5) return kind;
  const first = bytes[at]!;
  if (first < 4) return isStun(bytes, at, size) ? STUN : DATA;
  if (first >= 0xc0 && isQuicVersion(uint32(bytes, at + QUIC_VERSION))) return QUIC;
  if (srcPort !== 443 && dstPort !== 443) return DATA;
  if (first >= 0x80) return uint32(bytes, at + QUIC_VERSION) === QUIC_NEGOTIATION ? QUIC : DATA;
  return first >= 0x40 && layers.payloadLength >= QUIC_SHORTEST ? QUIC : DATA;
}

// hot path
function udpKindByPort(bytes: Uint8Array, at: number, size: number, port: number, length: number): number {
  switch (port) {
    case 53:
      return size >= DNS_HEADER_LEN && isDns(bytes, at) ? DNS : DATA;
    case 5353:
      return size >= DNS_HEADER_LEN && isDns(bytes, at) ? MDNS : DATA;
    case 5355:
      return size >= DNS_HEADER_LEN && isDns(bytes, at) ? LLMNR : DATA;
    case 137:
      return size >= DNS_HEADER_LEN ? NBNS : DATA;
    case 67:
    case 68:
      return isDhcp(bytes, at, size, length) ? DHCP : DATA;
    case 546:
    case 547:
      return bytes[at]! >= 1 && bytes[at]! <= 36 && length >= 4 ? DHCPv6 : DATA;
    case 123:
      return isNtp(bytes[at]!, length) ? NTP : DATA;
    case 1900:
      return size >= 4 && isSsdp(uint32(bytes, at)) ? SSDP : DATA;
    case 5060:
      return size >= 4 && isSip(uint32(bytes, at)) ? SIP : DATA;
    default:
      return DATA;
  }
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

// hot path
/** A request or status line by its first four letters. */
function textKind(word: number, layers: Layers): number {
  switch (word) {
    case OPTIONS:
    case SETUP:
    case PLAY:
    case DESCRIBE:
      return layers.srcPort === RTSP_PORT || layers.dstPort === RTSP_PORT ? RTSP : word === OPTIONS ? HTTP : DATA;
    case GET:
    case POST:
    case PUT:
    case PATCH:
    case HEAD:
    case DELETE:
    case TRACE:
    case CONNECT:
    case HTTP_:
      return HTTP;
    case PRI:
      return HTTP2;
    case SSH_:
      return SSH;
    case RTSP_:
      return RTSP;
    case SIP_:
    case INVITE:
    case REGISTER:
      return SIP;
    default:
      return DATA;
  }
}

// hot path
function isTls(bytes: Uint8Array, at: number, size: number): boolean {
  if (bytes[at + TLS_HEADER.major] !== 3 || bytes[at + TLS_HEADER.minor]! > 4) return false;
  return size < TLS_HEADER_LEN || uint16(bytes, at + TLS_HEADER.length) <= TLS_LONGEST;
}

// hot path
/** A header with an opcode in use, some question or record, and no more of them than a message can hold. */
function isDns(bytes: Uint8Array, at: number): boolean {
  const opcode = (bytes[at + DNS_HEADER.flags]! >> 3) & 15;
  if (opcode > 6) return false;
  const questions = uint16(bytes, at + DNS_HEADER.questions);
  const records =
    uint16(bytes, at + DNS_HEADER.answers) +
    uint16(bytes, at + DNS_HEADER.authority) +
    uint16(bytes, at + DNS_HEADER.additional);
  return questions <= 256 && records <= 4096;
}

// hot path
/** BOOTP operation 1 or 2, and the magic cookie where the snap length left it. */
function isDhcp(bytes: Uint8Array, at: number, size: number, length: number): boolean {
  if (bytes[at] !== 1 && bytes[at] !== 2) return false;
  if (size >= DHCP_COOKIE.offset + 4) return uint32(bytes, at + DHCP_COOKIE.offset) === DHCP_COOKIE.value;
  return length >= DHCP_COOKIE.offset + 4;
}

// hot path
/** Version 1 to 4 and at least the header; control messages (modes 6 and 7) may be shorter. */
function isNtp(first: number, length: number): boolean {
  const version = (first >> 3) & 7;
  const mode = first & 7;
  return version >= 1 && version <= 4 && (length >= NTP_HEADER_LEN || ((mode === 6 || mode === 7) && length >= 8));
}

// hot path
function isSsdp(word: number): boolean {
  return word === NOTIFY || word === M_SEARCH || word === HTTP_;
}

// hot path
function isSip(word: number): boolean {
  return word === SIP_ || word === INVITE || word === REGISTER || word === OPTIONS || word === NOTIFY;
}

// hot path
function isStun(bytes: Uint8Array, at: number, size: number): boolean {
  return size >= STUN_HEADER_LEN && uint32(bytes, at + STUN_COOKIE.offset) === STUN_COOKIE.value;
}

// hot path
/** Versions 1 (RFC 9000) and 2 (RFC 9369), the IETF drafts, Google's Q and T versions, Facebook's. */
function isQuicVersion(version: number): boolean {
  if (version === 1 || version === 0x6b3343cf || version === 0xfaceb002) return true;
  const letter = version >>> 16;
  return version >>> 8 === 0xff0000 || letter === 0x5130 || letter === 0x5430;
}
