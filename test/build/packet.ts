// Builds packets byte by byte, layer around layer: ethernet(ipv4(tcp(payload))). Every length is right unless a test says otherwise.
import { parseIpv4, parseIpv6, parseMac } from '../../shared/net/address.ts';

const u8 = (value: number): Uint8Array => Uint8Array.of(value);
export const u16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255);
export const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
export const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0));
export const zeros = (length: number): Uint8Array => new Uint8Array(length);

/** Bytes of hexadecimal digits; blanks are left out. */
export function hex(digits: string): Uint8Array {
  const pairs = digits.replace(/\s/g, '').match(/../g) ?? [];
  return Uint8Array.from(pairs, pair => Number.parseInt(pair, 16));
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const MAC_A = '02:00:00:00:00:0a';
export const MAC_B = '02:00:00:00:00:0b';
export const V4_A = '192.0.2.1';
export const V4_B = '198.51.100.2';
export const V6_A = '2001:db8::a';
export const V6_B = '2001:db8::b';

export const ethernet = (type: number, payload: Uint8Array): Uint8Array =>
  concat(parseMac(MAC_B)!, parseMac(MAC_A)!, u16(type), payload);

/** A VLAN tag behind its EtherType: tag control, then the type of what follows. */
export const vlan = (tagControl: number, type: number, payload: Uint8Array): Uint8Array =>
  concat(u16(tagControl), u16(type), payload);

/** LLC and SNAP in front of an EtherType. */
export const snap = (type: number, payload: Uint8Array, oui = '000000'): Uint8Array =>
  concat(hex(`aaaa03${oui}`), u16(type), payload);

interface Ipv4 {
  readonly protocol: number;
  readonly payload: Uint8Array;
  readonly options?: Uint8Array;
  readonly totalLength?: number;
  readonly headerWords?: number;
  readonly flagsAndOffset?: number;
  readonly id?: number;
  readonly ttl?: number;
}

export function ipv4(of: Ipv4): Uint8Array {
  const options = of.options ?? zeros(0);
  const words = of.headerWords ?? 5 + options.length / 4;
  return concat(
    u8(0x40 | words),
    u8(0),
    u16(of.totalLength ?? 20 + options.length + of.payload.length),
    u16(of.id ?? 0x1234),
    u16(of.flagsAndOffset ?? 0x4000),
    u8(of.ttl ?? 64),
    u8(of.protocol),
    u16(0xbeef),
    parseIpv4(V4_A)!,
    parseIpv4(V4_B)!,
    options,
    of.payload,
  );
}

interface Ipv6 {
  readonly next: number;
  readonly payload: Uint8Array;
  readonly payloadLength?: number;
  readonly hopLimit?: number;
}

export const ipv6 = (of: Ipv6): Uint8Array =>
  concat(
    u32(0x6ab12345),
    u16(of.payloadLength ?? of.payload.length),
    u8(of.next),
    u8(of.hopLimit ?? 64),
    parseIpv6(V6_A)!,
    parseIpv6(V6_B)!,
    of.payload,
  );

/** An extension header of 8 bytes, or of 8 * (1 + words). */
export const extension = (next: number, payload: Uint8Array, body = zeros(6), words = 0): Uint8Array =>
  concat(u8(next), u8(words), body, payload);

export const fragmentHeader = (next: number, offsetAndMore: number, id: number, payload: Uint8Array): Uint8Array =>
  concat(u8(next), u8(0), u16(offsetAndMore), u32(id), payload);

/** An authentication header with an integrity value of 12 bytes. */
export const authentication = (next: number, payload: Uint8Array): Uint8Array =>
  concat(u8(next), u8(4), zeros(22), payload);

interface Tcp {
  readonly src?: number;
  readonly dst?: number;
  readonly flags?: number;
  readonly seq?: number;
  readonly options?: Uint8Array;
  readonly dataOffset?: number;
  readonly payload?: Uint8Array;
}

export function tcp(of: Tcp = {}): Uint8Array {
  const options = of.options ?? zeros(0);
  const words = of.dataOffset ?? 5 + options.length / 4;
  return concat(
    u16(of.src ?? 49152),
    u16(of.dst ?? 8080),
    u32(of.seq ?? 0xfedcba98),
    u32(7),
    u16((words << 12) | (of.flags ?? 0x018)),
    u16(0xffff),
    u16(0xcafe),
    u16(0),
    options,
    of.payload ?? zeros(0),
  );
}

interface Udp {
  readonly src?: number;
  readonly dst?: number;
  readonly length?: number;
  readonly payload?: Uint8Array;
}

export function udp(of: Udp = {}): Uint8Array {
  const payload = of.payload ?? zeros(0);
  return concat(u16(of.src ?? 40000), u16(of.dst ?? 9999), u16(of.length ?? 8 + payload.length), u16(0xabcd), payload);
}

export const icmp = (type: number, code: number, rest: Uint8Array): Uint8Array =>
  concat(u8(type), u8(code), u16(0), rest);

export const arp = (opcode: number): Uint8Array =>
  concat(hex('0001 0800 06 04'), u16(opcode), parseMac(MAC_A)!, parseIpv4(V4_A)!, zeros(6), parseIpv4(V4_B)!);
