// How the walk goes on inside of a tunnel: the region of the payload becomes that of `inner`, and a link layer, an EtherType
// or an IP header in it is looked for. `inner.networkOffset` says where one begins, -1: none.
// Guarantee: nothing outside bytes[at, end) is read.

import type { Layers } from '../layers.ts';
import { walkEtherType } from '../link/ether-type.ts';
import { walkLink } from '../link/walk-link.ts';

/** LINKTYPE numbers of what tunnels carry. */
export const CARRIED = { ethernet: 1, ppp: 9, rawIp: 101 } as const;

// hot path
/** Goes on with a link layer, or an IP header of either version, at `at`; the payload would end at `reported`. */
export function enterLink(
  bytes: Uint8Array,
  at: number,
  end: number,
  reported: number,
  linkType: number,
  inner: Layers,
): void {
  if (at >= end) return;
  inner.reset(at, end, reported - at);
  walkLink(bytes, at, linkType, inner);
}

// hot path
/** Goes on with what the EtherType `type` names. */
export function enterEtherType(
  bytes: Uint8Array,
  at: number,
  end: number,
  reported: number,
  type: number,
  inner: Layers,
): void {
  if (at >= end) return;
  inner.reset(at, end, reported - at);
  inner.etherType = type;
  walkEtherType(bytes, at, inner);
}
