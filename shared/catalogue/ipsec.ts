// Fields of the IPsec headers (Wireshark's packet-ipsec.c).
import { bytes, none, protocol, uint8, uint32 } from './field-def.ts';

export const IPSEC = {
  ah: protocol('Authentication Header'),
  'ah.next_header': uint8('Next header'),
  'ah.length': uint8('Length'),
  'ah.reserved': bytes('Reserved'),
  'ah.spi': uint32('AH SPI', { base: 'hex' }),
  'ah.sequence': uint32('AH Sequence'),
  'ah.icv': bytes('AH ICV'),
  esp: protocol('Encapsulating Security Payload'),
  'esp.spi': uint32('ESP SPI', { base: 'hex' }),
  'esp.sequence': uint32('ESP Sequence'),
  'esp.encrypted_data': bytes('ESP Encrypted Data'),
  udpencap: protocol('UDP Encapsulation of IPsec Packets'),
  'udpencap.nat_keepalive': none('NAT-keepalive packet'),
  'udpencap.non_esp_marker': none('Non-ESP Marker'),
} as const;
