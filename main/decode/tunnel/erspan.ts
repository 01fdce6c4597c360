// ERSPAN, mirrored frames inside of GRE (draft-foschiano-erspan-03): type I has no header, types II and III do.
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import { CARRIED, enterLink } from './enter.ts';

const OFFSET = { versionAndVlan: 0, session: 2, index: 4, timestamp: 4, group: 8, flags: 10 } as const;
const TYPE2_LEN = OFFSET.index + 4;
const TYPE3_LEN = OFFSET.flags + 2;
const SUBHEADER_LEN = 8;

/** Values of the version field. */
const VERSION = { type2: 1, type3: 2 } as const;
const HAS_SUBHEADER = 0x0001;
const FRAME_TYPE_SHIFT = 10;
const FRAME_TYPE_MASK = 0x1f;
const FRAME_ETHERNET = 0;

// hot path
/** Follows the mirrored frame behind the header at `at`. */
export function walkErspan(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < TYPE2_LEN) return;
  const version = bytes[at]! >> 4;
  if (version === VERSION.type2) {
    enterLink(bytes, at + TYPE2_LEN, end, reported, CARRIED.ethernet, inner);
  } else if (version === VERSION.type3 && end - at >= TYPE3_LEN) {
    const flags = uint16(bytes, at + OFFSET.flags);
    if (((flags >> FRAME_TYPE_SHIFT) & FRAME_TYPE_MASK) !== FRAME_ETHERNET) return;
    const length = TYPE3_LEN + ((flags & HAS_SUBHEADER) === 0 ? 0 : SUBHEADER_LEN);
    enterLink(bytes, at + length, end, reported, CARRIED.ethernet, inner);
  }
}

const TYPE2: Layout = [
  ['erspan.vlan', OFFSET.versionAndVlan, 2],
  ['erspan.cos', OFFSET.session, 2],
  ['erspan.encap', OFFSET.session, 2],
  ['erspan.truncated', OFFSET.session, 2],
  ['erspan.spanid', OFFSET.session, 2],
  ['erspan.reserved', OFFSET.index, 4],
  ['erspan.index', OFFSET.index, 4],
];
const TYPE3: Layout = [
  ['erspan.vlan', OFFSET.versionAndVlan, 2],
  ['erspan.cos', OFFSET.session, 2],
  ['erspan.bso', OFFSET.session, 2],
  ['erspan.truncated', OFFSET.session, 2],
  ['erspan.spanid', OFFSET.session, 2],
  ['erspan.timestamp', OFFSET.timestamp, 4],
  ['erspan.sgt', OFFSET.group, 2],
  ['erspan.p', OFFSET.flags, 2],
  ['erspan.ft', OFFSET.flags, 2],
  ['erspan.hw', OFFSET.flags, 2],
  ['erspan.direction', OFFSET.flags, 2],
  ['erspan.gra', OFFSET.flags, 2],
  ['erspan.o', OFFSET.flags, 2],
];

/** Adds an ERSPAN of type I, which is a layer without bytes. */
export function dissectErspan1(d: Dissection, at: number): void {
  d.layer('erspan', at, 0, 'Encapsulated Remote Switch Packet ANalysis Type I');
  d.next('link', CARRIED.ethernet, at);
}

/** Adds the header at `at` to the tree. */
export function dissectErspan(d: Dissection, at: number): void {
  const version = d.uint8(at) >> 4;
  const erspan = d.layer('erspan', at, version === VERSION.type3 ? TYPE3_LEN : TYPE2_LEN);
  const item = d.add(erspan, 'erspan.version', at + OFFSET.versionAndVlan, 2);
  if (version === VERSION.type2) {
    addLayout(d, erspan, at, TYPE2);
    d.next('link', CARRIED.ethernet, at + TYPE2_LEN);
  } else if (version === VERSION.type3) {
    addLayout(d, erspan, at, TYPE3);
    const flags = d.uint16(at + OFFSET.flags);
    const subheader = (flags & HAS_SUBHEADER) === 0 ? 0 : SUBHEADER_LEN;
    if (subheader > 0) d.text(erspan, 'Platform specific subheader', at + TYPE3_LEN, subheader);
    const ethernet = ((flags >> FRAME_TYPE_SHIFT) & FRAME_TYPE_MASK) === FRAME_ETHERNET;
    d.next(ethernet ? 'link' : 'data', CARRIED.ethernet, at + TYPE3_LEN + subheader);
  } else {
    d.expert(item, 'erspan.version.unknown', 'warning', 'Unknown version, please report or test to use fake ERSPAN');
  }
}
