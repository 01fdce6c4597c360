// EtherType numbers (IEEE 802 numbers, IANA) and their names. Below 1536 the field is a length (IEEE 802.3 clause 3.2.6).

export const ETHER_TYPE = {
  ipv4: 0x0800,
  arp: 0x0806,
  trill: 0x22f3,
  bridgedEthernet: 0x6558,
  rarp: 0x8035,
  ieee802154: 0x809a,
  vlan: 0x8100,
  ipx: 0x8137,
  ipv6: 0x86dd,
  ppp: 0x880b,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  pppoeDiscovery: 0x8863,
  pppoeSession: 0x8864,
  jumboLlc: 0x8870,
  eapol: 0x888e,
  providerVlan: 0x88a8,
  macsec: 0x88e5,
  providerBackbone: 0x88e7,
  ciscoMetadata: 0x8909,
  vnTag: 0x8926,
  hsr: 0x892f,
  bridgePort: 0x893f,
  nsh: 0x894f,
  redundancy: 0xf1c1,
} as const;

/** The smallest value that is a type and not a length. */
export const FIRST_ETHER_TYPE = 0x0600;

const NAMES = new Map<number, string>([
  [0x0800, 'IPv4'],
  [0x0806, 'ARP'],
  [0x0842, 'Wake-on-LAN'],
  [0x2000, 'CDP'],
  [0x8035, 'RARP'],
  [0x809b, 'AppleTalk'],
  [0x80f3, 'AARP'],
  [0x8100, '802.1Q'],
  [0x8137, 'IPX'],
  [0x86dd, 'IPv6'],
  [0x8808, 'MAC control'],
  [0x8809, 'Slow protocols'],
  [0x8847, 'MPLS'],
  [0x8848, 'MPLS multicast'],
  [0x8863, 'PPPoE discovery'],
  [0x8864, 'PPPoE session'],
  [0x888e, 'EAPOL'],
  [0x8892, 'PROFINET'],
  [0x88a4, 'EtherCAT'],
  [0x88a8, '802.1ad'],
  [0x88b8, 'GOOSE'],
  [0x88cc, 'LLDP'],
  [0x88e1, 'HomePlug AV'],
  [0x88e5, 'MACsec'],
  [0x88f7, 'PTP'],
  [0x8902, 'CFM'],
  [0x9000, 'Loopback test'],
  [0x9100, 'QinQ'],
]);

/** `IPv4`, `LLDP`, …; `0x1234` when it has no name here. */
export function etherTypeName(type: number): string {
  return NAMES.get(type) ?? `0x${type.toString(16).padStart(4, '0')}`;
}

/** Whether the type has a name here: what no sender makes up. */
export const isKnownEtherType = (type: number): boolean => NAMES.has(type);
