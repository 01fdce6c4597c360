// Which dissector a link type, an EtherType, an LLC service access point or a PPP protocol number leads to.
import { dissectEthernet } from '../link/ethernet.ts';
import type { LayerDissector } from './dissection.ts';

/** By LINKTYPE number. */
export const LINK_LAYERS: ReadonlyMap<number, LayerDissector> = new Map([[1, dissectEthernet]]);

/** EtherTypes of layers below the network layer: tags, PPPoE, MPLS, … */
export const TAG_LAYERS: ReadonlyMap<number, LayerDissector> = new Map();

/** By destination service access point. */
export const LLC_LAYERS: ReadonlyMap<number, LayerDissector> = new Map();

/** By PPP protocol number. */
export const PPP_LAYERS: ReadonlyMap<number, LayerDissector> = new Map();
