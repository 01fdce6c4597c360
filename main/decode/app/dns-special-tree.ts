// Data of records that repeat, count or branch: DNSSEC (RFC 4034, 5155), TSIG and TKEY (RFC 8945, 2930), CAA (RFC 8659), …
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { DNS_TYPE, DNS_TYPE_NAMES } from '../../../shared/net/dns-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { dissectOptions, dissectServiceBinding } from './dns-option-tree.ts';
import { addCounted, addName, addParts, addSeconds, type DnsMessage, readNameOf } from './dns-part-tree.ts';

/** Adds the data in bytes[at, end) of a record of `type`. */
export function dissectSpecial(message: DnsMessage, tree: TreeItem, type: number, at: number, end: number): void {
  const dissect = SPECIAL.get(type);
  if (dissect !== undefined) {
    dissect(message, tree, at, end);
    return;
  }
  message.d.add(tree, 'dns.data', at, end - at);
}

type DissectData = (message: DnsMessage, tree: TreeItem, at: number, end: number) => void;

/** Texts behind their lengths until the data end. One that reaches beyond makes the message malformed, as in Wireshark. */
const texts =
  (length: FieldName, text: FieldName): DissectData =>
  ({ d }, tree, at, end) => {
    for (let place = at; place !== end; ) place = addCounted(d, tree, length, text, place);
  };

function dissectServices({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  d.add(tree, 'dns.wks.address', at, 4);
  d.add(tree, 'dns.wks.protocol', at + 4, 1);
  for (let place = at + 5; place !== end; place++) if (d.uint8(place) !== 0) d.add(tree, 'dns.wks.bits', place, 1);
}

function dissectIsdn({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const behind = addCounted(d, tree, 'dns.idsn.length', 'dns.idsn.address', at);
  if (end - behind > 1) addCounted(d, tree, 'dns.idsn.sa.length', 'dns.idsn.sa.address', behind);
}

function dissectLocation({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  d.add(tree, 'dns.loc.version', at, 1);
  if (d.uint8(at) !== 0) {
    d.add(tree, 'dns.loc.unknown_data', at, end - at);
    return;
  }
  for (const [i, name] of (
    ['dns.loc.size', 'dns.loc.horizontal_precision', 'dns.loc.vertical_precision'] as const
  ).entries()) {
    d.add(tree, name, at + 1 + i, 1);
  }
  for (const [i, name] of (['dns.loc.latitude', 'dns.loc.longitude', 'dns.loc.altitude'] as const).entries()) {
    d.add(tree, name, at + 4 + 4 * i, 4);
  }
}

function dissectNamingAuthority(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const behind = addParts(
    message,
    tree,
    [
      ['dns.naptr.order', 2],
      ['dns.naptr.preference', 2],
      ['dns.naptr.flags_length', 'counted', 'dns.naptr.flags'],
      ['dns.naptr.service_length', 'counted', 'dns.naptr.service'],
      ['dns.naptr.regex_length', 'counted', 'dns.naptr.regex'],
    ],
    at,
    end,
  );
  message.d.generated(tree, 'dns.naptr.replacement_length', readNameOf(message, behind).length);
  addName(message, tree, 'dns.naptr.replacement', behind);
}

/** An address without its first bits, and the name of those (RFC 2874, now historic). */
function dissectA6(message: DnsMessage, tree: TreeItem, at: number): void {
  const { d } = message;
  const prefix = d.uint8(at);
  const size = prefix < 128 ? Math.ceil((128 - prefix) / 8) : 0;
  if (prefix > 0) readNameOf(message, at + 1 + size);
  d.add(tree, 'dns.a6.prefix_len', at, 1);
  d.require(at + 1, size);
  const address = new Uint8Array(16);
  address.set(d.bytes.subarray(at + 1, at + 1 + size), 16 - size);
  if (size > 0) d.add(tree, 'dns.a6.address_suffix', at + 1, size, address);
  if (prefix > 0) addName(message, tree, 'dns.a6.prefix_name', at + 1 + size);
}

function dissectPrefixes({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  for (let place = at; end - place > 1; ) {
    const family = d.uint16(place);
    d.add(tree, 'dns.apl.address_family', place, 2);
    d.add(tree, 'dns.apl.coded_prefix', place + 2, 1);
    d.add(tree, 'dns.apl.negation', place + 3, 1);
    d.add(tree, 'dns.apl.afdlength', place + 3, 1);
    const size = d.uint8(place + 3) & 0x7f;
    place += 4;
    d.require(place, size);
    const full = family === 1 ? 4 : family === 2 ? 16 : 0;
    if (size <= full) {
      const address = new Uint8Array(full);
      address.set(d.bytes.subarray(place, place + size));
      d.add(tree, full === 4 ? 'dns.apl.afdpart.ipv4' : 'dns.apl.afdpart.ipv6', place, size, address);
    } else {
      d.add(tree, 'dns.apl.afdpart.data', place, size);
    }
    place += size;
  }
}

function dissectIpsecKey(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const { d } = message;
  d.add(tree, 'dns.ipseckey.gateway_precedence', at, 1);
  d.add(tree, 'dns.ipseckey.gateway_type', at + 1, 1);
  d.add(tree, 'dns.ipseckey.gateway_algorithm', at + 2, 1);
  let place = at + 3;
  const type = d.uint8(at + 1);
  if (type === 1) d.add(tree, 'dns.ipseckey.gateway_ipv4', place, 4);
  if (type === 2) d.add(tree, 'dns.ipseckey.gateway_ipv6', place, 16);
  if (type === 3) place = addName(message, tree, 'dns.ipseckey.gateway_dns', place);
  else place += type === 1 ? 4 : type === 2 ? 16 : 0;
  if (place !== end) d.add(tree, 'dns.ipseckey.public_key', place, end - place);
}

/** The types that exist at a name, as bits in windows of 256 (RFC 4034 section 4.1.2). */
function addTypeBitMap(d: Dissection, tree: TreeItem, at: number, end: number): void {
  for (let place = at; place !== end; ) {
    const base = d.uint8(place) * 256;
    const size = d.uint8(place + 1);
    place += 2;
    for (let i = 0; i < size; i++) addTypeBits(d, tree, place + i, base + 8 * i);
    place += size;
  }
}

function addTypeBits(d: Dissection, tree: TreeItem, at: number, first: number): void {
  const bits = d.uint8(at);
  for (let i = 0; i < 8; i++) {
    if ((bits & (0x80 >> i)) === 0) continue;
    const name = DNS_TYPE_NAMES.get(first + i) ?? `Unknown (${first + i})`;
    d.add(tree, 'dns.resp.type', at, 1, first + i, `RR type in bit map: ${name}`);
  }
}

function dissectNxt(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const behind = addName(message, tree, 'dns.nxt.next_domain_name', at);
  for (let place = behind; place !== end; place++) addTypeBits(message.d, tree, place, 8 * (place - behind));
}

function dissectNsec(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  addTypeBitMap(message.d, tree, addName(message, tree, 'dns.nsec.next_domain_name', at), end);
}

function dissectNsec3({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const hashAt = addNsec3Parameters(d, tree, at, true);
  const size = d.uint8(hashAt);
  d.add(tree, 'dns.nsec3.hash_length', hashAt, 1);
  d.require(hashAt + 1, size);
  const hash = d.bytes.subarray(hashAt + 1, hashAt + 1 + size);
  if (size > 0) d.add(tree, 'dns.nsec3.hash_value', hashAt + 1, size, base32(hash));
  addTypeBitMap(d, tree, hashAt + 1 + size, end);
}

function addNsec3Parameters(d: Dissection, tree: TreeItem, at: number, optOut: boolean): number {
  d.add(tree, 'dns.nsec3.algo', at, 1);
  const flags = d.add(tree, 'dns.nsec3.flags', at + 1, 1);
  if (optOut) d.add(flags, 'dns.nsec3.flags.opt_out', at + 1, 1);
  d.add(tree, 'dns.nsec3.iterations', at + 2, 2);
  const size = d.uint8(at + 4);
  d.add(tree, 'dns.nsec3.salt_length', at + 4, 1);
  d.add(tree, 'dns.nsec3.salt_value', at + 5, size);
  return at + 5 + size;
}

const BASE32_DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** Base 32 with the extended hexadecimal alphabet, without padding (RFC 4648 section 7). */
function base32(bytes: Uint8Array): string {
  let text = '';
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const word = (bytes[bit >> 3]! << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += BASE32_DIGITS[(word >> (11 - (bit & 7))) & 31];
  }
  return text;
}

function dissectDnskey({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const flags = d.add(tree, 'dns.dnskey.flags', at, 2);
  for (const name of ['zone_key', 'key_revoked', 'secure_entry_point', 'reserved'] as const) {
    d.add(flags, `dns.dnskey.flags.${name}`, at, 2);
  }
  d.add(tree, 'dns.dnskey.protocol', at + 2, 1);
  d.add(tree, 'dns.dnskey.algorithm', at + 3, 1);
  d.generated(tree, 'dns.dnskey.key_id', keyTag(d, at, end, d.uint8(at + 3)));
  d.add(tree, 'dns.dnskey.public_key', at + 4, end - at - 4);
}

const KEY_FLAGS = ['required', 'associated_user', 'associated_named_entity', 'ipsec', 'mime', 'signatory'] as const;
const NO_KEY = 0xc000;

function dissectKey({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const flags = d.add(tree, 'dns.key.flags', at, 2);
  d.add(flags, 'dns.key.flags.authentication', at, 2);
  d.add(flags, 'dns.key.flags.confidentiality', at, 2);
  if ((d.uint16(at) & NO_KEY) !== NO_KEY) for (const name of KEY_FLAGS) d.add(flags, `dns.key.flags.${name}`, at, 2);
  d.add(tree, 'dns.key.protocol', at + 2, 1);
  d.add(tree, 'dns.key.algorithm', at + 3, 1);
  d.generated(tree, 'dns.key.key_id', keyTag(d, at, end, d.uint8(at + 3)));
  if (at + 4 !== end) d.add(tree, 'dns.key.public_key', at + 4, end - at - 4);
}

const RSA_MD5 = 1;

/** RFC 4034 appendix B. */
function keyTag(d: Dissection, at: number, end: number, algorithm: number): number {
  d.require(at, end - at);
  if (algorithm === RSA_MD5) return d.uint16(end - 3);
  let sum = 0;
  for (let i = at; i < end; i++) sum += (i - at) % 2 === 0 ? d.bytes[i]! << 8 : d.bytes[i]!;
  return (sum + (sum >>> 16)) & 0xffff;
}

function dissectHostIdentity(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const { d } = message;
  d.add(tree, 'dns.hip.hit.length', at, 1);
  d.add(tree, 'dns.hip.hit.pk.algo', at + 1, 1);
  d.add(tree, 'dns.hip.pk.length', at + 2, 2);
  const tag = d.uint8(at);
  const key = d.uint16(at + 2);
  d.add(tree, 'dns.hip.hit', at + 4, tag);
  d.add(tree, 'dns.hip.pk', at + 4 + tag, key);
  let place = at + 4 + tag + key;
  while (end - place > 1) place = addName(message, tree, 'dns.hip.rendezvous_server', place);
}

function dissectChildSync({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  d.add(tree, 'dns.csync.soa', at, 4);
  const flags = d.add(tree, 'dns.csync.flags', at + 4, 2);
  d.add(flags, 'dns.csync.flags.immediate', at + 4, 2);
  d.add(flags, 'dns.csync.flags.soaminimum', at + 4, 2);
  d.add(tree, 'dns.csync.type_bitmap', at + 6, end - at - 6);
  addTypeBitMap(d, tree, at + 6, end);
}

function dissectTkey(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const { d } = message;
  const behind = addParts(
    message,
    tree,
    [
      ['dns.tkey.algo_name', 'name'],
      ['dns.tkey.signature_inception', 'time'],
      ['dns.tkey.signature_expiration', 'time'],
      ['dns.tkey.mode', 2],
      ['dns.tkey.error', 2],
    ],
    at,
    end,
  );
  const other = addSized(d, tree, 'dns.tkey.key_size', 'dns.tkey.key_data', behind);
  addSized(d, tree, 'dns.tkey.other_size', 'dns.tkey.other_data', other);
}

function dissectTsig(message: DnsMessage, tree: TreeItem, at: number): void {
  const { d } = message;
  const time = addName(message, tree, 'dns.tsig.algorithm_name', at);
  const fudge = addSeconds(d, tree, 'dns.tsig.time_signed', time, 6);
  d.add(tree, 'dns.tsig.fudge', fudge, 2);
  const id = addSized(d, tree, 'dns.tsig.mac_size', 'dns.tsig.mac', fudge + 2);
  d.add(tree, 'dns.tsig.original_id', id, 2);
  d.add(tree, 'dns.tsig.error', id + 2, 2);
  addSized(d, tree, 'dns.tsig.other_len', 'dns.tsig.other_data', id + 4);
}

/** A length of two bytes and, unless it is zero, what is so long. */
function addSized(d: Dissection, tree: TreeItem, length: FieldName, data: FieldName, at: number): number {
  const size = d.uint16(at);
  d.add(tree, length, at, 2);
  if (size > 0) d.add(tree, data, at + 2, size);
  return at + 2 + size;
}

const CAA_TAGS: Readonly<Record<string, FieldName>> = {
  issue: 'dns.caa.issue',
  issuewild: 'dns.caa.issuewild',
  iodef: 'dns.caa.iodef',
};

function dissectCaa({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const flags = d.add(tree, 'dns.caa.flags', at, 1);
  d.add(flags, 'dns.caa.flags.issuer_critical', at, 1);
  const size = d.uint8(at + 1);
  const valueAt = at + 2 + size;
  d.require(at + 2, size);
  d.require(valueAt, end - valueAt);
  const tag = asciiText(d.bytes, at + 2, size);
  const value = asciiText(d.bytes, valueAt, end - valueAt);
  const item = d.add(tree, CAA_TAGS[tag] ?? 'dns.caa.unknown', at + 1, end - at - 1, value);
  d.add(item, 'dns.caa.tag_length', at + 1, 1);
  d.add(item, 'dns.caa.tag', at + 2, size, tag);
  d.add(item, 'dns.caa.value', valueAt, end - valueAt, value);
}

function dissectWins({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  for (const [i, name] of (['local_flag', 'lookup_timeout', 'cache_timeout', 'nb_wins_servers'] as const).entries()) {
    d.add(tree, `dns.wins.${name}`, at + 4 * i, 4);
  }
  let left = d.uint32(at + 12);
  for (let place = at + 16; place !== end && left > 0; place += 4, left--)
    d.add(tree, 'dns.wins.wins_server', place, 4);
}

const SPECIAL: ReadonlyMap<number, DissectData> = new Map<number, DissectData>([
  [DNS_TYPE.wks, dissectServices],
  [DNS_TYPE.txt, texts('dns.txt.length', 'dns.txt')],
  [DNS_TYPE.isdn, dissectIsdn],
  [DNS_TYPE.key, dissectKey],
  [DNS_TYPE.loc, dissectLocation],
  [DNS_TYPE.nxt, dissectNxt],
  [DNS_TYPE.naptr, dissectNamingAuthority],
  [DNS_TYPE.a6, dissectA6],
  [DNS_TYPE.opt, dissectOptions],
  [DNS_TYPE.apl, dissectPrefixes],
  [DNS_TYPE.ipseckey, dissectIpsecKey],
  [DNS_TYPE.nsec, dissectNsec],
  [DNS_TYPE.dnskey, dissectDnskey],
  [DNS_TYPE.nsec3, dissectNsec3],
  [
    DNS_TYPE.nsec3param,
    ({ d }, tree, at) => {
      addNsec3Parameters(d, tree, at, false);
    },
  ],
  [DNS_TYPE.hip, dissectHostIdentity],
  [DNS_TYPE.cdnskey, dissectDnskey],
  [DNS_TYPE.csync, dissectChildSync],
  [DNS_TYPE.svcb, dissectServiceBinding],
  [DNS_TYPE.https, dissectServiceBinding],
  [DNS_TYPE.spf, texts('dns.spf.length', 'dns.spf')],
  [DNS_TYPE.tkey, dissectTkey],
  [DNS_TYPE.tsig, dissectTsig],
  [DNS_TYPE.caa, dissectCaa],
  [DNS_TYPE.wins, dissectWins],
]);
