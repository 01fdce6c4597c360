// Resource records (RFC 1035 section 4.1.3) and the data of those that are fields one after the other.
import { CATALOGUE, type FieldName } from '../../../shared/catalogue/catalogue.ts';
import { DNS_CLASS_NAMES, DNS_TYPE, DNS_TYPE_NAMES } from '../../../shared/net/dns-type.ts';
import type { TreeItem } from '../tree/item.ts';
import { valueText } from '../tree/item-text.ts';
import { RECORD_OFFSET } from './dns.ts';
import { addParts, type DnsMessage, type Part, type ReadName, readNameOf } from './dns-part-tree.ts';
import { dissectSpecial } from './dns-special-tree.ts';

const CLASS_MASK = 0x7fff;
const HIGHEST_TTL_BIT = 0x80000000;
/** Of the OPT record's time to live (RFC 6891 section 6.1.3). */
const OPT_OFFSET = { rcode: 4, version: 5, z: 6 } as const;

/** Adds the record at `at` to the tree and says where it ends. */
export function dissectRecord(message: DnsMessage, section: TreeItem, at: number): number {
  const { d, mdns } = message;
  const name = readNameOf(message, at);
  d.require(name.end, RECORD_OFFSET.data);
  const type = d.uint16(name.end + RECORD_OFFSET.type);
  const length = d.uint16(name.end + RECORD_OFFSET.length);
  const data = name.end + RECORD_OFFSET.data;
  const item = d.text(section, `${name.text}: type ${DNS_TYPE_NAMES.get(type) ?? type}`, at, data + length - at);
  if (type === DNS_TYPE.opt) addOptHeader(message, item, name, at);
  else addHeader(message, item, name, at, type, mdns);
  if (length === 0) return data;
  const fields = item.children.length;
  const layout = LAYOUTS.get(type);
  if (layout === undefined) dissectSpecial(message, item, type, data, data + length);
  else addParts(message, item, layout, data, data + length);
  const word = SUMMARIES.get(type);
  const first = item.children[fields];
  if (word !== undefined && first !== undefined && first.name !== '') {
    item.label += `, ${word}${valueText(CATALOGUE[first.name], first.value)}`;
  }
  return data + length;
}

function addHeader(message: DnsMessage, item: TreeItem, name: ReadName, at: number, type: number, mdns: boolean): void {
  const { d } = message;
  if (type === DNS_TYPE.srv) addServiceName(message, item, name, at);
  else d.add(item, 'dns.resp.name', at, name.end - at, name.text);
  const classAt = name.end + RECORD_OFFSET.class;
  const classBits = d.uint16(classAt);
  const classNumber = mdns ? classBits & CLASS_MASK : classBits;
  item.label += `, class ${DNS_CLASS_NAMES[classNumber] ?? 'Unknown'}`;
  if (mdns && classBits !== classNumber) item.label += ', cache flush';
  d.add(item, 'dns.resp.type', name.end + RECORD_OFFSET.type, 2);
  d.add(item, 'dns.resp.class', classAt, 2, classNumber);
  if (mdns) d.add(item, 'dns.resp.cache_flush', classAt, 2);
  const ttl = d.add(item, 'dns.resp.ttl', name.end + RECORD_OFFSET.ttl, 4);
  if (d.uint32(name.end + RECORD_OFFSET.ttl) >= HIGHEST_TTL_BIT) {
    d.expert(ttl, 'dns.ttl.high_bit_set', 'warning', 'The uppermost bit of the TTL is set (RFC 2181, section 8)');
  }
  d.add(item, 'dns.resp.len', name.end + RECORD_OFFSET.length, 2);
}

/** `_service._proto.name` (RFC 2782). */
function addServiceName({ d }: DnsMessage, item: TreeItem, name: ReadName, at: number): void {
  const [service, proto, ...rest] = name.text.split('.');
  const add = (field: FieldName, text: string): void => {
    d.add(item, field, at, name.end - at, text);
  };
  add('dns.srv.service', service!);
  if (proto !== undefined) add('dns.srv.proto', proto);
  if (rest.length > 0) add('dns.srv.name', rest.join('.'));
}

function addOptHeader({ d, mdns }: DnsMessage, item: TreeItem, name: ReadName, at: number): void {
  const size = name.end + RECORD_OFFSET.class;
  const bits = d.uint16(size);
  d.add(item, 'dns.resp.name', at, name.end - at, name.text);
  d.add(item, 'dns.resp.type', name.end + RECORD_OFFSET.type, 2);
  d.add(item, 'dns.rr.udp_payload_size', size, 2, mdns ? bits & CLASS_MASK : bits);
  if (mdns) d.add(item, 'dns.resp.cache_flush', size, 2);
  d.add(item, 'dns.resp.ext_rcode', name.end + OPT_OFFSET.rcode, 1);
  d.add(item, 'dns.resp.edns0_version', name.end + OPT_OFFSET.version, 1);
  const z = d.add(item, 'dns.resp.z', name.end + OPT_OFFSET.z, 2);
  d.add(z, 'dns.resp.z.do', name.end + OPT_OFFSET.z, 2);
  d.add(z, 'dns.resp.z.reserved', name.end + OPT_OFFSET.z, 2);
  d.add(item, 'dns.resp.len', name.end + RECORD_OFFSET.length, 2);
}

/** What the line of a record says of its first field. */
const SUMMARIES: ReadonlyMap<number, string> = new Map([
  [DNS_TYPE.a, 'addr '],
  [DNS_TYPE.aaaa, 'addr '],
  [DNS_TYPE.ns, 'ns '],
  [DNS_TYPE.cname, 'cname '],
  [DNS_TYPE.soa, 'mname '],
  [DNS_TYPE.ptr, ''],
  [DNS_TYPE.mx, 'preference '],
  [DNS_TYPE.srv, 'priority '],
  [DNS_TYPE.nsec, 'next domain name '],
]);

const DELEGATION: readonly Part[] = [
  ['dns.ds.key_id', 2],
  ['dns.ds.algorithm', 1],
  ['dns.ds.digest_type', 1],
  ['dns.ds.digest', 'rest'],
];
const SIGNATURE: readonly Part[] = [
  ['dns.rrsig.type_covered', 2],
  ['dns.rrsig.algorithm', 1],
  ['dns.rrsig.labels', 1],
  ['dns.rrsig.original_ttl', 4],
  ['dns.rrsig.signature_expiration', 'time'],
  ['dns.rrsig.signature_inception', 'time'],
  ['dns.rrsig.key_tag', 2],
  ['dns.rrsig.signers_name', 'name'],
  ['dns.rrsig.signature', 'some'],
];

const LAYOUTS: ReadonlyMap<number, readonly Part[]> = new Map<number, readonly Part[]>([
  [DNS_TYPE.a, [['dns.a', 4]]],
  [DNS_TYPE.ns, [['dns.ns', 'name']]],
  [DNS_TYPE.md, [['dns.md', 'name']]],
  [DNS_TYPE.mf, [['dns.mf', 'name']]],
  [DNS_TYPE.cname, [['dns.cname', 'name']]],
  [
    DNS_TYPE.soa,
    [
      ['dns.soa.mname', 'name'],
      ['dns.soa.rname', 'name'],
      ['dns.soa.serial_number', 4],
      ['dns.soa.refresh_interval', 4],
      ['dns.soa.retry_interval', 4],
      ['dns.soa.expire_limit', 4],
      ['dns.soa.minimum_ttl', 4],
    ],
  ],
  [DNS_TYPE.mb, [['dns.mb', 'name']]],
  [DNS_TYPE.mg, [['dns.mg', 'name']]],
  [DNS_TYPE.mr, [['dns.mr', 'name']]],
  [DNS_TYPE.null, [['dns.null', 'rest']]],
  [DNS_TYPE.ptr, [['dns.ptr.domain_name', 'name']]],
  [
    DNS_TYPE.hinfo,
    [
      ['dns.hinfo.cpu_length', 'counted', 'dns.hinfo.cpu'],
      ['dns.hinfo.os_length', 'counted', 'dns.hinfo.os'],
    ],
  ],
  [
    DNS_TYPE.minfo,
    [
      ['dns.minfo.r', 'name'],
      ['dns.minfo.e', 'name'],
    ],
  ],
  [
    DNS_TYPE.mx,
    [
      ['dns.mx.preference', 2],
      ['dns.mx.mail_exchange', 'name'],
    ],
  ],
  [
    DNS_TYPE.rp,
    [
      ['dns.rp.mailbox', 'name'],
      ['dns.rp.txt_rr', 'name'],
    ],
  ],
  [
    DNS_TYPE.afsdb,
    [
      ['dns.afsdb.subtype', 2],
      ['dns.afsdb.hostname', 'name'],
    ],
  ],
  [DNS_TYPE.x25, [['dns.x25.length', 'counted', 'dns.x25.psdn_address']]],
  [
    DNS_TYPE.rt,
    [
      ['dns.rt.subtype', 2],
      ['dns.rt.intermediate_host', 'name'],
    ],
  ],
  [DNS_TYPE.nsap, [['dns.nsap.rdata', 'rest']]],
  [DNS_TYPE.nsapPtr, [['dns.nsap_ptr.owner', 'name']]],
  [DNS_TYPE.sig, SIGNATURE],
  [
    DNS_TYPE.px,
    [
      ['dns.px.preference', 2],
      ['dns.px.map822', 'name'],
      ['dns.px.map400', 'name'],
    ],
  ],
  [
    DNS_TYPE.gpos,
    [
      ['dns.gpos.longitude_length', 'counted', 'dns.gpos.longitude'],
      ['dns.gpos.latitude_length', 'counted', 'dns.gpos.latitude'],
      ['dns.gpos.altitude_length', 'counted', 'dns.gpos.altitude'],
    ],
  ],
  [DNS_TYPE.aaaa, [['dns.aaaa', 16]]],
  [
    DNS_TYPE.srv,
    [
      ['dns.srv.priority', 2],
      ['dns.srv.weight', 2],
      ['dns.srv.port', 2],
      ['dns.srv.target', 'name'],
    ],
  ],
  [
    DNS_TYPE.kx,
    [
      ['dns.kx.preference', 2],
      ['dns.kx.key_exchange', 'name'],
    ],
  ],
  [
    DNS_TYPE.cert,
    [
      ['dns.cert.type', 2],
      ['dns.cert.key_tag', 2],
      ['dns.cert.algorithm', 1],
      ['dns.cert.certificate', 'some'],
    ],
  ],
  [DNS_TYPE.dname, [['dns.dname', 'name']]],
  [DNS_TYPE.ds, DELEGATION],
  [
    DNS_TYPE.sshfp,
    [
      ['dns.sshfp.algorithm', 1],
      ['dns.sshfp.fingerprint.type', 1],
      ['dns.sshfp.fingerprint', 'some'],
    ],
  ],
  [DNS_TYPE.rrsig, SIGNATURE],
  [DNS_TYPE.dhcid, [['dns.dhcid.rdata', 'rest']]],
  [
    DNS_TYPE.tlsa,
    [
      ['dns.tlsa.certificate_usage', 1],
      ['dns.tlsa.selector', 1],
      ['dns.tlsa.matching_type', 1],
      ['dns.tlsa.certificate_association_data', 'rest'],
    ],
  ],
  [DNS_TYPE.cds, DELEGATION],
  [DNS_TYPE.openpgpkey, [['dns.openpgpkey', 'rest']]],
  [
    DNS_TYPE.zonemd,
    [
      ['dns.zonemd.serial', 4],
      ['dns.zonemd.scheme', 1],
      ['dns.zonemd.hash_algo', 1],
      ['dns.zonemd.digest', 'rest'],
    ],
  ],
  [
    DNS_TYPE.nid,
    [
      ['dns.ilnp.nid.preference', 2],
      ['dns.ilnp.nid', 8],
    ],
  ],
  [
    DNS_TYPE.l32,
    [
      ['dns.ilnp.l32.preference', 2],
      ['dns.ilnp.l32', 4],
    ],
  ],
  [
    DNS_TYPE.l64,
    [
      ['dns.ilnp.l64.preference', 2],
      ['dns.ilnp.l64', 8],
    ],
  ],
  [
    DNS_TYPE.lp,
    [
      ['dns.ilnp.lp.preference', 2],
      ['dns.ilnp.lp', 'name'],
    ],
  ],
  [DNS_TYPE.eui48, [['dns.eui48', 6]]],
  [DNS_TYPE.dlv, DELEGATION],
  [
    DNS_TYPE.winsR,
    [
      ['dns.winsr.local_flag', 4],
      ['dns.winsr.lookup_timeout', 4],
      ['dns.winsr.cache_timeout', 4],
      ['dns.winsr.name_result_domain', 'name'],
    ],
  ],
]);
