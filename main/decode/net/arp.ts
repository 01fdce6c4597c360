// ARP and RARP (RFC 826, RFC 903).
// Guarantee: `network` becomes arp only when the fixed 8 bytes were captured; addresses are read only where they lie inside.
import { uint16Field } from '../header-field.ts';
import { FAULT, type Layers, NETWORK } from '../layers.ts';

const OFFSET = { hardwareType: 0, protocolType: 2, hardwareLength: 4, protocolLength: 5, opcode: 6 } as const;
const HEADER_LEN = OFFSET.opcode + 2;

// hot path
/** Checks the header at `layers.networkOffset`. */
export function walkArp(layers: Layers): void {
  if (layers.end - layers.networkOffset < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  layers.network = NETWORK.arp;
}

export const ARP_FIELDS = {
  'arp.opcode': uint16Field(OFFSET.opcode),
} as const;
