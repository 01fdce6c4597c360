// L2TP: version 2 over UDP, whose data messages carry PPP (RFC 2661 section 3.1); of version 3 (RFC 3931 section 4.1) only
// the session: what a session carries was agreed before.
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import { CARRIED, enterLink } from './enter.ts';

const OFFSET = { flags: 0, optional: 2 } as const;
const FLAG = { control: 0x8000, length: 0x4000, sequence: 0x0800, offset: 0x0200 } as const;
const VERSION_MASK = 0x000f;
const V3_SESSION_OFFSET = 4;

// hot path
/** Follows the PPP frame of a data message at `at`. */
export function walkL2tp(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < OFFSET.optional) return;
  const flags = uint16(bytes, at + OFFSET.flags);
  if ((flags & VERSION_MASK) !== 2 || (flags & FLAG.control) !== 0) return;
  let next = at + OFFSET.optional;
  let last = reported;
  if ((flags & FLAG.length) !== 0) {
    if (end - next < 2) return;
    const told = at + uint16(bytes, next);
    if (told < last) last = told;
    next += 2;
  }
  next += 4;
  if ((flags & FLAG.sequence) !== 0) next += 4;
  if ((flags & FLAG.offset) !== 0) {
    if (end - next < 2) return;
    next += 2 + uint16(bytes, next);
  }
  enterLink(bytes, next, last < end ? last : end, last, CARRIED.ppp, inner);
}

const FLAGS: Layout = [
  [
    'l2tp.flags',
    OFFSET.flags,
    2,
    ['l2tp.type', 'l2tp.length_bit', 'l2tp.seq_bit', 'l2tp.offset_bit', 'l2tp.priority', 'l2tp.version'],
  ],
];

/** Adds the message at `at` to the tree. */
export function dissectL2tp(d: Dissection, at: number): void {
  const flags = d.uint16(at + OFFSET.flags);
  const version = flags & VERSION_MASK;
  if (version !== 2 && version !== 3) {
    d.next('data', 0, at);
    return;
  }
  if (version === 2 && (flags & FLAG.length) !== 0) d.narrow(at + d.uint16(at + OFFSET.optional));
  const l2tp = d.layer('l2tp', at, d.reported - at);
  addLayout(d, l2tp, at, FLAGS);
  if (version === 3) {
    if ((flags & FLAG.control) === 0) addSession(d, at + V3_SESSION_OFFSET);
    return;
  }
  let next = at + OFFSET.optional;
  const add = (name: 'l2tp.length' | 'l2tp.tunnel' | 'l2tp.session' | 'l2tp.Ns' | 'l2tp.Nr' | 'l2tp.offset'): void => {
    d.add(l2tp, name, next, 2);
    next += 2;
  };
  if ((flags & FLAG.length) !== 0) add('l2tp.length');
  add('l2tp.tunnel');
  add('l2tp.session');
  if ((flags & FLAG.sequence) !== 0) {
    add('l2tp.Ns');
    add('l2tp.Nr');
  }
  if ((flags & FLAG.offset) !== 0) {
    const padding = d.uint16(next);
    add('l2tp.offset');
    if (padding > 0) d.add(l2tp, 'l2tp.offset_padding', next, padding);
    next += padding;
  }
  if ((flags & FLAG.control) !== 0) return;
  l2tp.length = Math.max(0, Math.min(next, d.end) - at);
  if (next < d.end) d.next('link', CARRIED.ppp, next);
}

/** Adds version 3 directly over IP: a session, or a control message where its number is 0. */
export function dissectL2tpIp(d: Dissection, at: number): void {
  d.layer('l2tp', at, 4);
  addSession(d, at);
}

function addSession(d: Dissection, at: number): void {
  const l2tp = d.items.at(-1)!;
  const session = d.uint32(at);
  if (session === 0) return;
  d.add(l2tp, 'l2tp.sid', at, 4);
  if (at + 4 < d.end) d.next('data', 0, at + 4);
}
