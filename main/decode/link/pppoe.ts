// PPPoE (RFC 2516 section 4): six bytes in front of PPP in a session, of tags in discovery.
// Guarantee: PPP is read only when the header was captured; its length field bounds the frame, never lengthens it.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { limitFrame } from './limit.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { versionType: 0, code: 1, session: 2, length: 4 } as const;
const HEADER_LEN = OFFSET.length + 2;
const TAG = { type: 0, length: 2, value: 4 } as const;
const END_OF_LIST = 0;

// hot path
/** Reads the session header at `at`; returns where PPP begins, or -1. */
export function walkPppoe(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const payload = at + HEADER_LEN;
  limitFrame(layers, payload + uint16(bytes, at + OFFSET.length));
  layers.etherType = PSEUDO_TYPE.ppp;
  return payload;
}

/** Adds the session header at `at` to the tree. */
export function dissectPppoeSession(d: Dissection, at: number): void {
  const pppoe = d.layer('pppoes', at, HEADER_LEN);
  const end = addHeader(d, pppoe, at);
  d.next('ethertype', PSEUDO_TYPE.ppp, at + HEADER_LEN, end, end);
}

/** Adds the discovery header at `at` and its tags to the tree. */
export function dissectPppoeDiscovery(d: Dissection, at: number): void {
  const pppoe = d.layer('pppoed', at, HEADER_LEN);
  const end = addHeader(d, pppoe, at);
  if (end <= at + HEADER_LEN) return;
  const tags = d.add(pppoe, 'pppoed.tags', at + HEADER_LEN, Math.min(end, d.end) - at - HEADER_LEN);
  let tag = at + HEADER_LEN;
  while (tag + TAG.value <= end) {
    const type = d.uint16(tag + TAG.type);
    const length = d.uint16(tag + TAG.length);
    d.add(tags, 'pppoed.tag', tag + TAG.type, 2);
    d.add(tags, 'pppoed.tag_length', tag + TAG.length, 2);
    if (type === END_OF_LIST) break;
    const field = TAG_VALUES.get(type) ?? 'pppoed.tag.unknown_data';
    if (length > 0) d.add(tags, field, tag + TAG.value, length);
    tag += TAG.value + length;
  }
  pppoe.length = Math.min(end, d.end) - at;
}

/** Adds the fields that both stages share; returns where the length says that the payload ends. */
function addHeader(d: Dissection, pppoe: TreeItem, at: number): number {
  d.add(pppoe, 'pppoe.version', at + OFFSET.versionType, 1);
  d.add(pppoe, 'pppoe.type', at + OFFSET.versionType, 1);
  d.add(pppoe, 'pppoe.code', at + OFFSET.code, 1);
  d.add(pppoe, 'pppoe.session_id', at + OFFSET.session, 2);
  d.add(pppoe, 'pppoe.payload_length', at + OFFSET.length, 2);
  return at + HEADER_LEN + d.uint16(at + OFFSET.length);
}

const TAG_VALUES: ReadonlyMap<number, FieldName> = new Map([
  [0x0101, 'pppoed.tags.service_name'],
  [0x0102, 'pppoed.tags.ac_name'],
  [0x0103, 'pppoed.tags.host_uniq'],
  [0x0104, 'pppoed.tags.ac_cookie'],
  [0x0110, 'pppoed.tags.relay_session_id'],
  [0x0111, 'pppoed.tags.hurl'],
  [0x0112, 'pppoed.tags.motm'],
  [0x0120, 'pppoed.tags.max_payload'],
  [0x0121, 'pppoed.tags.ip_route_add'],
  [0x0201, 'pppoed.tags.service_name_error'],
  [0x0202, 'pppoed.tags.ac_system_error'],
  [0x0203, 'pppoed.tags.generic_error'],
]);
