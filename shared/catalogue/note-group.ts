// The group of each note on a record (Wireshark's expert.h), by the note's name.

/** What a note is about. */
export const NOTE_GROUP = {
  checksum: 0x01000000,
  sequence: 0x02000000,
  response: 0x03000000,
  request: 0x04000000,
  undecoded: 0x05000000,
  reassemble: 0x06000000,
  malformed: 0x07000000,
  debug: 0x08000000,
  protocol: 0x09000000,
  security: 0x0a000000,
  comment: 0x0b000000,
  decryption: 0x0c000000,
  assumption: 0x0d000000,
  deprecated: 0x0e000000,
} as const;

type Group = keyof typeof NOTE_GROUP;

/** Names of notes; those of no list are about the protocol. */
const NAMES: Readonly<Partial<Record<Group, string>>> = {
  checksum: `dccp.bad_checksum icmp.checksum_bad icmp.ext.checksum_bad icmpv6.checksum_bad.expert igmp.bad_checksum
    ip.checksum_bad.expert sctp.checksum_bad.expert tcp.checksum.ffff tcp.checksum_bad.expert udp.checksum.bad
    udp.checksum.zero vrrp.checksum_bad.expert`,
  sequence: `icmp.resp_not_found icmpv6.resp_not_found ip.ttl.lncb ip.ttl.too_small sctp.sack_a_rwnd.expert
    tcp.analysis.ack_lost_segment tcp.analysis.duplicate_ack tcp.analysis.fast_retransmission
    tcp.analysis.keep_alive tcp.analysis.keep_alive_ack tcp.analysis.lost_segment tcp.analysis.out_of_order
    tcp.analysis.retransmission tcp.analysis.reused_ports tcp.analysis.spurious_retransmission
    tcp.analysis.window_full tcp.analysis.window_update tcp.analysis.zero_window tcp.analysis.zero_window_probe
    tcp.analysis.zero_window_probe_ack tcp.connection.fin tcp.connection.fin_active tcp.connection.fin_passive
    tcp.connection.rst tcp.connection.syn tcp.connection.synack tcp.option.len.invalid tcp.options.sack.dsack
    tls.resumed udp.possible_traceroute`,
  undecoded: `dns.extraneous erspan.version.unknown icmpv6.undecoded.option icmpv6.undecoded.rpl_option icmpv6.undecoded.type
    ipv6.opt.unknown_data.expert ipv6.routing.undecoded`,
  reassemble: '_ws.unreassembled.expert',
  malformed: `_ws.malformed.expert _ws.malformed.reassembly dccp.advertised_header_length.bad eth.len.past_end
    http.leading_crlf icmpv6.invalid_option_length icmpv6.unknown_data.expert ipv6.bogus_ipv6_version
    ipv6.invalid_header ipv6.opt.invalid_len ipv6.opt.jumbo.missing ipv6.routing.invalid_length
    nbns.incomplete_entry radiotap.length.invalid sctp.chunk_length.bad sctp.parameter_length.bad
    sctp.parameter_padding.expert tcp.short_segment tcp.suboption_malformed
    tls.malformed.buffer_too_small udp.length.bad
    udplite.checksum_coverage.bad vlan.len.past_end`,
  deprecated: 'ipv6.opt.deprecated ipv6.routing.deprecated',
};

const BY_NAME = new Map<string, Group>(
  Object.entries(NAMES).flatMap(([group, names]) => names.split(/\s+/).map(name => [name, group as Group] as const)),
);

/** The group of a note; notes without a name are about the protocol. */
export const noteGroup = (name: string | null): Group => BY_NAME.get(name ?? '') ?? 'protocol';

/** Names of the groups for people. */
export const NOTE_GROUP_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(NOTE_GROUP).map(([name, group]) => [group, name.charAt(0).toUpperCase() + name.slice(1)]),
);
