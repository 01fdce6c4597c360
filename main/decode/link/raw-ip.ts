// Link layers without a header: LINKTYPE_RAW (101; 12 and 14 in old files), LINKTYPE_IPV4 (228), LINKTYPE_IPV6 (229).
// Guarantee: the version nibble is read only when it was captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { version: 0 } as const;

// hot path
/** Takes `at` as the first byte of an IP header; the version nibble says of which. */
export function walkRawIp(bytes: Uint8Array, at: number, layers: Layers): void {
  if (at >= layers.end) {
    layers.faults |= FAULT.cut;
    return;
  }
  const version = bytes[at + OFFSET.version]! >> 4;
  if (version === 4) layers.etherType = ETHER_TYPE.ipv4;
  else if (version === 6) layers.etherType = ETHER_TYPE.ipv6;
  else {
    layers.faults |= FAULT.malformed;
    return;
  }
  layers.networkOffset = at;
}
