// Apple's PKTAP (LINKTYPE_PKTAP, 258): what macOS knows of a packet, then a frame of any link type. All little endian.
// Guarantee: nothing is read that was not captured.
import type { Dissection } from '../tree/dissection.ts';
import { little32 } from './wlan-prefix.ts';

const OFFSET = {
  length: 0,
  recordType: 4,
  linkType: 8,
  interfaceName: 12,
  flags: 36,
  family: 40,
  headerLength: 44,
  trailerLength: 48,
  processId: 52,
  command: 56,
  serviceClass: 76,
  interfaceType: 80,
  interfaceUnit: 82,
  effectiveProcessId: 84,
  effectiveCommand: 88,
  end: 108,
} as const;
const RECORD_PACKET = 1;

// hot path
/** Length of the header at `at`; -1 when it was cut, or is shorter than itself, or no packet follows. */
export function pktapLength(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < OFFSET.end || little32(bytes, at + OFFSET.recordType) !== RECORD_PACKET) return -1;
  const length = little32(bytes, at + OFFSET.length);
  return length < OFFSET.end || at + length > end ? -1 : length;
}

// hot path
/** The link type behind the header at `at`. */
export const pktapLinkType = (bytes: Uint8Array, at: number): number => little32(bytes, at + OFFSET.linkType);

/** Adds the header at `at` to the tree. */
export function dissectPktap(d: Dissection, at: number): void {
  d.require(at, OFFSET.end);
  const length = little32(d.bytes, at + OFFSET.length);
  const pktap = d.layer('pktap', at, length);
  d.addLittle(pktap, 'pktap.hdrlen', at + OFFSET.length, 4);
  d.addLittle(pktap, 'pktap.rectype', at + OFFSET.recordType, 4);
  d.addLittle(pktap, 'pktap.dlt', at + OFFSET.linkType, 4);
  d.add(pktap, 'pktap.ifname', at + OFFSET.interfaceName, 24);
  d.addLittle(pktap, 'pktap.flags', at + OFFSET.flags, 4);
  d.addLittle(pktap, 'pktap.pfamily', at + OFFSET.family, 4);
  d.addLittle(pktap, 'pktap.llhdrlen', at + OFFSET.headerLength, 4);
  d.addLittle(pktap, 'pktap.lltrlrlen', at + OFFSET.trailerLength, 4);
  d.addLittle(pktap, 'pktap.pid', at + OFFSET.processId, 4);
  d.add(pktap, 'pktap.cmdname', at + OFFSET.command, 20);
  d.addLittle(pktap, 'pktap.svc_class', at + OFFSET.serviceClass, 4);
  d.addLittle(pktap, 'pktap.iftype', at + OFFSET.interfaceType, 2);
  d.addLittle(pktap, 'pktap.ifunit', at + OFFSET.interfaceUnit, 2);
  d.addLittle(pktap, 'pktap.epid', at + OFFSET.effectiveProcessId, 4);
  d.add(pktap, 'pktap.ecmdname', at + OFFSET.effectiveCommand, 20);
  if (pktapLength(d.bytes, at, d.end) < 0) return;
  d.protocols.push('pcap_pktdata');
  d.next('link', pktapLinkType(d.bytes, at), at + length);
}
