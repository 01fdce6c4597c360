// Fields of UDP and UDP-Lite (Wireshark's packet-udp.c).
import { CHECKSUM_STATUS } from './checksum-status.ts';
import { bytes, duration, either, none, protocol, uint8, uint16, uint32 } from './field-def.ts';

export const UDP = {
  udp: protocol('User Datagram Protocol'),
  udplite: protocol('Lightweight User Datagram Protocol'),
  'udp.srcport': uint16('Source Port'),
  'udp.dstport': uint16('Destination Port'),
  'udp.port': either('Source or Destination Port', uint16, 'udp.srcport', 'udp.dstport'),
  'udp.stream': uint32('Stream index'),
  'udp.length': uint16('Length'),
  'udp.checksum': uint16('Checksum', { base: 'hex' }),
  'udp.checksum_calculated': uint16('Calculated Checksum', { base: 'hex' }),
  'udp.checksum.status': uint8('Checksum Status', { names: CHECKSUM_STATUS }),
  'udp.pdu.size': uint32('PDU Size'),
  'udp.time_relative': duration('Time since first frame'),
  'udp.time_delta': duration('Time since previous frame'),
  'udp.payload': bytes('Payload'),
  'udp.checksum_coverage': uint16('Checksum coverage'),
  'udp.possible_traceroute': none('Possible traceroute'),
  'udp.length.bad': none('Bad length value'),
  'udp.checksum.zero': none('Illegal checksum value (0)'),
  'udp.checksum.bad': none('Bad checksum'),
  'udp.length.bad_zero': none('Length is zero but payload < 65536'),
  'udplite.checksum_coverage.bad': none('Bad checksum coverage length value'),
} as const;
