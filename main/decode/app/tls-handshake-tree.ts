// The tree of TLS handshake messages (RFC 8446 section 4, RFC 5246 section 7.4), also of those that QUIC carries.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { TLS_HANDSHAKE_NAMES } from '../../../shared/net/tls-name.ts';
import type { Dissection } from '../tree/dissection.ts';
import { TreeItem } from '../tree/item.ts';
import { Reassembly } from '../tree/reassembly.ts';
import { HANDSHAKE_HEADER_LEN, HANDSHAKE_OFFSET, HANDSHAKE_TYPE, HELLO_OFFSET, readServerHello } from './tls.ts';
import { dissectClientHello, dissectServerHello } from './tls-hello-tree.ts';
import {
  dissectCertificateRequest,
  dissectCertificateStatus,
  dissectCertificates,
  dissectClientKey,
  dissectServerKey,
  dissectSigned,
  dissectTicket,
} from './tls-key-tree.ts';
import { LONGEST_MESSAGE, type TlsSession, type TlsSide } from './tls-session.ts';

const MESSAGE = {
  ...HANDSHAKE_TYPE,
  ticket: 4,
  helloRetry: 6,
  encryptedExtensions: 8,
  certificate: 11,
  serverKey: 12,
  certificateRequest: 13,
  serverDone: 14,
  certificateVerify: 15,
  clientKey: 16,
  finished: 20,
  certificateStatus: 22,
  keyUpdate: 24,
} as const;

const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
/** Encryption adds at least this much: what is shorter is not encrypted. */
const SHORTEST_ENCRYPTED = 16;
const LONGEST_CLEAR = 0x010000;

/** SHA-256 of "HelloRetryRequest": the random of a server hello that asks the client to try again (RFC 8446 section 4.1.3). */
const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** Handshake data in bytes[at, end) of the current source; trusted: it was decrypted. */
interface Data {
  readonly at: number;
  readonly end: number;
  readonly trusted: boolean;
}

/** Adds the messages of one record, together with what the records before it have left open. */
export function dissectHandshake(d: Dissection, record: TreeItem, session: TlsSession, data: Data): void {
  const side = session.side(d);
  let { at } = data;
  if (side.partial !== null) {
    const taken = goOn(d, record, session, side, at, data.end);
    if (taken < 0) return;
    at = taken;
  } else if (isEncrypted(d, side, data)) {
    d.add(record, 'tls.handshake', at, data.end - at, null, 'Handshake Protocol: Encrypted Handshake Message');
    return;
  }
  for (let first = true; at < data.end; first = false) {
    const left = data.end - at;
    const length = left < HANDSHAKE_HEADER_LEN ? 0 : HANDSHAKE_HEADER_LEN + d.uint24(at + HANDSHAKE_OFFSET.length);
    if (length === 0 || left < length) {
      begin(d, record, side, at, data.end);
      return;
    }
    dissectMessage(d, record, session, at, length, first);
    at += length;
  }
}

function isEncrypted(d: Dissection, side: TlsSide, { at, end, trusted }: Data): boolean {
  if (end - at < SHORTEST_ENCRYPTED) return false;
  if (!trusted) {
    // An explicit nonce of zeros, which would be two hello requests.
    if (d.uint32(at) === 0 && d.uint8(at + 4) === 0) return true;
    if (side.changeFrame !== 0 && d.record.number > side.changeFrame) return true;
  }
  return TLS_HANDSHAKE_NAMES[d.uint8(at)] === undefined || d.uint24(at + HANDSHAKE_OFFSET.length) >= LONGEST_CLEAR;
}

const nameOf = (type: number): string => TLS_HANDSHAKE_NAMES[type] ?? 'Encrypted Handshake Message';

/** The beginning of a message that goes on in the next record. */
function begin(d: Dissection, record: TreeItem, side: TlsSide, at: number, end: number): void {
  const label = `Handshake Protocol: ${nameOf(d.uint8(at))} (fragment)`;
  d.add(record, 'tls.handshake', at, end - at, null, label);
  if (end - at > LONGEST_MESSAGE) return;
  const bytes = d.bytes.slice(at, end);
  const pieces = new Reassembly();
  pieces.add(d.record.number, 0, bytes, true);
  side.partial = { pieces, have: bytes.length, head: bytes.subarray(0, HANDSHAKE_HEADER_LEN) };
}

/** Adds a record to the message that waits; says where the next message begins, or -1 when nothing is left. */
function goOn(d: Dissection, record: TreeItem, session: TlsSession, side: TlsSide, at: number, end: number): number {
  const partial = side.partial!;
  d.require(at, end - at);
  if (partial.head.length < HANDSHAKE_HEADER_LEN) {
    const more = d.bytes.subarray(at, Math.min(end, at + HANDSHAKE_HEADER_LEN - partial.head.length));
    partial.head = Uint8Array.of(...partial.head, ...more);
  }
  const { head } = partial;
  const whole =
    head.length < HANDSHAKE_HEADER_LEN ? 0 : HANDSHAKE_HEADER_LEN + ((head[1]! << 16) | (head[2]! << 8) | head[3]!);
  const size = whole === 0 ? end - at : Math.min(end - at, Math.max(0, whole - partial.have));
  const last = whole > 0 && partial.have + size >= whole;
  partial.pieces.add(d.record.number, partial.have, d.bytes.slice(at, at + size), !last);
  partial.have += size;
  const label = `Handshake Protocol: ${nameOf(head[0]!)}`;
  if (!last) {
    d.add(record, 'tls.handshake', at, end - at, null, `${label} (fragment)`);
    if (partial.have > LONGEST_MESSAGE) side.partial = null;
    return -1;
  }
  side.partial = null;
  d.add(record, 'tls.handshake', at, size, null, `${label} (last fragment)`);
  dissectJoined(d, record, session, partial.pieces);
  return at + size;
}

function dissectJoined(d: Dissection, record: TreeItem, session: TlsSession, { pieces, whole }: Reassembly): void {
  const bytes = whole!;
  const source = d.addSource('Reassembled TLS Handshake', bytes);
  const label = `${pieces.length} Reassembled Handshake Fragments (${bytes.length} bytes)`;
  const list = new TreeItem('tls.handshake.fragments', 0, bytes.length, source, null, label);
  for (const { frame, offset, length } of pieces) {
    list.children.push(new TreeItem('tls.handshake.fragment', offset, length, source, frame, null));
  }
  list.children.push(new TreeItem('tls.handshake.fragment.count', 0, 0, source, pieces.length, null));
  record.children.push(list);
  const { source: outer, end, reported } = d;
  d.enter({ table: 'data', key: 0, source, at: 0, end: bytes.length, reported: bytes.length });
  dissectMessage(d, record, session, 0, bytes.length, true);
  d.enter({ table: 'data', key: 0, source: outer, at: 0, end, reported });
}

function dissectMessage(
  d: Dissection,
  record: TreeItem,
  session: TlsSession,
  at: number,
  length: number,
  first: boolean,
): void {
  const type = d.uint8(at);
  const name = TLS_HANDSHAKE_NAMES[type];
  if (name === undefined && !first) return;
  const end = at + length;
  const body = at + HANDSHAKE_HEADER_LEN;
  const retry = type === MESSAGE.serverHello && isRetry(d, body, end);
  if (type === MESSAGE.serverHello && first) learnVersion(d, session, at, end);
  const label = `Handshake Protocol: ${retry ? 'Hello Retry Request' : nameOf(type)}`;
  const message = d.add(record, 'tls.handshake', at, length, null, label);
  if (name === undefined) return;
  d.add(message, 'tls.handshake.type', at + HANDSHAKE_OFFSET.type, 1);
  d.add(message, 'tls.handshake.length', at + HANDSHAKE_OFFSET.length, 3);
  if (type === MESSAGE.clientHello) session.setServer(d);
  if (type === MESSAGE.serverHello) session.resumed = true;
  dissectBody(d, message, session, { type, body, end, retry });
}

interface Message {
  readonly type: number;
  readonly body: number;
  readonly end: number;
  readonly retry: boolean;
}

function dissectBody(d: Dissection, message: TreeItem, session: TlsSession, { type, body, end, retry }: Message): void {
  switch (type) {
    case MESSAGE.clientHello:
      dissectClientHello(d, message, session, body, end);
      return;
    case MESSAGE.serverHello:
      dissectServerHello(d, message, session, body, end, retry);
      return;
    case MESSAGE.ticket:
      dissectTicket(d, message, session, body, end);
      return;
    case MESSAGE.certificate:
      dissectCertificates(d, message, session, body, end);
      return;
    case MESSAGE.serverKey:
      dissectServerKey(d, message, session, body, end);
      return;
    case MESSAGE.certificateRequest:
      dissectCertificateRequest(d, message, session, body, end);
      return;
    case MESSAGE.serverDone:
      session.resumed = false;
      return;
    case MESSAGE.certificateVerify:
      dissectSigned(d, message, session, body, end, VERIFY);
      return;
    case MESSAGE.clientKey:
      dissectClientKey(d, message, session, body, end);
      return;
    case MESSAGE.finished:
      d.add(message, 'tls.handshake.verify_data', body, end - body, null);
      return;
    case MESSAGE.certificateStatus:
      dissectCertificateStatus(d, message, body, end);
      return;
    case MESSAGE.keyUpdate:
      d.add(message, 'tls.handshake.key_update.request_update', body, 1);
  }
}

const VERIFY: readonly [FieldName, FieldName] = [
  'tls.handshake.client_cert_vrfy.sig_len',
  'tls.handshake.client_cert_vrfy.sig',
];

/** Whether a server hello asks for another client hello. */
function isRetry(d: Dissection, body: number, end: number): boolean {
  const at = body + HELLO_OFFSET.random;
  const size = HELLO_OFFSET.sessionIdLength - HELLO_OFFSET.random;
  if (end - body < 46 || d.uint16(body) !== TLS_1_2) return false;
  d.require(at, size);
  return Buffer.from(d.bytes.subarray(at, at + size)).toString('hex') === RETRY_RANDOM;
}

/** The version that a server hello settles, in its extension or by itself. */
function learnVersion(d: Dissection, session: TlsSession, at: number, end: number): void {
  d.require(at, end - at);
  const version = readServerHello(d.bytes, at, end)?.version ?? 0;
  // Drafts of TLS 1.3, and Facebook's.
  const draft = version >> 8 === 0x7f || version === 0xfb17 || version === 0xfb1a;
  if (draft) session.version = TLS_1_3;
  else if ((version >= 0x0300 && version <= TLS_1_3) || version === 0x0101) session.version = version;
}
