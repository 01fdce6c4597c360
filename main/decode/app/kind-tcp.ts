// Kinds of payload over TCP that begin with numbers: each by lengths and constants of its header, most of them on their ports.
// Guarantee: reads only bytes[at, at + size), of which there are at least 4, and allocates nothing.
// Sections: TLS RFC 8446 5.1, MQTT 3.1.1 2.2, LDAP RFC 4511 4.2, Kerberos RFC 4120 7.2, BGP RFC 4271 4.1, TPKT RFC 1006 6,
// SMB MS-SMB2 2.1, Modbus messaging guide 3.1, DNP3 IEEE 1815 9.2, AMQP 0-9-1 4.2.3, SSH RFC 4253 6, Telnet RFC 854.
import { PAYLOAD_KIND } from '../../../shared/model/payload-kind.ts';
import { uint16, uint32 } from '../big-endian.ts';
import { DNS_HEADER_LEN, isDnsHeader, isDnsQuestion } from './kind-dns.ts';
import { ftpKind, imapKind, ircKind, popKind, redisKind, smtpKind, xmppKind } from './kind-text.ts';

const { data: DATA, DNS, TLS, MQTT, BitTorrent, SMB, SSH, BGP, Modbus, DNP3, RDP, LDAP, Kerberos } = PAYLOAD_KIND;
const { Telnet, MySQL, PostgreSQL, AMQP, Syslog } = PAYLOAD_KIND;

/** RFC 8446 section 5.2: 2^14 + 256; RFC 5246 section 6.2.3 allows 2^14 + 2048. */
const TLS_LONGEST = 16384 + 2048;
const BIT_TORRENT = 0x13426974;
const SMB_1 = 0xff534d42;
const SMB_2 = 0xfe534d42;
const SMB_3 = 0xfd534d42;

type Check = (bytes: Uint8Array, at: number, size: number, length: number) => number;

// hot path
/** On any port. `first` is the first byte. */
export function tcpKindAnywhere(bytes: Uint8Array, at: number, size: number, length: number, first: number): number {
  if (first >= 0x14 && first <= 0x18) {
    if (isTls(bytes, at, size)) return TLS;
  }
  switch (first) {
    case 0x13:
      return uint32(bytes, at) === BIT_TORRENT ? BitTorrent : DATA;
    case 0x10:
      return isMqttConnect(bytes, at, size) ? MQTT : DATA;
    case 0x00:
      if (size >= 8) {
        const word = uint32(bytes, at + 4);
        if (word === SMB_2 || word === SMB_1 || word === SMB_3) return SMB;
      }
  }
  // A whole message of DNS behind its length.
  if (first > 1 || size !== length || size < 2 + DNS_HEADER_LEN || uint16(bytes, at) !== size - 2) return DATA;
  return isDnsQuestion(bytes, at + 2, at + size, size - 2) ? DNS : DATA;
}

// hot path
function isTls(bytes: Uint8Array, at: number, size: number): boolean {
  if (bytes[at + 1] !== 3 || bytes[at + 2]! > 4) return false;
  if (size < 5) return true;
  const length = uint16(bytes, at + 3);
  return length <= TLS_LONGEST && length > 0;
}

function dnsKind(bytes: Uint8Array, at: number, size: number): number {
  if (size < 2 + DNS_HEADER_LEN) return DATA;
  return isDnsHeader(bytes, at + 2, uint16(bytes, at)) ? DNS : DATA;
}

const MQTT_FLAGS = [-1, 0, 0, -2, 0, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0] as const;

/** Flags that the type allows, and a length that ends with the segment, or in front of another such header. */
function mqttKind(bytes: Uint8Array, at: number, size: number, length: number): number {
  if (isMqttConnect(bytes, at, size)) return MQTT;
  let place = at;
  for (let messages = 0; messages < 8; messages++) {
    const type = bytes[place]! >> 4;
    const flags = MQTT_FLAGS[type]!;
    if (flags === -1 || (flags !== -2 && (bytes[place]! & 15) !== flags)) return DATA;
    let rest = 0;
    let digits = 0;
    for (; ; digits++) {
      if (digits > 3 || place + 1 + digits >= at + size) return DATA;
      const digit = bytes[place + 1 + digits]!;
      rest += (digit & 127) * 128 ** digits;
      if (digit < 128) break;
    }
    // A ping and a disconnect are empty.
    if (type >= 12 && type <= 14 && rest > 2) return DATA;
    place += 2 + digits + rest;
    if (place === at + length) return MQTT;
    if (place > at + length) return type === 3 ? MQTT : DATA;
    if (place + 1 >= at + size) return MQTT;
  }
  return MQTT;
}

// hot path
/** CONNECT names its protocol: `MQTT` or `MQIsdp`. */
function isMqttConnect(bytes: Uint8Array, at: number, size: number): boolean {
  if (size < 10) return false;
  const name = bytes[at + 1]! < 128 ? at + 2 : at + 3;
  const word = uint32(bytes, name + 2);
  return (uint16(bytes, name) === 4 && word === 0x4d515454) || (uint16(bytes, name) === 6 && word === 0x4d514973);
}

/** A packet of the key exchange, which is not encrypted yet: the banner before it is text. */
function sshKind(bytes: Uint8Array, at: number, size: number): number {
  if (size < 6) return DATA;
  const packet = uint32(bytes, at);
  const padding = bytes[at + 4]!;
  const message = bytes[at + 5]!;
  return packet <= 35000 && packet + 4 >= size && padding >= 4 && padding < packet && message >= 20 && message <= 34
    ? SSH
    : DATA;
}

/** "Interpret as command", then will, won't, do or don't. */
const telnetKind: Check = (bytes, at) =>
  bytes[at] === 0xff && bytes[at + 1]! >= 0xfa && bytes[at + 1]! < 0xff && bytes[at + 2]! < 64 ? Telnet : DATA;

const bgpKind: Check = (bytes, at, size) =>
  size >= 19 && uint32(bytes, at) === 0xffffffff && uint32(bytes, at + 12) === 0xffffffff && bytes[at + 18]! <= 5
    ? BGP
    : DATA;

const modbusKind: Check = (bytes, at, size, length) =>
  size >= 8 && uint16(bytes, at + 2) === 0 && uint16(bytes, at + 4) >= 2 && uint16(bytes, at + 4) + 6 <= length
    ? Modbus
    : DATA;

const dnp3Kind: Check = (bytes, at, size) =>
  size >= 10 && uint16(bytes, at) === 0x0564 && bytes[at + 2]! >= 5 ? DNP3 : DATA;

/** `<`, up to three digits, `>`. */
export function syslogKind(bytes: Uint8Array, at: number, size: number): number {
  if (bytes[at] !== 0x3c || size < 4) return DATA;
  for (let i = at + 1; i < at + Math.min(size, 5); i++) {
    if (bytes[i] === 0x3e) return i > at + 1 ? Syslog : DATA;
    if (bytes[i]! < 0x30 || bytes[i]! > 0x39) return DATA;
  }
  return DATA;
}

/** A packet of the length that the segment has, with a small sequence number. */
const mysqlKind: Check = (bytes, at, _size, length) => {
  const packet = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  return packet > 0 && packet + 4 <= length && bytes[at + 3]! < 8 && (packet + 4 === length || bytes[at + 3] === 1)
    ? MySQL
    : DATA;
};

/** TPKT of the segment's length around a connection request, confirm or data. */
const rdpKind: Check = (bytes, at, size, length) =>
  size >= 7 &&
  uint16(bytes, at) === 0x0300 &&
  uint16(bytes, at + 2) <= length &&
  (bytes[at + 5] === 0xe0 || bytes[at + 5] === 0xd0 || bytes[at + 5] === 0xf0)
    ? RDP
    : DATA;

/** Start of a session or request for TLS; else a message letter and a length that fits. */
const postgresKind: Check = (bytes, at, size, length) => {
  if (size < 8) return size === 5 && bytes[at] === 0x58 && uint32(bytes, at + 1) === 4 ? PostgreSQL : DATA;
  const word = uint32(bytes, at + 4);
  if (uint32(bytes, at) === length && (word === 0x00030000 || word === 80877103 || word === 80877102))
    return PostgreSQL;
  const letter = bytes[at]! | 0x20;
  const message = uint32(bytes, at + 1);
  return letter >= 0x61 && letter <= 0x7a && message >= 4 && message < length ? PostgreSQL : DATA;
};

/** A frame of type 1, 2, 3 or 8 that ends with its mark. */
const amqpKind: Check = (bytes, at, size, length) => {
  if (size < 8 || size !== length) return DATA;
  const type = bytes[at]!;
  const end = 7 + uint32(bytes, at + 3);
  return (type <= 3 || type === 8) && type > 0 && end < size && bytes[at + end] === 0xce ? AMQP : DATA;
};

/** Where what follows a BER length begins, or -1: a length is short, or of up to four bytes. */
export function afterBerLength(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  const first = bytes[at]!;
  const next = first < 128 ? at + 1 : first <= 0x84 && first > 0x80 ? at + 1 + (first & 127) : -1;
  return next < end ? next : -1;
}

/** A sequence: the number of a message, then an operation. */
export function ldapKind(bytes: Uint8Array, at: number, size: number): number {
  if (bytes[at] !== 0x30) return DATA;
  const end = at + size;
  const id = afterBerLength(bytes, at + 1, end);
  if (id < 0 || bytes[id] !== 0x02 || id + 2 >= end) return DATA;
  const digits = bytes[id + 1]!;
  const operation = id + 2 + digits;
  if (digits === 0 || digits > 4 || operation >= end) return DATA;
  return bytes[operation]! >= 0x42 && bytes[operation]! <= 0x79 ? LDAP : DATA;
}

/** Over TCP a message follows its length. */
function kerberosKind(bytes: Uint8Array, at: number, size: number): number {
  return size > 8 && uint32(bytes, at) < 0x10000 ? kerberosMessage(bytes, at + 4, size - 4) : DATA;
}

/** A message of the authentication or ticket service, or an error: its tag, then a sequence. */
export function kerberosMessage(bytes: Uint8Array, at: number, size: number): number {
  const tag = bytes[at]!;
  if (!((tag >= 0x6a && tag <= 0x6f) || tag === 0x7e)) return DATA;
  const sequence = afterBerLength(bytes, at + 1, at + size);
  return sequence >= 0 && bytes[sequence] === 0x30 ? Kerberos : DATA;
}

/** What is tried on which port. */
const CHECKS: readonly (readonly [ports: readonly number[], check: Check])[] = [
  [[53], dnsKind],
  [[21, 2121], ftpKind],
  [[25, 587, 2525], smtpKind],
  [[110], popKind],
  [[143], imapKind],
  [[6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 7000], ircKind],
  [[5222, 5269], xmppKind],
  [[6379], redisKind],
  [[22], sshKind],
  [[23], telnetKind],
  [[88], kerberosKind],
  [[179], bgpKind],
  [[389, 3268], ldapKind],
  [[502], modbusKind],
  [[514], syslogKind],
  [[1883], mqttKind],
  [[3306], mysqlKind],
  [[3389], rdpKind],
  [[5432], postgresKind],
  [[5672], amqpKind],
  [[20000], dnp3Kind],
];

/** Index into CHECKS plus 1 for each port. */
const CHECK_OF = new Uint8Array(65536);
for (const [i, [ports]] of CHECKS.entries()) for (const port of ports) CHECK_OF[port] = i + 1;

// hot path
/** By the port of either side, the lower one first. */
export function tcpKindByPort(
  bytes: Uint8Array,
  at: number,
  size: number,
  length: number,
  low: number,
  high: number,
): number {
  const first = CHECK_OF[low]!;
  if (first !== 0) return CHECKS[first - 1]![1](bytes, at, size, length);
  const second = CHECK_OF[high]!;
  return second === 0 ? DATA : CHECKS[second - 1]![1](bytes, at, size, length);
}
