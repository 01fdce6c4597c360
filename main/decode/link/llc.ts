// IEEE 802.2 LLC with SNAP (RFC 1042; bridged frames: RFC 2427, RFC 2684): leads to IP when the SAP is IP's, or by SNAP.
// Guarantee: `etherType` is set only from bytes that were captured; any other LLC user leaves it at -1.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16, uint24 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

export const LLC_OFFSET = { dsap: 0, ssap: 1, control: 2 } as const;
const SHORTEST_LEN = LLC_OFFSET.control + 1;
/** From the end of the control field. */
export const SNAP_OFFSET = { oui: 0, type: 3 } as const;
export const SNAP_LEN = SNAP_OFFSET.type + 2;

export const SAP = { snap: 0xaa, ip: 0x06 } as const;
/** Service access points of OSI's network layer. */
export const OSI_SAPS: readonly number[] = [0x14, 0x54, 0x55, 0xd4, 0xfe];
export const OUI = { etherType: 0x000000, bridgeTunnel: 0x0000f8, bridged: 0x0080c2 } as const;

/** Padding in front of a bridged frame behind LLC; Frame Relay has none. */
export const LLC_BRIDGE_PAD = 2;

// hot path
/** Length of an extended control field that begins with `first`: 1 in unnumbered frames, else 2. */
export const controlLength = (first: number): number => ((first & 0x03) === 0x03 ? 1 : 2);

// hot path
/** Whether the frame carries data: an information frame, or unnumbered information with or without poll. */
export const isInformation = (first: number): boolean => (first & 0x01) === 0 || (first & 0xef) === 0x03;

// hot path
/** Reads the LLC header at `at`; returns where the payload of a known type begins, or -1. */
export function walkLlc(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < SHORTEST_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const control = bytes[at + LLC_OFFSET.control]!;
  const information = isInformation(control);
  const dsap = bytes[at + LLC_OFFSET.dsap]!;
  const next = at + LLC_OFFSET.control + controlLength(control);
  if (dsap === SAP.snap && bytes[at + LLC_OFFSET.ssap] === SAP.snap)
    return walkSnap(bytes, next, LLC_BRIDGE_PAD, information, layers);
  if (!information) return -1;
  if (dsap === SAP.ip) layers.etherType = ETHER_TYPE.ipv4;
  else if (isOsiSap(dsap)) layers.etherType = PSEUDO_TYPE.nlpid;
  else return -1;
  return next;
}

// hot path
function isOsiSap(sap: number): boolean {
  return OSI_SAPS.includes(sap);
}

// hot path
/** Reads SNAP at `at`: OUI and type; bridged frames stand behind `pad` bytes, others only in information frames. */
export function walkSnap(bytes: Uint8Array, at: number, pad: number, information: boolean, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < SNAP_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const oui = uint24(bytes, at + SNAP_OFFSET.oui);
  const type = uint16(bytes, at + SNAP_OFFSET.type);
  if (oui === OUI.bridged) {
    if (!isBridgedEthernet(type)) return -1;
    layers.etherType = ETHER_TYPE.bridgedEthernet;
    return at + SNAP_LEN + pad;
  }
  if (!information || (oui !== OUI.etherType && oui !== OUI.bridgeTunnel) || type < FIRST_ETHER_TYPE) return -1;
  layers.etherType = type;
  return at + SNAP_LEN;
}

// hot path
/** Whether a protocol identifier of IEEE 802.1 stands for an Ethernet frame, with or without its check sequence. */
export const isBridgedEthernet = (pid: number): boolean => pid === 0x0001 || pid === 0x0007;
