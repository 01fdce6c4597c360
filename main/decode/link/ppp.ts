// PPP in HDLC-like framing (RFC 1662 section 3.1) and its protocol field (RFC 1661 section 2), compressed or not.
// Guarantee: `etherType` is set only from bytes that were captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { address: 0, control: 1 } as const;
const FRAMING_LEN = OFFSET.control + 1;

const ALL_STATIONS = 0xff;
const UNNUMBERED_INFORMATION = 0x03;
/** Set in the last byte of a protocol number: one byte when it was compressed, else two. */
const LAST_BYTE = 0x01;
const PROTOCOL_IPV4 = 0x0021;
const PROTOCOL_IPV6 = 0x0057;

// hot path
/** Reads the PPP header at `at`, with or without address and control; returns where an IP header begins, or -1. */
export function walkPpp(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  let next = at;
  const framed =
    layers.end - at >= FRAMING_LEN &&
    bytes[at + OFFSET.address] === ALL_STATIONS &&
    bytes[at + OFFSET.control] === UNNUMBERED_INFORMATION;
  if (framed) next += FRAMING_LEN;
  if (next >= layers.end) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  let protocol = bytes[next++]!;
  if ((protocol & LAST_BYTE) === 0) {
    if (next >= layers.end) {
      layers.faults |= FAULT.cut;
      return -1;
    }
    protocol = (protocol << 8) | bytes[next++]!;
  }
  if (protocol === PROTOCOL_IPV4) layers.etherType = ETHER_TYPE.ipv4;
  else if (protocol === PROTOCOL_IPV6) layers.etherType = ETHER_TYPE.ipv6;
  else return -1;
  return next;
}
