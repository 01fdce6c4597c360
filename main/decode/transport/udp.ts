// UDP (RFC 768), with the zero length of jumbograms (RFC 2675 section 4), and the ports of its relatives UDP-Lite
// (RFC 3828), SCTP (RFC 9260) and DCCP (RFC 4340), which lie in the same four bytes.
// Guarantee: `transportRead` becomes 1 only when the 8 bytes were captured; the accessors then cannot fail.

import { CHECKSUM } from '../../../shared/catalogue/checksum-status.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16 } from '../big-endian.ts';
import { internetChecksum, pseudoHeaderSum } from '../checksum.ts';
import { hex16Field, uint16Field } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';
import { addChecksum, UNVERIFIED, whyUnverified } from '../net/checksum-item.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { sourcePort: 0, destinationPort: 2, length: 4, checksum: 6 } as const;
const HEADER_LEN = OFFSET.checksum + 2;
const PORTS_LEN = OFFSET.destinationPort + 2;

/** Length of the UDP header: what is taken off the IP payload when the header was not captured. */
export const UDP_HEADER_LEN = HEADER_LEN;

// hot path
/** Reads the header at `layers.transport`. */
export function walkUdp(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  walkPorts(bytes, layers);
  if (layers.ipEnd - at < HEADER_LEN) {
    const cut = layers.ipPayload >= HEADER_LEN;
    layers.faults |= cut ? FAULT.cut : FAULT.malformed;
    layers.payloadLength = cut ? layers.ipPayload - HEADER_LEN : 0;
    return;
  }
  layers.transportRead = 1;
  let length = uint16(bytes, at + OFFSET.length);
  if (length === 0 && layers.lengthElsewhere === 1) length = layers.ipPayload;
  if (length > layers.ipPayload) {
    // The first of several fragments carries the length of all of them.
    if (layers.fragment === 0) layers.faults |= FAULT.malformed;
    length = layers.ipPayload;
  }
  if (length < HEADER_LEN) {
    layers.faults |= FAULT.malformed;
    return;
  }
  layers.payloadLength = length - HEADER_LEN;
  layers.payload = at + HEADER_LEN;
}

// hot path
/** Reads source and destination port at `layers.transport`. */
export function walkPorts(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  if (layers.ipEnd - at < PORTS_LEN) {
    layers.faults |= layers.ipPayload < PORTS_LEN ? FAULT.malformed : FAULT.cut;
    return;
  }
  layers.srcPort = uint16(bytes, at + OFFSET.sourcePort);
  layers.dstPort = uint16(bytes, at + OFFSET.destinationPort);
}

export const UDP_FIELDS = {
  'udp.srcport': uint16Field(OFFSET.sourcePort),
  'udp.dstport': uint16Field(OFFSET.destinationPort),
  'udp.length': uint16Field(OFFSET.length),
  'udp.checksum': hex16Field(OFFSET.checksum),
} as const;

const CHECKSUM_NAMES = {
  value: 'udp.checksum',
  status: 'udp.checksum.status',
  calculated: 'udp.checksum_calculated',
  bad: 'udp.checksum.bad',
} as const;
const IPV6_LEN = 16;
const LONGEST_LEN = 65535;
/** Traceroute's ports: three attempts a hop, upwards from one above this. */
const TRACEROUTE_PORT = 33434;
const TRACEROUTE_PORTS = 30;

/** Adds the UDP header at `at` to the tree. */
export function dissectUdp(d: Dissection, at: number): void {
  const udp = d.layer('udp', at, HEADER_LEN);
  addPorts(d, udp, at);
  udp.label = `User Datagram Protocol, Src Port: ${d.srcPort}, Dst Port: ${d.dstPort}`;
  const room = d.reported - at;
  const told = d.uint16(at + OFFSET.length);
  const lengthItem = d.add(udp, 'udp.length', at + OFFSET.length, 2);
  const jumbo = told === 0 && d.srcAddress.length === IPV6_LEN;
  const length = jumbo ? room : told;
  if (length < HEADER_LEN) {
    d.expert(lengthItem, 'udp.length.bad', 'error', `Bad length value ${length} < 8`);
    return;
  }
  if (length > room && !d.fragmented && !d.quoted) {
    d.expert(lengthItem, 'udp.length.bad', 'error', `Bad length value ${length} > IP payload length`);
  }
  if (jumbo && length <= LONGEST_LEN) {
    d.expert(lengthItem, 'udp.length.bad_zero', 'error', 'Length is zero but payload < 65536');
  }
  addUdpChecksum(d, udp, at, IP_PROTOCOL.udp, length, length);
  addPayload(d, udp, at, at + length);
}

/** Adds the UDP-Lite header at `at` to the tree: a checksum coverage stands in the place of the length. */
export function dissectUdpLite(d: Dissection, at: number): void {
  const udp = d.layer('udplite', at, HEADER_LEN);
  addPorts(d, udp, at);
  const length = d.reported - at;
  const item = d.add(udp, 'udp.checksum_coverage', at + OFFSET.length, 2);
  d.generated(udp, 'udp.length', length & LONGEST_LEN);
  const coverage = d.uint16(at + OFFSET.length) || length;
  if (coverage < HEADER_LEN || coverage > length) {
    const message = `Bad checksum coverage length value ${coverage} < 8 or > ${length}`;
    d.expert(item, 'udplite.checksum_coverage.bad', 'error', message);
    return;
  }
  addUdpChecksum(d, udp, at, IP_PROTOCOL.udpLite, length, coverage);
  addPayload(d, udp, at, d.reported);
}

function addPorts(d: Dissection, udp: TreeItem, at: number): void {
  for (const [name, offset] of [
    ['udp.srcport', OFFSET.sourcePort],
    ['udp.dstport', OFFSET.destinationPort],
  ] as const) {
    const item = d.add(udp, name, at + offset, 2);
    const probe = d.uint16(at + offset) - TRACEROUTE_PORT - 1;
    if (probe < 0 || probe >= TRACEROUTE_PORTS) continue;
    const message = `Possible traceroute: hop #${Math.floor(probe / 3) + 1}, attempt #${(probe % 3) + 1}`;
    d.expert(item, 'udp.possible_traceroute', 'chat', message);
  }
  d.srcPort = d.uint16(at + OFFSET.sourcePort);
  d.dstPort = d.uint16(at + OFFSET.destinationPort);
}

function addUdpChecksum(
  d: Dissection,
  udp: TreeItem,
  at: number,
  protocol: number,
  length: number,
  coverage: number,
): void {
  const found = d.uint16(at + OFFSET.checksum);
  if (found === 0) {
    addNoChecksum(d, udp, at, protocol);
    return;
  }
  const pseudo = pseudoHeaderSum(d.srcAddress, d.dstAddress, protocol, length);
  const beyond = at + coverage > d.end ? UNVERIFIED.cut : null;
  const computed = whyUnverified(d) ?? beyond ?? internetChecksum(d.bytes, at, coverage, pseudo);
  addChecksum(d, udp, CHECKSUM_NAMES, at + OFFSET.checksum, computed, found === pseudo || d.openLength);
}

/** Zero means "not computed", which only UDP over IPv4 may say. */
function addNoChecksum(d: Dissection, udp: TreeItem, at: number, protocol: number): void {
  const item = d.add(udp, 'udp.checksum', at + OFFSET.checksum, 2);
  const allowed = protocol === IP_PROTOCOL.udp && d.srcAddress.length !== IPV6_LEN;
  if (allowed || d.quoted) {
    d.generated(item, 'udp.checksum.status', CHECKSUM.notPresent);
    return;
  }
  d.expert(item, 'udp.checksum.zero', 'error', 'Illegal checksum value (0)');
  d.generated(item, 'udp.checksum.status', CHECKSUM.illegal);
}

/** The field holds, as in Wireshark, all that IP carries; what follows is dissected to `end`, where UDP's length says. */
function addPayload(d: Dissection, udp: TreeItem, at: number, end: number): void {
  const payload = at + HEADER_LEN;
  if (payload >= Math.min(end, d.reported) || (d.quoted && payload >= d.end)) return;
  if (payload < d.end) d.add(udp, 'udp.payload', payload, d.end - payload);
  d.next('udp', 0, payload, end, end);
}
