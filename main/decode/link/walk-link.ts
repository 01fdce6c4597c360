// From a LINKTYPE number to the link layer's own walk.

import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Layers } from '../layers.ts';
import { walkSunAtm } from './atm.ts';
import { walkErf } from './erf.ts';
import { walkEtherType } from './ether-type.ts';
import { walkInnerEthernet } from './ethernet.ts';
import { walkEnc, walkIpnet, walkNflog, walkPflog } from './firewall.ts';
import { walkJuniper } from './juniper.ts';
import { IEEE1394, IPOIB, walkArcnet, walkFddi, walkIpOverFibreChannel, walkTokenRing, walkTypeAt } from './lan.ts';
import { walkLoop, walkNull } from './null-loopback.ts';
import { pktapLength, pktapLinkType } from './pktap.ts';
import { PSEUDO_TYPE, WLAN_OPTION } from './pseudo-type.ts';
import { walkRawIp } from './raw-ip.ts';
import { walkBehind, walkDirected, walkMultilinkFrameRelay, walkPppd, walkSlip } from './serial.ts';
import { walkSll, walkSll2 } from './sll.ts';
import { SWITCH_TAG_LEN, walkSwitchTag } from './switch-tag.ts';
import { ppiHasFcs, ppiLength, ppiLinkType, walkAvs, walkPrism } from './wlan-prefix.ts';

const LINKTYPE = { null: 0, ethernet: 1, raw: 101, ieee80211: 105, sll: 113, ppi: 192, pktap: 258, sll2: 276 } as const;

// hot path
/** Follows the link layer at `at` and leaves the network layer's EtherType and offset (or -1) in `layers`. */
export function walkLink(bytes: Uint8Array, at: number, linkType: number, layers: Layers): void {
  // The frequent ones come first, without a look at all others.
  switch (linkType) {
    case LINKTYPE.ethernet:
      goOn(bytes, walkInnerEthernet(bytes, at, layers), layers);
      break;
    case LINKTYPE.null:
      goOn(bytes, walkNull(bytes, at, layers), layers);
      break;
    case LINKTYPE.raw:
      goOn(bytes, walkRawIp(bytes, at, layers), layers);
      break;
    case LINKTYPE.sll:
      goOn(bytes, walkSll(bytes, at, layers), layers);
      break;
    case LINKTYPE.sll2:
      goOn(bytes, walkSll2(bytes, at, layers), layers);
      break;
    default:
      walkOther(bytes, at, linkType, layers);
  }
}

// hot path
/** Follows the type that a header left in `layers`; nothing follows at -1. */
function goOn(bytes: Uint8Array, next: number, layers: Layers): void {
  if (next < 0) return;
  if (layers.etherType === ETHER_TYPE.ipv4) layers.networkOffset = next;
  else walkEtherType(bytes, next, layers);
}

// hot path
function walkOther(bytes: Uint8Array, at: number, linkType: number, layers: Layers): void {
  let frame = at;
  let type = linkType;
  let options = 0;
  // These two announce a link layer, which may be one of them again; each is at least 8 bytes long.
  while (type === LINKTYPE.ppi || type === LINKTYPE.pktap) {
    const isPpi = type === LINKTYPE.ppi;
    const length = isPpi ? ppiLength(bytes, frame, layers.end) : pktapLength(bytes, frame, layers.end);
    if (length < 0) return;
    type = isPpi ? ppiLinkType(bytes, frame) : pktapLinkType(bytes, frame);
    options = isPpi && ppiHasFcs(bytes, frame, length) ? WLAN_OPTION.fcs : 0;
    frame += length;
  }
  if (type === LINKTYPE.ethernet) {
    goOn(bytes, walkInnerEthernet(bytes, frame, layers), layers);
    return;
  }
  if (type === LINKTYPE.ieee80211) {
    layers.etherType = PSEUDO_TYPE.ieee80211 + options;
  } else {
    frame = walkHeader(bytes, frame, type, layers);
  }
  if (frame >= 0) walkEtherType(bytes, frame, layers);
}

// hot path
/** Reads the header of a link type that has one of its own; returns where the header of `layers.etherType` begins, or -1. */
function walkHeader(bytes: Uint8Array, at: number, linkType: number, layers: Layers): number {
  switch (linkType) {
    case 0:
      return walkNull(bytes, at, layers);
    case 6:
      return walkTokenRing(bytes, at, layers);
    case 7:
      return walkArcnet(bytes, at, false, layers);
    case 8:
      return walkSlip(at, layers);
    case 9:
    case 50:
      return walkBehind(at, 0, PSEUDO_TYPE.pppHdlc, layers);
    case 10:
      return walkFddi(bytes, at, layers);
    case 12:
    case 14:
    case 101:
      return walkRawIp(bytes, at, layers);
    case 51:
      return walkBehind(at, 0, ETHER_TYPE.pppoeSession, layers);
    case 100:
      return walkBehind(at, 0, PSEUDO_TYPE.llc, layers);
    case 104:
      return walkBehind(at, 0, PSEUDO_TYPE.chdlc, layers);
    case 107:
      return walkBehind(at, 0, PSEUDO_TYPE.frameRelay, layers);
    case 108:
      return walkLoop(bytes, at, layers);
    case 109:
      return walkEnc(bytes, at, layers);
    case 113:
      return walkSll(bytes, at, layers);
    case 117:
      return walkPflog(bytes, at, layers);
    case 119:
      return walkPrism(bytes, at, layers);
    case 122:
      return walkIpOverFibreChannel(at, layers);
    case 123:
      return walkSunAtm(bytes, at, layers);
    case 127:
      return walkBehind(at, 0, PSEUDO_TYPE.radiotap, layers);
    case 129:
      return walkArcnet(bytes, at, true, layers);
    case 138:
      return walkTypeAt(bytes, at, IEEE1394.type, 0, layers);
    case 163:
      return walkAvs(bytes, at, layers);
    case 166:
      return walkPppd(bytes, at, layers);
    case 182:
      return walkMultilinkFrameRelay(bytes, at, layers);
    case 197:
      return walkErf(bytes, at, layers);
    case 204:
      return walkDirected(at, PSEUDO_TYPE.pppHdlc, layers);
    case 205:
      return walkDirected(at, PSEUDO_TYPE.chdlc, layers);
    case 206:
      return walkDirected(at, PSEUDO_TYPE.frameRelay, layers);
    case 226:
      return walkIpnet(bytes, at, layers);
    case 228:
    case 229:
      return walkBehind(at, 0, PSEUDO_TYPE.ip, layers);
    case 239:
      return walkNflog(bytes, at, layers);
    case 242:
      return walkTypeAt(bytes, at, IPOIB.type, 2, layers);
    case 276:
      return walkSll2(bytes, at, layers);
    case 281:
      return walkSwitchTag(bytes, at, SWITCH_TAG_LEN.broadcom, false, layers);
    case 282:
      return walkBehind(at, SWITCH_TAG_LEN.broadcom, ETHER_TYPE.bridgedEthernet, layers);
    case 284:
      return walkSwitchTag(bytes, at, SWITCH_TAG_LEN.dsa, true, layers);
    case 285:
      return walkSwitchTag(bytes, at, SWITCH_TAG_LEN.etherTypeDsa, true, layers);
    default:
      return walkJuniper(bytes, at, linkType, layers);
  }
}
