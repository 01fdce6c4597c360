// Extensions of ICMP and ICMPv6 errors in the tree: RFC 4884 section 7, with the objects of RFC 4950 (MPLS labels),
// RFC 5837 (interface information) and RFC 8335 (interface identification).
import { CHECKSUM } from '../../../shared/catalogue/checksum-status.ts';
import { internetChecksum } from '../checksum.ts';
import { addChecksum, whyUnverified } from '../net/checksum-item.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { version: 0, checksum: 2, objects: 4 } as const;
const OBJECT_OFFSET = { length: 0, class: 2, type: 3, data: 4 } as const;
const CLASS = { mpls: 1, interfaceInformation: 2, interfaceIdentification: 3 } as const;
const MPLS_STACK = 1;
const LABEL_LEN = 4;
/** Bits of the type of an interface information object. */
const HAS = { index: 8, address: 4, name: 2, mtu: 1 } as const;
const FAMILY = { ipv4: 1, ipv6: 2 } as const;
const IDENTIFIED_BY = { name: 1, index: 2, address: 3 } as const;

const CHECKSUM_NAMES = {
  value: 'icmp.ext.checksum',
  status: 'icmp.ext.checksum.status',
  bad: 'icmp.ext.checksum_bad',
} as const;
const LABEL: Layout = [
  ['icmp.mpls.label', 0, 3],
  ['icmp.mpls.exp', 0, 3],
  ['icmp.mpls.s', 0, 3],
  ['icmp.mpls.ttl', 3, 1],
];
const INFORMATION: Layout = [
  [
    'icmp.ext.ctype',
    OBJECT_OFFSET.type,
    1,
    [
      'icmp.int_info.role',
      'icmp.int_info.reserved',
      'icmp.int_info.ifindex',
      'icmp.int_info.ipaddr',
      'icmp.int_info.name_present',
      'icmp.int_info.mtu_present',
    ],
  ],
];

/** Adds the extension structure at `at`, which reaches to the end of the message. */
export function dissectIcmpExtensions(d: Dissection, parent: TreeItem, at: number): void {
  const length = d.reported - at;
  if (length < OFFSET.objects) return;
  d.require(at, OFFSET.objects);
  const ext = d.add(parent, 'icmp.ext', at, Math.min(d.end, d.reported) - at);
  const version = d.uint8(at + OFFSET.version) >> 4;
  d.add(ext, 'icmp.ext.version', at + OFFSET.version, 1, version);
  d.add(ext, 'icmp.ext.res', at + OFFSET.version, 2);
  if (d.uint16(at + OFFSET.checksum) === 0) {
    d.add(ext, 'icmp.ext.checksum', at + OFFSET.checksum, 2);
    d.generated(ext, 'icmp.ext.checksum.status', CHECKSUM.notPresent);
  } else {
    const computed = whyUnverified(d) ?? internetChecksum(d.bytes, at, length);
    addChecksum(d, ext, CHECKSUM_NAMES, at + OFFSET.checksum, computed);
  }
  if (version !== 1 && version !== 2) return;
  let next = at + OFFSET.objects;
  while (d.reported - next >= OBJECT_OFFSET.data) {
    const told = d.uint16(next + OBJECT_OFFSET.length);
    const end = Math.min(next + told, d.reported);
    const object = d.text(ext, 'ICMP extension object', next, OBJECT_OFFSET.data);
    d.add(object, 'icmp.ext.length', next + OBJECT_OFFSET.length, 2);
    d.add(object, 'icmp.ext.class', next + OBJECT_OFFSET.class, 1);
    if (told < OBJECT_OFFSET.data) return;
    dissectObject(d, object, next, end);
    next = end;
  }
}

function dissectObject(d: Dissection, object: TreeItem, at: number, end: number): void {
  const kind = d.uint8(at + OBJECT_OFFSET.class);
  const type = d.uint8(at + OBJECT_OFFSET.type);
  if (kind === CLASS.interfaceInformation) {
    object.label = 'Interface Information Object';
    addLayout(d, object, at, INFORMATION);
    dissectInformation(d, object, at + OBJECT_OFFSET.data, end, type);
    return;
  }
  d.add(object, 'icmp.ext.ctype', at + OBJECT_OFFSET.type, 1);
  const data = at + OBJECT_OFFSET.data;
  if (kind === CLASS.mpls && type === MPLS_STACK) {
    object.label = 'MPLS Stack Entry';
    dissectLabels(d, object, data, end);
  } else if (kind === CLASS.interfaceIdentification) {
    object.label = 'Interface Identification Object';
    dissectIdentification(d, object, data, end, type);
  } else if (end > data) {
    d.add(object, 'icmp.ext.data', data, end - data);
  }
}

function dissectLabels(d: Dissection, object: TreeItem, at: number, end: number): void {
  let next = at;
  for (; next + LABEL_LEN <= end; next += LABEL_LEN) {
    addLayout(d, d.text(object, `Label: ${d.uint24(next) >> 4}`, next, LABEL_LEN), next, LABEL);
  }
  if (next < end) d.add(object, 'icmp.mpls.data', next, end - next);
}

function dissectInformation(d: Dissection, object: TreeItem, at: number, end: number, type: number): void {
  let next = at;
  if ((type & HAS.index) !== 0) {
    d.add(object, 'icmp.int_info.index', next, 4);
    next += 4;
  }
  if ((type & HAS.address) !== 0 && end >= next + 2) {
    const family = d.uint16(next);
    d.add(object, 'icmp.int_info.afi', next, 2);
    d.add(object, 'icmp.reserved', next + 2, 2);
    const address = next + 4;
    if (family === FAMILY.ipv4) d.add(object, 'icmp.int_info.ipv4', address, 4);
    else if (family === FAMILY.ipv6) d.add(object, 'icmp.int_info.ipv6', address, 16);
    else return;
    next = address + (family === FAMILY.ipv4 ? 4 : 16);
  }
  if ((type & HAS.name) !== 0 && end > next) {
    const length = d.uint8(next);
    d.add(object, 'icmp.int_info.name_length', next, 1);
    if (length > 1 && next + length <= end) d.add(object, 'icmp.int_info.name', next + 1, length - 1);
    next += Math.max(1, length);
  }
  if ((type & HAS.mtu) !== 0) d.add(object, 'icmp.int_info.mtu', next, 4);
}

function dissectIdentification(d: Dissection, object: TreeItem, at: number, end: number, type: number): void {
  if (type === IDENTIFIED_BY.name && end > at) d.add(object, 'icmp.int_ident.name', at, end - at);
  if (type === IDENTIFIED_BY.index) d.add(object, 'icmp.int_ident.index', at, 4);
  if (type !== IDENTIFIED_BY.address) return;
  const family = d.uint16(at);
  d.add(object, 'icmp.int_ident.afi', at, 2);
  d.add(object, 'icmp.int_ident.addr_length', at + 2, 1);
  d.add(object, 'icmp.int_ident.reserved', at + 3, 1);
  const size = family === FAMILY.ipv4 ? 4 : 16;
  const name = family === FAMILY.ipv4 ? 'icmp.int_ident.ipv4' : 'icmp.int_ident.ipv6';
  if (family !== FAMILY.ipv4 && family !== FAMILY.ipv6) {
    if (d.end > at + 4) d.add(object, 'icmp.int_ident.address', at + 4, d.end - at - 4);
    return;
  }
  const told = d.uint8(at + 2);
  for (let done = 0; done + size <= told && at + 4 + done + size <= d.reported; done += size) {
    d.add(object, name, at + 4 + done, size);
  }
}
