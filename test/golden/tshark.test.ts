// Header fields of the real captures against what tshark 4.0.17 says of them, record by record: the outermost occurrence.
import { afterAll, describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { DECODED_LINK_TYPES } from '../../main/capture/link-type.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { fieldWriter } from '../../main/decode/field-values.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { FIRST_ETHER_TYPE } from '../../shared/net/ether-type.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { type TsharkRow, tsharkCaptures, tsharkRows } from './tshark-table.ts';

/** Links and tags that may stand in front of the outermost IP header. Anything else there is an encapsulation that is not opened. */
const LINK = new Set(
  (
    'eth ethertype vlan ieee8021ad llc sll null loop raw mpls pppoes ppp chdlc ip ipv6 arp radiotap wlan_radio wlan ppi fddi tr ' +
    'arcnet fr nflog ipnet pktap pcap_pktdata etag vntag cmd cfp nsh juniper pwethheuristic pwethcw pwethnocw'
  ).split(' '),
);
/** Behind these the EtherType in force is no longer that of the Ethernet header. */
const REPLACES_TYPE = new Set('vlan ieee8021ad mpls pppoes etag vntag cmd nsh'.split(' '));
const EXTENSIONS = new Set('ipv6.hopopts ipv6.routing ipv6.fraghdr ipv6.dstopts ah mipv6 hip shim6'.split(' '));

const LINK_FIELDS = { 'eth.src': 'eth_src', 'eth.dst': 'eth_dst' } as const;
const NETWORK_FIELDS = {
  ip: 'ip.version ip.src ip.dst ip.proto ip.ttl ip.id ip.flags ip.frag_offset ip.len'.split(' '),
  ipv6: 'ipv6.src ipv6.dst ipv6.nxt ipv6.hlim'.split(' '),
  arp: ['arp.opcode'],
};
const TRANSPORT_FIELDS = {
  tcp: 'tcp.srcport tcp.dstport tcp.seq_raw tcp.ack_raw tcp.flags tcp.window_size_value tcp.len'.split(' '),
  udp: 'udp.srcport udp.dstport udp.length'.split(' '),
  icmp: ['icmp.type'],
  icmpv6: ['icmpv6.type'],
};

const SHORTEST_IPV4 = 20;
const UDP_HEADER = 8;

/** Where we differ from tshark on purpose: file, record number (or every record), field. The comment says why. */
const DIFFERENT: readonly (readonly [file: string, record: number | '*', field: string])[] = [
  // tshark keeps the identifier of an 802.1ad tag apart (ieee8021ad.id); our column holds all tags.
  ['arkime/arkime_synthetic.pcap', 513, 'vlan.id'],
  ['pcapplusplus/Packet++Test/PacketExamples/QinQ_802.1_AD.pcapng', 1, 'vlan.id'],
  // The options are cut: tshark gives up before the destination address, which stands in front of them.
  ['zeek/trunc/ipv4-internally-truncated-header.pcap', 1, 'ip.dst'],
  ['zeek/trunc/mpls-6in6-broken.pcap.gz', 417, 'ip.dst'],
  ['zeek/trunc/mpls-6in6-broken.pcap.gz', 427, 'ip.dst'],
  // The TCP header ends early: tshark gives up before what stands in front of its end.
  ['ndpi/default/pcap/fuzz-2006-06-26-2594.pcap', 86, 'tcp.seq_raw'],
  ['ndpi/default/pcap/fuzz-2006-06-26-2594.pcap', 86, 'tcp.ack_raw'],
  // Two bytes of ICMP: tshark gives up before the type.
  ['tcpdump/icmp-icmp_print-oobr-2.pcap', 3, 'icmp.type'],
];

interface Difference {
  readonly record: number;
  readonly field: string;
  readonly tshark: string;
  readonly ours: string;
}

class Comparison {
  records = 0;
  /** Values compared, and how many of them are not empty on both sides. */
  values = 0;
  present = 0;
  notOpened = 0;
  readonly differences: Difference[] = [];

  check(record: number, field: string, tshark: string, ours: string): void {
    this.values++;
    if (tshark !== '' || ours !== '') this.present++;
    if (tshark !== ours) this.differences.push({ record, field, tshark, ours });
  }
}

const value = (name: string, bytes: Uint8Array, layers: Layers): string => {
  const write = fieldWriter(name);
  if (!write) throw new Error(`no writer of ${name}`);
  return write(bytes, layers);
};

function compare(record: number, row: TsharkRow, bytes: Uint8Array, layers: Layers, into: Comparison): void {
  into.records++;
  const first = (field: string): string => row(field)[0] ?? '';
  const path = row('frame.protocols')[0]?.split(':') ?? [];
  let at = path.findIndex(name => name in NETWORK_FIELDS);
  // IPv6 under the EtherType of IPv4 runs through tshark's IPv4 first, which only tells the versions apart.
  if (path[at] === 'ip' && path[at + 1] === 'ipv6' && first('ip.version') === '6') at++;
  const outside = at < 0 ? path : path.slice(0, at);
  if (path[0] === 'eth') compareEthernet(record, row, outside, bytes, layers, into);
  if (outside.some(name => !LINK.has(name))) {
    if (at >= 0) into.notOpened++;
    return;
  }
  for (const [network, fields] of Object.entries(NETWORK_FIELDS)) {
    for (const field of fields) {
      const theirs = path[at] === network || (field === 'ip.version' && path[at] === 'ipv6') ? first(field) : '';
      into.check(record, field, theirs, value(field, bytes, layers));
    }
  }
  compareTransport(record, row, path.slice(at + 1), bytes, layers, into);
}

function compareEthernet(
  record: number,
  row: TsharkRow,
  outside: readonly string[],
  bytes: Uint8Array,
  layers: Layers,
  into: Comparison,
): void {
  for (const [theirs, ours] of Object.entries(LINK_FIELDS)) {
    into.check(record, theirs, row(theirs)[0] ?? '', value(ours, bytes, layers));
  }
  const closed = outside.findIndex(name => !LINK.has(name));
  const tags = outside.slice(0, closed < 0 ? outside.length : closed).filter(name => name === 'vlan').length;
  into.check(record, 'vlan.id', row('vlan.id').slice(0, tags).join(','), value('vlan', bytes, layers));
  const type = row('eth.type')[0] ?? '';
  if (Number(type) >= FIRST_ETHER_TYPE && outside[1] === 'ethertype' && !REPLACES_TYPE.has(outside[2] ?? '')) {
    into.check(
      record,
      'eth.type',
      type,
      layers.etherType < 0 ? '' : `0x${layers.etherType.toString(16).padStart(4, '0')}`,
    );
  }
}

function compareTransport(
  record: number,
  row: TsharkRow,
  path: readonly string[],
  bytes: Uint8Array,
  layers: Layers,
  into: Comparison,
): void {
  // tshark reassembles: the last fragment shows the whole packet.
  if (row('ip.frag_offset')[0] !== '0' && row('ip.frag_offset').length > 0) return;
  if (path.includes('ipv6.fraghdr') || (Number(row('ip.flags')[0] ?? '0') & 1) === 1) return;
  const transport = path.find(name => !EXTENSIONS.has(name)) ?? '';
  for (const [protocol, fields] of Object.entries(TRANSPORT_FIELDS)) {
    for (const field of fields) {
      into.check(record, field, transport === protocol ? (row(field)[0] ?? '') : '', value(field, bytes, layers));
    }
  }
  if (transport === 'tcp' && row('tcp.len').length > 0) {
    into.check(record, 'payload_length', row('tcp.len')[0]!, String(layers.payloadLength));
  }
  const udpLength = Number(row('udp.length')[0]);
  const fits = row('ip.len').length === 0 || udpLength + SHORTEST_IPV4 <= Number(row('ip.len')[0]);
  if (transport === 'udp' && udpLength >= UDP_HEADER && fits) {
    into.check(record, 'payload_length', String(udpLength - UDP_HEADER), String(layers.payloadLength));
  }
}

async function compareCapture(path: string): Promise<Comparison | undefined> {
  const rows = tsharkRows(path);
  const capture = await openCapture(sharedPath(`captures/${path}`)).catch(() => undefined);
  if (!capture) return undefined;
  const result = new Comparison();
  const cursor = new RecordCursor();
  const layers = new Layers();
  let record = 0;
  do {
    while (record < rows.length && capture.reader.next(cursor)) {
      const row = rows[record++]!;
      if (!DECODED_LINK_TYPES.has(cursor.linkType)) continue;
      walkRecord(cursor.bytes, cursor.start, cursor.end, cursor.originalLength, cursor.linkType, layers);
      compare(record, row, cursor.bytes, layers, result);
    }
  } while (record < rows.length && (await capture.readBlock()));
  await capture.close();
  return result;
}

const found = new Set<(typeof DIFFERENT)[number]>();

function isDeliberate(path: string, { record, field }: Difference): boolean {
  const entry = DIFFERENT.find(([file, of, name]) => file === path && (of === '*' || of === record) && name === field);
  if (entry) found.add(entry);
  return entry !== undefined;
}

describe.runIf(hasShared())('real captures against tshark (beside the checkout)', () => {
  const total = { records: 0, values: 0, present: 0, notOpened: 0 };

  test.each(hasShared() ? tsharkCaptures() : [])('%s', async path => {
    const result = await compareCapture(path);
    if (!result) return;
    total.records += result.records;
    total.values += result.values;
    total.present += result.present;
    total.notOpened += result.notOpened;
    expect(result.differences.filter(difference => !isDeliberate(path, difference))).toEqual([]);
  });

  test('every listed difference is one', () => {
    expect(DIFFERENT.filter(entry => !found.has(entry))).toEqual([]);
  });

  test('enough of them were compared', () => {
    expect(total.records).toBeGreaterThan(40_000);
    expect(total.present).toBeGreaterThan(500_000);
  });

  afterAll(() => {
    console.log(
      `tshark: ${total.records} records, ${total.values} values compared (${total.present} not empty), ${total.notOpened} records not opened`,
    );
  });
});
