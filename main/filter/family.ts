// Which protocol a field belongs to, and whether its values depend on earlier records.

/** Protocols of which columns know where they are. */
const FAMILIES = new Set(['arp', 'ip', 'ipv6', 'icmp', 'icmpv6', 'igmp', 'udp', 'tcp']);

/** The protocol in front of the first dot, where columns know it; '' otherwise. */
export function familyOf(name: string): string {
  // IPv6 headers have it, too.
  if (name === 'ip.version') return '';
  const [family = ''] = name.split('.');
  return FAMILIES.has(family) ? family : '';
}

/** Fields that a record has of its own, whatever came before it. */
const OWN =
  /^(eth|vlan|sll|arp|ip|ipv6|icmp|icmpv6|igmp|udp)(\.|$)|^frame$|^tcp(\.(hdr_len|flags|checksum|urgent_pointer|options?|payload|srcport|dstport|len|seq_raw|ack_raw|window_size_value)\b.*)?$/;
const SHARED = /\.(reassembled|fragments?|segments?|stream|time_|resp_|response|no_resp|pdu)/;

/** Whether a record's tree has the same value of the field without the records before it, fragments aside. */
export const standsAlone = (name: string): boolean => OWN.test(name) && !SHARED.test(name);
