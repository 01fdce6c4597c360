// What a record says in one line: of its innermost layer, the values by which people know it.
import { CATALOGUE, type FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import type { Dissection } from './dissection.ts';
import type { TreeItem } from './item.ts';
import { itemLine } from './item-line.ts';
import { valueText } from './item-text.ts';

const LONGEST = 240;
/** Values of one field that a line has room for. */
const MOST_VALUES = 4;

/** Reads the values of a field below a layer, as people read them: by name where they have one. */
type Reader = (...names: FieldName[]) => string[];

type InfoOf = (read: Reader, layer: TreeItem) => string;

const TCP_FLAGS: readonly (readonly [FieldName, string])[] = [
  ['tcp.flags.syn', 'SYN'],
  ['tcp.flags.fin', 'FIN'],
  ['tcp.flags.reset', 'RST'],
  ['tcp.flags.push', 'PSH'],
  ['tcp.flags.ack', 'ACK'],
  ['tcp.flags.urg', 'URG'],
];

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(part => part).join(' ');

const list = (values: readonly string[]): string =>
  values.slice(0, MOST_VALUES).join(', ') + (values.length > MOST_VALUES ? ', …' : '');

function tcp(read: Reader, layer: TreeItem): string {
  const isSet = (name: FieldName): boolean => itemsOf(layer, name).some(item => item.value === 1);
  const flags = TCP_FLAGS.filter(([name]) => isSet(name)).map(([, flag]) => flag);
  const [length = '0'] = read('tcp.len');
  const [window = '0'] = read('tcp.window_size_value');
  return `${list(read('tcp.srcport'))} → ${list(read('tcp.dstport'))} [${flags.join(', ')}] Len=${length} Win=${window}`;
}

function names(read: Reader, layer: TreeItem): string {
  const isResponse = itemsOf(layer, 'dns.flags.response').some(item => item.value === 1);
  const questions = list(read('dns.qry.name').map((name, i) => joined(read('dns.qry.type')[i], name)));
  if (!isResponse) return `Query ${questions}`;
  const answers = list(read('dns.a', 'dns.aaaa', 'dns.cname', 'dns.ptr.domain_name'));
  return `Response ${questions || list(read('dns.resp.name'))}${answers === '' ? '' : ` → ${answers}`}`;
}

function arp(read: Reader): string {
  const [operation = ''] = read('arp.opcode');
  const [asks, asked] = [list(read('arp.src.proto_ipv4')), list(read('arp.dst.proto_ipv4'))];
  if (operation === 'request') return `Who has ${asked}? Tell ${asks}`;
  if (operation === 'reply') return `${asks} is at ${list(read('arp.src.hw_mac'))}`;
  return joined(operation, asks, asked);
}

const http: InfoOf = read =>
  joined(
    read('http.request.method')[0] ?? read('http.response.version')[0],
    read('http.request.uri')[0] ?? read('http.response.code')[0],
    read('http.request.version')[0] ?? read('http.response.phrase')[0],
    list(read('http.host')),
  );

function tls(read: Reader): string {
  const says = [...read('tls.handshake.type'), ...read('tls.alert_message.desc').map(text => `Alert: ${text}`)];
  const what = list(says.length > 0 ? says : read('tls.record.content_type'));
  const server = read('tls.handshake.extensions_server_name')[0];
  return what + (server === undefined ? '' : ` (server name ${server})`);
}

/** The title and these values. */
const titled =
  (...fields: FieldName[]): InfoOf =>
  (read, layer) =>
    joined(itemLine(layer), list(fields.flatMap(field => read(field))));

const values =
  (...fields: FieldName[]): InfoOf =>
  read =>
    joined(...fields.map(field => list(read(field))));

const INFO: Readonly<Record<string, InfoOf>> = {
  tcp,
  udp: read => `${read('udp.srcport')[0]} → ${read('udp.dstport')[0]} Len=${Number(read('udp.length')[0] ?? 8) - 8}`,
  dns: names,
  mdns: names,
  llmnr: names,
  http,
  ssdp: http,
  tls,
  arp,
  icmp: values('icmp.type', 'icmp.seq'),
  icmpv6: values('icmpv6.type', 'icmpv6.nd.ns.target_address', 'icmpv6.nd.na.target_address'),
  dhcp: values('dhcp.option.dhcp', 'dhcp.option.hostname', 'dhcp.ip.your'),
  dhcpv6: values('dhcpv6.msgtype'),
  igmp: values('igmp.type', 'igmp.maddr'),
  ntp: titled(),
};

/** Layers that say nothing of their own. */
const MUTE = new Set(['data', 'eth.trailer', 'eth.padding', 'eth.fcs']);

/** The line of a record. */
export function infoLine({ items }: Dissection): string {
  const layer = items.findLast(({ name }) => name !== '' && !name.startsWith('_ws') && !MUTE.has(name)) ?? items[0];
  if (layer === undefined) return '';
  const info = INFO[layer.name];
  const text = info?.((...wanted) => wanted.flatMap(name => itemsOf(layer, name).map(readable)), layer).trim();
  const line = text ? text : itemLine(layer);
  const fault = items.findLast(({ name }) => name === '_ws.malformed' || name === '_ws.short');
  const whole = fault === undefined ? line : `${line} [${itemLine(fault).replace(/^\[|\]$/g, '')}]`;
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}

/** Items of the layer with this name, in order. */
function itemsOf(layer: TreeItem, name: FieldName): TreeItem[] {
  const found: TreeItem[] = [];
  const visit = (item: TreeItem): void => {
    if (item.name === name && item.value !== null) found.push(item);
    for (const child of item.children) visit(child);
  };
  visit(layer);
  return found;
}

function readable({ name, value }: TreeItem): string {
  const def: FieldDef = CATALOGUE[name as FieldName];
  return (typeof value === 'number' ? def.names?.get(value) : undefined) ?? valueText(def, value);
}

/** Values of a field in all layers, as `tshark -T fields` writes them; of a layer, its line. */
export function fieldTexts({ items }: Dissection, name: string): string[] {
  const def = Object.hasOwn(CATALOGUE, name) ? (CATALOGUE[name as FieldName] as FieldDef) : undefined;
  if (def === undefined) return [];
  const wanted = new Set<string>(def.of ?? [name]);
  const found: string[] = [];
  const visit = (item: TreeItem): void => {
    if (wanted.has(item.name)) {
      found.push(item.value === null ? itemLine(item) : valueText(CATALOGUE[item.name as FieldName], item.value));
    }
    for (const child of item.children) visit(child);
  };
  for (const layer of items) visit(layer);
  return found;
}
