// Builds TLS hello messages byte by byte; every length is right.
import { ascii, concat, u16, zeros } from './packet.ts';

const u8 = (value: number): Uint8Array => Uint8Array.of(value);
const u24 = (value: number): Uint8Array => concat(u8(value >> 16), u16(value & 0xffff));
const list8 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...parts);
  return concat(u8(body.length), body);
};
const list16 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concat(...parts);
  return concat(u16(body.length), body);
};
const words = (values: readonly number[]): Uint8Array => concat(...values.map(u16));

export const extension = (type: number, data = zeros(0)): Uint8Array => concat(u16(type), list16(data));
export const sni = (name: string): Uint8Array => extension(0, list16(concat(u8(0), list16(ascii(name)))));
export const alpn = (...names: readonly string[]): Uint8Array =>
  extension(16, list16(...names.map(name => list8(ascii(name)))));
export const versions = (...values: readonly number[]): Uint8Array => extension(43, list8(words(values)));
export const signatures = (...values: readonly number[]): Uint8Array => extension(13, list16(words(values)));

export const handshake = (type: number, body: Uint8Array): Uint8Array => concat(u8(type), u24(body.length), body);

interface Hello {
  readonly version?: number;
  readonly ciphers?: readonly number[];
  readonly extensions?: readonly Uint8Array[];
}

/** A client hello as a handshake message. */
export function clientHello({ version = 0x0303, ciphers = [0x1301], extensions = [] }: Hello = {}): Uint8Array {
  const body = concat(u16(version), zeros(32), list8(zeros(32)), list16(words(ciphers)), list8(u8(0)));
  return handshake(1, concat(body, extensions.length === 0 ? zeros(0) : list16(...extensions)));
}

export function serverHello(cipher: number, extensions: readonly Uint8Array[] = [], version = 0x0303): Uint8Array {
  const body = concat(u16(version), zeros(32), list8(), u16(cipher), u8(0));
  return handshake(2, concat(body, extensions.length === 0 ? zeros(0) : list16(...extensions)));
}

/** A record of the record layer. */
export const record = (fragment: Uint8Array, type = 22, version = 0x0301): Uint8Array =>
  concat(u8(type), u16(version), list16(fragment));
