// The tree of client and server hellos (RFC 8446 section 4.1, RFC 5246 section 7.4.1), with JA3 (Salesforce) and JA4 (FoxIO).
import { createHash } from 'node:crypto';
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { HANDSHAKE_HEADER_LEN, HELLO_OFFSET, readClientHello } from './tls.ts';
import { dissectExtensions, type Ja3Lists } from './tls-extension-tree.ts';
import { isGrease, ja4 } from './tls-ja4.ts';
import type { TlsSession } from './tls-session.ts';
import { addVector, endVector, heading, plural } from './tls-vector.ts';

const TLS_1_3 = 0x0304;
const NANOS = 1_000_000_000n;
const UDP = 17;

export function dissectClientHello(
  d: Dissection,
  message: TreeItem,
  session: TlsSession,
  body: number,
  end: number,
): void {
  const version = d.add(message, 'tls.handshake.version', body, 2).value as number;
  let at = dissectCommon(d, message, session, body + HELLO_OFFSET.random);
  const suites = addVector(d, message, 'tls.handshake.cipher_suites_length', at, end, 2, 2);
  if (suites === undefined) return;
  const list = heading(d, message, 'tls.handshake.ciphersuites', suites, '');
  const ciphers: number[] = [];
  for (at = suites.at; at + 2 <= suites.end; at += 2) {
    ciphers.push(d.add(list, 'tls.handshake.ciphersuite', at, 2).value as number);
  }
  list.label = `Cipher Suites (${plural(ciphers.length, 'suite')})`;
  at = endVector(d, list, at, suites.end);
  const methods = addVector(d, message, 'tls.handshake.comp_methods_length', at, end, 1, 1);
  if (methods === undefined) return;
  const label = `Compression Methods (${plural(methods.end - methods.at, 'method')})`;
  const compression = heading(d, message, 'tls.handshake.comp_methods', methods, label);
  for (at = methods.at; at < methods.end; at++) d.add(compression, 'tls.handshake.comp_method', at, 1);
  const ja3: Ja3Lists = { types: [], groups: [], formats: [] };
  if (at < end) dissectExtensions(d, message, session, at, end, 'client', ja3);
  const parts = [ciphers, ja3.types, ja3.groups].map(values => values.filter(value => !isGrease(value)).join('-'));
  addFingerprint(d, message, [version, ...parts, ja3.formats.join('-')].join(','), 'ja3');
  const start = body - HANDSHAKE_HEADER_LEN;
  const hello = readClientHello(d.bytes, start, end);
  if (hello?.whole) d.generated(message, 'tls.handshake.ja4', ja4(hello, d.ipProto === UDP ? 'q' : 't'));
}

export function dissectServerHello(
  d: Dissection,
  message: TreeItem,
  session: TlsSession,
  body: number,
  end: number,
  retry: boolean,
): void {
  const version = d.add(message, 'tls.handshake.version', body, 2).value as number;
  let at = dissectCommon(d, message, session, body + HELLO_OFFSET.random);
  const cipher = d.add(message, 'tls.handshake.ciphersuite', at, 2).value as number;
  d.add(message, 'tls.handshake.comp_method', at + 2, 1);
  at += 3;
  session.cipher = cipher;
  const ja3: Ja3Lists = { types: [], groups: [], formats: [] };
  if (at < end) dissectExtensions(d, message, session, at, end, retry ? 'retry' : 'server', ja3);
  const types = ja3.types.filter(value => !isGrease(value)).join('-');
  addFingerprint(d, message, [version, cipher, types].join(','), 'ja3s');
}

/** Random and session identifier, which both hellos have. Returns where the next field is. */
function dissectCommon(d: Dissection, message: TreeItem, session: TlsSession, at: number): number {
  const size = HELLO_OFFSET.sessionIdLength - HELLO_OFFSET.random;
  const random = d.add(message, 'tls.handshake.random', at, size);
  if (session.version !== TLS_1_3) {
    d.add(random, 'tls.handshake.random_time', at, 4, BigInt(d.uint32(at)) * NANOS);
    d.add(random, 'tls.handshake.random_bytes', at + 4, size - 4);
  }
  const identifier = at + size;
  const length = d.add(message, 'tls.handshake.session_id_length', identifier, 1).value as number;
  if (length > 0) d.add(message, 'tls.handshake.session_id', identifier + 1, length);
  return identifier + 1 + length;
}

function addFingerprint(d: Dissection, message: TreeItem, text: string, kind: 'ja3' | 'ja3s'): void {
  const full: FieldName = `tls.handshake.${kind}_full`;
  d.generated(message, full, text);
  d.generated(message, `tls.handshake.${kind}`, createHash('md5').update(text, 'latin1').digest('hex'));
}
