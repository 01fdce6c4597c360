// Dissects the payload of a transport layer by one dissector, without the layers below it.
import { BoundsError, Dissection, type LayerDissector } from '../../../main/decode/tree/dissection.ts';
import { DissectorState } from '../../../main/decode/tree/state.ts';
import { type TreeValues, valuesByName } from '../tree-of.ts';

interface Place {
  readonly at?: number;
  readonly end?: number;
  readonly reported?: number;
  readonly srcPort?: number;
  readonly dstPort?: number;
}

/** What `dissect` makes of bytes[at, end), of which [at, reported) were sent. What it throws but BoundsError is thrown on. */
export function dissectPayload(bytes: Uint8Array, dissect: LayerDissector, place: Place = {}): Dissection {
  const { at = 0, end = bytes.length, reported = end, srcPort = -1, dstPort = -1 } = place;
  const facts = { number: 1, time: [0, 0] as const, linkType: 1, originalLength: bytes.length, interfaceId: 0 };
  const d = new Dissection(bytes, facts, new DissectorState({ badChecksums: false, loneFragments: false }));
  d.enter({ table: 'data', key: 0, source: 0, at, end, reported });
  d.srcPort = srcPort;
  d.dstPort = dstPort;
  try {
    dissect(d, at);
  } catch (thrown) {
    if (!(thrown instanceof BoundsError)) throw thrown;
    d.layer(thrown.malformed ? '_ws.malformed' : '_ws.short', end, 0);
  }
  return d;
}

/** The values of it by name. */
export const valuesOf = (bytes: Uint8Array, dissect: LayerDissector, place: Place = {}): TreeValues =>
  valuesByName(dissectPayload(bytes, dissect, place));
