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
import { dissectFragment } from './fragment-layer.ts';
import type { TreeItem } from './item.ts';
import { shortName } from './layer-line.ts';
import { LINK_LAYERS, LLC_LAYERS, PPP_LAYERS, TAG_LAYERS } from './link-layers.ts';
import { IP_LAYERS, NETWORK_LAYERS } from './net-layers.ts';
import { DissectorState, type Minds } from './state.ts';
import { dissectTcpPayload } from './tcp-payload.ts';

/** Layers of one record: tunnels in tunnels end here. */
const MOST_LAYERS = 1024;

const NANOS = 1_000_000_000n;

const NONE: ReadonlyMap<number, LayerDissector> = new Map();
const TABLES: Readonly<Record<LayerTable, ReadonlyMap<number, LayerDissector>>> = {
  link: LINK_LAYERS,
  ethertype: new Map([...TAG_LAYERS, ...NETWORK_LAYERS]),
  llc: LLC_LAYERS,
  ppp: PPP_LAYERS,
  ip: IP_LAYERS,
  fragment: new Map([[0, dissectFragment]]),
  tcp: new Map([[0, dissectTcpPayload]]),
  udp: NONE,
  stream: new Map(STREAM_PROTOCOLS.map(({ dissect }, key) => [key, dissect])),
  data: NONE,
};

export class Dissector {
  readonly #state: DissectorState;

  constructor(minds: Minds = { badChecksums: false, loneFragments: false }) {
    this.#state = new DissectorState(minds);
  }

  /** Dissects one record. Records must come in file order where reassembly matters. `bytes` are borrowed as long as the tree is used. */
  dissect(bytes: Uint8Array, record: RecordFacts): Dissection {
    const d = new Dissection(bytes, record, this.#state);
    const reported = Math.max(bytes.length, record.originalLength);
    const frame = openFrame(d, reported);
    let open: NextLayer[] = [{ table: 'link', key: record.linkType, source: 0, at: 0, end: bytes.length, reported }];
    for (let layers = 0; open.length > 0 && layers < MOST_LAYERS; layers++) {
      const layer = open.shift()!;
      d.enter(layer);
      dissectLayer(d, layer);
      open = [...d.takeNext(), ...open];
    }
    d.generated(frame, 'frame.protocols', d.protocols.join(':'));
    clampLayers(d);
    return d;
  }
}

/** A dissector may say late how long its layer is, and what it says may not be there. */
function clampLayers({ items, sources }: Dissection): void {
  for (const item of items) item.length = Math.min(item.length, sources[item.source]!.bytes.length - item.start);
}

const bytesAndBits = (bytes: number): string => `${bytes} bytes (${bytes * 8} bits)`;

/** The record itself, as far as it is known before its layers are. */
function openFrame(d: Dissection, reported: number): TreeItem {
  const { number, originalLength, time, interfaceId } = d.record;
  const captured = d.bytes.length;
  const item = d.layer('frame', 0, reported);
  d.protocols.pop();
  if (interfaceId >= 0) d.generated(item, 'frame.interface_id', interfaceId);
  const nanos = BigInt(time[0]) * NANOS + BigInt(time[1]);
  d.generated(item, 'frame.time', nanos);
  d.generated(item, 'frame.time_epoch', nanos);
  d.generated(item, 'frame.number', number);
  d.generated(item, 'frame.len', originalLength);
  d.generated(item, 'frame.cap_len', captured);
  d.generated(item, 'frame.marked', 0);
  item.label = `Frame ${number}: ${bytesAndBits(originalLength)} on wire, ${bytesAndBits(captured)} captured`;
  return item;
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
  // The sender of an ICMP error quotes as much as it likes.
  if (malformed && d.quoted) return;
  const protocol = shortName(d.protocols.at(-1) ?? 'frame');
  if (!malformed) d.incomplete('_ws.short', `Packet size limited during capture: ${protocol} truncated`);
  else if (d.fragmented) d.incomplete('_ws.unreassembled', `BoundError Unreassembled Packet: ${protocol}`);
  else d.malformed(`Malformed Packet: ${protocol}`);
}

function dissectData(d: Dissection, at: number): void {
  if (at >= d.end) return;
  const length = d.end - at;
  const data = d.layer('data', at, length, `Data (${length} byte${length === 1 ? '' : 's'})`);
  d.add(data, 'data.data', at, length);
  d.generated(data, 'data.len', length);
}
