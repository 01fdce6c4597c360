// Data packets of LISP (RFC 9300 section 5.3).
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import { CARRIED, enterLink } from './enter.ts';

const OFFSET = { flags: 0, nonce: 1, locators: 4 } as const;
const HEADER_LEN = OFFSET.locators + 4;
const FLAG = { nonce: 0x80, locators: 0x40, version: 0x10, instance: 0x08 } as const;

// hot path
/** Follows the packet behind the header at `at`. */
export function walkLispData(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  enterLink(bytes, at + HEADER_LEN, end, reported, CARRIED.rawIp, inner);
}

const FLAGS: Layout = [
  [
    'lisp-data.flags',
    OFFSET.flags,
    1,
    [
      'lisp-data.flags.nonce',
      'lisp-data.flags.lsb',
      'lisp-data.flags.enr',
      'lisp-data.flags.mv',
      'lisp-data.flags.iid',
      'lisp-data.flags.res',
    ],
  ],
];

/** Adds the header at `at` to the tree. */
export function dissectLispData(d: Dissection, at: number): void {
  const lisp = d.layer('lisp-data', at, HEADER_LEN);
  addLayout(d, lisp, at, FLAGS);
  const flags = d.uint8(at + OFFSET.flags);
  if ((flags & FLAG.nonce) !== 0) d.add(lisp, 'lisp-data.nonce', at + OFFSET.nonce, 3);
  else if ((flags & FLAG.version) !== 0) {
    const versions = d.add(lisp, 'lisp-data.mapver', at + OFFSET.nonce, 3);
    d.add(versions, 'lisp-data.srcmapver', at + OFFSET.nonce, 3);
    d.add(versions, 'lisp-data.dstmapver', at + OFFSET.nonce, 3);
  }
  if ((flags & FLAG.instance) !== 0) {
    d.add(lisp, 'lisp-data.iid', at + OFFSET.locators, 3);
    if ((flags & FLAG.locators) !== 0) d.add(lisp, 'lisp-data.lsb8', at + OFFSET.locators + 3, 1);
  } else if ((flags & FLAG.locators) !== 0) {
    d.add(lisp, 'lisp-data.lsb', at + OFFSET.locators, 4);
  }
  const nibble = d.uint8(at + HEADER_LEN) >> 4;
  if (nibble === 4) d.next('ethertype', ETHER_TYPE.ipv4, at + HEADER_LEN);
  else if (nibble === 6) d.next('ethertype', ETHER_TYPE.ipv6, at + HEADER_LEN);
}
