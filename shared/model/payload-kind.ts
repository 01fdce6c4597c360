// What a record carries above IP, TCP or UDP (DEFINITIONS section 1): codes for the columns, names for people.
// The codes are kept in indexes beside captures: names are appended at the end, never moved.

export const PAYLOAD_KINDS = [
  'none',
  'data',
  'DNS',
  'mDNS',
  'LLMNR',
  'NBNS',
  'DHCP',
  'DHCPv6',
  'NTP',
  'TLS',
  'HTTP',
  'HTTP2',
  'QUIC',
  'SSDP',
  'SSH',
  'STUN',
  'MQTT',
  'ICMP',
  'ICMPv6',
  'IGMP',
  'OSPF',
  'PIM',
  'VRRP',
  'EIGRP',
  'GRE',
  'ESP',
  'AH',
  'SCTP',
  'DCCP',
  'UDP-Lite',
  'IPv4',
  'IPv6',
  'L2TP',
  'RTSP',
  'SIP',
  'DTLS',
  'gQUIC',
  'SMTP',
  'FTP',
  'IMAP',
  'POP',
  'BitTorrent',
  'SNMP',
  'Syslog',
  'CoAP',
  'WireGuard',
  'OpenVPN',
  'RADIUS',
  'TFTP',
  'Modbus',
  'DNP3',
  'BACnet',
  'SMB',
  'RDP',
  'LDAP',
  'Kerberos',
  'Telnet',
  'IRC',
  'MySQL',
  'PostgreSQL',
  'Redis',
  'XMPP',
  'AMQP',
  'ISAKMP',
  'BGP',
] as const;

export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

/** Code of each name: its place in the list. */
export const PAYLOAD_KIND: Readonly<Record<PayloadKind, number>> = Object.fromEntries(
  PAYLOAD_KINDS.map((name, code) => [name, code]),
) as Record<PayloadKind, number>;

/** Name of a code; `data` for one that this version does not know. */
export function payloadKindName(code: number): PayloadKind {
  return PAYLOAD_KINDS[code] ?? 'data';
}
