// The tree of TLS extensions (RFC 8446 section 4.2, RFC 6066, RFC 7301, RFC 8422, …).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { TLS_EXTENSION_NAMES, TLS_GROUP_NAMES } from '../../../shared/net/tls-name.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { EXTENSION } from './tls.ts';
import type { TlsSession } from './tls-session.ts';
import { addVector, endVector, heading, plural, type Vector } from './tls-vector.ts';

/** The message that extensions stand in: what they hold depends on it. */
export type Holder = 'client' | 'server' | 'retry' | 'ticket' | 'certificate' | 'request' | 'encrypted';

/** What JA3 takes of the extensions, GREASE included. */
export interface Ja3Lists {
  readonly types: number[];
  readonly groups: number[];
  readonly formats: number[];
}

interface Place extends Vector {
  readonly d: Dissection;
  readonly item: TreeItem;
  readonly holder: Holder;
  readonly session: TlsSession;
  readonly ja3: Ja3Lists | null;
}

/** Adds the list of extensions at `at`, which ends in front of `end`. */
export function dissectExtensions(
  d: Dissection,
  parent: TreeItem,
  session: TlsSession,
  at: number,
  end: number,
  holder: Holder,
  ja3: Ja3Lists | null,
): number {
  const list = addVector(d, parent, 'tls.handshake.extensions_length', at, end, 2);
  if (list === undefined) return end;
  let place = list.at;
  while (list.end - place >= 4) {
    const type = d.uint16(place);
    const length = d.uint16(place + 2);
    const label = `Extension: ${TLS_EXTENSION_NAMES[type] ?? `Unknown type ${type}`} (len=${length})`;
    const item = d.text(parent, label, place, Math.min(4 + length, list.end - place));
    d.add(item, 'tls.handshake.extension.type', place, 2);
    ja3?.types.push(type);
    const data = addVector(d, item, 'tls.handshake.extension.len', place + 2, list.end, 2);
    if (data === undefined) return list.end;
    const after = dissectExtension(type, { ...data, d, item, holder, session, ja3 });
    place = endVector(d, item, after, data.end);
  }
  return endVector(d, parent, place, list.end);
}

const KINDS: Readonly<Record<number, (place: Place) => number>> = {
  [EXTENSION.serverName]: serverNames,
  1: place => one(place, 'tls.handshake.max_fragment_length', 1),
  [EXTENSION.statusRequest]: statusRequest,
  [EXTENSION.supportedGroups]: supportedGroups,
  [EXTENSION.ecPointFormats]: pointFormats,
  [EXTENSION.signatureAlgorithms]: place => signatureList(place, place.item),
  15: place => one(place, 'tls.handshake.extension.heartbeat.mode', 1),
  [EXTENSION.alpn]: place => protocols(place, ALPN),
  18: place => (place.holder === 'client' || place.at === place.end ? place.at : opaque(place)),
  [EXTENSION.padding]: place => one(place, 'tls.handshake.extensions_padding_data', place.end - place.at),
  22: place => place.at,
  23: place => place.at,
  27: compressCertificate,
  28: place => one(place, 'tls.record_size_limit', 2),
  35: opaque,
  40: keyShare,
  41: preSharedKey,
  42: place => (place.holder === 'ticket' ? one(place, 'tls.early_data.max_early_data_size', 4) : place.at),
  [EXTENSION.supportedVersions]: supportedVersions,
  44: cookie,
  45: keyModes,
  49: place => place.at,
  50: place => signatureList(place, place.item),
  [EXTENSION.keyShare]: keyShare,
  13172: nextProtocols,
  17513: place => (place.holder === 'client' ? protocols(place, ALPS) : opaque(place)),
  65281: renegotiation,
};

function dissectExtension(type: number, place: Place): number {
  return (KINDS[type] ?? opaque)(place);
}

function one({ d, item, at }: Place, name: FieldName, length: number): number {
  d.add(item, name, at, length);
  return at + length;
}

function opaque({ d, item, at, end }: Place): number {
  d.add(item, 'tls.handshake.extension.data', at, end - at);
  return end;
}

function serverNames({ d, item, at, end }: Place): number {
  if (at === end) return at;
  const names = d.text(item, 'Server Name Indication extension', at, end - at);
  const list = addVector(d, names, 'tls.handshake.extensions_server_name_list_len', at, end, 2, 1);
  if (list === undefined) return end;
  let place = list.at;
  while (place < list.end) {
    d.add(names, 'tls.handshake.extensions_server_name_type', place, 1);
    const name = addVector(d, names, 'tls.handshake.extensions_server_name_len', place + 1, list.end, 2, 1);
    if (name === undefined) return list.end;
    addAscii(d, names, 'tls.handshake.extensions_server_name', name);
    place = name.end;
  }
  return place;
}

function addAscii(d: Dissection, parent: TreeItem, field: FieldName, { at, end }: Vector): void {
  d.require(at, end - at);
  d.add(parent, field, at, end - at, asciiText(d.bytes, at, end - at));
}

const ALPN = [
  'tls.handshake.extensions_alpn_len',
  'tls.handshake.extensions_alpn_list',
  'tls.handshake.extensions_alpn_str_len',
  'tls.handshake.extensions_alpn_str',
] as const;
const ALPS = [
  'tls.handshake.extensions_alps_len',
  'tls.handshake.extensions_alps_alpn_list',
  'tls.handshake.extensions_alps_alpn_str_len',
  'tls.handshake.extensions_alps_alpn_str',
] as const;

function protocols({ d, item, at, end }: Place, [length, all, oneLength, name]: typeof ALPN | typeof ALPS): number {
  const list = addVector(d, item, length, at, end, 2, 2);
  if (list === undefined) return end;
  const names = d.add(item, all, list.at, list.end - list.at, null);
  let place = list.at;
  while (place < list.end) {
    const protocol = addVector(d, names, oneLength, place, list.end, 1, 1);
    if (protocol === undefined) return list.end;
    addAscii(d, names, name, protocol);
    place = protocol.end;
  }
  return place;
}

function nextProtocols({ d, item, at, end }: Place): number {
  let place = at;
  while (place < end) {
    const protocol = addVector(d, item, 'tls.handshake.extensions_npn_str_len', place, end, 1);
    if (protocol === undefined) return end;
    addAscii(d, item, 'tls.handshake.extensions_npn', protocol);
    place = protocol.end;
  }
  return place;
}

const OCSP = 1;
const OCSP_MULTI = 2;

function statusRequest({ d, item, at, end, holder }: Place): number {
  if (holder !== 'client') return at;
  const type = d.add(item, 'tls.handshake.extensions_status_request_type', at, 1).value;
  if (type !== OCSP && type !== OCSP_MULTI) return at + 1;
  const ids = addVector(d, item, 'tls.handshake.extensions_status_request_responder_ids_len', at + 1, end, 2);
  if (ids === undefined) return end;
  return addVector(d, item, 'tls.handshake.extensions_status_request_exts_len', ids.end, end, 2)?.end ?? end;
}

function supportedGroups({ d, item, at, end, ja3 }: Place): number {
  const list = addVector(d, item, 'tls.handshake.extensions_supported_groups_length', at, end, 2, 2);
  if (list === undefined) return end;
  const label = `Supported Groups (${plural((list.end - list.at) >> 1, 'group')})`;
  const groups = heading(d, item, 'tls.handshake.extensions_supported_groups', list, label);
  let place = list.at;
  for (; place + 2 <= list.end; place += 2) {
    ja3?.groups.push(d.add(groups, 'tls.handshake.extensions_supported_group', place, 2).value as number);
  }
  return endVector(d, groups, place, list.end);
}

function pointFormats({ d, item, at, ja3 }: Place): number {
  const length = d.add(item, 'tls.handshake.extensions_ec_point_formats_length', at, 1).value as number;
  const list = { at: at + 1, end: at + 1 + length };
  const label = `Elliptic curves point formats (${length})`;
  const formats = heading(d, item, 'tls.handshake.extensions_ec_point_formats', list, label);
  for (let place = list.at; place < list.end; place++) {
    ja3?.formats.push(d.add(formats, 'tls.handshake.extensions_ec_point_format', place, 1).value as number);
  }
  return list.end;
}

/** Adds a list of signature algorithms, as the extension and a certificate request have it. */
export function signatureList({ d, at, end }: Vector & { readonly d: Dissection }, parent: TreeItem): number {
  const list = addVector(d, parent, 'tls.handshake.sig_hash_alg_len', at, end, 2, 2);
  if (list === undefined) return end;
  const label = `Signature Hash Algorithms (${plural((list.end - list.at) >> 1, 'algorithm')})`;
  const algorithms = heading(d, parent, 'tls.handshake.sig_hash_algs', list, label);
  let place = list.at;
  for (; place + 2 <= list.end; place += 2) addSignature(d, algorithms, place);
  return endVector(d, algorithms, place, list.end);
}

export function addSignature(d: Dissection, parent: TreeItem, at: number): void {
  const algorithm = d.add(parent, 'tls.handshake.sig_hash_alg', at, 2);
  d.add(algorithm, 'tls.handshake.sig_hash_hash', at, 1);
  d.add(algorithm, 'tls.handshake.sig_hash_sig', at + 1, 1);
}

function compressCertificate({ d, item, at, end, holder }: Place): number {
  if (holder !== 'client' && holder !== 'request') return at;
  const list = addVector(d, item, 'tls.compress_certificate.algorithms_length', at, end, 1, 1);
  if (list === undefined) return end;
  let place = list.at;
  for (; place < list.end; place += 2) d.add(item, 'tls.compress_certificate.algorithm', place, 2);
  return place;
}

function keyShare({ d, item, at, end, holder }: Place): number {
  if (end <= at) return at;
  const shares = d.text(item, 'Key Share extension', at, end - at);
  if (holder === 'retry') {
    d.add(shares, 'tls.handshake.extensions_key_share_selected_group', at, 2);
    return at + 2;
  }
  if (holder === 'server') return keyShareEntry(d, shares, at, end);
  if (holder !== 'client') return at;
  const list = addVector(d, shares, 'tls.handshake.extensions_key_share_client_length', at, end, 2);
  if (list === undefined) return end;
  let place = list.at;
  while (place + 4 <= list.end) place = keyShareEntry(d, shares, place, list.end);
  return endVector(d, shares, place, list.end);
}

function keyShareEntry(d: Dissection, shares: TreeItem, at: number, end: number): number {
  const group = d.uint16(at);
  const entry = d.text(shares, `Key Share Entry: Group: ${TLS_GROUP_NAMES[group] ?? `Unknown (${group})`}`, at, 4);
  d.add(entry, 'tls.handshake.extensions_key_share_group', at, 2);
  const key = addVector(d, entry, 'tls.handshake.extensions_key_share_key_exchange_length', at + 2, end, 2, 1);
  if (key === undefined) return end;
  entry.length = key.end - at;
  d.add(entry, 'tls.handshake.extensions_key_share_key_exchange', key.at, key.end - key.at);
  return key.end;
}

function preSharedKey({ d, item, at, end, holder }: Place): number {
  const keys = d.text(item, 'Pre-Shared Key extension', at, end - at);
  if (holder === 'server') {
    d.add(keys, 'tls.handshake.extensions.psk.identity.selected', at, 2);
    return at + 2;
  }
  if (holder !== 'client') return at;
  const list = addVector(d, keys, 'tls.handshake.extensions.psk.identities.length', at, end, 2, 7);
  if (list === undefined) return end;
  let place = list.at;
  while (place < list.end) {
    const identity = d.text(keys, 'PSK Identity', place, Math.min(4, list.end - place));
    const field = 'tls.handshake.extensions.psk.identity.identity_length';
    const name = addVector(d, identity, field, place, list.end, 2, 1);
    if (name === undefined) return list.end;
    d.add(identity, 'tls.handshake.extensions.psk.identity.identity', name.at, name.end - name.at);
    d.add(identity, 'tls.handshake.extensions.psk.identity.obfuscated_ticket_age', name.end, 4);
    identity.length = name.end + 4 - place;
    place = name.end + 4;
  }
  place = endVector(d, keys, place, list.end);
  const binders = addVector(d, keys, 'tls.handshake.extensions.psk.binders_len', place, end, 2, 33);
  if (binders === undefined) return end;
  d.add(keys, 'tls.handshake.extensions.psk.binders', binders.at, binders.end - binders.at, null);
  return binders.end;
}

function supportedVersions(place: Place): number {
  const { d, item, at, end, holder } = place;
  if (holder === 'server' || holder === 'retry') return one(place, 'tls.handshake.extensions.supported_version', 2);
  if (holder !== 'client') return at;
  const list = addVector(d, item, 'tls.handshake.extensions.supported_versions_len', at, end, 1, 2);
  if (list === undefined) return end;
  let version = list.at;
  for (; version + 2 <= list.end; version += 2) d.add(item, 'tls.handshake.extensions.supported_version', version, 2);
  return endVector(d, item, version, list.end);
}

function cookie({ d, item, at, end }: Place): number {
  const value = addVector(d, item, 'tls.handshake.extensions.cookie_len', at, end, 2, 1);
  if (value === undefined) return end;
  d.add(item, 'tls.handshake.extensions.cookie', value.at, value.end - value.at);
  return value.end;
}

function keyModes({ d, item, at, end }: Place): number {
  const list = addVector(d, item, 'tls.extension.psk_ke_modes_length', at, end, 1, 1);
  if (list === undefined) return end;
  for (let place = list.at; place < list.end; place++) d.add(item, 'tls.extension.psk_ke_mode', place, 1);
  return list.end;
}

function renegotiation({ d, item, at, end }: Place): number {
  const info = d.text(item, 'Renegotiation Info extension', at, end - at);
  const value = addVector(d, info, 'tls.handshake.extensions_reneg_info_len', at, end, 1);
  if (value === undefined) return end;
  if (value.end > value.at) d.add(info, 'tls.handshake.extensions_reneg_info', value.at, value.end - value.at);
  return value.end;
}
