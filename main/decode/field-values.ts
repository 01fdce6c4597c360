// Header fields of one record as text, by the names of shared/model/field.ts, in the form of `tshark -T fields -E occurrence=f`:
// the outermost header gives the value, a field that is absent or was cut is empty. TCP sequence numbers in SACK blocks are
// raw, as with `-o tcp.relative_sequence_numbers:FALSE`.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { decimalText, type HeaderField } from './header-field.ts';
import { type Layers, NETWORK } from './layers.ts';
import { ETHERNET_FIELDS } from './link/ethernet.ts';
import { vlanText } from './link/vlan.ts';
import { ARP_FIELDS } from './net/arp.ts';
import {
  IP_VERSION_FIELD,
  IPV4_FIELDS,
  IPV4_HEADER_LENGTH_FIELDS,
  IPV4_TOTAL_LENGTH_FIELDS,
  ipv4HeaderLengthHolds,
  isIpv4Cut,
} from './net/ipv4.ts';
import { IPV6_FIELDS } from './net/ipv6.ts';
import { ICMP_FIELDS, ICMPV6_FIELDS } from './transport/icmp.ts';
import { isTcpShort, TCP_FIELDS, TCP_PORT_FIELDS } from './transport/tcp.ts';
import { TCP_OPTION_TEXTS } from './transport/tcp-options.ts';
import { UDP_FIELDS } from './transport/udp.ts';

/** Text of one field of the record that `layers` was walked over. */
export type FieldWriter = (bytes: Uint8Array, layers: Layers) => string;

/** Offset of a header in a record, or -1 when the record does not have it, or not as far as these fields. */
type Locate = (bytes: Uint8Array, layers: Layers) => number;

const ethernet: Locate = (_, layers) => layers.ethernet;
const ip: Locate = (_, layers) => (layers.ipVersion >= 0 ? layers.networkOffset : -1);
const ipv4Start: Locate = (_, layers) => (layers.ipVersion === 4 ? layers.networkOffset : -1);
const ipv4Lengths: Locate = (bytes, layers) =>
  layers.ipVersion === 4 && ipv4HeaderLengthHolds(bytes, layers.networkOffset) ? layers.networkOffset : -1;
const ipv4: Locate = (_, layers) => {
  if (layers.ipVersion !== 4) return -1;
  const readable = layers.network === NETWORK.ipv4 || isIpv4Cut(layers.networkOffset, layers.end);
  return readable ? layers.networkOffset : -1;
};
const ipv6: Locate = (_, layers) => (layers.ipVersion === 6 ? layers.networkOffset : -1);
const arp: Locate = (_, layers) => (layers.network === NETWORK.arp ? layers.networkOffset : -1);
const tcpStart = transportOf(IP_PROTOCOL.tcp);
const tcp: Locate = (bytes, layers) =>
  layers.transportRead === 1 || isTcpShort(layers) ? tcpStart(bytes, layers) : -1;
const tcpRead: Locate = (bytes, layers) => (layers.transportRead === 1 ? tcpStart(bytes, layers) : -1);
const udp = transportOf(IP_PROTOCOL.udp);
const icmp = transportOf(IP_PROTOCOL.icmp);
const icmpv6 = transportOf(IP_PROTOCOL.icmpv6);

function transportOf(protocol: number): Locate {
  return (_, layers) => (layers.ipProto === protocol && layers.laterFragment === 0 ? layers.transport : -1);
}

const inRecord = (layers: Layers): number => layers.end;
const inIpPayload = (layers: Layers): number => layers.ipEnd;

const writers = new Map<string, FieldWriter>();

function add(
  fields: Readonly<Record<string, HeaderField>>,
  locate: Locate,
  limit: (layers: Layers) => number = inRecord,
): void {
  for (const [name, { end, read }] of Object.entries(fields)) {
    writers.set(name, (bytes, layers) => {
      const at = locate(bytes, layers);
      return at < 0 || at + end > limit(layers) ? '' : read(bytes, at);
    });
  }
}

add(ETHERNET_FIELDS, ethernet);
add({ 'ip.version': IP_VERSION_FIELD }, ip);
add(IPV4_HEADER_LENGTH_FIELDS, ipv4Start);
add(IPV4_TOTAL_LENGTH_FIELDS, ipv4Lengths);
add(IPV4_FIELDS, ipv4);
add(IPV6_FIELDS, ipv6);
add(ARP_FIELDS, arp);
add(TCP_PORT_FIELDS, tcpStart, inIpPayload);
add(TCP_FIELDS, tcp, inIpPayload);
add(UDP_FIELDS, udp, inIpPayload);
add(ICMP_FIELDS, icmp, inIpPayload);
add(ICMPV6_FIELDS, icmpv6, inIpPayload);

for (const [name, text] of Object.entries(TCP_OPTION_TEXTS)) {
  writers.set(name, (bytes, layers) => (tcpRead(bytes, layers) < 0 ? '' : text(bytes, layers)));
}

const totalLength = writers.get('ip.len')!;
// Wireshark, too, puts the length of the frame in place of the 0 of segmentation offload.
writers.set('ip.len', (bytes, layers) => {
  const text = totalLength(bytes, layers);
  return text === '0' ? decimalText(layers.frameEnd - layers.networkOffset) : text;
});
writers.set('vlan', vlanText);
writers.set('tcp.len', (bytes, layers) => (tcpRead(bytes, layers) < 0 ? '' : decimalText(layers.payloadLength)));

/** The writer of a header field by its name in the catalogue; undefined when the field does not come from headers. */
export function fieldWriter(name: string): FieldWriter | undefined {
  return writers.get(name);
}
