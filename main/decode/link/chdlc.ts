// Cisco HDLC (LINKTYPE_C_HDLC, 104): address, control, EtherType.
// Guarantee: the type is read only when the whole header was captured.
import { FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { walkEtherType } from './ether-type.ts';

const OFFSET = { address: 0, control: 1, type: 2 } as const;
const HEADER_LEN = OFFSET.type + 2;

// hot path
/** Reads the Cisco HDLC header at `at`. */
export function walkChdlc(bytes: Uint8Array, at: number, layers: Layers): void {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  const type = uint16(bytes, at + OFFSET.type);
  if (type < FIRST_ETHER_TYPE) return;
  layers.etherType = type;
  walkEtherType(bytes, at + HEADER_LEN, layers);
}
