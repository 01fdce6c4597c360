// UDP (RFC 768), with the zero length of jumbograms (RFC 2675 section 4), and the ports of its relatives UDP-Lite
// (RFC 3828), SCTP (RFC 9260) and DCCP (RFC 4340), which lie in the same four bytes.
// Guarantee: `transportRead` becomes 1 only when the 8 bytes were captured; the accessors then cannot fail.
import { uint16 } from '../big-endian.ts';
import { hex16Field, uint16Field } from '../header-field.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { sourcePort: 0, destinationPort: 2, length: 4, checksum: 6 } as const;
const HEADER_LEN = OFFSET.checksum + 2;
const PORTS_LEN = OFFSET.destinationPort + 2;

/** Length of the UDP header: what is taken off the IP payload when the header was not captured. */
export const UDP_HEADER_LEN = HEADER_LEN;

// hot path
/** Reads the header at `layers.transport`. */
export function walkUdp(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  walkPorts(bytes, layers);
  if (layers.ipEnd - at < HEADER_LEN) {
    const cut = layers.ipPayload >= HEADER_LEN;
    layers.faults |= cut ? FAULT.cut : FAULT.malformed;
    layers.payloadLength = cut ? layers.ipPayload - HEADER_LEN : 0;
    return;
  }
  layers.transportRead = 1;
  let length = uint16(bytes, at + OFFSET.length);
  if (length === 0 && layers.lengthElsewhere === 1) length = layers.ipPayload;
  if (length > layers.ipPayload) {
    // The first of several fragments carries the length of all of them.
    if (layers.fragment === 0) layers.faults |= FAULT.malformed;
    length = layers.ipPayload;
  }
  if (length < HEADER_LEN) {
    layers.faults |= FAULT.malformed;
    return;
  }
  layers.payloadLength = length - HEADER_LEN;
  layers.payload = at + HEADER_LEN;
}

// hot path
/** Reads source and destination port at `layers.transport`. */
export function walkPorts(bytes: Uint8Array, layers: Layers): void {
  const at = layers.transport;
  if (layers.ipEnd - at < PORTS_LEN) {
    layers.faults |= layers.ipPayload < PORTS_LEN ? FAULT.malformed : FAULT.cut;
    return;
  }
  layers.srcPort = uint16(bytes, at + OFFSET.sourcePort);
  layers.dstPort = uint16(bytes, at + OFFSET.destinationPort);
}

export const UDP_FIELDS = {
  'udp.srcport': uint16Field(OFFSET.sourcePort),
  'udp.dstport': uint16Field(OFFSET.destinationPort),
  'udp.length': uint16Field(OFFSET.length),
  'udp.checksum': hex16Field(OFFSET.checksum),
} as const;
