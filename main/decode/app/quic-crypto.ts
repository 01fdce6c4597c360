// Protection of QUIC's Initial packets, whose keys follow from what anyone can read (RFC 9001 sections 5.2 to 5.4, RFC 9369
// section 3.3; salts of earlier drafts: draft-ietf-quic-tls): HKDF-SHA256, AES-128-GCM, header protection by AES-128-ECB.
// Guarantee: reads only the packet's bytes, never throws; what does not authenticate is not given out.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { draftOf, type LongHeader, VERSION } from './quic.ts';

const SALTS: readonly (readonly [untilDraft: number, salt: string])[] = [
  [22, '7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a'],
  [28, 'c3eef712c72ebb5a11a7d2432bb46365bef9f502'],
  [32, 'afbfec289993d24c9e9786f19c6111e04390a899'],
  [34, '38762cf7f55934b34d179ae6a4c80cadccbb7f0a'],
  [100, '0dede3def700a6db819381be6e269dcbf9bd2ed9'],
];
/** Before this draft the salts changed from one to the next, and nobody speaks them. */
const FIRST_DRAFT = 21;

const KEY_LEN = 16;
const IV_LEN = 12;
const SECRET_LEN = 32;
const TAG_LEN = 16;
const SAMPLE_LEN = 16;
const LONGEST_NUMBER = 4;
const FLAGS_MASK = 0x0f;

export interface InitialKeys {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly headerKey: Uint8Array;
}

/** A header without its protection. */
export interface OpenHeader {
  /** The first byte, unmasked. */
  readonly flags: number;
  readonly number: number;
  readonly numberLength: number;
}

/** A packet without its protection. */
export interface OpenPacket extends OpenHeader {
  readonly plain: Uint8Array;
}

/** Keys of both sides for a connection, from the destination that the client's first Initial packet named; undefined for unknown versions. */
export function initialKeys(
  version: number,
  dcid: Uint8Array,
): { readonly client: InitialKeys; readonly server: InitialKeys } | undefined {
  const draft = draftOf(version);
  const salt = draft < FIRST_DRAFT ? undefined : SALTS.find(([until]) => draft <= until)?.[1];
  if (salt === undefined) return undefined;
  const secret = createHmac('sha256', Buffer.from(salt, 'hex')).update(dcid).digest();
  const label = version === VERSION.v2 ? 'quicv2' : 'quic';
  const side = (name: string): InitialKeys => {
    const own = expandLabel(secret, name, SECRET_LEN);
    return {
      key: expandLabel(own, `${label} key`, KEY_LEN),
      iv: expandLabel(own, `${label} iv`, IV_LEN),
      headerKey: expandLabel(own, `${label} hp`, KEY_LEN),
    };
  };
  return { client: side('client in'), server: side('server in') };
}

/** HKDF-Expand-Label of RFC 8446 section 7.1 without a context; up to 32 bytes, which is one block of HKDF. */
function expandLabel(secret: Uint8Array, label: string, length: number): Uint8Array {
  const full = `tls13 ${label}`;
  const info = Buffer.concat([Uint8Array.of(0, length, full.length), Buffer.from(full, 'latin1'), Uint8Array.of(0, 1)]);
  return Uint8Array.from(createHmac('sha256', secret).update(info).digest().subarray(0, length));
}

/** Takes the protection off the header of an Initial packet, right or wrong; undefined when the packet is not all in `bytes`. */
export function openHeader(bytes: Uint8Array, header: LongHeader, keys: InitialKeys): OpenHeader | undefined {
  const { start, number, packetEnd } = header;
  const sample = number + LONGEST_NUMBER;
  if (packetEnd > bytes.length || sample + SAMPLE_LEN > packetEnd) return undefined;
  const ecb = createCipheriv('aes-128-ecb', keys.headerKey, null);
  const mask = ecb.update(bytes.subarray(sample, sample + SAMPLE_LEN));
  const flags = bytes[start]! ^ (mask[0]! & FLAGS_MASK);
  const numberLength = (flags & 3) + 1;
  let value = 0;
  for (let i = 0; i < numberLength; i++) value = value * 256 + (bytes[number + i]! ^ mask[1 + i]!);
  return { flags, number: value, numberLength };
}

/** Takes the protection off an Initial packet, all of which lies in `bytes`; undefined when the keys are not its own. */
export function openInitial(bytes: Uint8Array, header: LongHeader, keys: InitialKeys): OpenPacket | undefined {
  const open = openHeader(bytes, header, keys);
  if (open === undefined) return undefined;
  const { start, number, packetEnd } = header;
  const { flags, numberLength } = open;
  // The additional data of the AEAD is the header without its protection; the nonce is the number over the IV.
  const head = Uint8Array.from(bytes.subarray(start, number + numberLength));
  head[0] = flags;
  const nonce = keys.iv.slice();
  for (let i = 1, rest = open.number; i <= numberLength; i++, rest = Math.floor(rest / 256)) {
    head[head.length - i] = rest & 0xff;
    nonce[IV_LEN - i]! ^= rest & 0xff;
  }
  const plain = decrypt(bytes.subarray(number + numberLength, packetEnd), keys.key, nonce, head);
  return plain === undefined ? undefined : { ...open, plain };
}

function decrypt(sealed: Uint8Array, key: Uint8Array, nonce: Uint8Array, head: Uint8Array): Uint8Array | undefined {
  if (sealed.length < TAG_LEN) return undefined;
  const gcm = createDecipheriv('aes-128-gcm', key, nonce);
  gcm.setAAD(head);
  gcm.setAuthTag(sealed.subarray(sealed.length - TAG_LEN));
  const plain = gcm.update(sealed.subarray(0, sealed.length - TAG_LEN));
  try {
    gcm.final();
  } catch {
    return undefined;
  }
  return plain;
}
