// Fields of the headers that Juniper routers put in front of packets, as Wireshark names them.
import { ipv4, none, protocol, string, uint8, uint16, uint24, uint32, uint64 } from './field-def.ts';

export const JUNIPER = {
  juniper: protocol('Juniper'),
  'juniper.aspic.cookie': uint64('Cookie', { base: 'hex' }),
  'juniper.atm1.cookie': uint32('Cookie', { base: 'hex' }),
  'juniper.atm2.cookie': uint64('Cookie', { base: 'hex' }),
  'juniper.direction': uint8('Direction', { mask: 0x1, base: 'hex', names: { 0: 'Out', 1: 'In' } }),
  'juniper.ext.ifd': uint32('Device Interface Index'),
  'juniper.ext.ifl': uint32('Logical Interface Index'),
  'juniper.ext.ifle': uint16('Logical Interface Encapsulation'),
  'juniper.ext.ifmt': uint16('Device Media Type'),
  'juniper.ext.ttp_ifle': uint16('TTP derived Logical Interface Encapsulation'),
  'juniper.ext.ttp_ifmt': uint16('TTP derived Device Media Type'),
  'juniper.ext.unit': uint32('Logical Unit Number'),
  'juniper.ext_total_len': uint16('Extension(s) Total length'),
  'juniper.l2hdr': uint8('L2 header presence', { mask: 0x2, base: 'hex', names: { 0: 'Present', 2: 'none' } }),
  'juniper.lspic.cookie': uint32('Cookie', { base: 'hex' }),
  'juniper.magic-number': uint24('Magic Number', { base: 'hex' }),
  'juniper.magic-number.none': none('No Magic-Number found!'),
  'juniper.vn.dst': string('Dst VN'),
  'juniper.vn.flags': uint32('Flags', { mask: 0xffffffff, base: 'hex' }),
  'juniper.vn.host_ip': ipv4('Host IP'),
  'juniper.vn.src': string('Src VN'),
} as const;
