// The file header of pcap and its variants (draft-ietf-opsawg-pcap), and how to tell variants apart that share a magic
// number: as Wireshark does, by which record header makes sense of the first three records.
import { maxCapturedLength } from './link-type.ts';

/** File header; Ixia's writers add the length of all records behind it. */
const FILE = { magic: 0, major: 4, minor: 6, snapLength: 16, linkType: 20 } as const;
export const PCAP_HEADER_LENGTH = 24;
const IXIA_HEADER_LENGTH = 28;

/** Record header, in all variants; what some add stands behind it. */
export const RECORD = { seconds: 0, fraction: 4, captured: 8, original: 12 } as const;

const MAGIC = {
  microseconds: 0xa1b2c3d4,
  nanoseconds: 0xa1b23c4d,
  modified: 0xa1b2cd34,
  ixiaHardware: 0x1c0001ac,
  ixiaSoftware: 0x1c0001ab,
} as const;
type MagicName = keyof typeof MAGIC;

export interface PcapVariant {
  /** For people; '' is plain pcap. */
  readonly name: string;
  readonly recordHeaderLength: number;
}

const PLAIN: PcapVariant = { name: '', recordHeaderLength: 16 };
/** Interface index, protocol and packet type behind the header: patches to libpcap of 1999, in two layouts. */
const MODIFIED: PcapVariant = { name: 'modified', recordHeaderLength: 24 };
const MODIFIED_SUSE: PcapVariant = { name: 'modified (SuSE 6.3)', recordHeaderLength: 28 };
const NOKIA: PcapVariant = { name: 'Nokia', recordHeaderLength: 20 };
const AIX: PcapVariant = { name: 'AIX', recordHeaderLength: 16 };

/** Variants that a magic number may stand for, the likeliest first. */
const VARIANTS: Readonly<Record<MagicName, readonly PcapVariant[]>> = {
  microseconds: [PLAIN, MODIFIED, NOKIA],
  nanoseconds: [PLAIN],
  modified: [MODIFIED, MODIFIED_SUSE],
  ixiaHardware: [{ ...PLAIN, name: 'Ixia hardware' }],
  ixiaSoftware: [{ ...PLAIN, name: 'Ixia software' }],
};

/** AIX writes interface types (RFC 1573) where others write link types: Ethernet, Token Ring, FDDI, loopback. */
const AIX_VERSION = 2;
const AIX_LINK_TYPES: Readonly<Record<number, number>> = { 6: 1, 9: 6, 15: 10, 24: 0 };

const FIRST_MAJOR = 2;
const DG_UX_MAJOR = 543;
/** The two lengths of a record stood the other way round before this minor version, and in some files of it. */
const TURNED_MINOR = 3;
const LINK_TYPE_MASK = 0xffff;
/** The upper bits of the link-type word: the length of a frame check sequence in units of 16 bits, and whether it is said. */
const FCS_SAID = 0x0400_0000;
const FCS_SHIFT = 28;
const FCS_UNIT = 2;

export type LengthOrder = 'captured first' | 'original first' | 'unsure';

export interface PcapHeader {
  readonly bigEndian: boolean;
  readonly nanoseconds: boolean;
  readonly major: number;
  readonly minor: number;
  readonly snapLength: number;
  readonly linkType: number;
  /** Bytes of frame check sequence behind each frame; null: not said. */
  readonly fcsLength: number | null;
  /** Bytes of the file header. */
  readonly length: number;
  readonly lengths: LengthOrder;
  /** What the records may look like: at least one, the likeliest first. */
  readonly variants: readonly PcapVariant[];
}

function magicName(magic: number): MagicName | undefined {
  return (Object.keys(MAGIC) as MagicName[]).find(name => MAGIC[name] === magic);
}

function lengthOrder(major: number, minor: number): LengthOrder {
  if (major === DG_UX_MAJOR || (major === FIRST_MAJOR && minor < TURNED_MINOR)) return 'original first';
  return major === FIRST_MAJOR && minor === TURNED_MINOR ? 'unsure' : 'captured first';
}

/** The file header in the first 24 bytes; undefined when they are no pcap header. */
export function readPcapHeader(bytes: Uint8Array): PcapHeader | undefined {
  if (bytes.length < PCAP_HEADER_LENGTH) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PCAP_HEADER_LENGTH);
  const big = magicName(view.getUint32(FILE.magic, false));
  const name = big ?? magicName(view.getUint32(FILE.magic, true));
  if (!name) return undefined;
  const little = big === undefined;
  const major = view.getUint16(FILE.major, little);
  const minor = view.getUint16(FILE.minor, little);
  const network = view.getUint32(FILE.linkType, little);
  const aix =
    name === 'microseconds' && major === FIRST_MAJOR && minor === AIX_VERSION ? AIX_LINK_TYPES[network] : undefined;
  return {
    bigEndian: !little,
    nanoseconds: name === 'nanoseconds' || aix !== undefined,
    major,
    minor,
    snapLength: view.getUint32(FILE.snapLength, little),
    linkType: aix ?? network & LINK_TYPE_MASK,
    fcsLength: network & FCS_SAID ? (network >>> FCS_SHIFT) * FCS_UNIT : null,
    length: name.startsWith('ixia') ? IXIA_HEADER_LENGTH : PCAP_HEADER_LENGTH,
    lengths: lengthOrder(major, minor),
    variants: aix === undefined ? VARIANTS[name] : [AIX],
  };
}

/** Why a file with this header cannot be read, as the rest of a sentence; undefined when it can. */
export function pcapRefusal({ major, minor }: PcapHeader): string | undefined {
  // Wireshark draws the line here too, and reads whatever calls itself newer.
  if (major >= FIRST_MAJOR) return undefined;
  return `is a pcap file of version ${major}.${minor}, and only version 2 is known`;
}

const RECORDS_TO_TRY = 3;
const MICROS_PER_SECOND = 1_000_000;
const MAX_ORIGINAL = 128 * 1024 * 1024;
/** So many bytes are looked at: three records of the largest size that all but a few link types have. */
export const VARIANT_LOOKAHEAD = 1024 * 1024;

/**
 * The variant that makes most sense of the records in `bytes`, which begin behind the file header: the first one that
 * nothing is odd about (as in Wireshark), else the one that gets furthest. Undefined when more bytes are needed to tell;
 * `isAll` says that there are no more.
 */
export function choosePcapVariant(header: PcapHeader, bytes: Uint8Array, isAll: boolean): PcapVariant | undefined {
  const [first, ...others] = header.variants;
  if (others.length === 0) return first;
  const reach = variantReach(header, first!, bytes, isAll);
  if (reach === undefined) return undefined;
  if (reach === SOUND) return first;
  // Read as another variant than it is, a second record is odd: a file that is only cut short is what it seems to be.
  // But one record may be all there is, and what seems to be cut the end of a longer header.
  if (reach % 1 === CUT) return others.find(variant => isOneRecord(header, variant, bytes)) ?? first;
  let best = first;
  let furthest = reach;
  for (const variant of others) {
    const itsReach = variantReach(header, variant, bytes, isAll);
    if (itsReach === undefined) return undefined;
    if (Math.floor(itsReach) > Math.floor(furthest)) {
      best = variant;
      furthest = itsReach;
    }
  }
  return best;
}

/** Whether the bytes are one record of this variant and nothing else. */
function isOneRecord(header: PcapHeader, { recordHeaderLength }: PcapVariant, bytes: Uint8Array): boolean {
  if (bytes.length < recordHeaderLength) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return soundLength(header, view, 0) === bytes.length - recordHeaderLength;
}

const SOUND = Number.POSITIVE_INFINITY;
/** Added where the file ends inside a record, and nothing was odd before. */
const CUT = 0.5;

/** How many of the first records make sense if they are of this variant; undefined when more bytes are needed to tell. */
function variantReach(
  header: PcapHeader,
  { recordHeaderLength }: PcapVariant,
  bytes: Uint8Array,
  isAll: boolean,
): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const atEnd = (records: number): number | undefined => {
    if (isAll) return records + CUT;
    return bytes.length >= VARIANT_LOOKAHEAD ? SOUND : undefined;
  };
  let at = 0;
  for (let record = 0; record < RECORDS_TO_TRY; record++) {
    if (at === bytes.length && isAll) return SOUND;
    if (at + recordHeaderLength > bytes.length) return atEnd(record);
    const captured = soundLength(header, view, at);
    if (captured === undefined) return record;
    at += recordHeaderLength + captured;
    if (at > bytes.length) return atEnd(record);
  }
  return SOUND;
}

/** The captured length of the record at this place; undefined when something about its header is odd. */
function soundLength(header: PcapHeader, view: DataView, at: number): number | undefined {
  const little = !header.bigEndian;
  let captured = view.getUint32(at + RECORD.captured, little);
  let original = view.getUint32(at + RECORD.original, little);
  if (areTurned(header.lengths, captured, original)) [captured, original] = [original, captured];
  const isOdd =
    view.getUint32(at + RECORD.fraction, little) >= MICROS_PER_SECOND ||
    captured > maxCapturedLength(header.linkType) ||
    original > MAX_ORIGINAL ||
    captured > header.snapLength ||
    captured > original;
  return isOdd ? undefined : captured;
}

/** Whether the second of the two lengths is the captured one. */
export function areTurned(lengths: LengthOrder, first: number, second: number): boolean {
  return lengths !== 'captured first' && (lengths === 'original first' || first > second);
}
