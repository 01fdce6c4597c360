// MPLS label stack (RFC 3032 section 2.1). What follows the stack is named nowhere: the first nibble tells IPv4 and IPv6.
// Guarantee: ends after at most as many entries as bytes were captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { trafficClassAndBottom: 2, ttl: 3 } as const;
const ENTRY_LEN = OFFSET.ttl + 1;

const BOTTOM_OF_STACK = 0x01;

// hot path
/** Reads the label stack at `at`; returns where an IP header begins, or -1. */
export function walkMpls(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  let entry = at;
  for (;;) {
    if (layers.end - entry <= ENTRY_LEN) {
      layers.faults |= FAULT.cut;
      return -1;
    }
    const bottom = bytes[entry + OFFSET.trafficClassAndBottom]! & BOTTOM_OF_STACK;
    entry += ENTRY_LEN;
    if (bottom !== 0) break;
  }
  const nibble = bytes[entry]! >> 4;
  if (nibble === 4) layers.etherType = ETHER_TYPE.ipv4;
  else if (nibble === 6) layers.etherType = ETHER_TYPE.ipv6;
  else return -1;
  return entry;
}
