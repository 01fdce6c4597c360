// The trees of NetBIOS name service and datagram service messages (RFC 1002 sections 4.2 and 4.4).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { DNS_CLASS_NAMES } from '../../../shared/net/dns-type.ts';
import { NBNS_OPCODE, NBNS_TYPE, NBNS_TYPE_NAMES, NETBIOS_SUFFIX_NAMES } from '../../../shared/net/nbns-name.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  DNS_FLAG,
  DNS_HEADER_LEN,
  DNS_OFFSET,
  OPCODE_SHIFT,
  QUESTION_LEN,
  QUESTION_OFFSET,
  RECORD_OFFSET,
} from './dns.ts';
import { type DnsMessage, heading, readNameOf } from './dns-part-tree.ts';
import { decodeNetbiosName, NB_ENTRY, NB_ENTRY_LEN, type NetbiosName, netbiosText } from './nbns.ts';

/** Adds the name service message at `at` to the tree. */
export function dissectNbns(d: Dissection, at: number): void {
  const flags = d.uint16(at + DNS_OFFSET.flags);
  const nbns = d.layer('nbns', at, d.reported - at);
  d.add(nbns, 'nbns.id', at + DNS_OFFSET.id, 2);
  addFlags(d, nbns, at + DNS_OFFSET.flags, true);
  const counts = COUNTS.map(([name, offset]) => {
    d.add(nbns, name, at + offset, 2);
    return d.uint16(at + offset);
  });
  const message: DnsMessage = { d, start: at, mdns: false };
  const wack = (flags & DNS_FLAG.opcode) >> OPCODE_SHIFT === NBNS_OPCODE.wack;
  let place = at + DNS_HEADER_LEN;
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    const section = heading(d, nbns, SECTIONS[i]!, place, d.end - place);
    for (let left = count; left > 0; left--) {
      place = i === 0 ? dissectQuestion(message, section, place) : dissectRecord(message, section, place, wack);
    }
    section.length = Math.min(place, d.end) - section.start;
  }
}

const COUNTS: readonly (readonly [name: FieldName, offset: number])[] = [
  ['nbns.count.queries', DNS_OFFSET.questions],
  ['nbns.count.answers', DNS_OFFSET.answers],
  ['nbns.count.auth_rr', DNS_OFFSET.authority],
  ['nbns.count.add_rr', DNS_OFFSET.additional],
];
const SECTIONS = ['Queries', 'Answers', 'Authoritative nameservers', 'Additional records'];

const QUERY_FLAGS = ['response', 'opcode', 'truncated', 'recdesired', 'broadcast'] as const;
const RESPONSE_FLAGS = [
  'response',
  'opcode',
  'authoritative',
  'truncated',
  'recdesired',
  'recavail',
  'broadcast',
] as const;

function addFlags(d: Dissection, tree: TreeItem, at: number, withRcode: boolean): void {
  const response = (d.uint16(at) & DNS_FLAG.response) !== 0;
  const item = d.add(tree, 'nbns.flags', at, 2);
  for (const name of response ? RESPONSE_FLAGS : QUERY_FLAGS) d.add(item, `nbns.flags.${name}`, at, 2);
  if (response && withRcode) d.add(item, 'nbns.flags.rcode', at, 2);
}

/** `NAME<20>.scope`, or what is wrong with it. */
const fullText = ({ text, suffix, scope }: NetbiosName): string =>
  suffix < 0 ? text : `${text}<${suffix.toString(16).padStart(2, '0')}>${scope}`;

/** The same with what the suffix says. */
const explained = (name: NetbiosName): string =>
  `${fullText(name)} (${NETBIOS_SUFFIX_NAMES[name.suffix] ?? 'Unknown'})`;

const entryLabel = (name: NetbiosName, type: number, classNumber: number): string =>
  `${fullText(name)}: type ${NBNS_TYPE_NAMES[type] ?? 'Unknown'}, class ${DNS_CLASS_NAMES[classNumber] ?? 'Unknown'}`;

function dissectQuestion(message: DnsMessage, tree: TreeItem, at: number): number {
  const { d } = message;
  const { text, end } = readNameOf(message, at);
  const name = decodeNetbiosName(text);
  const type = d.uint16(end + QUESTION_OFFSET.type);
  const classNumber = d.uint16(end + QUESTION_OFFSET.class);
  const item = d.text(tree, entryLabel(name, type, classNumber), at, end + QUESTION_LEN - at);
  d.add(item, 'nbns.name', at, end - at, fullText(name), `Name: ${explained(name)}`);
  d.add(item, 'nbns.type', end + QUESTION_OFFSET.type, 2);
  d.add(item, 'nbns.class', end + QUESTION_OFFSET.class, 2);
  return end + QUESTION_LEN;
}

function dissectRecord(message: DnsMessage, tree: TreeItem, at: number, wack: boolean): number {
  const { d } = message;
  const { text, end } = readNameOf(message, at);
  d.require(end, RECORD_OFFSET.data);
  const name = decodeNetbiosName(text);
  const type = d.uint16(end + RECORD_OFFSET.type);
  const length = d.uint16(end + RECORD_OFFSET.length);
  const data = end + RECORD_OFFSET.data;
  const label = entryLabel(name, type, d.uint16(end + RECORD_OFFSET.class));
  const item = d.text(tree, label, at, data + length - at);
  d.add(item, 'nbns.name', at, end - at, type === NBNS_TYPE.nb ? explained(name) : fullText(name));
  d.add(item, 'nbns.type', end + RECORD_OFFSET.type, 2);
  d.add(item, 'nbns.class', end + RECORD_OFFSET.class, 2);
  d.add(item, 'nbns.ttl', end + RECORD_OFFSET.ttl, 4);
  d.add(item, 'nbns.data_length', end + RECORD_OFFSET.length, 2);
  if (type === NBNS_TYPE.nb) addEntries(d, item, data, data + length, wack);
  else if (type === NBNS_TYPE.nbstat) return addStatus(d, item, data, length);
  else d.add(item, 'nbns.data', data, length);
  return data + length;
}

function incomplete(d: Dissection, item: TreeItem): void {
  d.expert(item, 'nbns.incomplete_entry', 'error', 'incomplete entry');
}

function addEntries(d: Dissection, item: TreeItem, at: number, end: number, wack: boolean): void {
  const size = wack ? 2 : NB_ENTRY_LEN;
  let entry = at;
  for (; entry + size <= end; entry += size) {
    if (wack) {
      addFlags(d, item, entry, false);
      continue;
    }
    addBits(d, item, 'nbns.nb_flags', NB_FLAGS, entry + NB_ENTRY.flags);
    d.add(item, 'nbns.addr', entry + NB_ENTRY.address, 4);
  }
  if (end - entry >= 2) addBits(d, item, 'nbns.nb_flags', NB_FLAGS, entry);
  if (entry < end) incomplete(d, item);
}

const NB_FLAGS: readonly FieldName[] = ['nbns.nb_flags.group', 'nbns.nb_flags.ont'];
const NAME_FLAGS: readonly FieldName[] = [
  'nbns.name_flags.group',
  'nbns.name_flags.ont',
  'nbns.name_flags.drg',
  'nbns.name_flags.cnf',
  'nbns.name_flags.act',
  'nbns.name_flags.prm',
];

function addBits(d: Dissection, tree: TreeItem, name: FieldName, bits: readonly FieldName[], at: number): void {
  const item = d.add(tree, name, at, 2);
  for (const bit of bits) d.add(item, bit, at, 2);
}

const NAME_LEN = 16;
const STATUS_NAME_LEN = NAME_LEN + 2;
const STATISTICS: readonly (readonly [name: FieldName, length: number])[] = [
  ['nbns.unit_id', 6],
  ['nbns.jumpers', 1],
  ['nbns.test_result', 1],
  ['nbns.version_number', 2],
  ['nbns.period_of_statistics', 2],
  ['nbns.num_crcs', 2],
  ['nbns.num_alignment_errors', 2],
  ['nbns.num_collisions', 2],
  ['nbns.num_send_aborts', 2],
  ['nbns.num_good_sends', 4],
  ['nbns.num_good_receives', 4],
  ['nbns.numretransmits', 2],
  ['nbns.num_no_resource_conditions', 2],
  ['nbns.numcommand_blocks', 2],
  ['nbns.numpending_sessions', 2],
  ['nbns.max_num_pending_sessions', 2],
  ['nbns.max_total_sessions_possible', 2],
  ['nbns.session_data_packet_size', 2],
];

/** The names of a host and its statistics (RFC 1002 section 4.2.18); says where they end. */
function addStatus(d: Dissection, item: TreeItem, at: number, length: number): number {
  if (length < 1) {
    incomplete(d, item);
    return at;
  }
  let left = length;
  let place = at + 1;
  d.add(item, 'nbns.number_of_names', at, 1);
  for (let names = d.uint8(at); names > 0; names--) {
    if (left < STATUS_NAME_LEN) {
      incomplete(d, item);
      return place;
    }
    d.require(place, NAME_LEN);
    const bytes = d.bytes.subarray(place, place + NAME_LEN);
    const name: NetbiosName = { text: netbiosText(bytes), suffix: bytes[NAME_LEN - 1]!, scope: '' };
    d.add(item, 'nbns.netbios_name', place, NAME_LEN, name.text, `Name: ${explained(name)}`);
    addBits(d, item, 'nbns.name_flags', NAME_FLAGS, place + NAME_LEN);
    place += STATUS_NAME_LEN;
    left -= STATUS_NAME_LEN;
  }
  for (const [name, size] of STATISTICS) {
    if (left < size) {
      incomplete(d, item);
      return place;
    }
    d.add(item, name, place, size);
    place += size;
    left -= size;
  }
  return place;
}

const NBDGM_OFFSET = {
  type: 0,
  flags: 1,
  id: 2,
  sourceIp: 4,
  sourcePort: 8,
  length: 10,
  offset: 12,
  names: 14,
} as const;
const NBDGM_ERROR = 19;
const NBDGM_QUERY = 20;

/** Adds the datagram service message at `at` to the tree. */
export function dissectNbdgm(d: Dissection, at: number): void {
  const nbdgm = d.layer('nbdgm', at, d.reported - at);
  const type = d.uint8(at + NBDGM_OFFSET.type);
  d.add(nbdgm, 'nbdgm.type', at + NBDGM_OFFSET.type, 1);
  const flags = d.add(nbdgm, 'nbdgm.flags', at + NBDGM_OFFSET.flags, 1);
  for (const name of ['next', 'first', 'node_type'] as const) d.add(flags, `nbdgm.${name}`, at + NBDGM_OFFSET.flags, 1);
  d.add(nbdgm, 'nbdgm.dgram_id', at + NBDGM_OFFSET.id, 2);
  d.add(nbdgm, 'nbdgm.src.ip', at + NBDGM_OFFSET.sourceIp, 4);
  d.add(nbdgm, 'nbdgm.src.port', at + NBDGM_OFFSET.sourcePort, 2);
  if (type < 16 || type > 22) return;
  if (type === NBDGM_ERROR) {
    d.add(nbdgm, 'nbdgm.error_code', at + NBDGM_OFFSET.length, 1);
    return;
  }
  let place = at + NBDGM_OFFSET.length;
  if (type < NBDGM_ERROR) {
    d.add(nbdgm, 'nbdgm.dgram_len', at + NBDGM_OFFSET.length, 2);
    d.add(nbdgm, 'nbdgm.pkt_offset', at + NBDGM_OFFSET.offset, 2);
    place = addDatagramName(d, nbdgm, 'nbdgm.source_name', at + NBDGM_OFFSET.names);
  }
  place = addDatagramName(d, nbdgm, 'nbdgm.destination_name', place);
  nbdgm.length = place - at;
  if (type < NBDGM_QUERY) d.next('data', 0, place);
}

function addDatagramName(d: Dissection, tree: TreeItem, field: FieldName, at: number): number {
  const { text, end } = readNameOf({ d, start: at, mdns: false }, at);
  const name = decodeNetbiosName(text);
  d.add(tree, field, at, end - at, fullText(name));
  return end;
}
