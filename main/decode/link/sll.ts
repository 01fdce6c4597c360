// Linux "cooked" captures, version 1 (LINKTYPE_LINUX_SLL, 113) and 2 (LINKTYPE_LINUX_SLL2, 276).
// Guarantee: the protocol field is read only when the whole header was captured.
import { FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { walkEtherType } from './ether-type.ts';
import { walkLlc } from './llc.ts';

const OFFSET = { packetType: 0, hardwareType: 2, addressLength: 4, address: 6, protocol: 14 } as const;
const HEADER_LEN = OFFSET.protocol + 2;

const OFFSET_V2 = { protocol: 0, interfaceIndex: 4, hardwareType: 8, packetType: 10, addressLength: 11, address: 12 };
const HEADER_LEN_V2 = OFFSET_V2.address + 8;

const PROTOCOL_LLC = 4;
/** ARPHRD_NETLINK: the protocol is a netlink family. */
const HARDWARE_NETLINK = 824;

// hot path
/** Reads the version 1 header at `at`. */
export function walkSll(bytes: Uint8Array, at: number, layers: Layers): void {
  if (layers.end - at < HEADER_LEN) {
    layers.faults |= FAULT.cut;
    return;
  }
  const hardware = uint16(bytes, at + OFFSET.hardwareType);
  walkProtocol(bytes, at + HEADER_LEN, uint16(bytes, at + OFFSET.protocol), hardware, layers);
}

// hot path
/** Reads the version 2 header at `at`. */
export function walkSll2(bytes: Uint8Array, at: number, layers: Layers): void {
  if (layers.end - at < HEADER_LEN_V2) {
    layers.faults |= FAULT.cut;
    return;
  }
  const hardware = uint16(bytes, at + OFFSET_V2.hardwareType);
  walkProtocol(bytes, at + HEADER_LEN_V2, uint16(bytes, at + OFFSET_V2.protocol), hardware, layers);
}

// hot path
function walkProtocol(bytes: Uint8Array, payload: number, protocol: number, hardware: number, layers: Layers): void {
  if (hardware === HARDWARE_NETLINK) return;
  if (protocol === PROTOCOL_LLC) {
    const next = walkLlc(bytes, payload, layers);
    if (next >= 0) walkEtherType(bytes, next, layers);
  } else if (protocol >= FIRST_ETHER_TYPE) {
    layers.etherType = protocol;
    walkEtherType(bytes, payload, layers);
  }
}
