// Which tunnel a UDP port leads to. As in Wireshark the lower port decides, then the higher one.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Layers } from '../layers.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import { enterEtherType } from './enter.ts';
import { dissectUdpEsp } from './esp.ts';
import { dissectGeneve, walkGeneve } from './geneve.ts';
import { dissectGre, walkGre } from './gre.ts';
import { dissectGtp, walkGtp } from './gtp.ts';
import { dissectL2tp, walkL2tp } from './l2tp.ts';
import { dissectLispData, walkLispData } from './lisp-data.ts';
import { dissectTeredo, walkTeredo } from './teredo.ts';
import { dissectVxlan, dissectVxlanGpe, walkVxlan, walkVxlanGpe } from './vxlan.ts';

const PORT = {
  l2tp: 1701,
  gtpControl: 2123,
  gtp: 2152,
  teredo: 3544,
  lisp: 4341,
  espInUdp: 4500,
  greInUdp: 4754,
  vxlan: 4789,
  vxlanGpe: 4790,
  geneve: 6081,
  mpls: 6635,
} as const;

const dissectMpls = (d: Dissection, at: number): void => d.next('ethertype', ETHER_TYPE.mpls, at);

/** Dissectors of tunnels over UDP by port. */
export const UDP_TUNNELS: ReadonlyMap<number, LayerDissector> = new Map([
  [PORT.l2tp, dissectL2tp],
  [PORT.gtpControl, dissectGtp],
  [PORT.gtp, dissectGtp],
  [PORT.teredo, dissectTeredo],
  [PORT.lisp, dissectLispData],
  [PORT.espInUdp, dissectUdpEsp],
  [PORT.greInUdp, dissectGre],
  [PORT.vxlan, dissectVxlan],
  [PORT.vxlanGpe, dissectVxlanGpe],
  [PORT.geneve, dissectGeneve],
  [PORT.mpls, dissectMpls],
]);

/** 1 for ports of tunnels whose inside can be walked. */
const IS_TUNNEL = new Uint8Array(65536);
for (const port of UDP_TUNNELS.keys()) IS_TUNNEL[port] = port === PORT.espInUdp || port === PORT.gtpControl ? 0 : 1;

/** All ports of tunnels are below. */
export const PAST_TUNNELS = 6636;

// hot path
/** Marks a datagram to or from the port of a tunnel whose inside can be walked. */
export function noteUdpTunnel(layers: Layers): void {
  layers.nested = IS_TUNNEL[layers.srcPort]! | IS_TUNNEL[layers.dstPort]! | layers.nested;
}

// hot path
/** Follows the tunnel in the payload bytes[at, end) of a datagram, which would reach to `reported`. */
export function walkUdpTunnel(
  bytes: Uint8Array,
  at: number,
  end: number,
  reported: number,
  layers: Layers,
  inner: Layers,
): void {
  const { srcPort, dstPort } = layers;
  const low = srcPort < dstPort ? srcPort : dstPort;
  const port = IS_TUNNEL[low] === 1 ? low : srcPort + dstPort - low;
  switch (port) {
    case PORT.l2tp:
      walkL2tp(bytes, at, end, reported, inner);
      break;
    case PORT.gtp:
      walkGtp(bytes, at, end, reported, inner);
      break;
    case PORT.teredo:
      walkTeredo(bytes, at, end, reported, inner);
      break;
    case PORT.lisp:
      walkLispData(bytes, at, end, reported, inner);
      break;
    case PORT.greInUdp:
      walkGre(bytes, at, end, reported, inner);
      break;
    case PORT.vxlan:
      walkVxlan(bytes, at, end, reported, inner);
      break;
    case PORT.vxlanGpe:
      walkVxlanGpe(bytes, at, end, reported, inner);
      break;
    case PORT.geneve:
      walkGeneve(bytes, at, end, reported, inner);
      break;
    case PORT.mpls:
      enterEtherType(bytes, at, end, reported, ETHER_TYPE.mpls, inner);
      break;
  }
}
