// The tree of TLS over TCP: records (RFC 8446 section 5.1) and what is in them. Handshake messages are in tls-handshake-tree.ts.
import {
  TLS_ALERT_NAMES,
  TLS_CONTENT_TYPE_NAMES,
  TLS_HANDSHAKE_NAMES,
  TLS_VERSION_NAMES,
} from '../../../shared/net/tls-name.ts';
import { uint16 } from '../big-endian.ts';
import type { Dissection, StreamProtocol } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CONTENT_TYPE, HANDSHAKE_TYPE, RECORD_HEADER_LEN, RECORD_OFFSET } from './tls.ts';
import { dissectHandshake } from './tls-handshake-tree.ts';
import { TLS_PORTS, type TlsSession } from './tls-session.ts';

const CONNECTION_ID = 25;
const TLS_1_3 = 0x0304;
const VERSIONS: ReadonlySet<number> = new Set([0x0300, 0x0301, 0x0302, 0x0303, 0x0101]);
const LONGEST_RECORD = 16384 + 2048;
const HEARTBEAT_PADDING = 16;

const isType = (type: number): boolean => type >= CONTENT_TYPE.changeCipherSpec && type <= CONNECTION_ID;
const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** TLS by its ports, unless text stands there; elsewhere by a record header of a handshake or of data. */
export const TLS: StreamProtocol = {
  name: 'tls',
  recognise(bytes, at, end, srcPort, dstPort) {
    if (TLS_PORTS.has(srcPort) || TLS_PORTS.has(dstPort)) {
      return end - at <= 4 || !bytes.subarray(at, at + 4).every(isPrintable);
    }
    if (end - at < RECORD_HEADER_LEN) return false;
    const type = bytes[at]!;
    const length = uint16(bytes, at + RECORD_OFFSET.length);
    if (type !== CONTENT_TYPE.handshake && type !== CONTENT_TYPE.applicationData) return false;
    return VERSIONS.has(uint16(bytes, at + RECORD_OFFSET.version)) && length > 0 && length < LONGEST_RECORD;
  },
  /** All records that are whole, as one message; else the first one. Bytes that are no record are taken as they are. */
  messageLength(bytes, at, end) {
    let place = at;
    while (place < end) {
      if (!isType(bytes[place]!)) return end - at;
      if (place + RECORD_HEADER_LEN > end) break;
      const next = place + RECORD_HEADER_LEN + uint16(bytes, place + RECORD_OFFSET.length);
      if (next > end) return place > at ? place - at : next - at;
      place = next;
    }
    return place - at;
  },
  dissect: dissectTls,
};

function dissectTls(d: Dissection, at: number): void {
  const tls = d.layer('tls', at, d.reported - at);
  const session = d.state.tls.of(d);
  let place = at;
  while (place < d.reported) {
    const known = session.version !== 0 && session.version !== TLS_1_3 && session.version !== 0x0300;
    if (known && !isType(d.uint8(place))) {
      d.expert(tls, 'tls.ignored_unknown_record', 'warning', 'Ignored Unknown Record');
      return;
    }
    if (place + RECORD_HEADER_LEN > d.reported) return;
    if (!isType(d.uint8(place))) return;
    if (session.version === 0 && !VERSIONS.has(d.uint16(place + RECORD_OFFSET.version))) return;
    const next = place + RECORD_HEADER_LEN + d.uint16(place + RECORD_OFFSET.length);
    if (next > d.reported) return;
    dissectRecord(d, tls, session, place, next);
    place = next;
  }
}

function dissectRecord(d: Dissection, tls: TreeItem, session: TlsSession, at: number, end: number): void {
  const type = d.uint8(at);
  const record = d.add(tls, 'tls.record', at, Math.min(end, d.end) - at, null);
  const opaque = session.version === TLS_1_3 && type === CONTENT_TYPE.applicationData;
  d.add(record, opaque ? 'tls.record.opaque_type' : 'tls.record.content_type', at + RECORD_OFFSET.type, 1);
  const version = d.add(record, 'tls.record.version', at + RECORD_OFFSET.version, 2).value as number;
  const length = d.add(record, 'tls.record.length', at + RECORD_OFFSET.length, 2);
  const fragment = at + RECORD_HEADER_LEN;
  if (session.version === 0) learnVersion(d, session, type, version, fragment);
  const shown = session.version === 0 ? version : session.version;
  checkLength(d, length, type, end - fragment, shown);
  const name = TLS_VERSION_NAMES[shown]?.replace(' ', 'v') ?? 'TLS';
  record.label = `${name} Record Layer: ${TLS_CONTENT_TYPE_NAMES[type] ?? 'Unknown'}`;
  switch (type) {
    case CONTENT_TYPE.changeCipherSpec:
      dissectChange(d, record, session, fragment);
      return;
    case CONTENT_TYPE.alert:
      dissectAlert(d, record, fragment, end);
      return;
    case CONTENT_TYPE.handshake:
      dissectHandshake(d, record, session, { at: fragment, end, trusted: false });
      return;
    case CONTENT_TYPE.applicationData:
      d.add(record, 'tls.app_data', fragment, end - fragment);
      return;
    case CONTENT_TYPE.heartbeat:
      if (shown !== TLS_1_3) dissectHeartbeat(d, record, session, fragment, end);
  }
}

/** A record of the side that knows says the version: any but that with a client's offer. */
function learnVersion(d: Dissection, session: TlsSession, type: number, version: number, fragment: number): void {
  if (!VERSIONS.has(version)) return;
  if (type === CONTENT_TYPE.handshake) {
    const message = d.uint8(fragment);
    if (message === HANDSHAKE_TYPE.clientHello || TLS_HANDSHAKE_NAMES[message] === undefined) return;
  }
  session.version = version;
}

function checkLength(d: Dissection, item: TreeItem, type: number, length: number, version: number): void {
  const most = 16384 + (version === TLS_1_3 ? 256 : 2048);
  const name = TLS_CONTENT_TYPE_NAMES[type] ?? 'unknown';
  if (length === 0 && type <= CONTENT_TYPE.handshake) {
    d.expert(item, 'tls.record.length.invalid', 'warning', `Zero-length ${name} fragments are not allowed`);
  }
  if (length > most) {
    const why = `TLSCiphertext length MUST NOT exceed 2^14 + ${most - 16384}`;
    d.expert(item, 'tls.record.length.invalid', 'warning', why);
  }
}

function dissectChange(d: Dissection, record: TreeItem, session: TlsSession, at: number): void {
  const item = d.add(record, 'tls.change_cipher_spec', at, 1, null);
  if (session.version === TLS_1_3) return;
  const fromServer = session.fromServer(d);
  const side = fromServer ? session.ofServer : session.ofClient;
  if (side.changeFrame === 0) side.changeFrame = d.record.number;
  if (!fromServer) return;
  if (session.resumed) d.expert(item, 'tls.resumed', 'note', 'This session reuses previously negotiated keys');
  session.resumed = false;
}

function dissectAlert(d: Dissection, record: TreeItem, at: number, end: number): void {
  const alert = d.add(record, 'tls.alert_message', at, end - at, null, 'Alert Message: Encrypted Alert');
  if (end - at !== 2) return;
  d.add(alert, 'tls.alert_message.level', at, 1);
  const { value } = d.add(alert, 'tls.alert_message.desc', at + 1, 1);
  alert.label = `Alert Message: ${TLS_ALERT_NAMES[value as number] ?? 'Unknown'}`;
}

function dissectHeartbeat(d: Dissection, record: TreeItem, session: TlsSession, at: number, end: number): void {
  const type = d.uint8(at);
  const payload = d.uint16(at + 1);
  const padding = end - at - 3 - payload;
  const message = d.add(record, 'tls.heartbeat_message', at, end - at, null);
  const clear = session.side(d).changeFrame === 0;
  if (!clear || (type !== 1 && type !== 2)) {
    message.label = 'Encrypted Heartbeat Message';
    return;
  }
  d.add(message, 'tls.heartbeat_message.type', at, 1);
  d.add(message, 'tls.heartbeat_message.payload_length', at + 1, 2);
  if (padding < HEARTBEAT_PADDING) return;
  d.add(message, 'tls.heartbeat_message.payload', at + 3, payload);
  d.add(message, 'tls.heartbeat_message.padding', at + 3 + payload, padding);
}
