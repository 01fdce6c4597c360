// IPv4, IPv6 and MAC addresses between bytes and text (RFC 5952 for IPv6, dotted tail as inet_ntop), and the role of a host.
import type { HostRole } from '../model/host.ts';

const IPV4_LEN = 4;
const IPV6_LEN = 16;
const MAC_LEN = 6;

const DECIMAL = Array.from({ length: 256 }, (_, value) => String(value));
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** `192.0.2.1` from the 4 bytes at `offset`. */
export function ipv4Text(bytes: Uint8Array, offset = 0): string {
  return `${DECIMAL[bytes[offset]!]}.${DECIMAL[bytes[offset + 1]!]}.${DECIMAL[bytes[offset + 2]!]}.${DECIMAL[bytes[offset + 3]!]}`;
}

/** `00:11:22:aa:bb:cc` from the 6 bytes at `offset`. */
export function macText(bytes: Uint8Array, offset = 0): string {
  let text = HEX[bytes[offset]!]!;
  for (let i = 1; i < MAC_LEN; i++) text += `:${HEX[bytes[offset + i]!]}`;
  return text;
}

/** `2001:db8::1` from the 16 bytes at `offset`. `::192.0.2.1` and `::ffff:192.0.2.1` keep a dotted tail. */
export function ipv6Text(bytes: Uint8Array, offset = 0): string {
  const groups: number[] = [];
  for (let i = 0; i < IPV6_LEN; i += 2) groups.push(bytes[offset + i]! * 256 + bytes[offset + i + 1]!);
  const [zeros, length] = longestZeroRun(groups);
  const dotted = zeros === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  const count = dotted ? 6 : 8;
  let text = '';
  for (let i = 0; i < count; i++) {
    if (i === zeros) {
      text += '::';
      i += length - 1;
    } else {
      text += `${text === '' || text.endsWith(':') ? '' : ':'}${groups[i]!.toString(16)}`;
    }
  }
  return dotted ? `${text}${text.endsWith(':') ? '' : ':'}${ipv4Text(bytes, offset + 12)}` : text;
}

/** Start and length of the first longest run of at least two zero groups (RFC 5952 section 4.2); start -1: none. */
function longestZeroRun(groups: readonly number[]): [start: number, length: number] {
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (end < groups.length && groups[end] === 0) end++;
    if (end - i > bestLength) {
      best = i;
      bestLength = end - i;
    }
    if (end > i) i = end;
  }
  return [best, bestLength];
}

/** Text that sorts as addresses do: IPv4 first, then by number. Equal for equal addresses only. */
export const addressOrder = (address: Uint8Array): string => address.length + String.fromCharCode(...address);

/** Text of an address of 4 or 16 bytes. */
export function addressText(address: Uint8Array): string {
  return address.length === IPV4_LEN ? ipv4Text(address) : ipv6Text(address);
}

/** The 4 bytes of dotted decimal text; undefined when it is not that (leading zeros are refused, as by inet_pton). */
export function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== IPV4_LEN) return undefined;
  const bytes = new Uint8Array(IPV4_LEN);
  for (const [i, part] of parts.entries()) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bytes[i] = Number(part);
  }
  return bytes;
}

/** The 16 bytes of IPv6 text in any form of RFC 4291 section 2.2, without a zone; undefined when it is not that. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupBytes(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groupBytes(halves[1]!, true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const length = head.length + tail.length;
  if (halves.length === 1 ? length !== IPV6_LEN : length > IPV6_LEN - 2) return undefined;
  const bytes = new Uint8Array(IPV6_LEN);
  bytes.set(head);
  bytes.set(tail, IPV6_LEN - tail.length);
  return bytes;
}

function groupBytes(text: string, atEnd: boolean): number[] | undefined {
  const bytes: number[] = [];
  if (text === '') return bytes;
  const groups = text.split(':');
  for (const [i, group] of groups.entries()) {
    if (group.includes('.')) {
      const v4 = atEnd && i === groups.length - 1 ? parseIpv4(group) : undefined;
      if (v4 === undefined) return undefined;
      bytes.push(...v4);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

/** The 4 or 16 bytes of an address in text; undefined when it is neither IPv4 nor IPv6. */
export function parseAddress(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** The 6 bytes of `00:11:22:aa:bb:cc`, `00-11-…` or `0011.22aa.bbcc`; undefined when it is none of these. */
export function parseMac(text: string): Uint8Array | undefined {
  if (!/^([0-9a-f]{2}([:-])[0-9a-f]{2}(\2[0-9a-f]{2}){4}|[0-9a-f]{4}(\.[0-9a-f]{4}){2})$/i.test(text)) return undefined;
  const digits = text.replace(/[:.-]/g, '');
  return Uint8Array.from({ length: MAC_LEN }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/**
 * What kind of host an address stands for. Private: RFC 1918, RFC 6598, link-local and unique local (RFC 4193).
 * An IPv4-mapped address has the role of the IPv4 address in it. Text that is no address counts as public.
 */
export function hostRole(address: string | Uint8Array): HostRole {
  const bytes = typeof address === 'string' ? parseAddress(address) : address;
  if (bytes === undefined) return 'public';
  return bytes.length === IPV4_LEN ? ipv4Role(bytes[0]!, bytes[1]!, bytes[2]!, bytes[3]!) : ipv6Role(bytes);
}

function ipv4Role(a: number, b: number, c: number, d: number): HostRole {
  if (a === 0 && b === 0 && c === 0 && d === 0) return 'unspecified';
  if ((a & b & c & d) === 255) return 'broadcast';
  if (a === 127) return 'loopback';
  if (a >= 224 && a < 240) return 'multicast';
  const rfc1918 = a === 10 || (a === 172 && (b & 0xf0) === 16) || (a === 192 && b === 168);
  const rfc6598 = a === 100 && (b & 0xc0) === 64;
  const linkLocal = a === 169 && b === 254;
  return rfc1918 || rfc6598 || linkLocal ? 'private' : 'public';
}

function ipv6Role(bytes: Uint8Array): HostRole {
  if (bytes[0] === 0xff) return 'multicast';
  if ((bytes[0]! & 0xfe) === 0xfc || (bytes[0] === 0xfe && (bytes[1]! & 0xc0) === 0x80)) return 'private';
  let zeros = 0;
  while (zeros < IPV6_LEN && bytes[zeros] === 0) zeros++;
  if (zeros === IPV6_LEN) return 'unspecified';
  if (zeros === IPV6_LEN - 1 && bytes[15] === 1) return 'loopback';
  if (zeros === 10 && bytes[10] === 255 && bytes[11] === 255) {
    return ipv4Role(bytes[12]!, bytes[13]!, bytes[14]!, bytes[15]!);
  }
  return 'public';
}
