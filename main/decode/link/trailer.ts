// What stands between the end of a packet and the end of its Ethernet frame: padding up to 60 bytes, a trailer, the frame
// check sequence (IEEE 802.3 clause 3.2.7 to 3.2.9). What follows an EtherType or a length is named here, too.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const SHORTEST_FRAME = 60;
const FCS_LEN = 4;
const SHORTEST_WITH_FCS = SHORTEST_FRAME + FCS_LEN;
const STATUS_UNVERIFIED = 2;

/** Whether frames end in a check sequence: not at all, by 4 bytes, or nobody says so. */
type Fcs = 0 | 4 | -1;

/** The header that a payload follows. */
export interface FrameHeader {
  readonly item: TreeItem;
  /** Where the header begins. */
  readonly at: number;
  readonly trailer: FieldName;
  readonly fcs: Fcs;
}

/** Says what follows an EtherType, from `at` on, and adds what lies behind the packet to the header. */
export function nextEtherType(d: Dissection, header: FrameHeader, type: number, at: number): void {
  d.protocols.push('ethertype');
  const fcs = Math.max(header.fcs, 0);
  const reported = Math.max(at, d.reported - fcs);
  const length = packetLength(d, type, at);
  d.next('ethertype', type, at, reported, reported);
  if (length >= 0 && at + length < reported) addTrailer(d, header, at + length);
  else if (fcs > 0) addTrailer(d, header, reported);
}

/** Says what follows a length field of IEEE 802.3: LLC, or raw IPX, which begins with ff ff. */
export function nextLength(
  d: Dissection,
  header: FrameHeader,
  field: FieldName,
  tooLong: FieldName,
  at: number,
  length: number,
): void {
  const left = Math.max(0, d.reported - at - Math.max(header.fcs, 0));
  const item = d.add(header.item, field, at - 2, 2, length);
  if (length > left) d.expert(item, tooLong, 'error', 'Length field value goes past the end of the payload');
  const reported = at + Math.min(length, left);
  const ipx = at + 2 <= Math.min(d.end, reported) && d.uint16(at) === 0xffff;
  d.next('ethertype', ipx ? ETHER_TYPE.ipx : PSEUDO_TYPE.llc, at, reported, reported);
  addTrailer(d, header, reported);
}

/** Bytes of the packet that an EtherType announces, from its own header; -1 where that does not say. */
function packetLength(d: Dissection, type: number, at: number): number {
  switch (type) {
    case ETHER_TYPE.ipv4:
      return ipv4Length(d, at);
    case ETHER_TYPE.ipv6:
      return at + 6 <= d.end && d.uint16(at + 4) > 0 ? d.uint16(at + 4) + 40 : -1;
    case ETHER_TYPE.arp:
    case ETHER_TYPE.rarp:
      return at + 6 <= d.end ? 8 + 2 * (d.uint8(at + 4) + d.uint8(at + 5)) : -1;
    case ETHER_TYPE.eapol:
      return at + 4 <= d.end ? 4 + d.uint16(at + 2) : -1;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      return labelledLength(d, at);
    default:
      return -1;
  }
}

function ipv4Length(d: Dissection, at: number): number {
  if (at + 20 > d.end || d.uint8(at) >> 4 !== 4) return -1;
  const length = d.uint16(at + 2);
  return length < (d.uint8(at) & 0x0f) * 4 ? -1 : length;
}

function labelledLength(d: Dissection, at: number): number {
  let entry = at;
  while (entry + 4 <= d.end) {
    const bottom = (d.uint8(entry + 2) & 1) === 1;
    entry += 4;
    if (!bottom) continue;
    const nibble = entry < d.end ? d.uint8(entry) >> 4 : 0;
    const length =
      nibble === 4 || nibble === 6 ? packetLength(d, nibble === 4 ? ETHER_TYPE.ipv4 : ETHER_TYPE.ipv6, entry) : -1;
    return length < 0 ? -1 : entry - at + length;
  }
  return -1;
}

/** Adds padding, trailer and check sequence, which begin at `at`, as Wireshark tells them apart. */
function addTrailer(d: Dissection, header: FrameHeader, at: number): void {
  const captured = d.end - at;
  let reported = d.reported - at;
  if (captured <= 0) return;
  const frame = d.record.originalLength;
  let padding = 0;
  if (frame >= SHORTEST_FRAME && frame - reported < SHORTEST_FRAME) {
    padding = SHORTEST_FRAME - (frame - reported);
    if (padding > captured || !isZero(d, at, padding)) padding = 0;
  }
  if (padding > 0) d.add(header.item, 'eth.padding', at, padding);
  let left = captured - padding;
  reported -= padding;
  const guessed = header.fcs < 0 && d.reported - header.at >= SHORTEST_WITH_FCS && reported >= FCS_LEN;
  const hasFcs = header.fcs === FCS_LEN || guessed;
  if (hasFcs) left = Math.min(left, Math.max(0, reported - FCS_LEN));
  if (left > 0) d.add(header.item, header.trailer, at + padding, left);
  if (!hasFcs || at + padding + left + FCS_LEN > d.end) return;
  d.add(header.item, 'eth.fcs', at + padding + left, FCS_LEN);
  d.generated(header.item, 'eth.fcs.status', STATUS_UNVERIFIED);
}

function isZero(d: Dissection, at: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (d.uint8(at + i) !== 0) return false;
  return true;
}
