// Builds QUIC Initial packets, sealed as their sender would.
import { createCipheriv } from 'node:crypto';
import type { InitialKeys } from '../../main/decode/app/quic-crypto.ts';
import { concat, u16, u32, zeros } from './packet.ts';

const u8 = (value: number): Uint8Array => Uint8Array.of(value);
const varint = (value: number): Uint8Array => (value < 64 ? u8(value) : u16(0x4000 | value));

export const cryptoFrame = (offset: number, data: Uint8Array): Uint8Array =>
  concat(u8(6), varint(offset), varint(data.length), data);

interface Initial {
  readonly version?: number;
  readonly dcid: Uint8Array;
  readonly scid?: Uint8Array;
  readonly token?: Uint8Array;
  readonly number?: number;
  readonly numberLength?: 1 | 2 | 4;
  /** Frames; filled up with padding to `size` bytes. */
  readonly plain: Uint8Array;
  readonly size?: number;
  readonly keys: InitialKeys;
}

/** An Initial packet with its header protected and its payload encrypted (RFC 9001 section 5). */
export function initialPacket(of: Initial): Uint8Array {
  const { version = 1, dcid, scid = zeros(0), token = zeros(0), number = 0, numberLength = 4, keys } = of;
  const plain = concat(of.plain, zeros(Math.max(0, (of.size ?? 0) - of.plain.length)));
  const type = version === 0x6b3343cf ? 0x10 : 0;
  const ids = concat(u8(dcid.length), dcid, u8(scid.length), scid, varint(token.length), token);
  const shown = u32(number).subarray(4 - numberLength);
  const head = concat(
    u8(0xc0 | type | (numberLength - 1)),
    u32(version),
    ids,
    u16(0x4000 | (numberLength + plain.length + 16)),
    shown,
  );
  const nonce = keys.iv.slice();
  for (let i = 0; i < numberLength; i++) nonce[12 - numberLength + i]! ^= shown[i]!;
  const gcm = createCipheriv('aes-128-gcm', keys.key, nonce);
  gcm.setAAD(head);
  const sealed = concat(gcm.update(plain), gcm.final(), gcm.getAuthTag());
  const packet = concat(head, sealed);
  const at = head.length - numberLength;
  const mask = createCipheriv('aes-128-ecb', keys.headerKey, null).update(packet.subarray(at + 4, at + 20));
  packet[0]! ^= mask[0]! & 15;
  for (let i = 0; i < numberLength; i++) packet[at + i]! ^= mask[1 + i]!;
  return packet;
}
