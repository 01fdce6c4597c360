// The slow twin of walk.ts: one record's full tree. Layers are taken from tables by number until none is left.
// Guarantee: never throws on what is in a record, reads nothing outside of it, and ends.
import { dissectUdpPayload, STREAM_PROTOCOLS } from './app-layers.ts';
import {
  BoundsError,
  Dissection,
  type LayerDissector,
  type LayerTable,
  type NextLayer,
  type RecordFacts,
} from './dissection.ts';
import { LINK_LAYERS, LLC_LAYERS, PPP_LAYERS, TAG_LAYERS } from './link-layers.ts';
import { IP_LAYERS, NETWORK_LAYERS } from './net-layers.ts';
import { DissectorState, type Minds } from './state.ts';
import { dissectTcpPayload } from './tcp-payload.ts';

/** Layers of one record: tunnels in tunnels end here. */
const MOST_LAYERS = 1024;

const NONE: ReadonlyMap<number, LayerDissector> = new Map();
const TABLES: Readonly<Record<LayerTable, ReadonlyMap<number, LayerDissector>>> = {
  link: LINK_LAYERS,
  ethertype: new Map([...TAG_LAYERS, ...NETWORK_LAYERS]),
  llc: LLC_LAYERS,
  ppp: PPP_LAYERS,
  ip: IP_LAYERS,
  tcp: new Map([[0, dissectTcpPayload]]),
  udp: NONE,
  stream: new Map(STREAM_PROTOCOLS.map(({ dissect }, key) => [key, dissect])),
  data: NONE,
};

export class Dissector {
  readonly #state: DissectorState;

  constructor(minds: Minds = { badChecksums: false }) {
    this.#state = new DissectorState(minds);
  }

  /** Dissects one record. Records must come in file order where reassembly matters. `bytes` are borrowed as long as the tree is used. */
  dissect(bytes: Uint8Array, record: RecordFacts): Dissection {
    const d = new Dissection(bytes, record, this.#state);
    const reported = Math.max(bytes.length, record.originalLength);
    frame(d, reported);
    let open: NextLayer[] = [{ table: 'link', key: record.linkType, source: 0, at: 0, end: bytes.length, reported }];
    for (let layers = 0; open.length > 0 && layers < MOST_LAYERS; layers++) {
      const layer = open.shift()!;
      d.enter(layer);
      dissectLayer(d, layer);
      open = [...d.takeNext(), ...open];
    }
    return d;
  }
}

function frame(d: Dissection, reported: number): void {
  const { number, originalLength } = d.record;
  const item = d.layer(
    'frame',
    0,
    reported,
    `Frame ${number}: ${originalLength} bytes on wire, ${d.bytes.length} bytes captured`,
  );
  d.protocols.pop();
  d.generated(item, 'frame.number', number);
  d.generated(item, 'frame.len', originalLength);
  d.generated(item, 'frame.cap_len', d.bytes.length);
}

function dissectLayer(d: Dissection, { table, key, at }: NextLayer): void {
  const dissector = TABLES[table].get(key) ?? dissectData;
  try {
    if (table !== 'udp' || !dissectUdpPayload(d, at)) dissector(d, at);
  } catch (thrown) {
    if (!(thrown instanceof BoundsError)) throw thrown;
    noteBounds(d, thrown.malformed);
  }
}

/** Says that a layer went beyond its bytes: it lies, or it is cut by the capture, or its fragments are not together. */
function noteBounds(d: Dissection, malformed: boolean): void {
  const title = d.items.length > 1 ? itemTitle(d) : 'Frame';
  const at = d.end;
  if (!malformed) d.layer('_ws.short', at, 0, `[Packet size limited during capture: ${title} truncated]`);
  else if (!d.fragmented) d.malformed(`Malformed Packet: ${title}`);
  else {
    const item = d.layer('_ws.unreassembled', at, 0, `[BoundError Unreassembled Packet: ${title}]`);
    d.expert(item, '_ws.unreassembled.expert', 'note', 'Unreassembled fragment');
  }
}

/** What Wireshark calls the protocol of the layer added last. */
const itemTitle = (d: Dissection): string => (d.protocols.at(-1) ?? 'frame').toUpperCase();

function dissectData(d: Dissection, at: number): void {
  if (at >= d.end) return;
  const length = d.end - at;
  const data = d.layer('data', at, length, `Data (${length} byte${length === 1 ? '' : 's'})`);
  d.add(data, 'data.data', at, length);
  d.generated(data, 'data.len', length);
}
