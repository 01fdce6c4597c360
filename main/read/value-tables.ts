// Which values the fields of filters have in a capture, from the tables that it keeps anyway; two numbers of records are
// counted in one pass, once.

import type { FieldValues } from '../../shared/model/filter-value.ts';
import type { NameSource } from '../../shared/model/name.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import { addressText, macText } from '../../shared/net/address.ts';
import { IP_PROTOCOL, ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { serviceOfPorts } from '../../shared/net/port-name.ts';
import { NETWORK } from '../decode/layers.ts';
import { BIT, NO_FLOW } from '../store/columns.ts';
import { shownName } from '../tables/name-table.ts';
import type { CaptureView } from './capture-view.ts';

/** Values of a field by numbers of their own. */
export interface ValueTable {
  readonly counted: FieldValues['counted'];
  readonly length: number;
  /** 0: the capture does not have it. */
  count(id: number): number;
  text(id: number): string;
  note(id: number): string | null;
}

type Side = 'sent' | 'received' | 'both';
type MakeTable = (view: CaptureView) => ValueTable;

function hostName({ store }: CaptureView, host: number): string | null {
  return shownName(store.names.of(store.addresses.copyBytes(host)))?.name ?? null;
}

function packetsOfHosts(view: CaptureView, side: Side): (host: number) => number {
  const { sent, received } = view.hostTable(view.whole);
  if (side === 'sent') return host => sent.packets[host]!;
  if (side === 'received') return host => received.packets[host]!;
  return host => sent.packets[host]! + received.packets[host]!;
}

const addresses =
  (side: Side, version?: 4 | 6): MakeTable =>
  view => {
    const { addresses: table } = view.store;
    const packets = packetsOfHosts(view, side);
    const texts: string[] = [];
    return {
      counted: 'packets',
      length: view.hosts,
      count: host => (version === undefined || table.version(host) === version ? packets(host) : 0),
      text: host => (texts[host] ??= addressText(table.copyBytes(host))),
      note: host => hostName(view, host),
    };
  };

interface Counted {
  count: number;
  note: string | null;
}

/** Values with what they were counted to, text by text. */
function tableOf(counted: FieldValues['counted'], found: ReadonlyMap<string, Counted>): ValueTable {
  const entries = [...found];
  return {
    counted,
    length: entries.length,
    count: id => entries[id]![1].count,
    text: id => entries[id]![0],
    note: id => entries[id]![1].note,
  };
}

const NO_VALUES: ValueTable = { counted: 'packets', length: 0, count: () => 0, text: () => '', note: () => null };

/** Addresses of network cards that hosts sent from, with the hosts behind them. */
const macs =
  (side: Side): MakeTable =>
  view => {
    const packets = packetsOfHosts(view, side);
    const found = new Map<string, Counted & { hosts: number }>();
    for (let host = 0; host < view.hosts; host++) {
      const mac = view.store.mac(host);
      if (!mac) continue;
      const text = macText(mac);
      const known = found.get(text);
      if (known === undefined) {
        const address = addressText(view.store.addresses.copyBytes(host));
        found.set(text, { count: packets(host), note: hostName(view, host) ?? address, hosts: 1 });
      } else {
        known.count += packets(host);
        known.hosts++;
        known.note = `${known.hosts} hosts`;
      }
    }
    // Records without IP are not among them.
    return tableOf(null, found);
  };

const PORTS = 0x1_0000;

const ports =
  (transport: number, side: Side): MakeTable =>
  view => {
    const { flows } = view.store;
    const { packets } = view.stats(view.whole);
    const counts = new Float64Array(PORTS);
    for (let s = 0; s < packets.length; s++) {
      const flow = s >>> 1;
      if (packets[s] === 0 || flows.protocol[flow] !== transport) continue;
      const [from, to] = s & 1 ? [flows.bPort(flow), flows.aPort(flow)] : [flows.aPort(flow), flows.bPort(flow)];
      if (side !== 'received') counts[from]! += packets[s]!;
      // A record between two equal ports has the value once.
      if (side === 'received' || (side === 'both' && to !== from)) counts[to]! += packets[s]!;
    }
    return {
      counted: 'packets',
      length: PORTS,
      count: port => counts[port]!,
      text: String,
      note: port => serviceOfPorts(transport, port, port),
    };
  };

const protocols: MakeTable = view => {
  const { addresses: table, flows } = view.store;
  const { packets } = view.stats(view.whole);
  const counts = new Float64Array(256);
  for (let s = 0; s < packets.length; s++) {
    if (table.version(flows.aHost[s >>> 1]!) === 4) counts[flows.protocol[s >>> 1]!]! += packets[s]!;
  }
  return { counted: 'packets', length: 256, count: n => counts[n]!, text: String, note: ipProtocolName };
};

/** Records by a byte of a column, of one version of IP or of both. */
function tally(view: CaptureView, column: Uint8Array, network?: number): Float64Array {
  const { bits, flow, length } = view.store.columns;
  const counts = new Float64Array(256);
  for (let row = 0; row < length; row++) {
    if (flow[row] === NO_FLOW) continue;
    if (network === undefined || (bits[row]! & BIT.networkMask) >>> BIT.networkShift === network)
      counts[column[row]!]!++;
  }
  return counts;
}

const kinds: MakeTable = view => {
  if (view.store.log) return NO_VALUES;
  const counts = tally(view, view.store.columns.payloadKind);
  return { counted: 'packets', length: 256, count: n => counts[n]!, text: payloadKindName, note: () => 'payload' };
};

const ttl =
  (network: number): MakeTable =>
  view => {
    if (view.store.log) return NO_VALUES;
    const counts = tally(view, view.store.columns.ttl, network);
    return { counted: 'packets', length: 256, count: n => counts[n]!, text: String, note: () => null };
  };

/** Names that these sources gave to addresses, with the addresses. */
const names =
  (...sources: readonly NameSource[]): MakeTable =>
  view => {
    const found = new Map<string, Counted & { addresses: number }>();
    for (const [bytes, all] of view.store.names.all()) {
      for (const { name, source, count } of all) {
        if (!sources.includes(source)) continue;
        const known = found.get(name);
        if (known === undefined) found.set(name, { count, note: addressText(bytes), addresses: 1 });
        else {
          known.count += count;
          known.note = `${++known.addresses} addresses`;
        }
      }
    }
    return tableOf('records', found);
  };

/** Addresses that answers of DNS gave to names. */
const answered =
  (length: number): MakeTable =>
  view => {
    const found = new Map<string, Counted>();
    for (const [bytes, all] of view.store.names.all()) {
      if (bytes.length !== length) continue;
      const said = all.filter(({ source }) => source === 'dns' || source === 'mdns' || source === 'llmnr');
      const count = said.reduce((sum, one) => sum + one.count, 0);
      if (count > 0) found.set(addressText(bytes), { count, note: said[0]!.name });
    }
    return tableOf('records', found);
  };

type Said = NonNullable<ReturnType<CaptureView['store']['names']['flow']>>;

/** What handshakes and requests say, with the flows that say it. */
const handshakes =
  (valuesOf: (said: Said) => readonly (string | null)[]): MakeTable =>
  view => {
    const found = new Map<string, Counted>();
    for (const said of view.store.names.ofFlows()) {
      for (const value of valuesOf(said)) {
        if (value === null) continue;
        const known = found.get(value);
        if (known) known.count++;
        else found.set(value, { count: 1, note: null });
      }
    }
    return tableOf('flows', found);
  };

/** Numbers of flows, streams or pairs count from 1 in filters. */
const flowNumbers: MakeTable = view => {
  const { addresses: table, flows } = view.store;
  const { packets } = view.stats(view.whole);
  const end = (host: number, port: number): string => {
    const text = addressText(table.copyBytes(host));
    return port === 0 ? text : text.includes(':') ? `[${text}]:${port}` : `${text}:${port}`;
  };
  return {
    counted: 'packets',
    length: packets.length / 2,
    count: flow => packets[flow * 2]! + packets[flow * 2 + 1]!,
    text: flow => String(flow + 1),
    note: flow =>
      `${ipProtocolName(flows.protocol[flow]!)} ${end(flows.aHost[flow]!, flows.aPort(flow))} – ${end(flows.bHost[flow]!, flows.bPort(flow))}`,
  };
};

const conversations: MakeTable = view => {
  const { packets, length } = view.conversations('pair', view.whole);
  const { first, second } = view.store.flows.conversations;
  const text = (host: number): string => addressText(view.store.addresses.copyBytes(host));
  return {
    counted: 'packets',
    length,
    count: id => packets[id * 2]! + packets[id * 2 + 1]!,
    text: id => String(id + 1),
    note: id => `${text(first[id]!)} – ${text(second[id]!)}`,
  };
};

function portTables(name: string, transport: number): Record<string, MakeTable> {
  return {
    [`${name}.port`]: ports(transport, 'both'),
    [`${name}.srcport`]: ports(transport, 'sent'),
    [`${name}.dstport`]: ports(transport, 'received'),
  };
}

const TABLES: ReadonlyMap<string, MakeTable> = new Map(
  Object.entries({
    host: addresses('both'),
    'ip.addr': addresses('both', 4),
    'ip.src': addresses('sent', 4),
    'ip.dst': addresses('received', 4),
    'ipv6.addr': addresses('both', 6),
    'ipv6.src': addresses('sent', 6),
    'ipv6.dst': addresses('received', 6),
    'eth.addr': macs('both'),
    'eth.src': macs('sent'),
    'eth.dst': macs('received'),
    ...portTables('tcp', IP_PROTOCOL.tcp),
    ...portTables('udp', IP_PROTOCOL.udp),
    ...portTables('sctp', IP_PROTOCOL.sctp),
    ...portTables('dccp', IP_PROTOCOL.dccp),
    'ip.proto': protocols,
    payload_kind: kinds,
    'ip.ttl': ttl(NETWORK.ipv4),
    'ipv6.hlim': ttl(NETWORK.ipv6),
    'dns.qry.name': names('dns', 'mdns', 'llmnr'),
    'dns.resp.name': names('dns', 'mdns', 'llmnr'),
    'dns.a': answered(4),
    'dns.aaaa': answered(16),
    'dhcp.option.hostname': names('dhcp'),
    'tls.handshake.extensions_server_name': handshakes(({ name, source }) => [source === 'http' ? null : name]),
    'tls.handshake.extensions_alpn_str': handshakes(({ alpn }) => alpn),
    'tls.handshake.ja4': handshakes(({ ja4 }) => [ja4]),
    'http.host': handshakes(({ name, source }) => [source === 'http' ? name : null]),
    flow: flowNumbers,
    conversation: conversations,
  }),
);

const made = new WeakMap<CaptureView, Map<string, ValueTable>>();

/** The values of a field in the whole capture, kept; undefined: no table knows them. */
export function valueTable(view: CaptureView, field: string): ValueTable | undefined {
  const kept = made.get(view) ?? new Map<string, ValueTable>();
  made.set(view, kept);
  const table = kept.get(field) ?? TABLES.get(field)?.(view);
  if (table) kept.set(field, table);
  return table;
}
