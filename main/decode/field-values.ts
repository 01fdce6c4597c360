// Header fields of one record by the names of shared/model/field.ts, in the form of `tshark -T fields -E occurrence=f`:
// the outermost header gives the value, a field that is absent or was cut is empty. Sequence numbers in SACK blocks are
// raw, as with `-o tcp.relative_sequence_numbers:FALSE`.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { fieldText, type HeaderField } from './header-field.ts';
import { type Layers, NETWORK } from './layers.ts';
import { ETHERNET_FIELDS } from './link/ethernet.ts';
import { vlanText } from './link/vlan.ts';
import { ARP_FIELDS } from './net/arp.ts';
import {
  IP_VERSION_FIELD,
  IPV4_FIELDS,
  IPV4_HEADER_LENGTH_FIELDS,
  IPV4_SERVICE_FIELDS,
  ipv4HeaderLengthHolds,
  ipv4TotalLength,
  isIpv4Cut,
} from './net/ipv4.ts';
import { IPV6_FIELDS } from './net/ipv6.ts';
import { ICMP_FIELDS, ICMPV6_FIELDS } from './transport/icmp.ts';
import { isTcpShort, TCP_FIELDS, TCP_HEADER_LENGTH_FIELDS, TCP_PORT_FIELDS } from './transport/tcp.ts';
import {
  MSS_FIELDS,
  mssOption,
  SACK_PERMITTED_TEXT,
  sackLeftEdges,
  sackPermittedOption,
  sackRightEdges,
  TIMESTAMP_FIELDS,
  timestampOption,
  WINDOW_SCALE_FIELDS,
  windowScaleOption,
} from './transport/tcp-options.ts';
import { UDP_FIELDS } from './transport/udp.ts';

type Bytes = Uint8Array;
/** Offset of a header in a record, or -1 when the record does not have it, or not as far as these fields. */
type Locate = (bytes: Bytes, layers: Layers) => number;
type Limit = (layers: Layers) => number;
/** Text of one field of the record that `layers` was walked over. */
export type FieldWriter = (bytes: Bytes, layers: Layers) => string;

/** Where a value comes from: a place in a header before a limit; a number, -1 for none; a text of its own. */
export type FieldOrigin =
  | { readonly kind: 'field'; readonly locate: Locate; readonly limit: Limit; readonly field: HeaderField }
  | { readonly kind: 'number'; readonly number: (bytes: Bytes, layers: Layers) => number }
  | { readonly kind: 'text'; readonly text: FieldWriter };

const inRecord: Limit = layers => layers.end;
const inIpPayload: Limit = layers => layers.ipEnd;

const ipStart: Locate = (_, layers) => (layers.ipVersion >= 0 ? layers.networkOffset : -1);
const ipv4Start: Locate = (_, layers) => (layers.ipVersion === 4 ? layers.networkOffset : -1);
const ipv4Lengths: Locate = (bytes, layers) =>
  layers.ipVersion === 4 && ipv4HeaderLengthHolds(bytes, layers.networkOffset) ? layers.networkOffset : -1;

/** A header that contradicts itself is read no further than its lengths, one that was cut, as far as it goes. */
const ipv4: Locate = (_, layers) => {
  if (layers.ipVersion !== 4) return -1;
  return layers.network === NETWORK.ipv4 || isIpv4Cut(layers) ? layers.networkOffset : -1;
};
const ipv6: Locate = (_, layers) => (layers.ipVersion === 6 ? layers.networkOffset : -1);
const arp: Locate = (_, layers) => (layers.network === NETWORK.arp ? layers.networkOffset : -1);

const transportOf =
  (protocol: number): Locate =>
  (_, layers) =>
    layers.ipProto === protocol && layers.laterFragment === 0 ? layers.transport : -1;
const isTcpRead = (layers: Layers): boolean => layers.transportRead === 1 && layers.ipProto === IP_PROTOCOL.tcp;
const tcpStart = transportOf(IP_PROTOCOL.tcp);
const tcp: Locate = (bytes, layers) => (isTcpRead(layers) || isTcpShort(layers) ? tcpStart(bytes, layers) : -1);
const tcpOption =
  (locate: Locate): Locate =>
  (bytes, layers) =>
    isTcpRead(layers) ? locate(bytes, layers) : -1;

const origins = new Map<string, FieldOrigin>();

function add(fields: Readonly<Record<string, HeaderField>>, locate: Locate, limit: Limit): void {
  for (const [name, field] of Object.entries(fields)) origins.set(name, { kind: 'field', locate, limit, field });
}

add(ETHERNET_FIELDS, (_, layers) => layers.ethernet, inRecord);
add({ 'ip.version': IP_VERSION_FIELD }, ipStart, inRecord);
add(IPV4_HEADER_LENGTH_FIELDS, ipv4Start, inRecord);
add(IPV4_SERVICE_FIELDS, ipv4Lengths, inRecord);
add(IPV4_FIELDS, ipv4, inRecord);
add(IPV6_FIELDS, ipv6, inRecord);
add(ARP_FIELDS, arp, inRecord);
add(TCP_PORT_FIELDS, tcpStart, inIpPayload);
add(TCP_HEADER_LENGTH_FIELDS, tcpStart, inIpPayload);
add(TCP_FIELDS, tcp, inIpPayload);
add(MSS_FIELDS, tcpOption(mssOption), inIpPayload);
add(WINDOW_SCALE_FIELDS, tcpOption(windowScaleOption), inIpPayload);
add(TIMESTAMP_FIELDS, tcpOption(timestampOption), inIpPayload);
add(UDP_FIELDS, transportOf(IP_PROTOCOL.udp), inIpPayload);
add(ICMP_FIELDS, transportOf(IP_PROTOCOL.icmp), inIpPayload);
add(ICMPV6_FIELDS, transportOf(IP_PROTOCOL.icmpv6), inIpPayload);

const addText = (name: string, text: FieldWriter): unknown => origins.set(name, { kind: 'text', text });
const sackPermitted: FieldWriter = (bytes, layers) =>
  sackPermittedOption(bytes, layers) < 0 ? '' : SACK_PERMITTED_TEXT;

addText('vlan', vlanText);
addText('tcp.options.sack_perm', (bytes, layers) => (isTcpRead(layers) ? sackPermitted(bytes, layers) : ''));
addText('tcp.options.sack_le', (bytes, layers) => (isTcpRead(layers) ? sackLeftEdges(bytes, layers) : ''));
addText('tcp.options.sack_re', (bytes, layers) => (isTcpRead(layers) ? sackRightEdges(bytes, layers) : ''));
// Of a first fragment Wireshark, too, says nothing: the segment goes on in the others.
origins.set('tcp.len', {
  kind: 'number',
  number: (_, layers) =>
    isTcpRead(layers) && layers.tcpSegment === 1 && layers.fragment === 0 ? layers.payloadLength : -1,
});
origins.set('ip.len', {
  kind: 'number',
  number: (bytes, layers) => (ipv4Lengths(bytes, layers) < 0 ? -1 : ipv4TotalLength(bytes, layers)),
});

/** Where a header field comes from; undefined when the field of that name does not come from headers. */
export function fieldOrigin(name: string): FieldOrigin | undefined {
  return origins.get(name);
}

/** The writer of a header field by its name in the catalogue; undefined when the field does not come from headers. */
export function fieldWriter(name: string): FieldWriter | undefined {
  const origin = origins.get(name);
  if (origin === undefined) return undefined;
  if (origin.kind === 'text') return origin.text;
  if (origin.kind === 'number') {
    return (bytes, layers) => {
      const value = origin.number(bytes, layers);
      return value < 0 ? '' : String(value);
    };
  }
  const { locate, limit, field } = origin;
  return (bytes, layers) => {
    const at = locate(bytes, layers);
    return at < 0 || at + field.end > limit(layers) ? '' : fieldText(field, bytes, at);
  };
}
