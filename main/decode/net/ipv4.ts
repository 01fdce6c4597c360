// IPv4 (RFC 791 section 3.1).
// Guarantee: `network` becomes ipv4 only when the fixed 20 bytes were captured and neither header length nor total length
// contradicts them; the accessors of the fixed header then cannot fail. The payload never reaches past the frame.

import { ipv4Text } from '../../../shared/net/address.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16 } from '../big-endian.ts';
import { internetChecksum } from '../checksum.ts';
import { hex8Field, hex16Field, ipv4Field, uint8Field, uint16Field } from '../header-field.ts';
import { FAULT, type Layers, NETWORK } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addChecksum, UNVERIFIED } from './checksum-item.ts';
import { dissectIpv4Options, finalDestination } from './ipv4-option.ts';

const OFFSET = {
  versionAndLength: 0,
  dsField: 1,
  totalLength: 2,
  id: 4,
  flagsAndOffset: 6,
  ttl: 8,
  protocol: 9,
  checksum: 10,
  source: 12,
  destination: 16,
} as const;
const HEADER_LEN = OFFSET.destination + 4;

const LENGTH_MASK = 0x0f;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET_MASK = 0x1fff;

/** Where the addresses of an IPv4 header lie, from its first byte. */
export const IPV4_SOURCE = OFFSET.source;
export const IPV4_DESTINATION = OFFSET.destination;

// hot path
/** Reads the header at `layers.networkOffset`; leaves protocol, transport offset and IP payload length in `layers`. */
export function walkIpv4(bytes: Uint8Array, layers: Layers): void {
  const at = layers.networkOffset;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  const headerLength = (bytes[at + OFFSET.versionAndLength]! & LENGTH_MASK) * 4;
  const totalLength = uint16(bytes, at + OFFSET.totalLength);
  const room = layers.frameEnd - at;
  if (headerLength < HEADER_LEN || (totalLength !== 0 && totalLength < headerLength)) {
    layers.faults |= FAULT.malformed;
    return;
  }
  let length = totalLength;
  if (totalLength === 0) {
    length = room;
    layers.lengthElsewhere = 1;
  } else if (totalLength > room) {
    layers.faults |= FAULT.malformed;
    length = room;
  }
  layers.network = NETWORK.ipv4;
  layers.ipProto = bytes[at + OFFSET.protocol]!;
  layers.ttl = bytes[at + OFFSET.ttl]!;
  layers.ipPayload = length > headerLength ? length - headerLength : 0;
  const fragmentBits = uint16(bytes, at + OFFSET.flagsAndOffset);
  if ((fragmentBits & (MORE_FRAGMENTS | FRAGMENT_OFFSET_MASK)) !== 0) {
    layers.fragment = 1;
    layers.nested = 1;
    layers.fragmentId = uint16(bytes, at + OFFSET.id);
    if ((fragmentBits & FRAGMENT_OFFSET_MASK) !== 0) layers.laterFragment = 1;
  }
  const transport = at + headerLength;
  if (transport > layers.end) {
    layers.faults |= FAULT.cut;
    return;
  }
  layers.transport = transport;
  layers.ipEnd = at + length < layers.end ? at + length : layers.end;
}

/** Whether the header length is possible: when it is not, Wireshark shows nothing behind it. */
export function ipv4HeaderLengthHolds(bytes: Uint8Array, at: number): boolean {
  return (bytes[at + OFFSET.versionAndLength]! & LENGTH_MASK) * 4 >= HEADER_LEN;
}

/** Whether the captured bytes end before the fixed header does. */
export const isIpv4Cut = (layers: Layers): boolean => layers.end - layers.networkOffset < HEADER_LEN;

/**
 * Total length of the header at `layers.networkOffset`, -1 when it was cut. In place of the 0 of segmentation offload stands,
 * as in Wireshark, what the frame has.
 */
export function ipv4TotalLength(bytes: Uint8Array, layers: Layers): number {
  const at = layers.networkOffset;
  if (layers.end - at < OFFSET.totalLength + 2) return -1;
  return uint16(bytes, at + OFFSET.totalLength) || layers.frameEnd - at;
}

export const IP_VERSION_FIELD = uint8Field(OFFSET.versionAndLength, { shift: 4 });

export const IPV4_HEADER_LENGTH_FIELDS = {
  // Words of 4 bytes, so two bits less of a shift; two bytes, so that there is something to shift.
  'ip.hdr_len': uint16Field(OFFSET.versionAndLength, { mask: LENGTH_MASK << 8, shift: 6 }),
} as const;

export const IPV4_SERVICE_FIELDS = { 'ip.dsfield': hex8Field(OFFSET.dsField) } as const;

export const IPV4_FIELDS = {
  'ip.id': hex16Field(OFFSET.id),
  'ip.flags': hex8Field(OFFSET.flagsAndOffset, { shift: 5 }),
  'ip.frag_offset': uint16Field(OFFSET.flagsAndOffset, { mask: FRAGMENT_OFFSET_MASK }),
  'ip.ttl': uint8Field(OFFSET.ttl),
  'ip.proto': uint8Field(OFFSET.protocol),
  'ip.checksum': hex16Field(OFFSET.checksum),
  'ip.src': ipv4Field(OFFSET.source),
  'ip.dst': ipv4Field(OFFSET.destination),
} as const;

const CHECKSUM_NAMES = {
  value: 'ip.checksum',
  status: 'ip.checksum.status',
  calculated: 'ip.checksum_calculated',
  bad: 'ip.checksum_bad.expert',
} as const;

/** Adds the header at `at` to the tree. */
export function dissectIpv4(d: Dissection, at: number): void {
  const headerLength = (d.uint8(at + OFFSET.versionAndLength) & LENGTH_MASK) * 4;
  const ip = d.layer('ip', at, headerLength);
  if (!addVersion(d, ip, at, headerLength)) return;
  const ds = d.add(ip, 'ip.dsfield', at + OFFSET.dsField, 1);
  d.add(ds, 'ip.dsfield.dscp', at + OFFSET.dsField, 1);
  d.add(ds, 'ip.dsfield.ecn', at + OFFSET.dsField, 1);
  const length = addTotalLength(d, ip, at, headerLength);
  if (length < headerLength && !d.openLength) return;
  d.narrow(at + length);
  d.add(ip, 'ip.id', at + OFFSET.id, 2);
  const flags = d.add(ip, 'ip.flags', at + OFFSET.flagsAndOffset, 1);
  for (const name of ['ip.flags.rb', 'ip.flags.df', 'ip.flags.mf'] as const) {
    d.add(flags, name, at + OFFSET.flagsAndOffset, 1);
  }
  d.add(ip, 'ip.frag_offset', at + OFFSET.flagsAndOffset, 2);
  const ttl = d.add(ip, 'ip.ttl', at + OFFSET.ttl, 1);
  d.add(ip, 'ip.proto', at + OFFSET.protocol, 1);
  const whole = headerLength <= d.end - at;
  const computed = whole ? internetChecksum(d.bytes, at, headerLength) : UNVERIFIED.cut;
  addChecksum(d, ip, CHECKSUM_NAMES, at + OFFSET.checksum, computed);
  addAddresses(d, ip, ttl, at, headerLength);
  if (headerLength > HEADER_LEN) dissectIpv4Options(d, ip, at + HEADER_LEN, at + headerLength);
  dissectPayload(d, at, headerLength, length);
}

/** Adds version and header length; false when nothing more can be read as IPv4. */
function addVersion(d: Dissection, ip: TreeItem, at: number, headerLength: number): boolean {
  const version = d.uint8(at + OFFSET.versionAndLength) >> 4;
  const item = d.add(ip, 'ip.version', at + OFFSET.versionAndLength, 1, version);
  if (version !== 4) {
    d.expert(item, 'ip.bogus_ip_version', 'error', 'Bogus IPv4 version');
    if (version === 6) d.next('ethertype', ETHER_TYPE.ipv6, at);
    return false;
  }
  const length = d.add(ip, 'ip.hdr_len', at + OFFSET.versionAndLength, 1, headerLength);
  length.label = `Header Length: ${headerLength} bytes (${headerLength / 4})`;
  if (headerLength >= HEADER_LEN) return true;
  d.expert(length, 'ip.bogus_header_length', 'error', `Bogus IP header length (${headerLength}, must be at least 20)`);
  return false;
}

/** Adds the total length and returns it; where it is 0, what the frame has. */
function addTotalLength(d: Dissection, ip: TreeItem, at: number, headerLength: number): number {
  const told = d.uint16(at + OFFSET.totalLength);
  d.openLength = told === 0;
  if (told === 0) {
    const length = d.reported - at;
    const label = `Total Length: ${length} bytes (reported as 0: segmentation offload)`;
    d.add(ip, 'ip.len', at + OFFSET.totalLength, 2, length, label);
    return length;
  }
  const item = d.add(ip, 'ip.len', at + OFFSET.totalLength, 2);
  if (told < headerLength) {
    d.expert(item, 'ip.bogus_ip_length', 'error', `Bogus IP length (${told}, less than header length ${headerLength})`);
  } else if (told > d.reported - at && !d.quoted) {
    const message = `IPv4 total length exceeds packet length (${d.reported - at} bytes)`;
    d.expert(item, 'ip.bogus_ip_length', 'error', message);
  }
  return told;
}

function addAddresses(d: Dissection, ip: TreeItem, ttl: TreeItem, at: number, headerLength: number): void {
  d.add(ip, 'ip.src', at + OFFSET.source, 4);
  const options = at + HEADER_LEN;
  const routed = headerLength > HEADER_LEN ? finalDestination(d, options, at + headerLength) : -1;
  const destination = routed < 0 ? at + OFFSET.destination : routed;
  d.require(destination, 4);
  d.srcAddress = d.bytes.subarray(at + OFFSET.source, at + OFFSET.source + 4);
  d.dstAddress = d.bytes.subarray(destination, destination + 4);
  d.ipProto = d.uint8(at + OFFSET.protocol);
  const ends = `Src: ${ipv4Text(d.srcAddress)}, Dst: ${ipv4Text(d.dstAddress)}`;
  ip.label = `Internet Protocol Version 4, ${ends}`;
  noteTtl(d, ttl, d.uint8(at + OFFSET.ttl), d.uint32(destination));
  d.add(ip, routed < 0 ? 'ip.dst' : 'ip.cur_rt', at + OFFSET.destination, 4);
}

const FEW_HOPS = 5;
const LOCAL_CONTROL_BLOCK = 0xe00000;
const VRRP_GROUP = 18;
const GLBP_GROUP = 102;
const MDNS_GROUP = 251;
const LLMNR_GROUP = 252;

/** Notes a time to live that a router, or the scope of the address, does not explain. */
function noteTtl(d: Dissection, item: TreeItem, ttl: number, destination: number): void {
  if (destination >>> 8 === LOCAL_CONTROL_BLOCK) {
    const expected = localControlTtl(destination & 0xff, d.ipProto);
    if (expected !== 0 && ttl !== expected) {
      const message = `"Time To Live" != ${expected} for a packet sent to the Local Network Control Block (see RFC 3171)`;
      d.expert(item, 'ip.ttl.lncb', 'note', message);
    }
    return;
  }
  const multicast = destination >>> 28 === 0xe;
  const shortLived = d.ipProto === IP_PROTOCOL.pim || d.ipProto === IP_PROTOCOL.ospf;
  if (ttl < FEW_HOPS && !multicast && !shortLived) {
    d.expert(item, 'ip.ttl.too_small', 'note', `"Time To Live" only ${ttl}`);
  }
}

/** The time to live of what is sent to 224.0.0.`group`; 0: any will do. */
function localControlTtl(group: number, protocol: number): number {
  if (protocol === IP_PROTOCOL.igmp) return 1;
  if (group === LLMNR_GROUP) return 0;
  return group === VRRP_GROUP || group === GLBP_GROUP || group === MDNS_GROUP ? 255 : 1;
}

function dissectPayload(d: Dissection, at: number, headerLength: number, length: number): void {
  const bits = d.uint16(at + OFFSET.flagsAndOffset);
  const offset = (bits & FRAGMENT_OFFSET_MASK) * 8;
  const more = (bits & MORE_FRAGMENTS) !== 0;
  const payload = at + headerLength;
  if (offset !== 0 || more) {
    d.fragment('ip', d.uint16(at + OFFSET.id), offset, more, d.ipProto, payload);
  } else if (length > headerLength) {
    d.next('ip', d.ipProto, payload);
  }
}
