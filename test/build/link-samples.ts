// One frame of every link type and tag that leads to IP, with the packet at its end (and in some a trailer behind it).
import { concat, ethernet, hex, ipv4, MAC_A, MAC_B, snap, tcp, u16, vlan } from './packet.ts';

export interface LinkSample {
  readonly name: string;
  readonly linkType: number;
  readonly frame: Uint8Array;
  /** Bytes behind the packet. */
  readonly behind?: number;
  /** The sender's address on the link, where the walk finds one. */
  readonly source?: string;
  /** tshark 4.0 does not dissect it, or means something else. */
  readonly notInTshark?: true;
}

export const PACKET = ipv4({ protocol: 6, payload: tcp({ payload: hex('0102030405060708') }) });
const llc = snap(0x0800, PACKET);
const inner = ethernet(0x0800, PACKET);
const ppp = concat(hex('ff030021'), PACKET);

const a = '02000000000a';
const b = '02000000000b';
const c = '02000000000c';
const d = '02000000000d';

/** A data frame: frame control, then addresses, with what stands between them and LLC. */
const data = (control: string, addresses: string, more = '', payload = llc): Uint8Array =>
  concat(hex(`${control} 2c00 ${addresses}`), hex(more), payload);
const toDs = data('0801', `${b}${a}${c} 1000`);
const subframe = (payload: Uint8Array): Uint8Array => concat(hex(`${b}${a}`), u16(payload.length), payload);

const FCS = hex('deadbeef');
const sample = (name: string, linkType: number, frame: Uint8Array, more: Partial<LinkSample> = {}): LinkSample => ({
  name,
  linkType,
  frame,
  ...more,
});
const behindEthernet = (name: string, type: number, payload: Uint8Array, more: Partial<LinkSample> = {}): LinkSample =>
  sample(name, 1, ethernet(type, payload), { source: MAC_A, ...more });

const TAGS: readonly LinkSample[] = [
  behindEthernet('802.1Q', 0x8100, vlan(5, 0x0800, PACKET)),
  behindEthernet('802.1ad and 802.1Q', 0x88a8, vlan(7, 0x8100, vlan(5, 0x0800, PACKET))),
  behindEthernet('two S-tags', 0x88a8, vlan(7, 0x88a8, vlan(5, 0x0800, PACKET))),
  behindEthernet('802.1ah', 0x88e7, concat(hex(`00123456 ${b}${c} 0800`), PACKET)),
  behindEthernet('B-tag and I-tag', 0x88a8, vlan(9, 0x88e7, concat(hex(`60123456 ${b}${c} 0800`), PACKET))),
  behindEthernet('E-tag', 0x893f, concat(hex('2001 1002 03 04 0800'), PACKET)),
  behindEthernet('VN-tag', 0x8926, concat(hex('c0018002 0800'), PACKET)),
  behindEthernet('Cisco MetaData', 0x8909, concat(hex('01 01 0001 0064 0800'), PACKET)),
  behindEthernet('HSR', 0x892f, concat(hex('1042 0007 0800'), PACKET)),
  behindEthernet('R-tag', 0xf1c1, concat(hex('0000 0007 0800'), PACKET)),
  behindEthernet(
    'MACsec, not encrypted',
    0x88e5,
    concat(hex('2001 00000001 020000000001 0001 0800'), PACKET, new Uint8Array(16)),
    { behind: 16 },
  ),
  behindEthernet('TRILL', 0x22f3, concat(hex('0045 0001 0002 00000000'), inner)),
  behindEthernet('NSH', 0x894f, concat(hex('0fc6 01 01 000001 ff'), new Uint8Array(16), PACKET)),
  behindEthernet('bridged Ethernet', 0x6558, inner),
  behindEthernet('MPLS', 0x8847, concat(hex('00010040 00011140'), PACKET)),
  behindEthernet('MPLS pseudo-wire with control word', 0x8847, concat(hex('00011140 00000000'), inner), {
    notInTshark: true,
  }),
  behindEthernet('PPPoE', 0x8864, concat(hex('1100 0001'), u16(PACKET.length + 2), hex('0021'), PACKET)),
  behindEthernet('PPP behind an EtherType', 0x880b, concat(hex('21'), PACKET), { notInTshark: true }),
  behindEthernet('LLC with IP as its user', PACKET.length + 3, concat(hex('060603'), PACKET)),
  behindEthernet('LLC with NLPID', PACKET.length + 4, concat(hex('fefe03cc'), PACKET)),
  behindEthernet('SNAP with a bridged frame', inner.length + 10, concat(hex('aaaa03 0080c2 0007 0000'), inner)),
  behindEthernet('LLC in a jumbo frame', 0x8870, llc),
  sample('FabricPath', 1, concat(hex(`${d}020000000001 8903 0040`), inner, FCS), { behind: 4, source: MAC_A }),
  sample('FabricPath with a tag', 1, concat(hex(`${d}020000000001 8100 0005 8903 0040`), inner, FCS), {
    behind: 4,
    source: MAC_A,
  }),
  sample(
    'ISL',
    1,
    concat(hex('01000c000000 02000000000c'), u16(PACKET.length + 30), hex('aaaa03 00000c 000a 0001 0000'), inner),
    { source: MAC_A },
  ),
];

const WLAN: readonly LinkSample[] = [
  sample('802.11', 105, toDs, { source: MAC_A }),
  sample('802.11 from the distribution system', 105, data('0802', `${b}${c}${a} 1000`), { source: MAC_A }),
  sample('802.11 QoS', 105, data('8801', `${b}${a}${c} 1000`, '0000'), { source: MAC_A }),
  sample('802.11 QoS with HT control', 105, data('8881', `${b}${a}${c} 1000`, '0000 00000000'), { source: MAC_A }),
  sample('802.11 with four addresses', 105, data('0803', `${b}${c}${d} 1000 ${a}`), { source: MAC_A }),
  sample('802.11 mesh', 105, data('8803', `${b}${c}${d} 1000 ${a}`, '0001 00 1f 00000001'), { source: MAC_A }),
  sample('802.11 A-MSDU', 105, data('8801', `${b}${a}${c} 1000`, '8000', subframe(llc)), { source: MAC_A }),
  sample('radiotap', 127, concat(hex('0000 0800 00000000'), toDs), { source: MAC_A }),
  sample('radiotap with a check sequence', 127, concat(hex('0000 0900 02000000 10'), toDs, FCS), {
    behind: 4,
    source: MAC_A,
  }),
  sample(
    'radiotap with two words and a time',
    127,
    concat(hex('0000 1900 03000080 00000000 00000000 0000000000000000 10'), toDs, FCS),
    { behind: 4, source: MAC_A },
  ),
  sample(
    'radiotap with a padded header',
    127,
    concat(hex('0000 0900 02000000 20'), data('8801', `${b}${a}${c} 1000`, '0000 0000')),
    { source: MAC_A },
  ),
  sample('PPI', 192, concat(hex('00 00 0800 69000000'), toDs), { source: MAC_A }),
  sample('PPI with Ethernet', 192, concat(hex('00 00 0800 01000000'), inner), { source: MAC_A, notInTshark: true }),
  sample('AVS', 163, concat(hex('80211001 00000040'), new Uint8Array(56), toDs), { source: MAC_A }),
  sample('Prism', 119, concat(hex('44000000 90000000'), new Uint8Array(136), toDs), { source: MAC_A }),
];

const SERIAL: readonly LinkSample[] = [
  sample('SLIP', 8, concat(new Uint8Array(16), PACKET), { notInTshark: true }),
  sample('PPP', 9, ppp),
  sample('PPP, compressed', 9, concat(hex('21'), PACKET)),
  sample('PPP with Cisco HDLC', 50, concat(hex('0f000800'), PACKET)),
  sample('PPP bridging', 9, concat(hex('ff03 0031 0001'), inner), { source: MAC_A }),
  sample('PPP multilink', 9, concat(hex('ff03 003d c0000001 0021'), PACKET), { notInTshark: true }),
  sample('PPPoE without Ethernet', 51, concat(hex('1100 0001'), u16(PACKET.length + 2), hex('0021'), PACKET)),
  sample('PPP of pppd', 166, concat(hex('0003 0021'), PACKET), { notInTshark: true }),
  sample('PPP with direction', 204, concat(hex('01'), ppp), { notInTshark: true }),
  sample('Cisco HDLC', 104, concat(hex('0f000800'), PACKET)),
  sample('Cisco HDLC with direction', 205, concat(hex('01 0f000800'), PACKET), { notInTshark: true }),
  sample('Frame Relay with NLPID', 107, concat(hex('1841 03 cc'), PACKET)),
  sample('Frame Relay with SNAP', 107, concat(hex('1841 03 00 80 000000 0800'), PACKET)),
  sample('Frame Relay of Cisco', 107, concat(hex('1841 0800'), PACKET)),
  sample('Frame Relay with Ethernet', 107, concat(hex('1841 0e1122334455'), inner.subarray(6), FCS), {
    behind: 4,
    source: MAC_A,
  }),
  sample('Frame Relay with four bytes of address', 107, concat(hex('18400201 03 cc'), PACKET)),
  sample('Frame Relay with direction', 206, concat(hex('01 1841 03 cc'), PACKET), { notInTshark: true }),
  sample('multilink Frame Relay', 182, concat(hex('c000 1841 03 cc'), PACKET), { notInTshark: true }),
  sample('ATM', 100, llc),
  sample('SunATM with LLC', 123, concat(hex('02 00 0065'), llc), { notInTshark: true }),
  sample('SunATM with LAN emulation', 123, concat(hex('01 00 0065 0001'), inner), { source: MAC_A, notInTshark: true }),
];

const OTHER: readonly LinkSample[] = [
  sample('null', 0, concat(hex('02000000'), PACKET)),
  sample('null with PPP', 0, ppp),
  sample('null with two bytes of family', 0, concat(hex('00020000'), PACKET)),
  sample('OpenBSD loop', 108, concat(hex('00000002'), PACKET)),
  sample('raw', 101, PACKET),
  sample('raw with PPP', 12, ppp),
  sample('IPv4', 228, PACKET),
  sample('SLL', 113, concat(hex(`0000 0001 0006 ${a} 0000 0800`), PACKET), { source: MAC_A }),
  sample('SLL with LLC', 113, concat(hex(`0000 0001 0006 ${a} 0000 0004`), llc), { source: MAC_A }),
  sample('SLL with radiotap', 113, concat(hex(`0000 0323 0006 ${b} 0000 0004 0000 0800 00000000`), toDs), {
    source: MAC_B,
  }),
  sample('SLL with GRE', 113, concat(hex('0000 030a 0004 0a000001 00000000 0800'), PACKET)),
  sample('SLL2', 276, concat(hex(`0800 0000 00000003 0001 00 06 ${a} 0000`), PACKET), { source: MAC_A }),
  sample('Token Ring', 6, concat(hex(`1040 ${b} ${a}`), llc)),
  sample('Token Ring, routed', 6, concat(hex(`1040 ${b} 82000000000a 0650 0011 0020`), llc)),
  sample('FDDI', 10, concat(hex(`50 ${b} ${a}`), llc)),
  sample('ARCNET', 7, concat(hex('01 02 d4 00 0007'), PACKET)),
  sample('ARCNET of RFC 1051', 7, concat(hex('01 02 f0'), PACKET)),
  sample('Linux ARCNET', 129, concat(hex('01 02 0000 d4 00 0007'), PACKET)),
  sample('IP over Fibre Channel', 122, concat(hex(`1000 ${b} 1000 ${a}`), llc)),
  sample('IP over IEEE 1394', 138, concat(new Uint8Array(16), hex('0800'), PACKET)),
  sample('IP over InfiniBand', 242, concat(new Uint8Array(40), hex('0800 0000'), PACKET)),
  sample('pflog', 117, concat(hex('30 02 01 00'), new Uint8Array(40), hex('01000000'), PACKET)),
  sample('enc', 109, concat(hex('02000000 00001000 00040000'), PACKET)),
  sample('ipnet', 226, concat(hex('01 02 0000'), u16(0), u16(PACKET.length), new Uint8Array(16), PACKET)),
  sample(
    'NFLOG',
    239,
    concat(
      hex('02 00 0000 0800 0100 0800 0100'),
      hex(`${(PACKET.length + 4).toString(16).padStart(2, '0')}00 0900`),
      PACKET,
    ),
  ),
  sample('PKTAP', 258, concat(hex('6c000000 01000000 01000000'), new Uint8Array(96), inner), { source: MAC_A }),
  sample(
    'ERF with Ethernet',
    197,
    concat(new Uint8Array(8), hex('02 04'), u16(18 + inner.length), hex('0000'), u16(inner.length), hex('0000'), inner),
    { source: MAC_A, notInTshark: true },
  ),
  sample(
    'ERF with an extension',
    197,
    concat(
      new Uint8Array(8),
      hex('96 04'),
      u16(24 + PACKET.length),
      hex('0000'),
      u16(PACKET.length),
      new Uint8Array(8),
      PACKET,
    ),
    { notInTshark: true },
  ),
  sample('Broadcom tag', 281, concat(hex(`${b}${a} 20000001 0800`), PACKET), { source: MAC_A, notInTshark: true }),
  sample('Broadcom tag, prepended', 282, concat(hex('20000001'), inner), { source: MAC_A, notInTshark: true }),
  sample('DSA', 284, concat(hex(`${b}${a} c0080005 0800`), PACKET), { source: MAC_A, notInTshark: true }),
  sample('EtherType DSA', 285, concat(hex(`${b}${a} dada0000 e0080005 0800`), PACKET), {
    source: MAC_A,
    notInTshark: true,
  }),
];

const header = '4d4743';
const JUNIPER: readonly LinkSample[] = [
  sample('Juniper without a link layer', 178, concat(hex(`${header} 02 02000000`), PACKET)),
  sample('Juniper Ethernet', 178, concat(hex(`${header} 00`), inner), { source: MAC_A }),
  sample('Juniper with extensions', 178, concat(hex(`${header} 80 0006 0401 07 0501 08`), inner), { source: MAC_A }),
  sample('Juniper PPP', 179, concat(hex(`${header} 00 ff03 0021`), PACKET)),
  sample('Juniper Frame Relay', 180, concat(hex(`${header} 00 1841 03 cc`), PACKET)),
  sample('Juniper Cisco HDLC', 181, concat(hex(`${header} 00 0f000800`), PACKET)),
  sample('Juniper ATM1', 137, concat(hex(`${header} 01 00000000`), llc)),
  sample('Juniper ATM2', 135, concat(hex(`${header} 01 0000000000000000`), llc)),
  sample('Juniper MLPPP', 130, concat(hex(`${header} 01 54000000 0021`), PACKET)),
  sample('Juniper MLFR', 131, concat(hex(`${header} 01 4700000000 00 0000`), PACKET)),
  sample('Juniper services', 136, concat(hex(`${header} 01`), new Uint8Array(16), PACKET)),
  sample('Juniper GGSN', 133, concat(hex(`${header} 00 0200 0000`), PACKET)),
  sample('Juniper voice', 183, concat(hex(`${header} 00`), new Uint8Array(18), PACKET)),
  sample('Juniper monitor', 164, concat(hex(`${header} 00`), new Uint8Array(8), PACKET), { notInTshark: true }),
  sample(
    'Juniper virtual network',
    184,
    concat(hex('0104 0a000001 0202 6162 ff00').subarray(0, 6), hex('ff00'), inner),
    { source: MAC_A },
  ),
];

export const LINK_SAMPLES: readonly LinkSample[] = [...TAGS, ...WLAN, ...SERIAL, ...OTHER, ...JUNIPER];
