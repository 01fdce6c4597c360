// The tree of QUIC (RFC 9000 section 17, RFC 9369): headers, and what Initial packets hold, opened by their published keys.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import { TreeItem } from '../tree/item.ts';
import {
  draftOf,
  LONG_FORM,
  LONG_OFFSET,
  LONGEST_CID,
  type LongHeader,
  PACKET_TYPE,
  packetType,
  readLongHeader,
  VERSION,
  varint,
  varintLength,
} from './quic.ts';
import type { Found, QuicConnection } from './quic-connections.ts';
import { type InitialKeys, initialKeys, openHeader, openInitial } from './quic-crypto.ts';
import { dissectFrames } from './quic-frame-tree.ts';

/** Drafts before this one had other headers. */
const FIRST_DRAFT = 11;
const SHORTEST = 13;
const TAG_LEN = 16;
const LAST_DRAFT_WITHOUT_TAG = 24;
const MOST_PACKETS = 64;

/** Dissects the payload at `at` when it is QUIC: a long header of a known version, or one of a connection that is known. */
export function dissectQuic(d: Dissection, at: number): boolean {
  if (!isQuic(d, at) && d.state.quic.ofEnds(d).connection === undefined) return false;
  d.layer('quic', at, d.reported - at);
  let item = d.items.at(-1)!;
  const found = connectionOf(d, at);
  let place = at;
  let first: string | undefined;
  for (let packets = 0; place < d.reported && packets < MOST_PACKETS; packets++) {
    if (packets > 0) {
      item = new TreeItem('quic', place, d.end - place, d.source, null, null);
      item.end = d.end;
      d.items.push(item);
    }
    const end = packetEnd(d, place);
    const id = destination(d, place);
    if (first !== undefined && id !== undefined && id !== first) {
      d.expert(item, 'quic.coalesced_padding_data', 'note', '(Random) padding data appended to the datagram');
      return true;
    }
    first ??= id;
    item.length = Math.max(0, Math.min(end, d.end) - place);
    new Packet(d, item, place, end, packets === 0).dissect(found);
    if (d.uint8(place) >= LONG_FORM && d.uint32(place + LONG_OFFSET.version) === VERSION.negotiation) return true;
    place = end;
  }
  return true;
}

/** The connection that the first packet of a datagram belongs to, and with it all of them. */
function connectionOf(d: Dissection, at: number): Found {
  const header = readLongHeader(d.bytes, at, d.end);
  if (header === undefined) return d.state.quic.ofShort(d, at + 1);
  const numbered = header.version !== VERSION.negotiation;
  const initial = numbered && header.type === PACKET_TYPE.initial;
  const retry = numbered && header.type === PACKET_TYPE.retry;
  return d.state.quic.ofLong(d, d.bytes, header, initial, retry);
}

function isQuic(d: Dissection, at: number): boolean {
  const { bytes, end } = d;
  if (end - at < SHORTEST || bytes[at]! < LONG_FORM) return false;
  if (draftOf(d.uint32(at + LONG_OFFSET.version)) < FIRST_DRAFT) return false;
  const scid = at + LONG_OFFSET.dcid + bytes[at + LONG_OFFSET.dcidLength]!;
  return bytes[at + LONG_OFFSET.dcidLength]! <= LONGEST_CID && scid < end && bytes[scid]! <= LONGEST_CID;
}

/** Where the packet at `at` ends: those with a long header say so. */
function packetEnd(d: Dissection, at: number): number {
  const header = readLongHeader(d.bytes, at, d.end);
  if (header === undefined || header.number === 0) return d.reported;
  return Math.min(header.packetEnd, d.reported);
}

/** The destination that all packets of a datagram share, as far as the header says it. */
function destination(d: Dissection, at: number): string | undefined {
  if (d.uint8(at) < LONG_FORM) return undefined;
  const length = d.uint8(at + LONG_OFFSET.dcidLength);
  d.require(at + LONG_OFFSET.dcid, length);
  return Buffer.from(d.bytes.subarray(at + LONG_OFFSET.dcid, at + LONG_OFFSET.dcid + length)).toString('latin1');
}

class Packet {
  readonly #d: Dissection;
  readonly #item: TreeItem;
  readonly #at: number;
  readonly #end: number;
  /** The first packet of a datagram stands for all of them. */
  readonly #leads: boolean;

  constructor(d: Dissection, item: TreeItem, at: number, end: number, leads: boolean) {
    this.#d = d;
    this.#item = item;
    this.#at = at;
    this.#end = end;
    this.#leads = leads;
  }

  dissect({ connection, fromServer }: Found): void {
    const d = this.#d;
    const at = this.#at;
    if (this.#leads) this.#addConnection(connection);
    d.generated(this.#item, 'quic.packet_length', this.#end - at);
    if (d.uint8(at) < LONG_FORM) {
      this.#dissectShort(connection, fromServer);
      return;
    }
    d.add(this.#item, 'quic.header_form', at, 1);
    const version = d.uint32(at + LONG_OFFSET.version);
    if (version === VERSION.negotiation) this.#dissectNegotiation();
    else if (packetType(d.uint8(at), version) === PACKET_TYPE.retry) this.#dissectRetry(version);
    else this.#dissectLong(readLongHeader(d.bytes, at, d.end), version, connection, fromServer);
  }

  #addConnection(connection: QuicConnection | undefined): void {
    const d = this.#d;
    const info = d.text(this.#item, 'QUIC Connection information', this.#at, 0);
    if (connection !== undefined) d.generated(info, 'quic.connection.number', connection.number);
    else d.expert(info, 'quic.connection.unknown', 'warning', 'Unknown QUIC connection');
  }

  #typeField(version: number): FieldName {
    return version === VERSION.v2 ? 'quic.long.packet_type_v2' : 'quic.long.packet_type';
  }

  /** Version and identifiers; where the next field is. */
  #addIds(): number {
    const d = this.#d;
    const item = this.#item;
    d.add(item, 'quic.version', this.#at + LONG_OFFSET.version, 4);
    let place = this.#at + LONG_OFFSET.dcidLength;
    for (const [length, id] of IDS) {
      const size = d.add(item, length, place, 1).value as number;
      if (size > 0) d.add(item, id, place + 1, size);
      place += 1 + size;
    }
    return place;
  }

  #dissectNegotiation(): void {
    const d = this.#d;
    d.add(this.#item, 'quic.vn.unused', this.#at, 1);
    for (let place = this.#addIds(); place < d.reported; place += 4) {
      d.add(this.#item, 'quic.supported_version', place, 4);
    }
  }

  #dissectRetry(version: number): void {
    const d = this.#d;
    d.add(this.#item, this.#typeField(version), this.#at, 1);
    const token = this.#addIds();
    const tagged = draftOf(version) > LAST_DRAFT_WITHOUT_TAG;
    const length = d.reported - token - (tagged && d.reported - token >= TAG_LEN ? TAG_LEN : 0);
    d.add(this.#item, 'quic.retry_token', token, length);
    if (tagged) d.add(this.#item, 'quic.retry_integrity_tag', token + length, TAG_LEN);
  }

  #dissectLong(
    header: LongHeader | undefined,
    version: number,
    connection: QuicConnection | undefined,
    fromServer: boolean,
  ): void {
    const d = this.#d;
    const item = this.#item;
    const bytes = d.bytes.subarray(0, d.end);
    const keys = header && connection && this.#keys(header, connection, fromServer);
    const open = keys && openHeader(bytes, header, keys);
    d.add(item, 'quic.fixed_bit', this.#at, 1);
    d.add(item, this.#typeField(version), this.#at, 1);
    if (open !== undefined) {
      d.add(item, 'quic.long.reserved', this.#at, 1, (open.flags & 0x0c) >> 2);
      d.add(item, 'quic.packet_number_length', this.#at, 1, open.flags & 3);
    }
    let place = this.#addIds();
    if (packetType(d.uint8(this.#at), version) === PACKET_TYPE.initial) {
      const length = this.#addVarint(item, 'quic.token_length', place);
      place += varintLength(d.uint8(place));
      if (length > 0) d.add(item, 'quic.token', place, length);
      place += length;
    }
    this.#addVarint(item, 'quic.length', place);
    place += varintLength(d.uint8(place));
    if (header === undefined || connection === undefined || keys === undefined || open === undefined) {
      d.expert(
        item,
        'quic.decryption_failed',
        'warning',
        'Failed to create decryption context: Secrets are not available',
      );
      if (place < this.#end) d.add(item, 'quic.remaining_payload', place, this.#end - place);
      return;
    }
    d.add(item, 'quic.packet_number', place, open.numberLength, open.number);
    place += open.numberLength;
    const payload = d.add(item, 'quic.payload', place, this.#end - place);
    const plain = openInitial(bytes, header, keys)?.plain;
    if (plain === undefined) d.expert(payload, 'quic.decryption_failed', 'warning', 'Decryption failed');
    else dissectFrames(d, item, plain, fromServer ? connection.ofServer : connection.ofClient);
  }

  /** The keys of an Initial packet, when the connection has them. */
  #keys(header: LongHeader, connection: QuicConnection, fromServer: boolean): InitialKeys | undefined {
    if (header.type !== PACKET_TYPE.initial) return undefined;
    if (fromServer && header.version !== connection.version && connection.initialId !== '') {
      // The server settled on another version (RFC 9368), which has other keys.
      connection.version = header.version;
      connection.keys = initialKeys(header.version, Buffer.from(connection.initialId, 'latin1'));
    }
    return fromServer ? connection.keys?.server : connection.keys?.client;
  }

  #addVarint(item: TreeItem, name: FieldName, at: number): number {
    const d = this.#d;
    const length = varintLength(d.uint8(at));
    d.require(at, length);
    const value = varint(d.bytes, at);
    d.add(item, name, at, length, value);
    return value;
  }

  #dissectShort(connection: QuicConnection | undefined, fromServer: boolean): void {
    const d = this.#d;
    const at = this.#at;
    const short = d.add(this.#item, 'quic.short', at, this.#end - at, null);
    d.add(short, 'quic.header_form', at, 1);
    d.add(short, 'quic.fixed_bit', at, 1);
    d.add(short, 'quic.spin_bit', at, 1);
    const length = connection === undefined ? 0 : (fromServer ? connection.clientId : connection.serverId).length;
    if (length > 0) d.add(short, 'quic.dcid', at + 1, length);
    if (connection !== undefined && !connection.gaveUp) {
      connection.gaveUp = true;
      const why = 'Failed to create decryption context: Secrets are not available';
      d.expert(this.#item, 'quic.decryption_failed', 'warning', why);
    }
    const rest = at + 1 + length;
    if (rest < this.#end) d.add(this.#item, 'quic.remaining_payload', rest, this.#end - rest);
  }
}

const IDS: readonly (readonly [length: FieldName, id: FieldName])[] = [
  ['quic.dcil', 'quic.dcid'],
  ['quic.scil', 'quic.scid'],
];
