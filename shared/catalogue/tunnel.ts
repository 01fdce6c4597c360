// Fields of tunnels: VXLAN, Geneve, Teredo, L2TP, EtherIP, LISP (Wireshark's packet-vxlan.c and so on).
import { boolean, bytes, ipv4, none, protocol, uint8, uint16, uint24, uint32 } from './field-def.ts';

export const VXLAN = {
  vxlan: protocol('Virtual eXtensible Local Area Network'),
  'vxlan.flags': uint16('Flags', { base: 'hex' }),
  'vxlan.flags_reserved': uint16('Reserved(R)', { mask: 0x77b7, base: 'hex' }),
  'vxlan.flag_g': boolean('GBP Extension', 0x8000, 16),
  'vxlan.flag_i': boolean('VXLAN Network ID (VNI)', 0x800, 16),
  'vxlan.flag_d': boolean("Don't Learn", 0x40, 16),
  'vxlan.flag_a': boolean('Policy Applied', 0x8, 16),
  'vxlan.ver': uint8('Version', { mask: 0x30 }),
  'vxlan.i_bit': uint8('Instance', { mask: 0x8 }),
  'vxlan.p_bit': uint8('Next Protocol Bit', { mask: 0x4 }),
  'vxlan.o_bit': uint8('OAM bit', { mask: 0x1 }),
  'vxlan.gbp': uint16('Group Policy ID'),
  'vxlan.vni': uint24('VXLAN Network Identifier (VNI)'),
  'vxlan.reserved8': uint8('Reserved'),
  'vxlan.reserved_16': uint16('Reserved'),
  'vxlan.next_proto': uint8('Next Protocol', {
    names: { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'Network Service Header', 5: 'MPLS' },
  }),
} as const;

export const GENEVE = {
  geneve: protocol('Generic Network Virtualization Encapsulation'),
  'geneve.version': uint8('Version'),
  'geneve.flags': uint8('Flags', { base: 'hex' }),
  'geneve.flags.oam': boolean('Operations, Administration and Management Frame', 0x80),
  'geneve.flags.critical': boolean('Critical Options Present', 0x40),
  'geneve.flags.reserved': boolean('Reserved', 0x3f),
  'geneve.proto_type': uint16('Protocol Type', { base: 'hex' }),
  'geneve.vni': uint24('Virtual Network Identifier (VNI)', { base: 'hex' }),
  'geneve.reserved': uint8('Reserved', { base: 'hex' }),
  'geneve.options': bytes('Geneve Options'),
  'geneve.option.class': uint16('Class', { base: 'hex' }),
  'geneve.option.type': uint8('Type', { base: 'hex' }),
  'geneve.option.type.critical': boolean('Critical Option', 0x80),
  'geneve.option.flags': uint8('Flags', { base: 'hex' }),
  'geneve.option.flags.reserved': boolean('Reserved', 0xe0),
  'geneve.option.length': uint8('Length'),
  'geneve.option': bytes('Option'),
  'geneve.option.unknown.data': bytes('Unknown Option Data'),
  'geneve.version.unknown': none('Unknown version'),
  'geneve.option.length.invalid': none('Invalid length for option'),
} as const;

export const TEREDO = {
  teredo: protocol('Teredo IPv6 over UDP tunneling'),
  'teredo.auth': none('Teredo Authentication header'),
  'teredo.auth.idlen': uint8('Client identifier length'),
  'teredo.auth.aulen': uint8('Authentication value length'),
  'teredo.auth.id': bytes('Client identifier'),
  'teredo.auth.value': bytes('Authentication value'),
  'teredo.auth.nonce': bytes('Nonce value'),
  'teredo.auth.conf': bytes('Confirmation byte'),
  'teredo.orig': none('Teredo Origin Indication header'),
  'teredo.orig.port': uint16('Origin UDP port'),
  'teredo.orig.addr': ipv4('Origin IPv4 address'),
} as const;

export const L2TP = {
  l2tp: protocol('Layer 2 Tunneling Protocol'),
  'l2tp.flags': uint16('Flags', { base: 'hex' }),
  'l2tp.type': uint16('Type', { mask: 0x8000, names: { 0: 'Data Message', 1: 'Control Message' } }),
  'l2tp.length_bit': boolean('Length Bit', 0x4000, 16),
  'l2tp.seq_bit': boolean('Sequence Bit', 0x800, 16),
  'l2tp.offset_bit': boolean('Offset bit', 0x200, 16),
  'l2tp.priority': boolean('Priority', 0x100, 16),
  'l2tp.version': uint16('Version', { mask: 0xf }),
  'l2tp.length': uint16('Length'),
  'l2tp.tunnel': uint16('Tunnel ID'),
  'l2tp.session': uint16('Session ID'),
  'l2tp.Ns': uint16('Ns'),
  'l2tp.Nr': uint16('Nr'),
  'l2tp.offset': uint16('Offset'),
  'l2tp.offset_padding': none('Offset Padding'),
  'l2tp.sid': uint32('Session ID', { base: 'hex' }),
  'l2tp.ccid': uint32('Control Connection ID', { base: 'hex' }),
} as const;

export const ETHER_IP = {
  etherip: protocol('Ethernet over IP'),
  'etherip.ver': uint16('Version', { mask: 0xf000 }),
  'etherip.reserved': uint16('Reserved', { mask: 0xfff, base: 'hex' }),
  'etherip.ver.not3': none('Version must be 3'),
  'etherip.reserved.not0': none('Reserved field must be 0'),
} as const;

export const LISP_DATA = {
  'lisp-data': protocol('Locator/ID Separation Protocol (Data)'),
  'lisp-data.flags': uint8('Flags', { base: 'hex' }),
  'lisp-data.flags.nonce': boolean('N bit (Nonce present)', 0x80),
  'lisp-data.flags.lsb': boolean('L bit (Locator-Status-Bits field enabled)', 0x40),
  'lisp-data.flags.enr': boolean('E bit (Echo-Nonce-Request)', 0x20),
  'lisp-data.flags.mv': boolean('V bit (Map-Version present)', 0x10),
  'lisp-data.flags.iid': boolean('I bit (Instance ID present)', 0x8),
  'lisp-data.flags.res': uint8('Reserved', { mask: 0x7, base: 'hex' }),
  'lisp-data.nonce': uint24('Nonce'),
  'lisp-data.mapver': uint24('Map-Version', { base: 'hex' }),
  'lisp-data.srcmapver': uint24('Source Map-Version', { mask: 0xfff000 }),
  'lisp-data.dstmapver': uint24('Destination Map-Version', { mask: 0xfff }),
  'lisp-data.iid': uint24('Instance ID'),
  'lisp-data.lsb': uint32('Locator-Status-Bits', { mask: 0xffffffff, base: 'hex' }),
  'lisp-data.lsb8': uint8('Locator-Status-Bits', { mask: 0xff, base: 'hex' }),
} as const;
