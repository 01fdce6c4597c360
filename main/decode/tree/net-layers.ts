// Which dissector an EtherType of the network layer or an IP protocol number leads to.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import { dissectIpv4 } from '../net/ipv4.ts';
import type { LayerDissector } from './dissection.ts';

/** EtherTypes of the network layer. */
export const NETWORK_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([[ETHER_TYPE.ipv4, dissectIpv4]]);

/** By IP protocol number: transport layers, extension headers, tunnels. */
export const IP_LAYERS: ReadonlyMap<number, LayerDissector> = new Map();
