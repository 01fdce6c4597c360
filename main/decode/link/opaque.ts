// Protocols next to IP over the same links: they are named, so that they can be found, and not dissected further.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';

/** Names what stands from `at` on; nothing when nothing was captured. */
export function addOpaque(d: Dissection, name: FieldName, at: number): void {
  if (at < d.end) d.layer(name, at, d.end - at);
}

export const opaque =
  (name: FieldName): LayerDissector =>
  (d, at) =>
    addOpaque(d, name, at);

/** OSI network layer protocols over LLC, HDLC and Frame Relay, by their identifier (ISO/IEC TR 9577). */
export const OSI_PROTOCOLS: ReadonlyMap<number, FieldName> = new Map([
  [0x00, 'clnp'],
  [0x08, 'q931'],
  [0x81, 'clnp'],
  [0x82, 'esis'],
  [0x83, 'isis'],
]);

/** Link types that are named and not dissected. */
export const OPAQUE_LINKS: ReadonlyMap<number, FieldName> = new Map([
  [3, 'ax25'],
  [114, 'llap'],
  [139, 'mtp2'],
  [140, 'mtp2'],
  [141, 'mtp3'],
  [142, 'sccp'],
  [143, 'docsis'],
  [144, 'irlap'],
  [165, 'mstp'],
  [169, 'llcgprs'],
  [177, 'lapd'],
  [186, 'usb'],
  [187, 'hci_h4'],
  [189, 'usb'],
  [199, 'hci_h4'],
  [202, 'ax25_kiss'],
  [203, 'lapd'],
  [210, 'flexray'],
  [212, 'lin'],
  [215, 'wpan-nonask-phy'],
  [220, 'usb'],
  [224, 'fc'],
  [231, 'dbus'],
  [235, 'dvb-ci'],
  [236, 'mux27010'],
  [243, 'mp2t'],
  [247, 'infiniband'],
  [249, 'usb'],
  [251, 'btle'],
  [252, 'exported_pdu'],
  [254, 'hci_mon'],
  [256, 'btle_rf'],
  [266, 'usb'],
  [270, 'loratap'],
  [272, 'nordic_ble'],
  [275, 'dpaux'],
  [279, 'ebhscr'],
  [283, 'wpan-tap'],
]);

/** EtherTypes of protocols that are named and not dissected. */
export const OPAQUE_ETHER_TYPES: ReadonlyMap<number, FieldName> = new Map([
  [0x0600, 'idp'],
  [0x0842, 'wol'],
  [0x08ff, 'bpq'],
  [0x0bad, 'vines_ip'],
  [0x2000, 'cdp'],
  [0x22f0, 'ieee1722'],
  [0x4305, 'batadv'],
  [0x6003, 'dec_dna'],
  [0x6004, 'lat'],
  [0x809b, 'ddp'],
  [0x80f3, 'aarp'],
  [0x8137, 'ipx'],
  [0x8808, 'macc'],
  [0x8809, 'slow'],
  [0x885b, 'homeplug'],
  [0x887b, 'homeplug'],
  [0x888e, 'eapol'],
  [0x8892, 'pn_rt'],
  [0x8899, 'realtek'],
  [0x88a2, 'aoe'],
  [0x88a4, 'ecatf'],
  [0x88b8, 'goose'],
  [0x88ba, 'sv'],
  [0x88ca, 'tipc'],
  [0x88cc, 'lldp'],
  [0x88d9, 'lltd'],
  [0x88dc, 'wsmp'],
  [0x88e1, 'homeplug-av'],
  [0x88f5, 'mrp-mvrp'],
  [0x88f6, 'mrp-mmrp'],
  [0x88f7, 'ptp'],
  [0x88f8, 'ncsi'],
  [0x8902, 'cfm'],
  [0x8906, 'fcoe'],
  [0x8914, 'fip'],
  [0x8915, 'infiniband'],
  [0x893a, 'ieee1905'],
  [0x9000, 'loop'],
]);

/** Destination service access points whose users are named and not dissected. */
export const OPAQUE_SAPS: ReadonlyMap<number, FieldName> = new Map([
  [0x04, 'sna'],
  [0x08, 'sna'],
  [0x0c, 'sna'],
  [0x10, 'ipx'],
  [0x42, 'stp'],
  [0x7e, 'x25'],
  [0x82, 'bacnet'],
  [0xbc, 'vines_llc'],
  [0xe0, 'ipx'],
  [0xf0, 'netbios'],
  [0xf8, 'hpext'],
  [0xfc, 'rpl'],
]);

/** Protocol identifiers of Cisco behind SNAP. */
export const OPAQUE_CISCO: ReadonlyMap<number, FieldName> = new Map([
  [0x0104, 'pagp'],
  [0x010b, 'stp'],
  [0x0111, 'udld'],
  [0x2000, 'cdp'],
  [0x2001, 'cgmp'],
  [0x2003, 'vtp'],
  [0x2004, 'dtp'],
]);

/** PPP protocols that are named and not dissected. */
export const OPAQUE_PPP: ReadonlyMap<number, FieldName> = new Map([
  [0x0029, 'ddp'],
  [0x002b, 'ipx'],
  [0x002d, 'vjc'],
  [0x002f, 'vjc'],
  [0x003d, 'mp'],
  [0x0059, 'pppmux'],
  [0x00fd, 'comp_data'],
  [0x0207, 'cdp'],
  [0x8021, 'ipcp'],
  [0x8023, 'osinlcp'],
  [0x8031, 'bcp_ncp'],
  [0x8057, 'ipv6cp'],
  [0x80fd, 'ccp'],
  [0x8281, 'mplscp'],
  [0xc021, 'lcp'],
  [0xc023, 'pap'],
  [0xc029, 'cbcp'],
  [0xc02b, 'bacp'],
  [0xc02d, 'bap'],
  [0xc223, 'chap'],
  [0xc227, 'eap'],
]);

/** Address families of BSD whose packets are named and not dissected. */
export const OPAQUE_FAMILIES: ReadonlyMap<number, FieldName> = new Map([
  [7, 'osi'],
  [16, 'ddp'],
  [23, 'ipx'],
]);
