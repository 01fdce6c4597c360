// Fields of Ethernet (Wireshark's packet-eth.c).
import { either, ether, protocol, uint16 } from './field-def.ts';

export const ETHERNET = {
  eth: protocol('Ethernet'),
  'eth.dst': ether('Destination'),
  'eth.src': ether('Source'),
  'eth.addr': either('Address', ether, 'eth.dst', 'eth.src'),
  'eth.type': uint16('Type', { base: 'hex' }),
  'eth.len': uint16('Length'),
} as const;
