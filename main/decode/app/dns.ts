// DNS messages (RFC 1035 section 4), which multicast DNS (RFC 6762) and LLMNR (RFC 4795) use as well: where the fields lie,
// and a light reader of the names that answers give to addresses. The tree is in dns-tree.ts.
// Guarantee: `readDnsNames` reads only bytes[at, end), never throws, and its work is bounded by a constant.

import type { EmitName, NameSource } from '../../../shared/model/name.ts';
import { parseIpv4, parseIpv6 } from '../../../shared/net/address.ts';
import { DNS_CLASS, DNS_TYPE } from '../../../shared/net/dns-type.ts';
import { uint16 } from '../big-endian.ts';
import { NameReader } from './dns-name.ts';

export const DNS_OFFSET = { id: 0, flags: 2, questions: 4, answers: 6, authority: 8, additional: 10 } as const;
export const DNS_HEADER_LEN = DNS_OFFSET.additional + 2;

/** From the end of the name that it asks for. */
export const QUESTION_OFFSET = { type: 0, class: 2 } as const;
export const QUESTION_LEN = QUESTION_OFFSET.class + 2;

/** From the end of its owner's name. */
export const RECORD_OFFSET = { type: 0, class: 2, ttl: 4, length: 8, data: 10 } as const;

export const DNS_FLAG = { response: 0x8000, opcode: 0x7800, authenticated: 0x0020 } as const;
export const OPCODE_SHIFT = 11;

/** Over TCP every message follows its length of two bytes. */
export const TCP_LENGTH_LEN = 2;

/** The class without the bit that multicast DNS uses for itself ("cache flush", "unicast response"). */
const CLASS_MASK = 0x7fff;

const MOST_RECORDS = 512;
const MOST_ALIASES = 64;
const LONGEST_CHAIN = 16;

const owner = new NameReader();
const target = new NameReader();

/** Told of a record whose owner was just read into `owner`. */
type VisitRecord = (type: number, data: number, length: number) => void;

/**
 * Tells the names that a response gives to addresses: of each A and AAAA record the name that was asked for (through
 * aliases) and the owner's, of each PTR record below in-addr.arpa and ip6.arpa its target. The message lies in
 * bytes[at, end): over TCP behind its length. `source` is what is emitted with each.
 */
export function readDnsNames(bytes: Uint8Array, at: number, end: number, source: NameSource, emit: EmitName): void {
  if (end - at < DNS_HEADER_LEN) return;
  const flags = uint16(bytes, at + DNS_OFFSET.flags);
  if ((flags & DNS_FLAG.response) === 0 || (flags & DNS_FLAG.opcode) !== 0) return;
  const records = skipQuestions(bytes, at, end);
  if (records < 0) return;
  let aliases: Map<string, string> | undefined;
  eachRecord(bytes, at, end, records, (type, data) => {
    if (type === DNS_TYPE.ptr) readPointer(bytes, at, end, data, source, emit);
    if (type !== DNS_TYPE.cname || target.read(bytes, data, end, at) < 0) return;
    aliases ??= new Map();
    if (aliases.size < MOST_ALIASES && owner.named) aliases.set(target.text().toLowerCase(), owner.text());
  });
  eachRecord(bytes, at, end, records, (type, data, length) => {
    const size = type === DNS_TYPE.a ? 4 : type === DNS_TYPE.aaaa ? 16 : 0;
    if (size === 0 || size !== length || !owner.named) return;
    const address = bytes.subarray(data, data + size);
    const name = owner.text();
    const asked = aliases === undefined ? name : askedFor(name, aliases);
    emit(address, asked, source);
    if (asked !== name) emit(address, name, source);
  });
}

/** Where the records begin, or -1. */
function skipQuestions(bytes: Uint8Array, at: number, end: number): number {
  let place = at + DNS_HEADER_LEN;
  for (let left = uint16(bytes, at + DNS_OFFSET.questions); left > 0; left--) {
    const behind = owner.read(bytes, place, end, at);
    if (behind < 0) return -1;
    place = behind + QUESTION_LEN;
  }
  return place;
}

/** Visits the records of class IN whose data were captured. */
function eachRecord(bytes: Uint8Array, at: number, end: number, from: number, visit: VisitRecord): void {
  const { answers, authority, additional } = DNS_OFFSET;
  const count = uint16(bytes, at + answers) + uint16(bytes, at + authority) + uint16(bytes, at + additional);
  let place = from;
  for (let left = Math.min(count, MOST_RECORDS); left > 0; left--) {
    const record = owner.read(bytes, place, end, at);
    const data = record + RECORD_OFFSET.data;
    if (record < 0 || data > end) return;
    const length = uint16(bytes, record + RECORD_OFFSET.length);
    if (data + length > end) return;
    const inClass = (uint16(bytes, record + RECORD_OFFSET.class) & CLASS_MASK) === DNS_CLASS.in;
    if (inClass) visit(uint16(bytes, record + RECORD_OFFSET.type), data, length);
    place = data + length;
  }
}

/** Back through the aliases to the name that has none. */
function askedFor(name: string, aliases: ReadonlyMap<string, string>): string {
  let asked = name;
  for (let steps = 0; steps < LONGEST_CHAIN; steps++) {
    const alias = aliases.get(asked.toLowerCase());
    if (alias === undefined) return asked;
    asked = alias;
  }
  return asked;
}

function readPointer(
  bytes: Uint8Array,
  at: number,
  end: number,
  data: number,
  source: NameSource,
  emit: EmitName,
): void {
  if (!owner.named) return;
  const address = reverseAddress(owner.text());
  if (address === undefined || target.read(bytes, data, end, at) < 0 || !target.named) return;
  emit(address, target.text(), source);
}

/** The address of `4.3.2.1.in-addr.arpa` (RFC 1035 section 3.5) or of 32 digits below ip6.arpa (RFC 3596 section 2.5). */
function reverseAddress(name: string): Uint8Array | undefined {
  const labels = name.toLowerCase().split('.').reverse();
  if (labels.shift() !== 'arpa') return undefined;
  const family = labels.shift();
  if (family === 'in-addr') return parseIpv4(labels.join('.'));
  if (family !== 'ip6' || labels.length !== 32 || labels.some(digit => digit.length !== 1)) return undefined;
  return parseIpv6(labels.join('').replace(/....(?!$)/g, '$&:'));
}
