// Which dissector a link type, an EtherType, an LLC service access point or a PPP protocol number leads to.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { dissectSunAtm } from '../link/atm.ts';
import { dissectChdlc } from '../link/chdlc.ts';
import { dissectErf } from '../link/erf.ts';
import { dissectBridgedEthernet, dissectEthernet, dissectEthernetWithFcs } from '../link/ethernet.ts';
import { dissectEnc, dissectIpnet, dissectNflog, dissectPflog } from '../link/firewall-tree.ts';
import { dissectFrameRelay, dissectOsi } from '../link/frame-relay-tree.ts';
import { dissectIeee80211 } from '../link/ieee80211-tree.ts';
import { dissectIeee802154 } from '../link/ieee802154.ts';
import { LINK as JUNIPER } from '../link/juniper.ts';
import { dissectJuniper } from '../link/juniper-tree.ts';
import {
  dissectArcnet,
  dissectFddi,
  dissectIeee1394,
  dissectIpOverFibreChannel,
  dissectIpOverInfiniBand,
  dissectLinuxArcnet,
  dissectTokenRing,
} from '../link/lan-tree.ts';
import { OSI_SAPS } from '../link/llc.ts';
import { dissectLlc } from '../link/llc-tree.ts';
import { dissectMacsec } from '../link/macsec.ts';
import { dissectMpls } from '../link/mpls.ts';
import { dissectNsh } from '../link/nsh.ts';
import { dissectLoop, dissectNull } from '../link/null-loopback.ts';
import { OPAQUE_ETHER_TYPES, OPAQUE_LINKS, OPAQUE_PPP, OPAQUE_SAPS, opaque } from '../link/opaque.ts';
import { dissectPktap } from '../link/pktap.ts';
import { dissectBridgedPpp, dissectMultilink, dissectPpp, dissectPppHdlc } from '../link/ppp.ts';
import { dissectPppoeDiscovery, dissectPppoeSession } from '../link/pppoe.ts';
import { PSEUDO_TYPE } from '../link/pseudo-type.ts';
import { dissectRadiotap } from '../link/radiotap.ts';
import { dissectNibble, dissectRawIp } from '../link/raw-ip.ts';
import { dissectDirected, dissectMultilinkFrameRelay, dissectPppd, dissectSlip } from '../link/serial.ts';
import { dissectSll, dissectSll2 } from '../link/sll.ts';
import { dissectNetlink, dissectVsock } from '../link/socket-monitor.ts';
import { dissectSocketCan } from '../link/socketcan.ts';
import { dissectBroadcom, dissectBroadcomPrepended, dissectDsa, SWITCH_TAG_LEN } from '../link/switch-tag.ts';
import {
  dissectBackboneTag,
  dissectBridgePortTag,
  dissectCiscoMetadata,
  dissectHsr,
  dissectRedundancyTag,
  dissectVnTag,
} from '../link/tags.ts';
import { dissectTrill } from '../link/trill.ts';
import { dissectProviderVlan, dissectVlan } from '../link/vlan.ts';
import { dissectAvs, dissectPpi, dissectPrism } from '../link/wlan-prefix.ts';
import type { LayerDissector } from './dissection.ts';

type Entries = readonly (readonly [number, LayerDissector])[];

const allOpaque = (names: ReadonlyMap<number, FieldName>): Entries =>
  [...names].map(([number, name]) => [number, opaque(name)] as const);

const SCTP = 132;
const sctp: LayerDissector = (d, at) => d.next('ip', SCTP, at);

/** By LINKTYPE number. */
export const LINK_LAYERS: ReadonlyMap<number, LayerDissector> = new Map<number, LayerDissector>([
  ...allOpaque(OPAQUE_LINKS),
  [0, dissectNull],
  [1, dissectEthernet],
  [6, dissectTokenRing],
  [7, dissectArcnet],
  [8, dissectSlip],
  [9, dissectPppHdlc],
  [10, dissectFddi],
  [12, dissectRawIp],
  [14, dissectRawIp],
  [50, dissectPppHdlc],
  [51, dissectPppoeSession],
  [100, dissectLlc],
  [101, dissectRawIp],
  [104, dissectChdlc],
  [105, dissectIeee80211(0)],
  [107, dissectFrameRelay],
  [108, dissectLoop],
  [109, dissectEnc],
  [113, dissectSll],
  [117, dissectPflog],
  [119, dissectPrism],
  [122, dissectIpOverFibreChannel],
  [123, dissectSunAtm],
  [127, dissectRadiotap],
  [129, dissectLinuxArcnet],
  [138, dissectIeee1394],
  [163, dissectAvs],
  [166, dissectPppd],
  [182, dissectMultilinkFrameRelay],
  [192, dissectPpi],
  [195, dissectIeee802154(true)],
  [197, dissectErf],
  [204, dissectDirected(PSEUDO_TYPE.pppHdlc)],
  [205, dissectDirected(PSEUDO_TYPE.chdlc)],
  [206, dissectDirected(PSEUDO_TYPE.frameRelay)],
  [226, dissectIpnet],
  [227, dissectSocketCan],
  [228, dissectNibble],
  [229, dissectNibble],
  [230, dissectIeee802154(false)],
  [239, dissectNflog],
  [242, dissectIpOverInfiniBand],
  [248, sctp],
  [253, dissectNetlink],
  [258, dissectPktap],
  [271, dissectVsock],
  [276, dissectSll2],
  [281, dissectBroadcom],
  [282, dissectBroadcomPrepended],
  [284, dissectDsa(SWITCH_TAG_LEN.dsa)],
  [285, dissectDsa(SWITCH_TAG_LEN.etherTypeDsa)],
  ...Object.values(JUNIPER).map(linkType => [linkType, dissectJuniper(linkType)] as const),
]);

/** EtherTypes, and numbers that stand for one, of layers below the network layer: tags, PPPoE, MPLS, … */
export const TAG_LAYERS: ReadonlyMap<number, LayerDissector> = new Map<number, LayerDissector>([
  ...allOpaque(OPAQUE_ETHER_TYPES),
  [ETHER_TYPE.ieee802154, dissectIeee802154(true)],
  [ETHER_TYPE.vlan, dissectVlan],
  [0x9100, dissectVlan],
  [0x9200, dissectVlan],
  [0x9300, dissectVlan],
  [ETHER_TYPE.providerVlan, dissectProviderVlan],
  [ETHER_TYPE.providerBackbone, dissectBackboneTag],
  [ETHER_TYPE.bridgePort, dissectBridgePortTag],
  [ETHER_TYPE.vnTag, dissectVnTag],
  [ETHER_TYPE.ciscoMetadata, dissectCiscoMetadata],
  [ETHER_TYPE.hsr, dissectHsr],
  [ETHER_TYPE.redundancy, dissectRedundancyTag],
  [ETHER_TYPE.macsec, dissectMacsec],
  [ETHER_TYPE.trill, dissectTrill],
  [ETHER_TYPE.nsh, dissectNsh],
  [ETHER_TYPE.mpls, dissectMpls],
  [ETHER_TYPE.mplsMulticast, dissectMpls],
  [ETHER_TYPE.pppoeDiscovery, dissectPppoeDiscovery],
  [ETHER_TYPE.pppoeSession, dissectPppoeSession],
  [ETHER_TYPE.ppp, dissectPpp],
  [ETHER_TYPE.jumboLlc, dissectLlc],
  [ETHER_TYPE.bridgedEthernet, dissectBridgedEthernet],
  [PSEUDO_TYPE.llc, dissectLlc],
  [PSEUDO_TYPE.ppp, dissectPpp],
  [PSEUDO_TYPE.pppHdlc, dissectPppHdlc],
  [PSEUDO_TYPE.ip, dissectNibble],
  [PSEUDO_TYPE.frameRelay, dissectFrameRelay],
  [PSEUDO_TYPE.chdlc, dissectChdlc],
  [PSEUDO_TYPE.nlpid, dissectOsi],
  [PSEUDO_TYPE.radiotap, dissectRadiotap],
  [PSEUDO_TYPE.ethernetWithFcs, dissectEthernetWithFcs],
  ...[0, 1, 2, 3].map(options => [PSEUDO_TYPE.ieee80211 + options, dissectIeee80211(options)] as const),
]);

const ip: LayerDissector = (d, at) => d.next('ethertype', ETHER_TYPE.ipv4, at);

/** By destination service access point. */
export const LLC_LAYERS: ReadonlyMap<number, LayerDissector> = new Map<number, LayerDissector>([
  ...allOpaque(OPAQUE_SAPS),
  [0x06, ip],
  ...OSI_SAPS.map(sap => [sap, dissectOsi] as const),
]);

/** By PPP protocol number. */
export const PPP_LAYERS: ReadonlyMap<number, LayerDissector> = new Map<number, LayerDissector>([
  ...allOpaque(OPAQUE_PPP),
  [0x0031, dissectBridgedPpp],
  [0x003d, dissectMultilink],
]);
