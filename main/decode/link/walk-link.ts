// From a LINKTYPE number to the link layer's own walk.
import type { Layers } from '../layers.ts';
import { walkChdlc } from './chdlc.ts';
import { walkEthernet } from './ethernet.ts';
import { walkNull } from './null-loopback.ts';
import { walkPpp } from './ppp.ts';
import { walkRawIp } from './raw-ip.ts';
import { walkSll, walkSll2 } from './sll.ts';

// hot path
/** Follows the link layer at `at` and leaves the network layer's EtherType and offset (or -1) in `layers`. */
export function walkLink(bytes: Uint8Array, at: number, linkType: number, layers: Layers): void {
  switch (linkType) {
    case 1:
      walkEthernet(bytes, at, layers);
      break;
    case 0:
      walkNull(bytes, at, true, layers);
      break;
    case 108:
      walkNull(bytes, at, false, layers);
      break;
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      walkRawIp(bytes, at, layers);
      break;
    case 9:
    case 50:
      layers.networkOffset = walkPpp(bytes, at, layers);
      break;
    case 104:
      walkChdlc(bytes, at, layers);
      break;
    case 113:
      walkSll(bytes, at, layers);
      break;
    case 276:
      walkSll2(bytes, at, layers);
      break;
  }
}
