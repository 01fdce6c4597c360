// The tree of a DNS, multicast DNS or LLMNR message; the records of it are in dns-record-tree.ts.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import {
  DNS_CLASS_NAMES,
  DNS_OPCODE,
  DNS_OPCODE_NAMES,
  DNS_RCODE_NAMES,
  DNS_TYPE_NAMES,
} from '../../../shared/net/dns-type.ts';
import { uint16 } from '../big-endian.ts';
import type { Dissection, StreamProtocol } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  DNS_FLAG,
  DNS_HEADER_LEN,
  DNS_OFFSET,
  OPCODE_SHIFT,
  QUESTION_LEN,
  QUESTION_OFFSET,
  TCP_LENGTH_LEN,
} from './dns.ts';
import { type DnsMessage, heading, readNameOf } from './dns-part-tree.ts';
import { dissectRecord } from './dns-record-tree.ts';

const RCODE_MASK = 0x000f;
const CLASS_MASK = 0x7fff;
const DNS_PORT = 53;

/** Adds the message at `at` to the tree. */
export const dissectDns = (d: Dissection, at: number): void => dissectMessage(d, at, at, 'dns');
export const dissectMdns = (d: Dissection, at: number): void => dissectMessage(d, at, at, 'mdns');
export const dissectLlmnr = (d: Dissection, at: number): void => dissectMessage(d, at, at, 'llmnr');

/** Most entries of the sections of a message on a port that is not DNS's. */
const LIKELY = { questions: 1, answers: 100, authority: 10, additional: 10 } as const;

/** Adds the message at `at`, on whatever port, when it looks like one: as Wireshark, by its counts. */
export function dissectDnsAnywhere(d: Dissection, at: number): boolean {
  if (d.end - at < DNS_HEADER_LEN || d.reported - at === DNS_HEADER_LEN) return false;
  const flags = uint16(d.bytes, at + DNS_OFFSET.flags);
  const [questions, answers, authority, additional] = COUNTS.map(([, offset]) => uint16(d.bytes, at + offset));
  if ((flags & DNS_FLAG.opcode) !== 0 || additional! > LIKELY.additional) return false;
  const query = (flags & DNS_FLAG.response) === 0;
  if (query && (questions !== 1 || answers !== 0 || authority !== 0)) return false;
  if (questions! > LIKELY.questions || answers! > LIKELY.answers || authority! > LIKELY.authority) return false;
  dissectDns(d, at);
  return true;
}

/** DNS over TCP (RFC 7766 section 8): by port 53, and a header that makes sense. */
export const DNS_OVER_TCP: StreamProtocol = {
  name: 'dns',
  recognise: (bytes, at, end, srcPort, dstPort) =>
    (srcPort === DNS_PORT || dstPort === DNS_PORT) &&
    (end - at < TCP_LENGTH_LEN || uint16(bytes, at) >= DNS_HEADER_LEN),
  messageLength: (bytes, at, end) => (end - at < TCP_LENGTH_LEN ? 0 : TCP_LENGTH_LEN + uint16(bytes, at)),
  dissect: (d, at) => dissectMessage(d, at, at + TCP_LENGTH_LEN, 'dns'),
};

const TITLES = {
  dns: 'Domain Name System',
  mdns: 'Multicast Domain Name System',
  llmnr: 'Link-local Multicast Name Resolution',
} as const;

function dissectMessage(d: Dissection, at: number, start: number, protocol: keyof typeof TITLES): void {
  const flags = d.uint16(start + DNS_OFFSET.flags);
  const response = (flags & DNS_FLAG.response) !== 0;
  const update = (flags & DNS_FLAG.opcode) >> OPCODE_SHIFT === DNS_OPCODE.update;
  const label = `${TITLES[protocol]} (${response ? 'response' : 'query'})`;
  const dns = d.layer(protocol, at, d.reported - at, label);
  const message: DnsMessage = { d, start, mdns: protocol === 'mdns' };
  if (start > at) d.add(dns, 'dns.length', at, TCP_LENGTH_LEN);
  d.add(dns, 'dns.id', start + DNS_OFFSET.id, 2);
  addFlags(d, dns, start, flags, protocol === 'llmnr');
  const counts = (update ? UPDATE_COUNTS : COUNTS).map(([name, offset]) => {
    d.add(dns, name, start + offset, 2);
    return d.uint16(start + offset);
  });
  const titles = update ? UPDATE_SECTIONS : SECTIONS;
  let place = start + DNS_HEADER_LEN;
  for (const [i, count] of counts.entries()) {
    if (count > 0)
      place = dissectSection(message, dns, titles[i]!, i === 0 ? dissectQuestion : dissectRecord, count, place);
  }
  addExtraneous(d, dns, place);
}

type Count = readonly [name: FieldName, offset: number];
const COUNTS: readonly Count[] = [
  ['dns.count.queries', DNS_OFFSET.questions],
  ['dns.count.answers', DNS_OFFSET.answers],
  ['dns.count.auth_rr', DNS_OFFSET.authority],
  ['dns.count.add_rr', DNS_OFFSET.additional],
];
const UPDATE_COUNTS: readonly Count[] = [
  ['dns.count.zones', DNS_OFFSET.questions],
  ['dns.count.prerequisites', DNS_OFFSET.answers],
  ['dns.count.updates', DNS_OFFSET.authority],
  ['dns.count.add_rr', DNS_OFFSET.additional],
];
const SECTIONS = ['Queries', 'Answers', 'Authoritative nameservers', 'Additional records'];
const UPDATE_SECTIONS = ['Zone', 'Prerequisites', 'Updates', 'Additional records'];

const QUERY_FLAGS: readonly FieldName[] = ['dns.flags.truncated', 'dns.flags.recdesired', 'dns.flags.z'];
const RESPONSE_FLAGS: readonly FieldName[] = [
  'dns.flags.authoritative',
  'dns.flags.truncated',
  'dns.flags.recdesired',
  'dns.flags.recavail',
  'dns.flags.z',
  'dns.flags.authenticated',
  'dns.flags.checkdisable',
  'dns.flags.rcode',
];

/** Which bits there are differs between queries and responses. */
function addFlags(d: Dissection, dns: TreeItem, start: number, flags: number, llmnr: boolean): void {
  const response = (flags & DNS_FLAG.response) !== 0;
  const at = start + DNS_OFFSET.flags;
  const item = d.add(dns, 'dns.flags', at, 2);
  const opcode = DNS_OPCODE_NAMES[(flags & DNS_FLAG.opcode) >> OPCODE_SHIFT] ?? 'Unknown operation';
  const rcode = DNS_RCODE_NAMES[flags & RCODE_MASK] ?? 'Unknown error';
  item.label = `Flags: 0x${flags.toString(16).padStart(4, '0')} ${opcode}${response ? ` response, ${rcode}` : ''}`;
  const names: FieldName[] = ['dns.flags.response', 'dns.flags.opcode'];
  if (llmnr) {
    names.push('dns.flags.conflict', 'dns.flags.truncated', 'dns.flags.tentative');
    if (response) names.push('dns.flags.rcode');
  } else if (response) {
    names.push(...RESPONSE_FLAGS);
  } else {
    names.push(...QUERY_FLAGS);
    if ((flags & DNS_FLAG.authenticated) !== 0) names.push('dns.flags.authenticated');
    names.push('dns.flags.checkdisable');
  }
  for (const name of names) d.add(item, name, at, 2);
}

type DissectEntry = (message: DnsMessage, tree: TreeItem, at: number) => number;

/** Adds a section of `count` entries and says where it ends. */
function dissectSection(
  message: DnsMessage,
  dns: TreeItem,
  title: string,
  dissectEntry: DissectEntry,
  count: number,
  at: number,
): number {
  const section = heading(message.d, dns, title, at, message.d.end - at);
  let place = at;
  for (let left = count; left > 0; left--) place = dissectEntry(message, section, place);
  section.length = place - at;
  return place;
}

function dissectQuestion(message: DnsMessage, tree: TreeItem, at: number): number {
  const { d, mdns } = message;
  const name = readNameOf(message, at);
  const end = name.end + QUESTION_LEN;
  d.require(name.end, QUESTION_LEN);
  const type = d.uint16(name.end + QUESTION_OFFSET.type);
  const classBits = d.uint16(name.end + QUESTION_OFFSET.class);
  const classNumber = mdns ? classBits & CLASS_MASK : classBits;
  const names = `type ${DNS_TYPE_NAMES.get(type) ?? type}, class ${DNS_CLASS_NAMES[classNumber] ?? 'Unknown'}`;
  const unicast = mdns ? `, "${classBits === classNumber ? 'QM' : 'QU'}" question` : '';
  const item = heading(d, tree, `${name.text}: ${names}${unicast}`, at, end - at);
  d.add(item, 'dns.qry.name', at, name.end - at, name.text);
  d.generated(item, 'dns.qry.name.len', name.length > 1 ? name.length : 0);
  d.generated(item, 'dns.count.labels', name.labels);
  d.add(item, 'dns.qry.type', name.end + QUESTION_OFFSET.type, 2);
  d.add(item, 'dns.qry.class', name.end + QUESTION_OFFSET.class, 2, classNumber);
  if (mdns) d.add(item, 'dns.qry.qu', name.end + QUESTION_OFFSET.class, 2);
  return end;
}

function addExtraneous(d: Dissection, dns: TreeItem, at: number): void {
  const length = d.reported - at;
  if (length <= 0) return;
  const item = heading(d, dns, `Extraneous Data (${length} bytes)`, at, length);
  d.add(item, 'dns.extraneous.data', at, length);
  d.generated(item, 'dns.extraneous.length', length);
  d.expert(item, 'dns.extraneous', 'error', 'Extraneous data');
}
