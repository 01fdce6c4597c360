// Kinds of payload over UDP: each by lengths and constants of its header, most of them on their ports.
// Guarantee: reads only bytes[at, at + size), of which there is at least one, and allocates nothing. `length`: by the headers.
// Sections: DHCP RFC 2131 3, DHCPv6 RFC 8415 8, NTP RFC 5905 7.3, QUIC RFC 9000 17, STUN RFC 8489 5, DTLS RFC 6347 4.1,
// SNMP RFC 3416, RADIUS RFC 2865 3, CoAP RFC 7252 3, TFTP RFC 1350 5, NBNS RFC 1002 4.2, IKE RFC 7296 3.1, WireGuard's paper 5.4.
import { PAYLOAD_KIND } from '../../../shared/model/payload-kind.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { DNS_HEADER_LEN, isDnsHeader, isDnsQuestion } from './kind-dns.ts';
import { afterBerLength, kerberosMessage, ldapKind, syslogKind } from './kind-tcp.ts';

const { data: DATA, DNS, LLMNR, NBNS, DHCP, DHCPv6, NTP, QUIC, SSDP, STUN, DTLS, gQUIC, SNMP } = PAYLOAD_KIND;
const { CoAP, WireGuard, OpenVPN, RADIUS, TFTP, DNP3, BACnet, BitTorrent, ISAKMP } = PAYLOAD_KIND;
const MDNS = PAYLOAD_KIND.mDNS;

const DHCP_COOKIE = { offset: 236, value: 0x63825363 } as const;
const STUN_COOKIE = 0x2112a442;
const STUN_HEADER_LEN = 20;
const NTP_HEADER_LEN = 48;
const QUIC_VERSION = 1;
const QUIC_SHORTEST = 20;
const DTLS_HEADER_LEN = 13;
const HTTP_ = 0x48545450;

type Check = (bytes: Uint8Array, at: number, size: number, length: number) => number;

// hot path
/** On any port. `first` is the first byte; `web`: one of the ports is 443. */
export function udpKindAnywhere(
  bytes: Uint8Array,
  at: number,
  size: number,
  length: number,
  first: number,
  web: boolean,
): number {
  if (size < 8) return DATA;
  if (first >= 0x80 && first !== 0x81) {
    const version = uint32(bytes, at + QUIC_VERSION);
    if (isQuicVersion(version)) return version >>> 8 === 0x513034 ? gQUIC : QUIC;
    if (web && version === 0 && first >= 0x80) return QUIC;
  }
  if (first >= 0x14 && first <= 0x19 && isDtls(bytes, at, size, length)) return DTLS;
  if (first <= 4) {
    if (first < 4 && isStun(bytes, at, size, length)) return STUN;
    if (isWireGuard(bytes, at, length)) return WireGuard;
    if (first <= 2 && first > 0 && isDhcp(bytes, at, size)) return DHCP;
  }
  // A dictionary of BitTorrent's hash table: `d1:a`, `d1:r`, `d1:e`, `d2:i`.
  if (first === 0x64 && bytes[at + 2] === 0x3a && isBencoded(uint32(bytes, at))) return BitTorrent;
  if (length === NTP_HEADER_LEN && size === length && isNtpAnywhere(bytes, at)) return NTP;
  if (size >= DNS_HEADER_LEN && isDnsQuestion(bytes, at, at + size, length)) return DNS;
  if ((first & 0xc9) === 0x09 && size >= 13 && uint32(bytes, at + 9) >>> 8 === 0x513034) return gQUIC;
  return web && first >= 0x40 && first < 0x80 && length >= QUIC_SHORTEST ? QUIC : DATA;
}

const isBencoded = (word: number): boolean =>
  word === 0x64313a61 || word === 0x64313a72 || word === 0x64313a65 || word === 0x64323a69 || word === 0x64323a69;

// hot path
/** Versions 1 (RFC 9000) and 2 (RFC 9369), the IETF drafts, Google's Q and T versions, Facebook's. */
function isQuicVersion(version: number): boolean {
  if (version === 1 || version === 0x6b3343cf || version >>> 8 === 0xfaceb0) return true;
  const letter = version >>> 16;
  return version >>> 8 === 0xff0000 || letter === 0x5130 || letter === 0x5430;
}

// hot path
function isDtls(bytes: Uint8Array, at: number, size: number, length: number): boolean {
  if (size < DTLS_HEADER_LEN || bytes[at + 1] !== 0xfe || (bytes[at + 2] !== 0xff && bytes[at + 2] !== 0xfd))
    return false;
  const record = uint16(bytes, at + 11);
  return record > 0 && record + DTLS_HEADER_LEN <= length;
}

// hot path
const isStun = (bytes: Uint8Array, at: number, size: number, length: number): boolean =>
  size >= STUN_HEADER_LEN && uint32(bytes, at + 4) === STUN_COOKIE && uint16(bytes, at + 2) + STUN_HEADER_LEN <= length;

// hot path
/** Handshake messages of their lengths, and data of whole blocks. */
function isWireGuard(bytes: Uint8Array, at: number, length: number): boolean {
  const type = bytes[at]!;
  if (type === 0 || bytes[at + 1] !== 0 || uint16(bytes, at + 2) !== 0) return false;
  if (type === 1) return length === 148;
  if (type === 2) return length === 92;
  if (type === 3) return length === 64;
  return length >= 32 && length % 16 === 0;
}

// hot path
/** BOOTP operation 1 or 2, and the magic cookie. */
const isDhcp = (bytes: Uint8Array, at: number, size: number): boolean =>
  size >= DHCP_COOKIE.offset + 4 && uint32(bytes, at + DHCP_COOKIE.offset) === DHCP_COOKIE.value;

// hot path
/** Version 3 or 4, a client, server, peer or broadcast, with stratum, poll and dispersion in their ranges. */
function isNtpAnywhere(bytes: Uint8Array, at: number): boolean {
  const version = (bytes[at]! >> 3) & 7;
  const mode = bytes[at]! & 7;
  if ((version !== 3 && version !== 4) || mode === 0 || mode > 5) return false;
  const precision = bytes[at + 3]!;
  return (
    bytes[at + 1]! <= 16 &&
    bytes[at + 2]! <= 17 &&
    (precision === 0 || precision >= 0xe0) &&
    uint16(bytes, at + 4) < 16 &&
    uint16(bytes, at + 8) < 32
  );
}

/** On its port: time of a possible stratum and poll interval, or control and private messages of possible contents. */
const ntpKind: Check = (bytes, at, size, length) => {
  const first = bytes[at]!;
  const version = (first >> 3) & 7;
  const mode = first & 7;
  if (version === 0 || version > 4 || size < 4) return DATA;
  if (mode === 6)
    return length >= 12 && (bytes[at + 1]! & 31) <= 10 && size >= 12 && uint16(bytes, at + 10) + 12 <= length
      ? NTP
      : DATA;
  if (mode === 7) return length >= 8 && bytes[at + 2]! <= 3 ? NTP : DATA;
  const poll = bytes[at + 2]!;
  return length >= NTP_HEADER_LEN && bytes[at + 1]! <= 16 && (poll <= 24 || poll >= 0xf0) ? NTP : DATA;
};

const dnsKind: Check = (bytes, at, size, length) =>
  size >= DNS_HEADER_LEN && isDnsHeader(bytes, at, length) ? DNS : DATA;
const mdnsKind: Check = (bytes, at, size, length) =>
  size >= DNS_HEADER_LEN && isDnsHeader(bytes, at, length) ? MDNS : DATA;
const llmnrKind: Check = (bytes, at, size, length) =>
  size >= DNS_HEADER_LEN && isDnsHeader(bytes, at, length) ? LLMNR : DATA;

/** Operations up to 9, at most a question, and records that fit. */
const nbnsKind: Check = (bytes, at, size, length) =>
  size >= DNS_HEADER_LEN &&
  ((bytes[at + 2]! >> 3) & 15) <= 9 &&
  uint16(bytes, at + 4) <= 1 &&
  uint16(bytes, at + 6) + uint16(bytes, at + 8) + uint16(bytes, at + 10) <= length / 11
    ? NBNS
    : DATA;

/** With the cookie, or cut in front of it. */
const dhcpKind: Check = (bytes, at, size, length) => {
  if (bytes[at] !== 1 && bytes[at] !== 2) return DATA;
  if (size >= DHCP_COOKIE.offset + 4) return isDhcp(bytes, at, size) ? DHCP : DATA;
  return length >= DHCP_COOKIE.offset + 4 && size < length ? DHCP : DATA;
};

/** A type and a first option that fits; relays stand in front of theirs. */
const dhcpv6Kind: Check = (bytes, at, size, length) => {
  const type = bytes[at]!;
  if (type === 0 || type > 36) return DATA;
  if (length === 4) return DHCPv6;
  const option = at + (type === 12 || type === 13 ? 34 : 4);
  if (option + 4 > at + size) return size < length ? DHCPv6 : DATA;
  return uint16(bytes, option) <= 150 && option - at + 4 + uint16(bytes, option + 2) <= length ? DHCPv6 : DATA;
};

const ssdpKind: Check = (bytes, at, size) => (size >= 8 && uint32(bytes, at) === HTTP_ ? SSDP : DATA);

/** A sequence with version 1, 2c, 2u or 3. */
const snmpKind: Check = (bytes, at, size) => {
  const version = bytes[at] === 0x30 ? afterBerLength(bytes, at + 1, at + size) : -1;
  return version >= 0 && version + 2 < at + size && uint16(bytes, version) === 0x0201 && bytes[version + 2]! <= 3
    ? SNMP
    : DATA;
};

const radiusKind: Check = (bytes, at, size, length) =>
  size >= 20 && bytes[at]! > 0 && bytes[at]! <= 52 && uint16(bytes, at + 2) === length ? RADIUS : DATA;

/** A request for a file with a name, or data, acknowledgment or error on the port. */
const tftpKind: Check = (bytes, at, size) => {
  if (size < 4 || bytes[at] !== 0) return DATA;
  const operation = bytes[at + 1]!;
  if (operation === 1 || operation === 2) return bytes[at + 2]! >= 0x20 && bytes[at + 2]! < 0x7f ? TFTP : DATA;
  return operation >= 3 && operation <= 6 && bytes[at + 2]! < 8 ? TFTP : DATA;
};

/** Version 1, a method or response in use, and options that end where they should. */
const coapKind: Check = (bytes, at, size, length) => {
  const token = bytes[at]! & 15;
  if (bytes[at]! >> 6 !== 1 || token > 8 || size < 4 || size < length) return DATA;
  const code = bytes[at + 1]!;
  if (code === 0) return length === 4 ? CoAP : DATA;
  const kind = code >> 5;
  if ((code & 31) > (kind === 0 ? 7 : 31) || kind === 1 || kind === 3 || kind > 5) return DATA;
  let option = 0;
  let place = at + 4 + token;
  for (let options = 0; place < at + size && options < 32; options++) {
    if (bytes[place] === 0xff) return place + 1 < at + size ? CoAP : DATA;
    const delta = bytes[place]! >> 4;
    const value = bytes[place]! & 15;
    if (delta === 15 || value === 15) return DATA;
    place++;
    if (place + (delta === 13 ? 1 : 0) + (value === 13 ? 1 : 0) > at + size) return DATA;
    if (delta === 13) option += 13 + bytes[place++]!;
    else if (delta === 14) return DATA;
    else option += delta;
    place += value === 13 ? 14 + bytes[place]! : value === 14 ? size : value;
    if (option > 300) return DATA;
  }
  return place === at + size ? CoAP : DATA;
};

/** A hard reset with the first key: how a session begins. */
const openVpnKind: Check = (bytes, at, _size, length) =>
  (bytes[at] === 0x38 || bytes[at] === 0x40) && length >= 14 && length <= 120 ? OpenVPN : DATA;

const bacnetKind: Check = (bytes, at, size, length) =>
  size >= 4 && bytes[at] === 0x81 && bytes[at + 1]! <= 12 && uint16(bytes, at + 2) === length ? BACnet : DATA;

const dnp3Kind: Check = (bytes, at, size) => (size >= 10 && uint16(bytes, at) === 0x0564 ? DNP3 : DATA);

/** Version 1 or 2 and the length of the datagram; on port 4500 behind four zeros. */
const isakmpKind: Check = (bytes, at, size, length) => {
  if (size < 28) return DATA;
  const marked = size >= 32 && uint32(bytes, at) === 0;
  const from = marked ? at + 4 : at;
  const version = bytes[from + 17]! >> 4;
  return (version === 1 || version === 2) && uint32(bytes, from + 24) === length - (from - at) ? ISAKMP : DATA;
};

/** What is tried on which port. */
const CHECKS: readonly (readonly [ports: readonly number[], check: Check])[] = [
  [[53], dnsKind],
  [[5353], mdnsKind],
  [[5355], llmnrKind],
  [[137], nbnsKind],
  [[67, 68], dhcpKind],
  [[546, 547], dhcpv6Kind],
  [[123], ntpKind],
  [[1900], ssdpKind],
  [[161, 162], snmpKind],
  [[1812, 1813, 1645, 1646], radiusKind],
  [[69], tftpKind],
  [[514], syslogKind],
  [[5683], coapKind],
  [[1194], openVpnKind],
  [[47808], bacnetKind],
  [[20000], dnp3Kind],
  [[500, 4500], isakmpKind],
  [[389], ldapKind],
  [[88], (bytes, at, size) => kerberosMessage(bytes, at, size)],
];

/** Index into CHECKS plus 1 for each port. */
const CHECK_OF = new Uint8Array(65536);
for (const [i, [ports]] of CHECKS.entries()) for (const port of ports) CHECK_OF[port] = i + 1;

// hot path
/** By the ports, that of the receiver first. */
export function udpKindByPort(
  bytes: Uint8Array,
  at: number,
  size: number,
  length: number,
  srcPort: number,
  dstPort: number,
): number {
  const first = CHECK_OF[dstPort]!;
  const kind = first === 0 ? DATA : CHECKS[first - 1]![1](bytes, at, size, length);
  if (kind !== DATA || srcPort === dstPort) return kind;
  const second = CHECK_OF[srcPort]!;
  return second === 0 ? DATA : CHECKS[second - 1]![1](bytes, at, size, length);
}
