// A classic pcap file (draft-ietf-opsawg-pcap), little endian: one link type, no interfaces, no comments.
import type { InterfaceInfo } from '../../shared/model/source.ts';
import type { ByteOut } from './byte-out.ts';

const MAGIC = { micros: 0xa1b2c3d4, nanos: 0xa1b23c4d } as const;
const VERSION = { major: 2, minor: 4 } as const;
/** Bits of the link-type word: "the frame check sequence is of a known length", and that length in pairs of bytes. */
const FCS_KNOWN = 0x0400_0000;
const FCS_SHIFT = 28;
const FCS_UNIT = 2;
const DEFAULT_SNAP_LENGTH = 262_144;

/** File header. `longest` is the captured length of the longest record: readers cut what is beyond the snap length. */
export function pcapHead(
  out: ByteOut,
  { linkType, snapLength, fcsLength }: InterfaceInfo,
  longest: number,
  nanoseconds: boolean,
): void {
  out.u32(nanoseconds ? MAGIC.nanos : MAGIC.micros);
  out.u16(VERSION.major);
  out.u16(VERSION.minor);
  out.zeros(8);
  out.u32(Math.max(snapLength === 0 ? DEFAULT_SNAP_LENGTH : snapLength, longest));
  const fcs = fcsLength === null ? 0 : (FCS_KNOWN | ((fcsLength / FCS_UNIT) << FCS_SHIFT)) >>> 0;
  out.u32((linkType | fcs) >>> 0);
}

export function pcapRecord(
  out: ByteOut,
  record: {
    readonly seconds: number;
    readonly nanos: number;
    readonly originalLength: number;
    readonly data: Uint8Array;
  },
  nanoseconds: boolean,
): void {
  const { seconds, nanos, originalLength, data } = record;
  out.u32(seconds);
  out.u32(nanoseconds ? nanos : Math.floor(nanos / 1000));
  out.u32(data.length);
  out.u32(originalLength);
  out.bytes(data);
}
