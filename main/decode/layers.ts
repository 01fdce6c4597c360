// What the walker finds in one record: where each layer begins and the few values that later layers depend on.
// One instance is reused for every record (hot path); all fields are numbers so that its shape never changes.

/** Network layer of a record. */
export const NETWORK = { other: 0, ipv4: 1, ipv6: 2, arp: 3 } as const;

/** Why the walk ended early, as bits of `Layers.faults`. */
export const FAULT = {
  /** A header reaches past the captured bytes (snap length). */
  cut: 1,
  /** A header contradicts itself or its container (IHL < 5, TCP data offset < 5, total length < header). */
  malformed: 2,
} as const;

export class Layers {
  /** Layers lie in bytes[start, end); no offset below is ever outside of it. -1: no such layer. */
  start = 0;
  end = 0;
  /** Where the frame would end if all of it had been captured; never below `end`, or below what a link layer's length allows. */
  frameEnd = 0;

  /** Offset of the Ethernet header (destination address), or -1. */
  ethernet = -1;
  /** Offset of the 6 bytes of the sender's address on the link, of Ethernet, 802.11 or SLL; -1 without. */
  linkSource = -1;
  /** VLAN identifiers, outermost first; -1: none. */
  vlan = -1;
  innerVlan = -1;
  /** Offset of the tag control information of the first VLAN tag, and how many tags of 4 bytes follow each other from there. */
  vlanOffset = -1;
  vlanCount = 0;
  /** EtherType in force after all tags, or the protocol of a link layer that maps to one; -1: none. */
  etherType = -1;

  /** A value of NETWORK. Not `other` only when the fixed header (20, 40, 8 bytes) was captured and makes sense. */
  network = 0;
  /** Offset of the IPv4, IPv6 or ARP header, or -1. */
  networkOffset = -1;
  /** Version nibble of the header that the walk came to as IP, were it cut or malformed; -1 otherwise. */
  ipVersion = -1;
  /** The protocol number that follows IP and all its extension headers; -1 without IP. */
  ipProto = -1;
  /** Hop limit or time to live; 0 without IP. */
  ttl = 0;
  /** 1 when this is a fragment other than the first: it has no transport header. */
  laterFragment = 0;
  /** 1 when this is any fragment. */
  fragment = 0;
  fragmentId = 0;
  /** Offset of the ESP/AH/… or transport header, or of the IP payload; -1 without IP. */
  transport = -1;
  /** Bytes of the IP payload after extension headers, from the headers (not shortened by a snap length). */
  ipPayload = 0;
  /** End of the captured bytes of the IP payload; -1 without IP. */
  ipEnd = -1;
  /** 1 when the frame, or a jumbogram option, and not the length field of the IP header says how long the IP payload is. */
  lengthElsewhere = 0;

  srcPort = 0;
  dstPort = 0;
  /** 12 bits, as Wireshark's tcp.flags; 0 without TCP. */
  tcpFlags = 0;
  tcpSeq = 0;
  tcpAck = 0;
  tcpWindow = 0;
  /** 1 when the TCP header was read in full and fits into the IP payload: the length of its segment is known. */
  tcpSegment = 0;
  /** 1 once tcp-options.ts has looked for the options, as the field export asks; offsets of the first of each kind, or -1. */
  optionsRead = 0;
  optionMss = -1;
  optionWindowScale = -1;
  optionSackPermitted = -1;
  optionSack = -1;
  optionTimestamp = -1;
  /** 1 when the TCP or UDP header was read in full, so that ports and flags hold. */
  transportRead = 0;
  /** Offset of the transport payload's captured bytes and their end; -1 without. */
  payload = -1;
  payloadEnd = -1;
  /** Payload length of DEFINITIONS section 1, from the headers. */
  payloadLength = 0;
  /** Code of shared/model/payload-kind.ts. */
  payloadKind = 0;
  faults = 0;
  /** 1 when the record holds, or may hold, IP headers besides this one: a tunnel, the quote in an ICMP error, a fragment. */
  nested = 0;

  /** Back to "nothing found" for a record in bytes[start, end) of a frame of `frameLength` bytes. */
  reset(start: number, end: number, frameLength: number): void {
    this.start = start;
    this.end = end;
    this.frameEnd = start + frameLength;
    this.ethernet = -1;
    this.linkSource = -1;
    this.vlan = -1;
    this.innerVlan = -1;
    this.vlanOffset = -1;
    this.vlanCount = 0;
    this.etherType = -1;
    this.network = 0;
    this.networkOffset = -1;
    this.ipVersion = -1;
    this.ipProto = -1;
    this.ttl = 0;
    this.laterFragment = 0;
    this.fragment = 0;
    this.fragmentId = 0;
    this.transport = -1;
    this.ipPayload = 0;
    this.ipEnd = -1;
    this.lengthElsewhere = 0;
    this.srcPort = 0;
    this.dstPort = 0;
    this.tcpFlags = 0;
    this.tcpSeq = 0;
    this.tcpAck = 0;
    this.tcpWindow = 0;
    this.tcpSegment = 0;
    this.optionsRead = 0;
    this.optionMss = -1;
    this.optionWindowScale = -1;
    this.optionSackPermitted = -1;
    this.optionSack = -1;
    this.optionTimestamp = -1;
    this.transportRead = 0;
    this.payload = -1;
    this.payloadEnd = -1;
    this.payloadLength = 0;
    this.payloadKind = 0;
    this.faults = 0;
    this.nested = 0;
  }

  /**
   * Takes over everything that was found inside of the payload, and its region. What a link layer inside does not say
   * (addresses, tags) stays that of the link layer outside.
   */
  adopt(inner: Layers): void {
    this.end = inner.end;
    this.frameEnd = inner.frameEnd;
    if (inner.ethernet >= 0) {
      this.ethernet = inner.ethernet;
      this.vlan = inner.vlan;
      this.innerVlan = inner.innerVlan;
      this.vlanOffset = inner.vlanOffset;
      this.vlanCount = inner.vlanCount;
    }
    this.etherType = inner.etherType;
    this.network = inner.network;
    this.networkOffset = inner.networkOffset;
    this.ipVersion = inner.ipVersion;
    this.ipProto = inner.ipProto;
    this.ttl = inner.ttl;
    this.laterFragment = inner.laterFragment;
    this.fragment = inner.fragment;
    this.fragmentId = inner.fragmentId;
    this.transport = inner.transport;
    this.ipPayload = inner.ipPayload;
    this.ipEnd = inner.ipEnd;
    this.lengthElsewhere = inner.lengthElsewhere;
    this.srcPort = inner.srcPort;
    this.dstPort = inner.dstPort;
    this.tcpFlags = inner.tcpFlags;
    this.tcpSeq = inner.tcpSeq;
    this.tcpAck = inner.tcpAck;
    this.tcpWindow = inner.tcpWindow;
    this.tcpSegment = inner.tcpSegment;
    this.optionsRead = 0;
    this.optionMss = -1;
    this.optionWindowScale = -1;
    this.optionSackPermitted = -1;
    this.optionSack = -1;
    this.optionTimestamp = -1;
    this.transportRead = inner.transportRead;
    this.payload = inner.payload;
    this.payloadEnd = inner.payloadEnd;
    this.payloadLength = inner.payloadLength;
    this.payloadKind = inner.payloadKind;
    this.faults = inner.faults;
    this.nested = 1;
  }
}
