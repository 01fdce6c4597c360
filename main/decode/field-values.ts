// Header fields of one record as text, by the names of shared/model/field.ts, in the form of `tshark -T fields -E occurrence=f`:
// the outermost header gives the value, a field that is absent or was cut is empty. TCP sequence numbers in SACK blocks are
// raw, as with `-o tcp.relative_sequence_numbers:FALSE`.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { decimalText, type HeaderField } from './header-field.ts';
import { type Layers, NETWORK } from './layers.ts';
import { ETHERNET_FIELDS } from './link/ethernet.ts';
import { vlanText } from './link/vlan.ts';
import { ARP_FIELDS } from './net/arp.ts';
import { IPV4_FIELDS, IPV4_LENGTH_FIELDS } from './net/ipv4.ts';
import { IPV6_FIELDS } from './net/ipv6.ts';
import { ICMP_FIELDS, ICMPV6_FIELDS } from './transport/icmp.ts';
import { TCP_FIELDS, TCP_PORT_FIELDS } from './transport/tcp.ts';
import { TCP_OPTION_TEXTS } from './transport/tcp-options.ts';
import { UDP_FIELDS } from './transport/udp.ts';

/** Text of one field of the record that `layers` was walked over. */
export type FieldWriter = (bytes: Uint8Array, layers: Layers) => string;

/** Offset of a header in a record, or -1 when the record does not have it. */
type Locate = (layers: Layers) => number;

const ethernet: Locate = layers => layers.ethernet;
const ipv4Start: Locate = layers => (layers.ipVersion === 4 ? layers.networkOffset : -1);
/** A header that contradicts itself is read no further than its lengths; one that was cut, as far as it goes. */
const ipv4: Locate = layers =>
  layers.ipVersion === 4 && (layers.network === NETWORK.ipv4 || isCut(layers)) ? layers.networkOffset : -1;
const ipv6: Locate = layers => (layers.ipVersion === 6 ? layers.networkOffset : -1);
const arp: Locate = layers => (layers.network === NETWORK.arp ? layers.networkOffset : -1);
const tcpStart = transportOf(IP_PROTOCOL.tcp);
const tcp: Locate = layers => (layers.transportRead === 1 || isCut(layers) ? tcpStart(layers) : -1);
const tcpRead: Locate = layers => (layers.transportRead === 1 ? tcpStart(layers) : -1);
const udp = transportOf(IP_PROTOCOL.udp);
const icmp = transportOf(IP_PROTOCOL.icmp);
const icmpv6 = transportOf(IP_PROTOCOL.icmpv6);

function transportOf(protocol: number): Locate {
  return layers => (layers.ipProto === protocol && layers.laterFragment === 0 ? layers.transport : -1);
}

/** Whether the record ended before the header that the walk came to last. */
function isCut(layers: Layers): boolean {
  return (layers.faults & 1) !== 0;
}

const writers = new Map<string, FieldWriter>();

function add(fields: Readonly<Record<string, HeaderField>>, locate: Locate): void {
  for (const [name, { end, read }] of Object.entries(fields)) {
    writers.set(name, (bytes, layers) => {
      const at = locate(layers);
      return at < 0 || at + end > layers.end ? '' : read(bytes, at);
    });
  }
}

add(ETHERNET_FIELDS, ethernet);
add(IPV4_LENGTH_FIELDS, ipv4Start);
add(IPV4_FIELDS, ipv4);
add(IPV6_FIELDS, ipv6);
add(ARP_FIELDS, arp);
add(TCP_PORT_FIELDS, tcpStart);
add(TCP_FIELDS, tcp);
add(UDP_FIELDS, udp);
add(ICMP_FIELDS, icmp);
add(ICMPV6_FIELDS, icmpv6);

for (const [name, text] of Object.entries(TCP_OPTION_TEXTS)) {
  writers.set(name, (bytes, layers) => (tcpRead(layers) < 0 ? '' : text(bytes, layers)));
}

const versionOfIpv4 = writers.get('ip.version')!;
const versionOfIpv6 = writers.get('ipv6.version')!;
// Wireshark gives every IPv6 header an ip.version too.
writers.set('ip.version', (bytes, layers) =>
  layers.ipVersion === 6 ? versionOfIpv6(bytes, layers) : versionOfIpv4(bytes, layers),
);
writers.set('vlan', vlanText);
writers.set('tcp.len', (_, layers) => (tcpRead(layers) < 0 ? '' : decimalText(layers.payloadLength)));

/** The writer of a header field by its name in the catalogue; undefined when the field does not come from headers. */
export function fieldWriter(name: string): FieldWriter | undefined {
  return writers.get(name);
}
