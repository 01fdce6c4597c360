// What may follow a link layer without an EtherType of its own, as numbers beyond all EtherTypes: the walk and the tree
// both use them where an EtherType stands otherwise.

export const PSEUDO_TYPE = {
  /** IEEE 802.2 LLC. */
  llc: 0x10000,
  /** PPP from its protocol field on. */
  ppp: 0x10001,
  /** PPP with or without address and control; Cisco HDLC by its address (RFC 1662 section 3.1). */
  pppHdlc: 0x10002,
  /** IPv4 or IPv6: the first nibble decides. */
  ip: 0x10003,
  frameRelay: 0x10004,
  chdlc: 0x10005,
  radiotap: 0x10007,
  /** ISO network layer protocol identifier (ISO/IEC TR 9577). */
  nlpid: 0x10008,
  /** Ethernet that ends in a frame check sequence. */
  ethernetWithFcs: 0x10009,
  /** IEEE 802.11; the bits of WLAN_OPTION are added to it. */
  ieee80211: 0x10100,
} as const;

/** What radio headers say of the 802.11 frame behind them. */
export const WLAN_OPTION = {
  /** It ends in a frame check sequence. */
  fcs: 1,
  /** Its header is padded to a multiple of 4 bytes. */
  padded: 2,
} as const;

/** The largest number of a real EtherType. */
export const LAST_ETHER_TYPE = 0xffff;
