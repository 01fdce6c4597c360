// The field catalogue: every column of the `packets` report (DEFINITIONS section 8), in its order. Filter, grid and CSV read this.

/**
 * How a value is written. uint: decimal. float: the shortest decimal that reads back the same. hex: `0x` and the full width. bytes: hexadecimal digits. time: ISO 8601 UTC with
 * 9 decimals. seconds: decimal with 9 decimals. Several values of one field are joined by commas.
 */
export type FieldType = 'uint' | 'float' | 'hex' | 'ipv4' | 'ipv6' | 'mac' | 'bytes' | 'text' | 'time' | 'seconds';

export interface Field {
  /** Wireshark's name, or ours where Wireshark has none. */
  readonly name: string;
  /** Column name of `--names scapy`: layer, underscore, scapy's field. */
  readonly scapy: string;
  readonly type: FieldType;
  readonly title: string;
}

const field = (name: string, scapy: string, type: FieldType, title: string): Field => ({ name, scapy, type, title });

export const FIELDS: readonly Field[] = [
  field('number', 'number', 'uint', 'Record number, from 1 in file order'),
  field('time', 'time', 'time', 'Time of capture, UTC'),
  field('time_epoch', 'time_epoch', 'seconds', 'Time of capture, seconds since 1970'),
  field('captured_length', 'captured_length', 'uint', 'Bytes stored'),
  field('original_length', 'original_length', 'uint', 'Bytes on the wire'),
  field('interface', 'interface', 'text', 'Interface of the capture'),
  field('link_type', 'link_type', 'text', 'Link layer type'),
  field('eth_src', 'Ether_src', 'mac', 'Ethernet source address'),
  field('eth_dst', 'Ether_dst', 'mac', 'Ethernet destination address'),
  field('vlan', 'Dot1Q_vlan', 'uint', 'VLAN identifiers, outermost first'),
  field('ip.version', 'IP_version', 'uint', 'IP version'),
  field('ip.hdr_len', 'IP_ihl', 'uint', 'IPv4 header length, bytes'),
  field('ip.dsfield', 'IP_tos', 'hex', 'IPv4 differentiated services field'),
  field('ip.len', 'IP_len', 'uint', 'IPv4 total length, bytes'),
  field('ip.id', 'IP_id', 'hex', 'IPv4 identification'),
  field('ip.flags', 'IP_flags', 'hex', 'IPv4 flags: 2 do not fragment, 1 more fragments'),
  field('ip.frag_offset', 'IP_frag', 'uint', 'IPv4 fragment offset, units of 8 bytes'),
  field('ip.ttl', 'IP_ttl', 'uint', 'IPv4 time to live'),
  field('ip.proto', 'IP_proto', 'uint', 'IPv4 protocol'),
  field('ip.checksum', 'IP_chksum', 'hex', 'IPv4 header checksum'),
  field('ip.src', 'IP_src', 'ipv4', 'IPv4 source address'),
  field('ip.dst', 'IP_dst', 'ipv4', 'IPv4 destination address'),
  field('ipv6.version', 'IPv6_version', 'uint', 'IPv6 version'),
  field('ipv6.tclass', 'IPv6_tc', 'hex', 'IPv6 traffic class'),
  field('ipv6.flow', 'IPv6_fl', 'hex', 'IPv6 flow label'),
  field('ipv6.plen', 'IPv6_plen', 'uint', 'IPv6 payload length, bytes'),
  field('ipv6.nxt', 'IPv6_nh', 'uint', 'IPv6 next header'),
  field('ipv6.hlim', 'IPv6_hlim', 'uint', 'IPv6 hop limit'),
  field('ipv6.src', 'IPv6_src', 'ipv6', 'IPv6 source address'),
  field('ipv6.dst', 'IPv6_dst', 'ipv6', 'IPv6 destination address'),
  field('tcp.srcport', 'TCP_sport', 'uint', 'TCP source port'),
  field('tcp.dstport', 'TCP_dport', 'uint', 'TCP destination port'),
  field('tcp.seq_raw', 'TCP_seq', 'uint', 'TCP sequence number'),
  field('tcp.ack_raw', 'TCP_ack', 'uint', 'TCP acknowledgment number'),
  field('tcp.hdr_len', 'TCP_dataofs', 'uint', 'TCP header length, bytes'),
  field('tcp.flags', 'TCP_flags', 'hex', 'TCP flags, 12 bits'),
  field('tcp.window_size_value', 'TCP_window', 'uint', 'TCP window, not scaled'),
  field('tcp.checksum', 'TCP_chksum', 'hex', 'TCP checksum'),
  field('tcp.urgent_pointer', 'TCP_urgptr', 'uint', 'TCP urgent pointer'),
  field('tcp.options.mss_val', 'TCP_options_MSS', 'uint', 'TCP maximum segment size'),
  field('tcp.options.wscale.shift', 'TCP_options_WScale', 'uint', 'TCP window scale, bits'),
  field('tcp.options.sack_perm', 'TCP_options_SAckOK', 'bytes', 'TCP option "SACK permitted"'),
  field('tcp.options.sack_le', 'TCP_options_SAck_left', 'uint', 'TCP SACK left edges, raw sequence numbers'),
  field('tcp.options.sack_re', 'TCP_options_SAck_right', 'uint', 'TCP SACK right edges, raw sequence numbers'),
  field('tcp.options.timestamp.tsval', 'TCP_options_Timestamp_val', 'uint', 'TCP timestamp value'),
  field('tcp.options.timestamp.tsecr', 'TCP_options_Timestamp_ecr', 'uint', 'TCP timestamp echo reply'),
  field('tcp.len', 'TCP_len', 'uint', 'TCP payload, bytes'),
  field('udp.srcport', 'UDP_sport', 'uint', 'UDP source port'),
  field('udp.dstport', 'UDP_dport', 'uint', 'UDP destination port'),
  field('udp.length', 'UDP_len', 'uint', 'UDP length, bytes'),
  field('udp.checksum', 'UDP_chksum', 'hex', 'UDP checksum'),
  field('icmp.type', 'ICMP_type', 'uint', 'ICMP type'),
  field('icmp.code', 'ICMP_code', 'uint', 'ICMP code'),
  field('icmpv6.type', 'ICMPv6_type', 'uint', 'ICMPv6 type'),
  field('icmpv6.code', 'ICMPv6_code', 'uint', 'ICMPv6 code'),
  field('payload_length', 'Raw_load', 'uint', 'Transport payload, bytes'),
  field('payload_kind', 'payload_kind', 'text', 'First protocol above IP, TCP or UDP'),
  field('flow', 'flow', 'uint', 'Number of the flow'),
  field('iat_s', 'IAT', 'seconds', 'Seconds since the destination last received a record'),
  field('idt_s', 'IDT', 'seconds', 'Seconds since the source last sent a record'),
  field('burst', 'IP_Burst_ix', 'uint', 'Number of the burst; 0: in none'),
  field('burst_packets', 'burst_packets', 'uint', 'Records in that burst'),
  field('burst_payload_mean', 'burst_payload_mean', 'float', 'Mean payload of the records of that burst, bytes'),
];

const byName = new Map(FIELDS.map(f => [f.name, f]));

/** The field of a name; undefined when there is none. */
export function fieldByName(name: string): Field | undefined {
  return byName.get(name);
}
