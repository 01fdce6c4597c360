// The tree of TLS messages about keys, certificates and tickets (RFC 5246 section 7.4, RFC 8446 sections 4.3 to 4.6, RFC 8422).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { TLS_CIPHER_NAMES } from '../../../shared/net/tls-cipher.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addSignature, dissectExtensions, signatureList } from './tls-extension-tree.ts';
import type { TlsSession } from './tls-session.ts';
import { addVector, heading, plural } from './tls-vector.ts';

const SSL_3 = 0x0300;
const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
const NAMED_CURVE = 3;
const OCSP = 1;

/** How keys are exchanged follows from the cipher's name: `TLS_ECDHE_RSA_WITH_…` (RFC 5246 appendix C). */
type Exchange = 'ecdh' | 'dh' | 'rsa' | 'other';

function exchangeOf(session: TlsSession): { readonly exchange: Exchange; readonly signed: boolean } {
  const name = TLS_CIPHER_NAMES.get(session.cipher) ?? '';
  const way = name.replace(/^TLS_/, '').split('_WITH_')[0]!;
  const signed = !way.includes('anon');
  if (way.includes('PSK')) return { exchange: 'other', signed };
  if (way.startsWith('ECDH')) return { exchange: 'ecdh', signed };
  if (way.startsWith('DH')) return { exchange: 'dh', signed };
  return { exchange: name.startsWith('TLS_RSA') ? 'rsa' : 'other', signed };
}

export function dissectServerKey(d: Dissection, message: TreeItem, session: TlsSession, at: number, end: number): void {
  const { exchange, signed } = exchangeOf(session);
  if (exchange === 'ecdh') {
    const params = d.text(message, 'EC Diffie-Hellman Server Params', at, end - at);
    if (d.add(params, 'tls.handshake.server_curve_type', at, 1).value !== NAMED_CURVE) return;
    d.add(params, 'tls.handshake.server_named_curve', at + 1, 2);
    if (at + 3 >= end) return;
    const length = d.add(params, 'tls.handshake.server_point_len', at + 3, 1).value as number;
    d.add(params, 'tls.handshake.server_point', at + 4, length);
    if (signed) dissectSigned(d, params, session, at + 4 + length, end, SIGNATURE);
  } else if (exchange === 'dh' && !/^TLS_DH_(DSS|RSA)_/.test(TLS_CIPHER_NAMES.get(session.cipher)!)) {
    const params = d.text(message, 'Diffie-Hellman Server Params', at, end - at);
    let place = at;
    for (const [length, field] of DH_SERVER) {
      const size = d.add(params, length, place, 2).value as number;
      d.add(params, field, place + 2, size);
      place += 2 + size;
    }
    if (signed) dissectSigned(d, params, session, place, end, SIGNATURE);
  }
}

type Pair = readonly [length: FieldName, value: FieldName];
const SIGNATURE: Pair = ['tls.handshake.sig_len', 'tls.handshake.sig'];
const DH_SERVER: readonly Pair[] = [
  ['tls.handshake.p_len', 'tls.handshake.p'],
  ['tls.handshake.g_len', 'tls.handshake.g'],
  ['tls.handshake.ys_len', 'tls.handshake.ys'],
];

/** A signature, with its algorithm since TLS 1.2. */
export function dissectSigned(
  d: Dissection,
  parent: TreeItem,
  session: TlsSession,
  at: number,
  end: number,
  [length, value]: Pair,
): void {
  const named = session.version === TLS_1_2 || session.version === TLS_1_3;
  if (named) addSignature(d, parent, at);
  const signature = addVector(d, parent, length, at + (named ? 2 : 0), end, 2);
  if (signature !== undefined) d.add(parent, value, signature.at, signature.end - signature.at);
}

export function dissectClientKey(d: Dissection, message: TreeItem, session: TlsSession, at: number, end: number): void {
  const { exchange } = exchangeOf(session);
  if (exchange === 'ecdh') {
    const params = d.text(message, 'EC Diffie-Hellman Client Params', at, end - at);
    const length = d.add(params, 'tls.handshake.client_point_len', at, 1).value as number;
    d.add(params, 'tls.handshake.client_point', at + 1, length);
  } else if (exchange === 'dh') {
    const params = d.text(message, 'Diffie-Hellman Client Params', at, end - at);
    const length = d.add(params, 'tls.handshake.yc_len', at, 2).value as number;
    d.add(params, 'tls.handshake.yc', at + 2, length);
  } else if (exchange === 'rsa') {
    const secret = d.text(message, 'RSA Encrypted PreMaster Secret', at, end - at);
    // SSL 3.0 has the secret alone.
    if (session.version === SSL_3) {
      d.add(secret, 'tls.handshake.epms', at, end - at);
      return;
    }
    const length = d.add(secret, 'tls.handshake.epms_len', at, 2).value as number;
    d.add(secret, 'tls.handshake.epms', at + 2, length);
  }
}

export function dissectTicket(d: Dissection, message: TreeItem, session: TlsSession, at: number, end: number): void {
  const item = d.text(message, 'TLS Session Ticket', at, end - at);
  const modern = session.version === TLS_1_3;
  d.add(item, 'tls.handshake.session_ticket_lifetime_hint', at, 4);
  let place = at + 4;
  if (modern) {
    d.add(item, 'tls.handshake.session_ticket_age_add', place, 4);
    const nonce = addVector(d, item, 'tls.handshake.session_ticket_nonce_length', place + 4, end, 1);
    if (nonce === undefined) return;
    d.add(item, 'tls.handshake.session_ticket_nonce', nonce.at, nonce.end - nonce.at);
    place = nonce.end;
  }
  const ticket = addVector(d, item, 'tls.handshake.session_ticket_length', place, end, 2, modern ? 1 : 0);
  if (ticket === undefined) return;
  d.add(item, 'tls.handshake.session_ticket', ticket.at, ticket.end - ticket.at);
  if (modern) dissectExtensions(d, item, session, ticket.end, end, 'ticket', null);
}

/** The context that a certificate of TLS 1.3 answers to; where the next field is, or -1. */
function dissectContext(d: Dissection, message: TreeItem, at: number, end: number): number {
  const context = addVector(d, message, 'tls.handshake.certificate_request_context_length', at, end, 1);
  if (context === undefined) return -1;
  const length = context.end - context.at;
  if (length > 0) d.add(message, 'tls.handshake.certificate_request_context', context.at, length);
  return context.end;
}

export function dissectCertificates(
  d: Dissection,
  message: TreeItem,
  session: TlsSession,
  at: number,
  end: number,
): void {
  const modern = session.version === TLS_1_3;
  const from = modern ? dissectContext(d, message, at, end) : at;
  const list = from < 0 ? undefined : addVector(d, message, 'tls.handshake.certificates_length', from, end, 3);
  if (list === undefined || list.at === list.end) return;
  const label = `Certificates (${plural(list.end - list.at, 'byte')})`;
  const chain = heading(d, message, 'tls.handshake.certificates', list, label);
  let place = list.at;
  while (place < list.end) {
    const certificate = addVector(d, chain, 'tls.handshake.certificate_length', place, list.end, 3, 1);
    if (certificate === undefined) return;
    d.add(chain, 'tls.handshake.certificate', certificate.at, certificate.end - certificate.at);
    place = certificate.end;
    if (modern) place = dissectExtensions(d, chain, session, place, list.end, 'certificate', null);
  }
}

export function dissectCertificateRequest(
  d: Dissection,
  message: TreeItem,
  session: TlsSession,
  at: number,
  end: number,
): void {
  if (session.version === TLS_1_3) {
    const from = dissectContext(d, message, at, end);
    if (from >= 0) dissectExtensions(d, message, session, from, end, 'request', null);
    return;
  }
  const types = addVector(d, message, 'tls.handshake.cert_types_count', at, end, 1, 1);
  if (types === undefined) return;
  const label = `Certificate types (${plural(types.end - types.at, 'type')})`;
  const item = heading(d, message, 'tls.handshake.cert_types', types, label);
  for (let place = types.at; place < types.end; place++) d.add(item, 'tls.handshake.cert_type', place, 1);
  const names = session.version === TLS_1_2 ? signatureList({ d, at: types.end, end }, message) : types.end;
  dissectAuthorities(d, message, names, end);
}

function dissectAuthorities(d: Dissection, message: TreeItem, at: number, end: number): void {
  const list = addVector(d, message, 'tls.handshake.dnames_len', at, end, 2);
  if (list === undefined || list.at === list.end) return;
  const label = `Distinguished Names (${plural(list.end - list.at, 'byte')})`;
  const item = heading(d, message, 'tls.handshake.dnames', list, label);
  let place = list.at;
  while (place < list.end) {
    const name = addVector(d, item, 'tls.handshake.dname_len', place, list.end, 2, 1);
    if (name === undefined) return;
    d.add(item, 'tls.handshake.dname', name.at, name.end - name.at, null);
    place = name.end;
  }
}

export function dissectCertificateStatus(d: Dissection, message: TreeItem, at: number, end: number): void {
  if (d.add(message, 'tls.handshake.extensions_status_request_type', at, 1).value !== OCSP) return;
  addVector(d, message, 'tls.handshake.ocsp_response_len', at + 1, end, 3, 1);
}
