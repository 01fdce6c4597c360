// Fields of the tags of switch chips and of SLIP, for which tshark 4.0 has no names.
import { boolean, protocol, uint8, uint16, uint32 } from './field-def.ts';

export const SWITCH_TAG = {
  dsa: protocol('Marvell Distributed Switch Architecture'),
  'dsa.etype': uint16('Type', { base: 'hex' }),
  'dsa.mode': uint8('Mode', { mask: 0xc0, names: { 0: 'To CPU', 1: 'From CPU', 2: 'To Sniffer', 3: 'Forward' } }),
  'dsa.tagged': boolean('Tagged', 0x20),
  'dsa.device': uint8('Device', { mask: 0x1f }),
  'dsa.port': uint8('Port', { mask: 0xf8 }),
  'dsa.priority': uint16('Priority', { mask: 0xe000 }),
  'dsa.vlan': uint16('VLAN', { mask: 0x0fff }),
  brcmtag: protocol('Broadcom Switch Tag'),
  'brcmtag.opcode': uint8('Opcode', { mask: 0xe0 }),
  'brcmtag.class': uint8('Traffic class', { mask: 0x1c }),
  'brcmtag.bytes': uint32('Tag', { base: 'hex' }),
  mfr: protocol('Multilink Frame Relay'),
  'mfr.flags': uint8('Flags', { mask: 0xe0, base: 'hex' }),
  'mfr.sequence': uint16('Sequence Number', { mask: 0x1eff }),
  slip: protocol('Serial Line IP'),
  'slip.direction': uint8('Direction', { names: { 0: 'Received', 1: 'Sent' } }),
} as const;
