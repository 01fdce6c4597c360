// What a state between records needs to know of a packet: between whom it went, and its bytes.

export interface PacketEnds {
  /** Addresses, protocol and ports of the innermost headers; empty and -1 without. */
  readonly srcAddress: Uint8Array;
  readonly dstAddress: Uint8Array;
  readonly ipProto: number;
  readonly srcPort: number;
  readonly dstPort: number;
  /** The region of the current layer ends at `end` of these bytes. */
  readonly bytes: Uint8Array;
  readonly end: number;
}
