// The whole graph of who talks to whom: a row an edge, or a GraphML document of hosts and edges.
import type { OwnMarks } from '../../shared/contract/calls.ts';
import { hostRole } from '../../shared/net/address.ts';
import { epochTime, type Time } from '../../shared/unit/time.ts';
import { xmlText } from '../../shared/unit/xml.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { addressOf, hostRow, hostsIn } from '../read/host-rows.ts';
import { NEVER } from '../tables/flow-stats.ts';
import { shownName } from '../tables/name-table.ts';
import { totalsBy } from '../tables/totals.ts';
import { scopeKeys } from '../timing/groups.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, epochColumn, integerColumn, numberCell, type Report, textColumn } from './report.ts';

const BATCH = 1000;

interface Edge {
  readonly src: number;
  readonly dst: number;
  readonly packets: number;
  readonly bytes: number;
  readonly payload: number;
  readonly first: Time;
  readonly last: Time;
}

const COLUMNS = [
  textColumn('src'),
  textColumn('src_name'),
  textColumn('dst'),
  textColumn('dst_name'),
  integerColumn('packets'),
  integerColumn('bytes'),
  integerColumn('payload'),
  epochColumn('first_epoch'),
  epochColumn('last_epoch'),
];

/** The graph of the span: every host and every stream, hidden ones too. `marks`: what the user calls hosts, for GraphML. */
export function graphReport(view: CaptureView, span: Span, marks: OwnMarks = {}): Report {
  return {
    columns: COLUMNS,
    async *rows() {
      let batch: Cell[][] = [];
      for (const edge of edgesOf(view, span)) {
        batch.push(edgeCells(view, edge));
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    documents: { graphml: () => graphMl(view, span, marks) },
  };
}

function* edgesOf(view: CaptureView, span: Span): Iterable<Edge> {
  const { flows } = view.store;
  const { packets, bytes, payload, first, last } = totalsBy(view.stats(span), scopeKeys('stream', flows, view.hosts));
  for (let s = 0; s < packets.length; s++) {
    if (first[s] === NEVER) continue;
    yield {
      src: flows.streams.first[s]!,
      dst: flows.streams.second[s]!,
      packets: packets[s]!,
      bytes: bytes[s]!,
      payload: payload[s]!,
      first: view.order.time(first[s]!),
      last: view.order.time(last[s]!),
    };
  }
}

const nameOf = ({ store }: CaptureView, host: number): string | null =>
  shownName(store.names.of(store.addresses.copyBytes(host)))?.name ?? null;

function edgeCells(view: CaptureView, { src, dst, packets, bytes, payload, first, last }: Edge): Cell[] {
  return [
    addressOf(view.store, src),
    nameOf(view, src),
    addressOf(view.store, dst),
    nameOf(view, dst),
    numberCell(packets),
    numberCell(bytes),
    numberCell(payload),
    epochTime(first),
    epochTime(last),
  ];
}

const NODE_KEYS = [
  ['address', 'string'],
  ['name', 'string'],
  ['role', 'string'],
  ['mac', 'string'],
  ['packets_sent', 'long'],
  ['packets_received', 'long'],
  ['bytes_sent', 'long'],
  ['bytes_received', 'long'],
] as const;
/** There where the user named or coloured any host. */
const MARK_KEYS = [
  ['own_name', 'string'],
  ['own_colour', 'int'],
] as const;
const EDGE_KEYS = [
  ['packets', 'long'],
  ['bytes', 'long'],
  ['payload', 'long'],
  ['first_epoch', 'double'],
  ['last_epoch', 'double'],
] as const;

/** A GraphML document (graphml.graphdrawing.org), node ids `n` and the number of the host, part by part. */
function* graphMl(view: CaptureView, span: Span, marks: OwnMarks): Generator<string, number> {
  const nodeKeys = Object.keys(marks).length === 0 ? NODE_KEYS : [...NODE_KEYS, ...MARK_KEYS];
  const table = view.hostTable(span);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n';
  for (const [name, type] of nodeKeys) yield key('node', name, type);
  for (const [name, type] of EDGE_KEYS) yield key('edge', name, type);
  yield '<graph edgedefault="directed">\n';
  for (const host of hostsIn(table)) {
    const { address, name, mac, packetsSent, packetsReceived, bytesSent, bytesReceived } = hostRow(view, table, host);
    const role = hostRole(view.store.addresses.copyBytes(host));
    const mark: OwnMarks[string] = Object.hasOwn(marks, address) ? marks[address]! : {};
    const traffic = [packetsSent, packetsReceived, bytesSent, bytesReceived];
    const values = [address, name, role, mac, ...traffic, mark.name ?? null, mark.colour ?? null];
    yield `<node id="n${host}">${data('node', nodeKeys, values)}</node>\n`;
  }
  let edges = 0;
  for (const { src, dst, packets, bytes, payload, first, last } of edgesOf(view, span)) {
    edges++;
    const values = [packets, bytes, payload, epochTime(first), epochTime(last)];
    yield `<edge source="n${src}" target="n${dst}">${data('edge', EDGE_KEYS, values)}</edge>\n`;
  }
  yield '</graph>\n</graphml>\n';
  return edges;
}

const key = (of: 'node' | 'edge', name: string, type: string): string =>
  `<key id="${of}_${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>\n`;

const data = (
  of: 'node' | 'edge',
  keys: readonly (readonly [name: string, type: string])[],
  values: readonly (string | number | null)[],
): string =>
  keys
    .map(([name], i) => {
      const value = values[i] ?? null;
      return value === null ? '' : `<data key="${of}_${name}">${xmlText(String(value))}</data>`;
    })
    .join('');
