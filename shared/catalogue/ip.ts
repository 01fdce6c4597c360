// Fields of IPv4 (Wireshark's packet-ip.c).
import { boolean, either, ipv4, protocol, uint8, uint16 } from './field-def.ts';

export const IP = {
  ip: protocol('Internet Protocol Version 4'),
  'ip.version': uint8('Version', { mask: 0xf0 }),
  'ip.hdr_len': uint8('Header Length', { mask: 0x0f }),
  'ip.dsfield': uint8('Differentiated Services Field', { base: 'hex' }),
  'ip.dsfield.dscp': uint8('Differentiated Services Codepoint', { mask: 0xfc }),
  'ip.dsfield.ecn': uint8('Explicit Congestion Notification', { mask: 0x03 }),
  'ip.len': uint16('Total Length'),
  'ip.id': uint16('Identification', { base: 'hex' }),
  'ip.flags': uint8('Flags', { mask: 0xe0, base: 'hex' }),
  'ip.flags.rb': boolean('Reserved bit', 0x80),
  'ip.flags.df': boolean("Don't fragment", 0x40),
  'ip.flags.mf': boolean('More fragments', 0x20),
  'ip.frag_offset': uint16('Fragment Offset', { mask: 0x1fff }),
  'ip.ttl': uint8('Time to Live'),
  'ip.proto': uint8('Protocol'),
  'ip.checksum': uint16('Header Checksum', { base: 'hex' }),
  'ip.checksum.status': uint8('Header checksum status', {
    names: { 0: 'Bad', 1: 'Good', 2: 'Unverified', 3: 'Not present' },
  }),
  'ip.src': ipv4('Source Address'),
  'ip.dst': ipv4('Destination Address'),
  'ip.addr': either('Source or Destination Address', ipv4, 'ip.src', 'ip.dst'),
} as const;
