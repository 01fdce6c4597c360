// What follows an EtherType field: any number of tags, LLC, MPLS or PPPoE, until a network layer or something unknown.
// Guarantee: every turn of the loop moves on by at least one captured byte or ends it.
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Layers } from '../layers.ts';
import { walkLlc } from './llc.ts';
import { walkMpls } from './mpls.ts';
import { walkPppoe } from './pppoe.ts';
import { isVlanType, walkVlan } from './vlan.ts';

const LONGEST_LENGTH = 1500;

// hot path
/** Follows `layers.etherType`, whose header begins at `at`, and leaves the last type and its offset (or -1) in `layers`. */
export function walkEtherType(bytes: Uint8Array, at: number, layers: Layers): void {
  let next = at;
  while (next >= 0) {
    const type = layers.etherType;
    if (type === ETHER_TYPE.ipv4 || type === ETHER_TYPE.ipv6) break;
    if (isVlanType(type)) {
      next = walkVlan(bytes, next, layers);
    } else if (type < FIRST_ETHER_TYPE) {
      if (type > LONGEST_LENGTH) {
        layers.etherType = -1;
        next = -1;
      } else {
        if (next + type < layers.frameEnd) layers.frameEnd = next + type;
        next = walkLlc(bytes, next, layers);
      }
    } else if (type === ETHER_TYPE.mpls || type === ETHER_TYPE.mplsMulticast) {
      next = walkMpls(bytes, next, layers);
    } else if (type === ETHER_TYPE.pppoeSession) {
      next = walkPppoe(bytes, next, layers);
    } else {
      break;
    }
  }
  layers.networkOffset = next;
}
