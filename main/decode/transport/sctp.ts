// SCTP in the tree: common header with its CRC-32C, and the chunks (RFC 9260 section 3).
import { CHECKSUM } from '../../../shared/catalogue/checksum-status.ts';
import { crc32c } from '../checksum.ts';
import { whyUnverified } from '../net/checksum-item.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CHUNK_HEADER_LEN, dissectChunk } from './sctp-chunk.ts';

const OFFSET = { sourcePort: 0, destinationPort: 2, tag: 4, checksum: 8, chunks: 12 } as const;
const CHUNK_LENGTH_OFFSET = 2;

/** Adds the packet at `at` to the tree. */
export function dissectSctp(d: Dissection, at: number): void {
  d.require(at, OFFSET.chunks);
  const sctp = d.layer('sctp', at, d.reported - at);
  d.add(sctp, 'sctp.srcport', at + OFFSET.sourcePort, 2);
  d.add(sctp, 'sctp.dstport', at + OFFSET.destinationPort, 2);
  d.add(sctp, 'sctp.verification_tag', at + OFFSET.tag, 4);
  d.srcPort = d.uint16(at + OFFSET.sourcePort);
  d.dstPort = d.uint16(at + OFFSET.destinationPort);
  addChecksum(d, sctp, at);
  let next = at + OFFSET.chunks;
  while (next < d.reported) {
    const length = d.uint16(next + CHUNK_LENGTH_OFFSET);
    const end = Math.min(next + Math.max(CHUNK_HEADER_LEN, (length + 3) & ~3), d.reported);
    dissectChunk(d, sctp, next, length, end);
    next = end;
  }
}

/** The checksum is a little-endian number in a header of big-endian ones. */
function addChecksum(d: Dissection, sctp: TreeItem, at: number): void {
  const field = at + OFFSET.checksum;
  const item = d.add(sctp, 'sctp.checksum', field, 4);
  const why = whyUnverified(d);
  if (why !== null) {
    d.generated(sctp, 'sctp.checksum.status', CHECKSUM.unverified, `Checksum Status: Unverified (${why})`);
    return;
  }
  const crc = crc32c(d.bytes, at, d.reported - at, field, 4);
  const found = new DataView(d.bytes.buffer, d.bytes.byteOffset + field, 4).getUint32(0, true);
  d.generated(sctp, 'sctp.checksum.status', found === crc ? CHECKSUM.good : CHECKSUM.bad);
  if (found !== crc) d.expert(item, 'sctp.checksum_bad.expert', 'error', 'Bad SCTP checksum.');
}
