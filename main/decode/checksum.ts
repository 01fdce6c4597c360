// Checksums: the Internet checksum (RFC 1071) with the pseudo headers of IPv4 (RFC 9293 section 3.1) and IPv6 (RFC 8200
// section 8.1), and CRC-32C of SCTP (RFC 9260 appendix A). The caller has made sure that the bytes are there.
import { uint16 } from './big-endian.ts';

const CARRY = 0xffff;
const IPV4_LEN = 4;

function fold(sum: number): number {
  let folded = sum;
  while (folded > CARRY) folded = (folded & CARRY) + Math.floor(folded / 0x10000);
  return folded;
}

/** Ones' complement sum of bytes[at, at + length) as 16-bit words, an odd byte counting as the upper one, added to `sum`. */
function onesSum(bytes: Uint8Array, at: number, length: number, sum = 0): number {
  let total = sum;
  const even = at + (length & ~1);
  for (let i = at; i < even; i += 2) total += uint16(bytes, i);
  if ((length & 1) === 1) total += bytes[even]! << 8;
  return fold(total);
}

/** What the checksum over the bytes would be, 0 where a right checksum is among them. */
export const internetChecksum = (bytes: Uint8Array, at: number, length: number, sum = 0): number =>
  ~onesSum(bytes, at, length, sum) & CARRY;

/** Sum of the pseudo header in front of `length` bytes of `protocol` between two addresses of 4 or 16 bytes. */
export function pseudoHeaderSum(source: Uint8Array, destination: Uint8Array, protocol: number, length: number): number {
  const addresses = onesSum(destination, 0, destination.length, onesSum(source, 0, source.length));
  return fold(addresses + protocol + (source.length === IPV4_LEN ? length & CARRY : length));
}

/** The checksum that belongs where `found` stands when the checksum over everything, `found` included, is `computed`. */
export const shouldBe = (found: number, computed: number): number => fold(found + computed);

/** CRC-32C polynomial, bits reversed. */
const CASTAGNOLI = 0x82f63b78;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ CASTAGNOLI : crc >>> 1;
  return crc;
});

/** CRC-32C of bytes[at, at + length), with the `hole` bytes from `holeAt` on taken as zero. */
export function crc32c(bytes: Uint8Array, at: number, length: number, holeAt: number, hole: number): number {
  let crc = 0xffffffff;
  for (let i = at; i < at + length; i++) {
    const byte = i >= holeAt && i < holeAt + hole ? 0 : bytes[i]!;
    crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
