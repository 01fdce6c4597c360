// The Network Time Protocol (RFC 5905 section 7.3, with the extension fields of RFC 7822), its control messages (RFC 9327) and
// the header of the private ones of ntpd (mode 7). NTP names no hosts: there is a tree only.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ipv4Text } from '../../../shared/net/address.ts';
import { NTP_MODE, NTP_MODE_NAMES } from '../../../shared/net/ntp-mode.ts';
import { printable } from '../../../shared/unit/printable.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';

const OFFSET = {
  flags: 0,
  stratum: 1,
  poll: 2,
  precision: 3,
  rootDelay: 4,
  rootDispersion: 8,
  referenceId: 12,
  reference: 16,
  originate: 24,
  receive: 32,
  transmit: 40,
} as const;
const HEADER_LEN = OFFSET.transmit + 8;

const MODE_MASK = 0x07;

/** Adds the message at `at` to the tree. */
export function dissectNtp(d: Dissection, at: number): void {
  const flags = d.uint8(at + OFFSET.flags);
  const mode = flags & MODE_MASK;
  const label = `Network Time Protocol (NTP Version ${(flags >> 3) & 7}, ${NTP_MODE_NAMES[mode] ?? 'reserved'})`;
  const ntp = d.layer('ntp', at, d.reported - at, label);
  if (mode === NTP_MODE.control) dissectControl(d, ntp, at);
  else if (mode === NTP_MODE.private) dissectPrivate(d, ntp, at);
  else dissectTime(d, ntp, at);
}

function addBits(
  d: Dissection,
  tree: TreeItem,
  name: FieldName,
  bits: readonly FieldName[],
  at: number,
  size: number,
): void {
  const item = d.add(tree, name, at, size);
  for (const bit of bits) d.add(item, bit, at, size);
}

const FLAGS: readonly FieldName[] = ['ntp.flags.li', 'ntp.flags.vn', 'ntp.flags.mode'];

function dissectTime(d: Dissection, ntp: TreeItem, at: number): void {
  addBits(d, ntp, 'ntp.flags', FLAGS, at + OFFSET.flags, 1);
  d.add(ntp, 'ntp.stratum', at + OFFSET.stratum, 1);
  d.add(ntp, 'ntp.ppoll', at + OFFSET.poll, 1);
  const precision = d.add(ntp, 'ntp.precision', at + OFFSET.precision, 1);
  precision.label = `Peer Clock Precision: ${(2 ** ((Number(precision.value) << 24) >> 24)).toFixed(6)} seconds`;
  addShort(d, ntp, 'ntp.rootdelay', 'Root Delay', at + OFFSET.rootDelay);
  addShort(d, ntp, 'ntp.rootdispersion', 'Root Dispersion', at + OFFSET.rootDispersion);
  const reference = d.add(ntp, 'ntp.refid', at + OFFSET.referenceId, 4);
  const named = d.uint8(at + OFFSET.stratum) <= 1;
  const source = named
    ? printable(asciiText(d.bytes, at + OFFSET.referenceId, 4))
    : ipv4Text(d.bytes, at + OFFSET.referenceId);
  reference.label = `Reference ID: ${source}`;
  addTimestamp(d, ntp, 'ntp.reftime', 'Reference Timestamp', at + OFFSET.reference);
  addTimestamp(d, ntp, 'ntp.org', 'Origin Timestamp', at + OFFSET.originate);
  addTimestamp(d, ntp, 'ntp.rec', 'Receive Timestamp', at + OFFSET.receive);
  addTimestamp(d, ntp, 'ntp.xmt', 'Transmit Timestamp', at + OFFSET.transmit);
  const mac = addExtensions(d, ntp, at + HEADER_LEN);
  if (d.reported - mac >= 4) d.add(ntp, 'ntp.keyid', mac, 4);
  if (d.reported - mac > 4) d.add(ntp, 'ntp.mac', mac + 4, d.reported - mac - 4);
}

/** Seconds with 16 bits behind the point. */
function addShort(d: Dissection, ntp: TreeItem, name: FieldName, title: string, at: number): void {
  const item = d.add(ntp, name, at, 4);
  item.label = `${title}: ${(Number(item.value) / 65536).toFixed(6)} seconds`;
}

/** Seconds from 1900 to 1970, and from 1970 to the second era in 2036 (RFC 4330 section 3). */
const ERA_0 = 2208988800n;
const ERA_1 = 2085978496n;
const FIRST_OF_ERA_0 = 0x80000000;

function addTimestamp(d: Dissection, ntp: TreeItem, name: FieldName, title: string, at: number): void {
  const seconds = d.uint32(at);
  const nanos = BigInt(Math.floor((d.uint32(at + 4) / 2 ** 32) * 1e9));
  const epoch = seconds === 0 ? 0n : seconds >= FIRST_OF_ERA_0 ? BigInt(seconds) - ERA_0 : BigInt(seconds) + ERA_1;
  // A moment that is not known is all zero.
  if (epoch === 0n && nanos === 0n) d.add(ntp, name, at, 8, null, `${title}: NULL`);
  else d.add(ntp, name, at, 8, epoch * 1_000_000_000n + nanos);
}

const EXTENSION_OFFSET = { type: 0, length: 2, value: 4 } as const;
const SHORTEST_EXTENSION = 16;
const SHORTEST_MAC = 20;

/**
 * Adds the extension fields at `at` and says where the authentication code begins. Both may be there, and nothing tells them
 * apart but lengths: what is left behind the last field must be as long as a code.
 */
function addExtensions(d: Dissection, ntp: TreeItem, at: number): number {
  let end = at;
  let last = 0;
  while (d.reported - end >= SHORTEST_EXTENSION) {
    const length = d.uint16(end + EXTENSION_OFFSET.length);
    if (length < SHORTEST_EXTENSION || length > d.reported - end) break;
    end += length;
    last = length;
  }
  const rest = d.reported - end;
  const cryptoNak = rest === 4 && d.uint32(end) === 0;
  if (rest > 0 && rest < SHORTEST_MAC && !cryptoNak) end -= last;
  let place = at;
  while (place < end) {
    const length = d.uint16(place + EXTENSION_OFFSET.length);
    const extension = d.add(ntp, 'ntp.ext', place, length);
    d.add(extension, 'ntp.ext.type', place + EXTENSION_OFFSET.type, 2);
    d.add(extension, 'ntp.ext.length', place + EXTENSION_OFFSET.length, 2);
    if (length % 4 !== 0) {
      d.expert(extension, null, 'warning', `Extension length ${length} isn't a multiple of 4`);
      return d.reported;
    }
    d.add(extension, 'ntp.ext.value', place + EXTENSION_OFFSET.value, length - EXTENSION_OFFSET.value);
    place += length;
  }
  return place;
}

const CONTROL_OFFSET = { bits: 1, sequence: 2, status: 4, association: 6, offset: 8, count: 10, data: 12 } as const;
const CONTROL_BITS: readonly FieldName[] = [
  'ntp.ctrl.flags2.r',
  'ntp.ctrl.flags2.error',
  'ntp.ctrl.flags2.more',
  'ntp.ctrl.flags2.opcode',
];
const RESPONSE = 0x80;
const ERROR = 0x40;
const OPCODE_MASK = 0x1f;
const OPCODE = {
  readStatus: 1,
  readVariables: 2,
  writeVariables: 3,
  readClock: 4,
  writeClock: 5,
  trap: 7,
  configure: 8,
  saveConfiguration: 9,
  readMru: 10,
  readOrderedList: 11,
  requestNonce: 12,
} as const;

const PEER_STATUS: readonly FieldName[] = [
  'ntp.ctrl.peer_status.config',
  'ntp.ctrl.peer_status.authenable',
  'ntp.ctrl.peer_status.authentic',
  'ntp.ctrl.peer_status.reach',
  'ntp.ctrl.peer_status.bcast',
  'ntp.ctrl.peer_status.selection',
  'ntp.ctrl.peer_status.count',
  'ntp.ctrl.peer_status.code',
];
const SYSTEM_STATUS: readonly FieldName[] = [
  'ntp.ctrl.sys_status.li',
  'ntp.ctrl.sys_status.clksrc',
  'ntp.ctrl.sys_status.count',
  'ntp.ctrl.sys_status.code',
];
const CLOCK_STATUS: readonly FieldName[] = ['ntp.ctrl.clock_status.status', 'ntp.ctrl.clock_status.code'];

function dissectControl(d: Dissection, ntp: TreeItem, at: number): void {
  addBits(d, ntp, 'ntp.flags', FLAGS, at + OFFSET.flags, 1);
  addBits(d, ntp, 'ntp.ctrl.flags2', CONTROL_BITS, at + CONTROL_OFFSET.bits, 1);
  const bits = d.uint8(at + CONTROL_OFFSET.bits);
  d.add(ntp, 'ntp.ctrl.sequence', at + CONTROL_OFFSET.sequence, 2);
  const association = d.uint16(at + CONTROL_OFFSET.association);
  addBits(d, ntp, 'ntp.ctrl.status', statusBits(bits, association), at + CONTROL_OFFSET.status, 2);
  d.add(ntp, 'ntp.ctrl.associd', at + CONTROL_OFFSET.association, 2);
  d.add(ntp, 'ntp.ctrl.offset', at + CONTROL_OFFSET.offset, 2);
  d.add(ntp, 'ntp.ctrl.count', at + CONTROL_OFFSET.count, 2);
  const count = d.uint16(at + CONTROL_OFFSET.count);
  const data = at + CONTROL_OFFSET.data;
  if (count > 0) addControlData(d, ntp, bits & OPCODE_MASK, association, data, count);
  const signed = CONTROL_TEXTS.has(bits & OPCODE_MASK) && (bits & OPCODE_MASK) !== OPCODE.trap && count > 0;
  if ((bits & RESPONSE) === 0 || signed) addAuthenticator(d, ntp, at, data + count);
}

/** What the status word means depends on who answers what. */
function statusBits(bits: number, association: number): readonly FieldName[] {
  if ((bits & RESPONSE) === 0) return [];
  if ((bits & ERROR) !== 0) return ['ntp.ctrl.err_status'];
  switch (bits & OPCODE_MASK) {
    case OPCODE.readStatus:
    case OPCODE.readVariables:
    case OPCODE.writeVariables:
    case OPCODE.trap:
      return association === 0 ? SYSTEM_STATUS : PEER_STATUS;
    case OPCODE.readClock:
    case OPCODE.writeClock:
      return CLOCK_STATUS;
    default:
      return [];
  }
}

const CONTROL_TEXTS: ReadonlyMap<number, FieldName> = new Map<number, FieldName>([
  [OPCODE.trap, 'ntp.ctrl.trapmsg'],
  [OPCODE.configure, 'ntp.ctrl.configuration'],
  [OPCODE.saveConfiguration, 'ntp.ctrl.configuration'],
  [OPCODE.readMru, 'ntp.ctrl.mru'],
  [OPCODE.readOrderedList, 'ntp.ctrl.ordlist'],
  [OPCODE.requestNonce, 'ntp.ctrl.nonce'],
]);

function addControlData(
  d: Dissection,
  ntp: TreeItem,
  opcode: number,
  association: number,
  at: number,
  count: number,
): void {
  const data = d.add(ntp, 'ntp.ctrl.data', at, count);
  if (opcode === OPCODE.readStatus && association === 0) {
    for (let place = at; place !== at + count; place += 4) {
      const item = d.add(data, 'ntp.ctrl.item', place, 4);
      d.add(item, 'ntp.ctrl.associd', place, 2);
      addBits(d, item, 'ntp.ctrl.status', PEER_STATUS, place + 2, 2);
    }
    return;
  }
  const text = asciiText(d.bytes, at, count);
  const field = CONTROL_TEXTS.get(opcode);
  if (field !== undefined) d.add(data, field, at, count, text);
  else d.text(data, printable(text), at, count);
}

/** A key's number and a signature, padded to a multiple of 8 bytes. */
function addAuthenticator(d: Dissection, ntp: TreeItem, start: number, at: number): void {
  const padding = (8 - ((at - start) & 7)) & 7;
  const length = d.reported - at - padding;
  if (length <= 0) return;
  if (padding > 0) d.add(ntp, 'ntp.padding', at, padding);
  if (length !== 20 && length !== 24) return;
  const place = at + padding;
  const item = d.text(ntp, 'Authenticator', place, length);
  d.generated(item, 'ntp.key_type', length === 20 ? 0 : 1);
  d.add(item, 'ntp.key_index', place, 4);
  d.add(item, 'ntp.key_signature', place + 4, length - 4);
}

const PRIVATE_OFFSET = { sequence: 1, implementation: 2, request: 3, errorAndItems: 4, itemSize: 6, items: 8 } as const;
const PRIVATE_FLAGS: readonly FieldName[] = [
  'ntp.priv.flags.r',
  'ntp.priv.flags.more',
  'ntp.flags.vn',
  'ntp.flags.mode',
];
const XNTPD = 3;

function dissectPrivate(d: Dissection, ntp: TreeItem, at: number): void {
  addBits(d, ntp, 'ntp.flags', PRIVATE_FLAGS, at + OFFSET.flags, 1);
  addBits(d, ntp, 'ntp.priv.auth_seq', ['ntp.priv.auth', 'ntp.priv.seq'], at + PRIVATE_OFFSET.sequence, 1);
  d.add(ntp, 'ntp.priv.impl', at + PRIVATE_OFFSET.implementation, 1);
  d.add(ntp, 'ntp.priv.reqcode', at + PRIVATE_OFFSET.request, 1);
  if (d.uint8(at + PRIVATE_OFFSET.implementation) !== XNTPD) return;
  const items = d.uint16(at + PRIVATE_OFFSET.errorAndItems);
  const size = d.uint16(at + PRIVATE_OFFSET.itemSize);
  d.add(ntp, 'ntp.priv.err', at + PRIVATE_OFFSET.errorAndItems, 1, items >> 12);
  d.add(ntp, 'ntp.priv.numitems', at + PRIVATE_OFFSET.errorAndItems, 2, items & 0xfff);
  d.add(ntp, 'ntp.priv.reserved', at + PRIVATE_OFFSET.itemSize, 1, size >> 12);
  d.add(ntp, 'ntp.priv.itemsize', at + PRIVATE_OFFSET.itemSize, 2, size & 0xfff);
}
