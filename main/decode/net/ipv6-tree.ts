// The IPv6 header in the tree (RFC 8200 section 3), with what its addresses say besides: SLAAC (RFC 4291 appendix A),
// ISATAP (RFC 5214), 6to4 (RFC 3056), Teredo (RFC 4380) and NAT64 (RFC 6052).
import { ipv6Text } from '../../../shared/net/address.ts';
import { IP_PROTOCOL } from '../../../shared/net/ip-protocol.ts';
import { uint16, uint32 } from '../big-endian.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { IPV6_HEADER_LEN, IPV6_OFFSET as OFFSET } from './ipv6.ts';
import { jumboLength } from './ipv6-extension.ts';

const ADDRESS_LEN = 16;
const VERSION = 6;

/** Adds the header at `at` to the tree. */
export function dissectIpv6(d: Dissection, at: number): void {
  const ip = d.layer('ipv6', at, IPV6_HEADER_LEN);
  const version = d.uint8(at + OFFSET.versionClassFlow) >> 4;
  const item = d.add(ip, 'ipv6.version', at + OFFSET.versionClassFlow, 1, version);
  d.add(ip, 'ip.version', at + OFFSET.versionClassFlow, 1, version);
  if (version !== VERSION) {
    d.expert(item, 'ipv6.bogus_ipv6_version', 'error', 'Bogus IPv6 version');
    return;
  }
  if (d.reported - at < IPV6_HEADER_LEN) {
    d.expert(ip, 'ipv6.invalid_header', 'error', 'IPv6 header must be exactly 40 bytes');
  }
  const tclass = d.add(ip, 'ipv6.tclass', at + OFFSET.versionClassFlow, 4);
  d.add(tclass, 'ipv6.tclass.dscp', at + OFFSET.versionClassFlow, 4);
  d.add(tclass, 'ipv6.tclass.ecn', at + OFFSET.versionClassFlow, 4);
  d.add(ip, 'ipv6.flow', at + OFFSET.flow, 3);
  const length = d.add(ip, 'ipv6.plen', at + OFFSET.payloadLength, 2);
  d.add(ip, 'ipv6.nxt', at + OFFSET.nextHeader, 1);
  d.add(ip, 'ipv6.hlim', at + OFFSET.hopLimit, 1);
  addAddresses(d, ip, at);
  limit(d, length, at);
  d.ipProto = d.uint8(at + OFFSET.nextHeader);
  d.next('ip', d.ipProto, at + IPV6_HEADER_LEN);
}

/** Ends the region where the payload length, or a jumbo payload option, says. */
function limit(d: Dissection, item: TreeItem, at: number): void {
  const payload = at + IPV6_HEADER_LEN;
  const next = d.uint8(at + OFFSET.nextHeader);
  let length = d.uint16(at + OFFSET.payloadLength);
  d.openLength = false;
  if (length === 0 && next !== IP_PROTOCOL.noNext) {
    if (next === IP_PROTOCOL.hopByHop) {
      length = jumboLength(d.bytes, payload, d.end);
      if (length === 0) {
        const message = 'IPv6 payload length equals 0 and Hop-By-Hop present and Jumbo Payload option missing';
        d.expert(item, 'ipv6.opt.jumbo.missing', 'error', message);
      }
    } else {
      const message = 'IPv6 payload length equals 0 (maybe because of "TCP segmentation offload" (TSO))';
      d.expert(item, 'ipv6.plen_zero', 'warning', message);
    }
    d.openLength = length === 0;
    if (length === 0) return;
  }
  const room = d.reported - payload;
  if (length > room && !d.quoted) {
    const message = `IPv6 payload length exceeds framing length (${room} bytes)`;
    d.expert(item, 'ipv6.plen_exceeds_framing', 'warning', message);
  }
  d.narrow(payload + length);
}

function addAddresses(d: Dissection, ip: TreeItem, at: number): void {
  d.add(ip, 'ipv6.src', at + OFFSET.source, ADDRESS_LEN);
  d.add(ip, 'ipv6.dst', at + OFFSET.destination, ADDRESS_LEN);
  d.srcAddress = d.bytes.subarray(at + OFFSET.source, at + OFFSET.source + ADDRESS_LEN);
  d.dstAddress = d.bytes.subarray(at + OFFSET.destination, at + OFFSET.destination + ADDRESS_LEN);
  const ends = `Src: ${ipv6Text(d.srcAddress)}, Dst: ${ipv6Text(d.dstAddress)}`;
  ip.label = `Internet Protocol Version 6, ${ends}`;
  for (const add of [add6to4, addTeredo, addSlaac, addIsatap, addNat64]) {
    add(d, ip, at + OFFSET.source, 'src');
    add(d, ip, at + OFFSET.destination, 'dst');
  }
}

type End = 'src' | 'dst';
const PREFIX_6TO4 = 0x2002;
const PREFIX_TEREDO = 0x20010000;
const PREFIX_NAT64 = 0x0064ff9b;
const MARK_SLAAC = 0xfffe;
const UNIVERSAL = 0x02;
const MARK_ISATAP = 0x00005efe;

function add6to4(d: Dissection, ip: TreeItem, at: number, end: End): void {
  if (uint16(d.bytes, at) !== PREFIX_6TO4) return;
  d.add(ip, `ipv6.${end}_6to4_gw_ipv4`, at + 2, 4);
  d.add(ip, `ipv6.${end}_6to4_sla_id`, at + 6, 2);
}

function addTeredo(d: Dissection, ip: TreeItem, at: number, end: End): void {
  if (uint32(d.bytes, at) !== PREFIX_TEREDO) return;
  d.add(ip, `ipv6.${end}_ts_ipv4`, at + 4, 4);
  d.add(ip, `ipv6.${end}_tc_port`, at + 10, 2, uint16(d.bytes, at + 10) ^ 0xffff);
  const client = d.bytes.slice(at + 12, at + ADDRESS_LEN).map(byte => byte ^ 0xff);
  d.add(ip, `ipv6.${end}_tc_ipv4`, at + 12, 4, client);
}

function addSlaac(d: Dissection, ip: TreeItem, at: number, end: End): void {
  if ((d.bytes[at + 8]! & UNIVERSAL) === 0 || uint16(d.bytes, at + 11) !== MARK_SLAAC) return;
  const mac = new Uint8Array(6);
  mac.set(d.bytes.subarray(at + 8, at + 11));
  mac.set(d.bytes.subarray(at + 13, at + ADDRESS_LEN), 3);
  mac[0] = mac[0]! & ~UNIVERSAL;
  d.add(ip, `ipv6.${end}_slaac_mac`, at + 8, 8, mac);
}

function addIsatap(d: Dissection, ip: TreeItem, at: number, end: End): void {
  if ((uint32(d.bytes, at + 8) & 0xfcffffff) !== MARK_ISATAP) return;
  d.add(ip, `ipv6.${end}_isatap_ipv4`, at + 12, 4);
}

function addNat64(d: Dissection, ip: TreeItem, at: number, end: End): void {
  if (uint32(d.bytes, at) !== PREFIX_NAT64 || uint32(d.bytes, at + 4) !== 0 || uint32(d.bytes, at + 8) !== 0) return;
  d.add(ip, 'ipv6.embed_ipv4_prefix', at, 12);
  d.add(ip, `ipv6.${end}_embed_ipv4`, at + 12, 4);
}
