// IEEE 802.11 (2020 edition, section 9.2): the frame header, and of data frames what leads to LLC: QoS and HT control, mesh
// control (9.2.4.8), the first subframe of an A-MSDU (9.3.2.2). Protected frames and fragments are opaque.
// Guarantee: the header is read only when all of it was captured.
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { limitFrame } from './limit.ts';
import { PSEUDO_TYPE, WLAN_OPTION } from './pseudo-type.ts';

export const OFFSET = {
  control: 0,
  flags: 1,
  duration: 2,
  address1: 4,
  address2: 10,
  address3: 16,
  sequence: 22,
  end: 24,
} as const;
export const ADDRESS_LEN = 6;
export const QOS_LEN = 2;
export const HT_LEN = 4;
export const SUBFRAME = { destination: 0, source: 6, length: 12, payload: 14 } as const;
const MESH = { flags: 0, ttl: 1, sequence: 2, addresses: 6 } as const;

export const TYPE = { management: 0, control: 1, data: 2, extension: 3 } as const;
/** Bits of a data frame's subtype. */
export const SUBTYPE = { noData: 0x4, qos: 0x8 } as const;
export const FLAG = { toDs: 0x01, fromDs: 0x02, moreFragments: 0x04, protected: 0x40, order: 0x80 } as const;
export const BOTH_DS = FLAG.toDs | FLAG.fromDs;
const QOS_AMSDU = 0x80;
/** In the second byte of QoS control. */
const QOS_MESH = 0x01;
const MESH_EXTENSION = 0x03;
const FRAGMENT_NUMBER = 0x0f;
export const FCS_LEN = 4;
const RAW_IPX = 0xffff;

// hot path
export const frameType = (control: number): number => (control >> 2) & 0x03;

// hot path
/** Length of the header of the data frame at `at`, whose two bytes of frame control were captured. */
export function dataHeaderLength(bytes: Uint8Array, at: number, options: number): number {
  const flags = bytes[at + OFFSET.flags]!;
  let length: number = OFFSET.end;
  if ((flags & BOTH_DS) === BOTH_DS) length += ADDRESS_LEN;
  if (isQos(bytes[at]!)) {
    length += QOS_LEN;
    if ((flags & FLAG.order) !== 0) length += HT_LEN;
  }
  return (options & WLAN_OPTION.padded) === 0 ? length : (length + 3) & ~3;
}

// hot path
export const isQos = (control: number): boolean => ((control >> 4) & SUBTYPE.qos) !== 0;

// hot path
/** Offset of QoS control from the start of a data frame with such a field. */
export const qosOffset = (flags: number): number =>
  (flags & BOTH_DS) === BOTH_DS ? OFFSET.end + ADDRESS_LEN : OFFSET.end;

// hot path
/** Offset of the source address from the start of a data frame: it depends on who passes the frame on to whom. */
function sourceOffset(flags: number): number {
  switch (flags & BOTH_DS) {
    case FLAG.fromDs:
      return OFFSET.address3;
    case BOTH_DS:
      return OFFSET.end;
    default:
      return OFFSET.address2;
  }
}

// hot path
/** Reads the frame at `at`, of which `options` says more (WLAN_OPTION); returns where LLC begins, or -1. */
export function walkIeee80211(bytes: Uint8Array, at: number, options: number, layers: Layers): number {
  layers.etherType = -1;
  if ((options & WLAN_OPTION.fcs) !== 0) limitFrame(layers, Math.max(at, layers.frameEnd - FCS_LEN));
  if (layers.end - at < OFFSET.duration) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const control = bytes[at]!;
  if (frameType(control) !== TYPE.data) return -1;
  const length = dataHeaderLength(bytes, at, options);
  if (layers.end - at < length) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const flags = bytes[at + OFFSET.flags]!;
  if (layers.linkSource < 0) layers.linkSource = at + sourceOffset(flags);
  if (!hasPlainPayload(bytes, at)) return -1;
  return walkPayload(bytes, at, at + length, layers);
}

// hot path
/** Whether the data frame at `at` carries a payload that is neither protected nor a fragment. */
export function hasPlainPayload(bytes: Uint8Array, at: number): boolean {
  if (((bytes[at]! >> 4) & SUBTYPE.noData) !== 0) return false;
  const flags = bytes[at + OFFSET.flags]!;
  if ((flags & (FLAG.protected | FLAG.moreFragments)) !== 0) return false;
  return (bytes[at + OFFSET.sequence]! & FRAGMENT_NUMBER) === 0;
}

// hot path
function walkPayload(bytes: Uint8Array, at: number, payload: number, layers: Layers): number {
  let next = payload + meshLength(bytes, at, payload, layers.end);
  if (isAggregate(bytes, at)) {
    if (layers.end - next < SUBFRAME.payload) return -1;
    limitFrame(layers, next + SUBFRAME.payload + uint16(bytes, next + SUBFRAME.length));
    next += SUBFRAME.payload;
  }
  if (layers.end - next < 2 || uint16(bytes, next) === RAW_IPX) return -1;
  layers.etherType = PSEUDO_TYPE.llc;
  return next;
}

// hot path
/** Whether the data frame at `at` is an A-MSDU. */
export function isAggregate(bytes: Uint8Array, at: number): boolean {
  return isQos(bytes[at]!) && (bytes[at + qosOffset(bytes[at + OFFSET.flags]!)]! & QOS_AMSDU) !== 0;
}

// hot path
/** Length of the mesh control field at `payload` of the data frame at `at`; 0 when it has none. */
export function meshLength(bytes: Uint8Array, at: number, payload: number, end: number): number {
  const flags = bytes[at + OFFSET.flags]!;
  if (!isQos(bytes[at]!) || (flags & FLAG.fromDs) === 0) return 0;
  if ((bytes[at + qosOffset(flags) + 1]! & QOS_MESH) === 0 || payload + MESH.addresses > end) return 0;
  const mesh = bytes[payload]!;
  if ((mesh & ~MESH_EXTENSION) !== 0 || mesh === MESH_EXTENSION) return 0;
  return MESH.addresses + mesh * ADDRESS_LEN;
}
