// What follows an EtherType field: any number of tags, LLC, MPLS, PPP, …, until a network layer or something unknown.
// Guarantee: every turn of the loop moves on by at least one captured byte or ends it.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { uint16 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import { walkChdlc } from './chdlc.ts';
import { walkInnerEthernet } from './ethernet.ts';
import { walkFrameRelay, walkNlpid } from './frame-relay.ts';
import { walkIeee80211 } from './ieee80211.ts';
import { limitFrame } from './limit.ts';
import { walkLlc } from './llc.ts';
import { walkMacsec } from './macsec.ts';
import { walkMpls } from './mpls.ts';
import { walkNsh } from './nsh.ts';
import { walkPpp, walkPppHdlc } from './ppp.ts';
import { walkPppoe } from './pppoe.ts';
import { LAST_ETHER_TYPE, PSEUDO_TYPE } from './pseudo-type.ts';
import { walkRadiotap } from './radiotap.ts';
import { walkNibble } from './raw-ip.ts';
import { isTagType, walkTag } from './tags.ts';
import { walkTrill } from './trill.ts';
import { isVlanType, walkVlan } from './vlan.ts';

const LONGEST_LENGTH = 1500;
const RAW_IPX = 0xffff;

// hot path
/** Follows `layers.etherType`, whose header begins at `at`, and leaves the last type and its offset (or -1) in `layers`. */
export function walkEtherType(bytes: Uint8Array, at: number, layers: Layers): void {
  let next = at;
  while (next >= 0) {
    const type = layers.etherType;
    if (type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6 || type === ETHER_TYPE.arp) break;
    next = isVlanType(type) ? walkVlan(bytes, next, layers) : follow(bytes, next, type, layers);
    if (next > layers.end) {
      layers.faults |= FAULT.cut;
      layers.etherType = -1;
      next = -1;
    }
    if (type === ETHER_TYPE.rarp) break;
  }
  if (layers.etherType > LAST_ETHER_TYPE) layers.etherType = -1;
  layers.networkOffset = next;
}

// hot path
/** Reads one header at `at`; returns where the next begins, whose type it leaves in `layers`, or -1. */
function follow(bytes: Uint8Array, at: number, type: number, layers: Layers): number {
  switch (type) {
    case ETHER_TYPE.rarp:
      return at;
    case ETHER_TYPE.mpls:
    case ETHER_TYPE.mplsMulticast:
      return walkMpls(bytes, at, layers);
    case ETHER_TYPE.pppoeSession:
      return walkPppoe(bytes, at, layers);
    case ETHER_TYPE.bridgedEthernet:
      return walkInnerEthernet(bytes, at, layers);
    case ETHER_TYPE.jumboLlc:
    case PSEUDO_TYPE.llc:
      return walkLlc(bytes, at, layers);
    case ETHER_TYPE.ppp:
    case PSEUDO_TYPE.ppp:
      return walkPpp(bytes, at, layers);
    case ETHER_TYPE.macsec:
      return walkMacsec(bytes, at, layers);
    case ETHER_TYPE.nsh:
      return walkNsh(bytes, at, layers);
    case ETHER_TYPE.trill:
      return walkTrill(bytes, at, layers);
    case PSEUDO_TYPE.pppHdlc:
      return walkPppHdlc(bytes, at, layers);
    case PSEUDO_TYPE.ip:
      return walkNibble(bytes, at, layers);
    case PSEUDO_TYPE.frameRelay:
      return walkFrameRelay(bytes, at, layers);
    case PSEUDO_TYPE.chdlc:
      return walkChdlc(bytes, at, layers);
    case PSEUDO_TYPE.radiotap:
      return walkRadiotap(bytes, at, layers);
    case PSEUDO_TYPE.nlpid:
      return walkNlpid(bytes, at, layers);
    default:
      if (type < FIRST_ETHER_TYPE) return walkLength(bytes, at, type, layers);
      if (isTagType(type)) return walkTag(bytes, at, type, layers);
      if (type < PSEUDO_TYPE.ieee80211) return -1;
      return walkIeee80211(bytes, at, type - PSEUDO_TYPE.ieee80211, layers);
  }
}

// hot path
/** An IEEE 802.3 length: LLC follows, or raw IPX. */
function walkLength(bytes: Uint8Array, at: number, length: number, layers: Layers): number {
  layers.etherType = -1;
  if (length > LONGEST_LENGTH) return -1;
  limitFrame(layers, at + length);
  if (at + 2 <= layers.end && uint16(bytes, at) === RAW_IPX) return -1;
  layers.etherType = PSEUDO_TYPE.llc;
  return at;
}
