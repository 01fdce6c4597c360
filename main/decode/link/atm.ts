// SunATM (LINKTYPE_SUNATM, 123): four bytes in front of LLC (RFC 2684) or of an emulated LAN's Ethernet.
// Guarantee: nothing is read that was not captured.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint24 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const OFFSET = { flags: 0, vpi: 1, vci: 2, payload: 4 } as const;
const TRAFFIC_MASK = 0x0f;
const TRAFFIC = { lane: 0x01, llc: 0x02 } as const;
const LANE_CLIENT_LEN = 2;
/** In place of a client: LAN emulation control. */
const LANE_CONTROL = 0xff00;
const LLC_SNAP = 0xaaaa03;

// hot path
/** Reads the header at `at`; returns where LLC or Ethernet begins, or -1. */
export function walkSunAtm(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < OFFSET.payload) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = typeOf(bytes, at, layers.end);
  if (layers.etherType < 0) return -1;
  return at + OFFSET.payload + (layers.etherType === PSEUDO_TYPE.llc ? 0 : LANE_CLIENT_LEN);
}

// hot path
function typeOf(bytes: Uint8Array, at: number, end: number): number {
  const payload = at + OFFSET.payload;
  const traffic = bytes[at + OFFSET.flags]! & TRAFFIC_MASK;
  if (traffic === TRAFFIC.llc) return PSEUDO_TYPE.llc;
  if (traffic === TRAFFIC.lane) {
    return payload + 2 <= end && uint16(bytes, payload) !== LANE_CONTROL ? ETHER_TYPE.bridgedEthernet : -1;
  }
  return traffic === 0 && payload + 3 <= end && uint24(bytes, payload) === LLC_SNAP ? PSEUDO_TYPE.llc : -1;
}

/** Adds the header at `at` to the tree. */
export function dissectSunAtm(d: Dissection, at: number): void {
  const atm = d.layer('atm', at, OFFSET.payload);
  d.add(atm, 'atm.vpi', at + OFFSET.vpi, 1);
  d.add(atm, 'atm.vci', at + OFFSET.vci, 2);
  const type = typeOf(d.bytes, at, d.end);
  if (type < 0) d.next('data', 0, at + OFFSET.payload);
  else d.next('ethertype', type, at + OFFSET.payload + (type === PSEUDO_TYPE.llc ? 0 : LANE_CLIENT_LEN));
}
