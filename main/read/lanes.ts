// Whose records are a series of the timeline: streams, hosts, flows, ports or protocols, all or those of a selected host.
import type { HostEnd } from '../../shared/model/host.ts';
import type { TimelineBy } from '../../shared/model/timeline.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { servicePort } from '../../shared/net/port-name.ts';
import { groupBy, NO_KEY, scopeKeys } from '../timing/groups.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import type { LaneGroups } from './value-blocks.ts';

/** What a series is called; a side that it has not is null. */
export interface LaneName {
  readonly title: string;
  readonly src: HostEnd | null;
  readonly dst: HostEnd | null;
  /** Of a flow with ports: those of `src` and `dst`. */
  readonly ports: readonly [number, number] | null;
}

export interface Lanes {
  readonly groups: LaneGroups;
  /** Whether the selection asks for the key. */
  has(key: number): boolean;
  name(key: number): LaneName;
  /** The key of a record that one side of a flow sends; NO_KEY: it is in no series. */
  keyOf(flow: number, side: number): number;
}

export interface Chosen {
  /** Only what this host sends; with `peer`, what the two send each other. */
  readonly host?: number | undefined;
  readonly peer?: number | undefined;
}

export function lanesOf(view: CaptureView, by: TimelineBy, chosen: Chosen): Lanes {
  return by === 'stream' ? streamLanes(view, chosen) : keyedLanes(view, by, chosen);
}

function isChosen({ host, peer }: Chosen, src: number, dst: number): boolean {
  if (host === undefined) return true;
  if (peer === undefined) return src === host;
  return (src === host && dst === peer) || (src === peer && dst === host);
}

/** Grouped once, whichever host is selected. */
function streamLanes(view: CaptureView, chosen: Chosen): Lanes {
  const { flows } = view.store;
  const { streams } = flows;
  const { keyOf } = scopeKeys('stream', flows, view.hosts);
  return {
    groups: view.groups('stream'),
    has: key => isChosen(chosen, streams.first[key]!, streams.second[key]!),
    name: key => routeName(view, streams.first[key]!, streams.second[key]!),
    keyOf: (flow, side) => keyOf[flow * 2 + side]!,
  };
}

function routeName({ store }: CaptureView, src: number, dst: number): LaneName {
  const [from, to] = [hostEnd(store, src), hostEnd(store, dst)];
  return { title: `${from.address} → ${to.address}`, src: from, dst: to, ports: null };
}

interface Keys {
  readonly keys: number;
  readonly keyOf: Uint32Array;
  name(key: number): LaneName;
}

function keyedLanes(view: CaptureView, by: Exclude<TimelineBy, 'stream'>, chosen: Chosen): Lanes {
  const { columns, flows } = view.store;
  const { keys, keyOf, name } = KEYS[by](view);
  for (let f = 0; f < flows.length; f++) {
    if (!isChosen(chosen, flows.aHost[f]!, flows.bHost[f]!)) keyOf[f * 2] = NO_KEY;
    if (!isChosen(chosen, flows.bHost[f]!, flows.aHost[f]!)) keyOf[f * 2 + 1] = NO_KEY;
  }
  const groups = view.lanes(JSON.stringify([by, chosen.host, chosen.peer]), () =>
    groupBy({ keys, keyOf }, columns, view.order, view.whole),
  );
  return { groups, has: () => true, name, keyOf: (flow, side) => keyOf[flow * 2 + side]! };
}

const KEYS: Readonly<Record<Exclude<TimelineBy, 'stream'>, (view: CaptureView) => Keys>> = {
  destination: view => ({
    ...scopeKeys('receiver', view.store.flows, view.hosts),
    name: host => {
      const dst = hostEnd(view.store, host);
      return { title: `→ ${dst.address}`, src: null, dst, ports: null };
    },
  }),
  source: view => ({
    ...scopeKeys('sender', view.store.flows, view.hosts),
    name: host => {
      const src = hostEnd(view.store, host);
      return { title: `${src.address} →`, src, dst: null, ports: null };
    },
  }),
  flow: view => ({
    ...scopeKeys('flow', view.store.flows, view.hosts),
    name: flow => flowName(view, flow),
  }),
  port: view => {
    const { flows } = view.store;
    const texts = Array.from({ length: flows.length }, (_, f) => portText(view, f));
    return textKeys(texts);
  },
  protocol: view => {
    const { flows } = view.store;
    const texts = Array.from({ length: flows.length }, (_, f) => view.service(f) ?? ipProtocolName(flows.protocol[f]!));
    return textKeys(texts);
  },
};

function flowName(view: CaptureView, flow: number): LaneName {
  const { flows } = view.store;
  const [a, b] = [hostEnd(view.store, flows.aHost[flow]!), hostEnd(view.store, flows.bHost[flow]!)];
  const hasPorts = servicePort(flows.protocol[flow]!, 0, 0) !== null;
  const ports = hasPorts ? ([flows.aPort(flow), flows.bPort(flow)] as const) : null;
  const side = ({ address }: HostEnd, port: number | undefined): string =>
    port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return { title: `${side(a, ports?.[0])} ↔ ${side(b, ports?.[1])}`, src: a, dst: b, ports };
}

/** `443/TCP`, or the protocol alone where there are no ports. */
function portText({ store }: CaptureView, flow: number): string {
  const { flows } = store;
  const protocol = ipProtocolName(flows.protocol[flow]!);
  const port = servicePort(flows.protocol[flow]!, flows.aPort(flow), flows.bPort(flow));
  return port === null ? protocol : `${port}/${protocol}`;
}

/** Flows with the same text are one series. */
function textKeys(texts: readonly string[]): Keys {
  const known = new Map<string, number>();
  const titles: string[] = [];
  const keyOf = new Uint32Array(texts.length * 2);
  texts.forEach((text, f) => {
    let key = known.get(text);
    if (key === undefined) {
      key = titles.push(text) - 1;
      known.set(text, key);
    }
    keyOf[f * 2] = keyOf[f * 2 + 1] = key;
  });
  return { keys: titles.length, keyOf, name: key => ({ title: titles[key]!, src: null, dst: null, ports: null }) };
}
