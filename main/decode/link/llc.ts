// IEEE 802.2 LLC with SNAP (RFC 1042): leads to IP when the SAP is IP's, or SNAP carries an EtherType.
// Guarantee: `etherType` is set only from bytes that were captured; any other LLC user leaves it at -1.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint24 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';

const OFFSET = { dsap: 0, ssap: 1, control: 2 } as const;
const HEADER_LEN = OFFSET.control + 1;
const SNAP_OFFSET = { oui: HEADER_LEN, type: HEADER_LEN + 3 } as const;
const SNAP_LEN = SNAP_OFFSET.type + 2;

const SAP_SNAP = 0xaa;
const SAP_IP = 0x06;
const UNNUMBERED_INFORMATION = 0x03;
const OUI_ETHER_TYPE = 0x000000;
const OUI_BRIDGE_TUNNEL = 0x0000f8;

// hot path
/** Reads the LLC header at `at`; returns where the payload of a known EtherType begins, or -1. */
export function walkLlc(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if (bytes[at + OFFSET.control] !== UNNUMBERED_INFORMATION) return -1;
  if (bytes[at + OFFSET.dsap] === SAP_IP && bytes[at + OFFSET.ssap] === SAP_IP) {
    layers.etherType = ETHER_TYPE.ipv4;
    return at + HEADER_LEN;
  }
  if (bytes[at + OFFSET.dsap] !== SAP_SNAP || bytes[at + OFFSET.ssap] !== SAP_SNAP) return -1;
  if (layers.end - at < SNAP_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const oui = uint24(bytes, at + SNAP_OFFSET.oui);
  if (oui !== OUI_ETHER_TYPE && oui !== OUI_BRIDGE_TUNNEL) return -1;
  const type = uint16(bytes, at + SNAP_OFFSET.type);
  if (type < FIRST_ETHER_TYPE) return -1;
  layers.etherType = type;
  return at + SNAP_LEN;
}
