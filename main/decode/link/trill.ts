// TRILL (RFC 6325 section 3): a header with options in front of an Ethernet frame.
// Guarantee: the length of the options is read only when it was captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { bits: 0, egress: 2, ingress: 4, options: 6 } as const;
const OPTION_WORDS_SHIFT = 6;
const OPTION_WORDS_MASK = 0x1f;

// hot path
/** Passes the header at `at`; returns where the Ethernet frame begins, or -1. */
export function walkTrill(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < OFFSET.options) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = ETHER_TYPE.bridgedEthernet;
  return at + OFFSET.options + optionsLength(uint16(bytes, at + OFFSET.bits));
}

// hot path
const optionsLength = (bits: number): number => ((bits >> OPTION_WORDS_SHIFT) & OPTION_WORDS_MASK) * 4;

/** Adds the header at `at` to the tree. */
export function dissectTrill(d: Dissection, at: number): void {
  const options = optionsLength(d.uint16(at + OFFSET.bits));
  const trill = d.layer('trill', at, OFFSET.options + options);
  d.add(trill, 'trill.version', at + OFFSET.bits, 2);
  d.add(trill, 'trill.reserved', at + OFFSET.bits, 2);
  d.add(trill, 'trill.multi_dst', at + OFFSET.bits, 2);
  d.add(trill, 'trill.op_len', at + OFFSET.bits, 2);
  d.add(trill, 'trill.hop_cnt', at + OFFSET.bits, 2);
  d.add(trill, 'trill.egress_nick', at + OFFSET.egress, 2);
  d.add(trill, 'trill.ingress_nick', at + OFFSET.ingress, 2);
  if (options > 0) d.add(trill, 'trill.options', at + OFFSET.options, options);
  d.next('ethertype', ETHER_TYPE.bridgedEthernet, at + OFFSET.options + options);
}
