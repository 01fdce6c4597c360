// TCP (RFC 9293 section 3.1).
// Guarantee: `transportRead` becomes 1 only when the fixed 20 bytes were captured and the data offset leads past them;
// the accessors of the fixed header then cannot fail. The payload length is never negative.
import { uint16, uint32 } from '../big-endian.ts';
import { hex16Field, uint8Field, uint16Field, uint32Field } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';

/** Where the fields lie, from the header's first byte; for tcp-tree.ts. */
export const TCP_OFFSET = {
  sourcePort: 0,
  destinationPort: 2,
  sequence: 4,
  acknowledgment: 8,
  dataOffset: 12,
  flags: 12,
  window: 14,
  checksum: 16,
  urgentPointer: 18,
} as const;
const OFFSET = TCP_OFFSET;
const HEADER_LEN = OFFSET.urgentPointer + 2;
const PORTS_LEN = OFFSET.destinationPort + 2;

const FLAGS_MASK = 0x0fff;

/** Bits of `tcpFlags`. */
export const TCP_FLAG = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** Length of the shortest TCP header: what is taken off the IP payload when the data offset was not captured. */
export const TCP_HEADER_LEN = HEADER_LEN;

// hot path
/** Reads the header at `layers.transport`. */
export function walkTcp(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  const captured = layers.ipEnd - at;
  if (captured >= PORTS_LEN) {
    layers.srcPort = uint16(bytes, at + OFFSET.sourcePort);
    layers.dstPort = uint16(bytes, at + OFFSET.destinationPort);
  }
  if (captured < HEADER_LEN) {
    layers.faults |= layers.ipPayload < HEADER_LEN ? FAULT.malformed : FAULT.cut;
    const known = captured > OFFSET.dataOffset ? headerLength(bytes, at) : HEADER_LEN;
    layers.payloadLength = layers.ipPayload > known ? layers.ipPayload - known : 0;
    return;
  }
  const length = headerLength(bytes, at);
  if (length < HEADER_LEN) {
    layers.faults |= FAULT.malformed;
    return;
  }
  layers.transportRead = 1;
  layers.tcpFlags = uint16(bytes, at + OFFSET.flags) & FLAGS_MASK;
  layers.tcpSeq = uint32(bytes, at + OFFSET.sequence);
  layers.tcpAck = uint32(bytes, at + OFFSET.acknowledgment);
  layers.tcpWindow = uint16(bytes, at + OFFSET.window);
  if (length > layers.ipPayload) {
    layers.faults |= FAULT.malformed;
    return;
  }
  layers.tcpSegment = 1;
  layers.payloadLength = layers.ipPayload - length;
  layers.payload = at + length;
}

// hot path
function headerLength(bytes: Uint8Array, at: number): number {
  return (bytes[at + OFFSET.dataOffset]! >> 4) * 4;
}

/** Whether the captured bytes or the IP payload end before the fixed header does. */
export const isTcpShort = (layers: Layers): boolean => layers.ipEnd - layers.transport < HEADER_LEN;

/** Where the options of the header at `at` begin. */
export const tcpOptionsOffset = (at: number): number => at + HEADER_LEN;

/** Where the options of the header at `at` end by its data offset; the header must have been read. */
export const tcpOptionsEnd = (bytes: Uint8Array, at: number): number => at + headerLength(bytes, at);

/** Fields that stand before what a malformed data offset leaves unread. */
export const TCP_PORT_FIELDS = {
  'tcp.srcport': uint16Field(OFFSET.sourcePort),
  'tcp.dstport': uint16Field(OFFSET.destinationPort),
} as const;

export const TCP_HEADER_LENGTH_FIELDS = {
  // Words of 4 bytes in the upper four bits: two bits less of a shift.
  'tcp.hdr_len': uint8Field(OFFSET.dataOffset, { mask: 0xf0, shift: 2 }),
} as const;

export const TCP_FIELDS = {
  'tcp.seq_raw': uint32Field(OFFSET.sequence),
  'tcp.ack_raw': uint32Field(OFFSET.acknowledgment),
  'tcp.flags': hex16Field(OFFSET.flags, { mask: FLAGS_MASK }),
  'tcp.window_size_value': uint16Field(OFFSET.window),
  'tcp.checksum': hex16Field(OFFSET.checksum),
  'tcp.urgent_pointer': uint16Field(OFFSET.urgentPointer),
} as const;
