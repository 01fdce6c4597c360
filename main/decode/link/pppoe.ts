// PPPoE session stage (RFC 2516 section 4): six bytes in front of PPP.
// Guarantee: PPP is read only when the header was captured; its length field bounds the frame, never lengthens it.
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { walkPpp } from './ppp.ts';

const OFFSET = { versionType: 0, code: 1, session: 2, length: 4 } as const;
const HEADER_LEN = OFFSET.length + 2;

const SESSION_DATA = 0;

// hot path
/** Reads the PPPoE header at `at`; returns where an IP header begins, or -1. */
export function walkPppoe(bytes: Uint8Array, at: number, layers: Layers): number {
  if (layers.end - at < HEADER_LEN) {
    layers.etherType = -1;
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (bytes[at + OFFSET.code] !== SESSION_DATA) {
    layers.etherType = -1;
    return -1;
  }
  const payload = at + HEADER_LEN;
  const payloadEnd = payload + uint16(bytes, at + OFFSET.length);
  if (payloadEnd < layers.frameEnd) layers.frameEnd = payloadEnd;
  return walkPpp(bytes, payload, layers);
}
