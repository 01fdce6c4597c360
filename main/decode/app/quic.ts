// QUIC's long header (RFC 9000 section 17.2, RFC 9369 section 3.2; invariants: RFC 8999) and the frames that an Initial packet
// may hold (RFC 9000 section 19). Decryption is in quic-crypto.ts, the tree in quic-tree.ts.
// Guarantee: reads only bytes[at, end), never throws; every length was compared with what is there.
import { uint16, uint32 } from '../big-endian.ts';

export const LONG_OFFSET = { flags: 0, version: 1, dcidLength: 5, dcid: 6 } as const;
export const LONG_FORM = 0x80;
export const PACKET_TYPE = { initial: 0, zeroRtt: 1, handshake: 2, retry: 3 } as const;
export const VERSION = { negotiation: 0, v1: 1, v2: 0x6b3343cf } as const;
export const LONGEST_CID = 20;

export interface LongHeader {
  /** Where its first byte is. */
  readonly start: number;
  readonly version: number;
  /** A PACKET_TYPE, whatever number the version has for it; of version negotiation it means nothing. */
  readonly type: number;
  readonly dcid: number;
  readonly dcidLength: number;
  readonly scid: number;
  readonly scidLength: number;
  /** Of an Initial packet; where the header of the other types goes on. */
  readonly token: number;
  readonly tokenLength: number;
  /** Where the packet number begins, and where the packet ends by its length field (for Retry and negotiation: 0 and `end`). */
  readonly number: number;
  readonly packetEnd: number;
}

/** The number of draft (RFC 9000 was draft 34) that a version's packets are protected like; 0 for unknown ones. */
export function draftOf(version: number): number {
  if (version >>> 8 === 0xff0000) return version & 0xff;
  if (version === VERSION.v1) return 34;
  if (version === VERSION.v2) return 100;
  // mvfst of Facebook; versions reserved to force a negotiation (RFC 9000 section 15).
  if (version === 0xfaceb001) return 22;
  if (version === 0xfaceb002 || version === 0xfaceb00e) return 27;
  return (version & 0x0f0f0f0f) >>> 0 === 0x0a0a0a0a ? 29 : 0;
}

/** The packet type of a first byte: version 2 numbers them one higher. */
export const packetType = (flags: number, version: number): number =>
  ((flags >> 4) + (version === VERSION.v2 ? 3 : 0)) & 3;

/** Bytes that the variable-length integer with this first byte takes: 1, 2, 4 or 8. */
export const varintLength = (first: number): number => 1 << (first >> 6);

/** The variable-length integer at `at` (RFC 9000 section 16), which is there; past 2^53 it is rounded. */
export function varint(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  switch (first >> 6) {
    case 0:
      return first;
    case 1:
      return uint16(bytes, at) & 0x3fff;
    case 2:
      return uint32(bytes, at) & 0x3fffffff;
    default:
      return (uint32(bytes, at) & 0x3fffffff) * 2 ** 32 + uint32(bytes, at + 4);
  }
}

const hasVarint = (bytes: Uint8Array, at: number, end: number): boolean =>
  at < end && at + varintLength(bytes[at]!) <= end;

/** The long header at `at`; undefined when it is none, or is not all there. */
export function readLongHeader(bytes: Uint8Array, at: number, end: number): LongHeader | undefined {
  if (end - at < LONG_OFFSET.dcid || (bytes[at]! & LONG_FORM) === 0) return undefined;
  const version = uint32(bytes, at + LONG_OFFSET.version);
  const dcid = at + LONG_OFFSET.dcid;
  const dcidLength = bytes[at + LONG_OFFSET.dcidLength]!;
  const scid = dcid + dcidLength + 1;
  if (dcidLength > LONGEST_CID || scid > end) return undefined;
  const scidLength = bytes[scid - 1]!;
  if (scidLength > LONGEST_CID || scid + scidLength > end) return undefined;
  const type = packetType(bytes[at]!, version);
  const ids = { start: at, version, type, dcid, dcidLength, scid, scidLength };
  let token = scid + scidLength;
  let tokenLength = 0;
  if (version === VERSION.negotiation || type === PACKET_TYPE.retry) {
    return { ...ids, token, tokenLength, number: 0, packetEnd: end };
  }
  if (type === PACKET_TYPE.initial) {
    if (!hasVarint(bytes, token, end)) return undefined;
    tokenLength = varint(bytes, token);
    token += varintLength(bytes[token]!);
  }
  const length = token + tokenLength;
  if (!hasVarint(bytes, length, end)) return undefined;
  const number = length + varintLength(bytes[length]!);
  return { ...ids, token, tokenLength, number, packetEnd: number + varint(bytes, length) };
}

export const FRAME = { padding: 0, ping: 1, ack: 2, ackEcn: 3, crypto: 6, close: 0x1c } as const;
const FIELDS_OF_ACK = 4;
const COUNTS_OF_ECN = 3;

/** Told where the data of a CRYPTO frame lie, and their offset in the stream of the handshake. */
export type VisitCrypto = (offset: number, at: number, length: number) => void;

/** Visits the CRYPTO frames of a decrypted Initial packet, up to the first frame that may not stand there. */
export function eachCryptoFrame(plain: Uint8Array, visit: VisitCrypto): void {
  let at = 0;
  while (at < plain.length) {
    const type = plain[at++]!;
    if (type === FRAME.padding || type === FRAME.ping) continue;
    if (type === FRAME.crypto) at = cryptoFrame(plain, at, visit);
    else if (type === FRAME.ack || type === FRAME.ackEcn) at = endOfAck(plain, at, type);
    else return;
    if (at < 0) return;
  }
}

function cryptoFrame(plain: Uint8Array, at: number, visit: VisitCrypto): number {
  if (!hasVarint(plain, at, plain.length)) return -1;
  const offset = varint(plain, at);
  const size = at + varintLength(plain[at]!);
  if (!hasVarint(plain, size, plain.length)) return -1;
  const length = varint(plain, size);
  const data = size + varintLength(plain[size]!);
  if (data + length > plain.length) return -1;
  visit(offset, data, length);
  return data + length;
}

function endOfAck(plain: Uint8Array, from: number, type: number): number {
  let at = from;
  // Each range takes at least two bytes, so that a lie in their count ends with the bytes.
  let left = FIELDS_OF_ACK;
  for (let field = 0; field < left; field++) {
    if (!hasVarint(plain, at, plain.length)) return -1;
    if (field === 2) left += 2 * varint(plain, at) + (type === FRAME.ackEcn ? COUNTS_OF_ECN : 0);
    at += varintLength(plain[at]!);
  }
  return at;
}
