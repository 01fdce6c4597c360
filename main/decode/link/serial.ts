// Serial lines: SLIP (RFC 1055, with libpcap's 16 bytes in front; 8), PPP of Linux pppd (166) and with a byte of direction (204), Cisco HDLC
// and Frame Relay with direction (205, 206), multilink Frame Relay (FRF.16; 182).
// Guarantee: nothing is read that was not captured.
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const SLIP = { direction: 0, packet: 16 } as const;
const PPPD = { direction: 0, control: 1 } as const;
const MFR = { flags: 0, payload: 2 } as const;

const UNNUMBERED_INFORMATION = 0x03;
/** Begin, end and control of a multilink frame. */
const MFR_FLAGS = 0xe0;
const MFR_WHOLE = 0xc0;
const DIRECTION_LEN = 1;

// hot path
/** Passes `length` bytes in front of what `type` says. */
export function walkBehind(at: number, length: number, type: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < length) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = type;
  return at + length;
}

// hot path
/** Passes the header that libpcap puts in front of SLIP packets. */
export const walkSlip = (at: number, layers: Layers): number => walkBehind(at, SLIP.packet, PSEUDO_TYPE.ip, layers);

// hot path
/** Passes the direction in front of what `type` says. */
export const walkDirected = (at: number, type: number, layers: Layers): number =>
  walkBehind(at, DIRECTION_LEN, type, layers);

// hot path
/** Reads PPP at `at` whose address is replaced by a direction. */
export function walkPppd(bytes: Uint8Array, at: number, layers: Layers): number {
  return walkBehind(at, pppdLength(bytes, at, layers.end), PSEUDO_TYPE.ppp, layers);
}

// hot path
const pppdLength = (bytes: Uint8Array, at: number, end: number): number =>
  at + PPPD.control < end && bytes[at + PPPD.control] === UNNUMBERED_INFORMATION ? PPPD.control + 1 : PPPD.control;

// hot path
/** Reads the multilink header at `at`; a frame follows where one fragment holds it all. */
export function walkMultilinkFrameRelay(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < MFR.payload) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  if ((bytes[at + MFR.flags]! & MFR_FLAGS) !== MFR_WHOLE) return -1;
  layers.etherType = PSEUDO_TYPE.frameRelay;
  return at + MFR.payload;
}

/** Adds libpcap's header of SLIP at `at` to the tree. */
export function dissectSlip(d: Dissection, at: number): void {
  const slip = d.layer('slip', at, SLIP.packet);
  d.add(slip, 'slip.direction', at + SLIP.direction, 1);
  d.require(at, SLIP.packet);
  d.next('ethertype', PSEUDO_TYPE.ip, at + SLIP.packet);
}

/** Passes the direction, which Wireshark shows in no layer. */
export const dissectDirected =
  (type: number): LayerDissector =>
  (d, at) => {
    d.require(at, DIRECTION_LEN);
    d.next('ethertype', type, at + DIRECTION_LEN);
  };

/** Goes on with PPP at `at` whose address is replaced by a direction. */
export function dissectPppd(d: Dissection, at: number): void {
  d.next('ethertype', PSEUDO_TYPE.ppp, at + pppdLength(d.bytes, at, d.end));
}

/** Adds the multilink header at `at` to the tree. */
export function dissectMultilinkFrameRelay(d: Dissection, at: number): void {
  const mfr = d.layer('mfr', at, MFR.payload);
  d.add(mfr, 'mfr.flags', at + MFR.flags, 1);
  const word = d.uint16(at + MFR.flags);
  d.add(mfr, 'mfr.sequence', at + MFR.flags, MFR.payload, ((word >> 1) & 0xf00) | (word & 0xff));
  const whole = ((word >> 8) & MFR_FLAGS) === MFR_WHOLE;
  d.next(whole ? 'ethertype' : 'data', PSEUDO_TYPE.frameRelay, at + MFR.payload);
}
