// The tree of an HTTP/1 message (RFC 9112): start line and headers. Its body is in http1-body-tree.ts.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { HTTP_STATUS_NAMES } from '../../../shared/net/http-status.ts';
import { printable } from '../../../shared/unit/printable.ts';
import type { Dissection, StreamProtocol } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import {
  colonOf,
  type HttpKind,
  headerValueAt,
  httpMessageLength,
  isText,
  lineEnd,
  nextLine,
  nextToken,
  skipEmptyLine,
  startLineKind,
  tokenEnd,
} from './http1.ts';
import { dissectHttpBody } from './http1-body-tree.ts';
import type { HttpHeaders } from './http1-headers.ts';

const PORTS = new Set([80, 3128, 3132, 5985, 8080, 8088, 11371, 1900, 2869, 2710]);
/** What a start line says on any port. */
const VERSION = /^HTTP\/1\.|HTTP\/1\.\d$/;
const LONGEST_START_LINE = 8192;

/** HTTP/1 over TCP: by its usual ports and a known method or version, elsewhere by a version at either end of the first line. */
export const HTTP: StreamProtocol = {
  name: 'http',
  recognise: (bytes, at, end, srcPort, dstPort) => {
    const start = skipEmptyLine(bytes, at, end);
    const lineEndsAt = lineEnd(bytes, start, Math.min(end, start + LONGEST_START_LINE));
    if (startLineKind(bytes, start, lineEndsAt) === undefined) return false;
    if (PORTS.has(srcPort) || PORTS.has(dstPort)) return true;
    return lineEndsAt < end && VERSION.test(asciiText(bytes, start, lineEndsAt - start));
  },
  messageLength: httpMessageLength,
  dissect: (d, at) => dissectHttpMessage(d, at, 'http'),
};

/** Adds the message at `at`, which ends with the region, as a layer of that name. */
export function dissectHttpMessage(d: Dissection, at: number, name: 'http' | 'ssdp'): void {
  const start = skipEmptyLine(d.bytes, at, d.end);
  const first = d.uint8(start);
  const http = d.layer(name, at, d.reported - at);
  if (start > at)
    d.expert(http, 'http.leading_crlf', 'error', 'Leading CRLF previous message in the stream may have extra CRLF');
  if (!isText(first)) {
    d.next('data', 0, at);
    return;
  }
  const headers: HttpHeaders = {
    kind: undefined,
    method: '',
    uri: '',
    host: '',
    status: 0,
    length: -1,
    hasTransferEncoding: false,
    chunked: false,
    contentType: '',
    contentEncoding: '',
  };
  const body = addLines(d, http, start, headers);
  addFullUri(d, http, headers);
  if (headers.kind !== undefined) d.generated(http, KIND_FIELDS[headers.kind], 1);
  dissectHttpBody(d, http, body, headers);
}

const KIND_FIELDS = {
  request: 'http.request',
  response: 'http.response',
  notification: 'http.notification',
} as const;

/** Adds start lines and headers up to the empty line, and says where the body begins. */
function addLines(d: Dissection, http: TreeItem, at: number, headers: HttpHeaders): number {
  let place = at;
  let seen = false;
  while (place < d.end) {
    const end = lineEnd(d.bytes, place, d.end);
    const next = nextLine(d.bytes, end, d.end);
    const behind = next < 0 ? d.end : next;
    if (end === place) {
      d.text(http, printable(asciiText(d.bytes, place, behind - place)), place, behind - place);
      return behind;
    }
    const kind = startLineKind(d.bytes, place, end);
    const colon = kind === undefined ? colonOf(d.bytes, place, end) : -1;
    if (kind !== undefined) {
      headers.kind = kind;
      addStartLine(d, http, place, end, behind, headers);
    } else if (colon >= 0) {
      addHeader(d, http, { at: place, colon, end, behind }, headers);
    } else {
      // A header that is cut short; in front of more bytes it is the body of what began earlier.
      if (seen) d.require(place, end - place + 1);
      return place;
    }
    seen = true;
    place = behind;
  }
  return place;
}

function addStartLine(
  d: Dissection,
  http: TreeItem,
  at: number,
  end: number,
  behind: number,
  headers: HttpHeaders,
): void {
  const line = d.text(http, printable(asciiText(d.bytes, at, behind - at)), at, behind - at);
  if (headers.kind === 'response') addStatusLine(d, line, at, end, headers);
  else addRequestLine(d, line, at, end, headers);
}

function addRequestLine(d: Dissection, line: TreeItem, at: number, end: number, headers: HttpHeaders): void {
  const add = (name: FieldName, from: number, to: number): string => {
    const text = asciiText(d.bytes, from, to - from);
    d.add(line, name, from, to - from, text);
    return text;
  };
  const methodEnd = tokenEnd(d.bytes, at, end);
  headers.method = add('http.request.method', at, methodEnd);
  let uriAt = nextToken(d.bytes, at, end);
  // Two blanks stand around a URI that is empty.
  if (uriAt - methodEnd >= 2) uriAt--;
  const uriEnd = tokenEnd(d.bytes, uriAt, end);
  headers.uri = asciiText(d.bytes, uriAt, uriEnd - uriAt);
  addUri(d, d.add(line, 'http.request.uri', uriAt, uriEnd - uriAt, headers.uri), uriAt, headers.uri);
  const versionAt = nextToken(d.bytes, uriAt, end);
  add('http.request.version', versionAt, end);
}

function addUri(d: Dissection, uri: TreeItem, at: number, text: string): void {
  const mark = text.indexOf('?');
  if (mark < 0 || mark === text.length - 1) return;
  d.add(uri, 'http.request.uri.path', at, mark, text.slice(0, mark));
  const query = text.slice(mark + 1);
  const item = d.add(uri, 'http.request.uri.query', at + mark + 1, query.length, query);
  let place = at + mark + 1;
  for (const parameter of query.split('&')) {
    if (parameter !== '') d.add(item, 'http.request.uri.query.parameter', place, parameter.length, parameter);
    place += parameter.length + 1;
  }
}

function addStatusLine(d: Dissection, line: TreeItem, at: number, end: number, headers: HttpHeaders): void {
  const versionEnd = tokenEnd(d.bytes, at, end);
  d.add(line, 'http.response.version', at, versionEnd - at, asciiText(d.bytes, at, versionEnd - at));
  const codeAt = nextToken(d.bytes, at, end);
  if (tokenEnd(d.bytes, codeAt, end) - codeAt < 3) return;
  headers.status = Number.parseInt(asciiText(d.bytes, codeAt, 3), 10) || 0;
  const code = d.add(line, 'http.response.code', codeAt, 3, headers.status);
  code.label = `Status Code: ${headers.status}`;
  d.generated(line, 'http.response.code.desc', HTTP_STATUS_NAMES[headers.status] ?? `Unknown (${headers.status})`);
  const phraseAt = nextToken(d.bytes, codeAt, end);
  if (phraseAt < end)
    d.add(line, 'http.response.phrase', phraseAt, end - phraseAt, asciiText(d.bytes, phraseAt, end - phraseAt));
}

interface HeaderLine {
  readonly at: number;
  readonly colon: number;
  /** Without the end of the line, and with it. */
  readonly end: number;
  readonly behind: number;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;

function addHeader(d: Dissection, http: TreeItem, line: HeaderLine, headers: HttpHeaders): void {
  const { at, colon, end, behind } = line;
  const name = asciiText(d.bytes, at, colon - at);
  const lineField = lineFieldOf(headers.kind);
  const text = asciiText(d.bytes, at, behind - at);
  const label = printable(asciiText(d.bytes, at, end - at));
  if (!TOKEN.test(name) || name.length !== colon - at) {
    const item = d.add(http, lineField, at, behind - at, text, label);
    d.expert(item, 'http.bad_header_name', 'warning', 'Illegal characters found in header name');
    return;
  }
  const lower = name.toLowerCase();
  const field = HEADER_FIELDS.get(lower);
  if (field === undefined) {
    d.add(
      http,
      lineField,
      at,
      behind - at,
      headers.kind === 'request' || headers.kind === 'response' ? text : printable(text),
      label,
    );
    return;
  }
  const valueAt = headerValueAt(d.bytes, colon, end);
  const value = asciiText(d.bytes, valueAt, end - valueAt);
  const item = d.add(http, field, at, behind - at, value, label);
  if (lineField !== 'http.unknown_header') d.add(item, lineField, at, behind - at, text, label);
  applyHeader(d, item, lower, value, line, headers);
}

/** In a notification lines have no field of their own but those of unknown headers. */
function lineFieldOf(kind: HttpKind | undefined): 'http.request.line' | 'http.response.line' | 'http.unknown_header' {
  if (kind === 'request') return 'http.request.line';
  return kind === 'response' ? 'http.response.line' : 'http.unknown_header';
}

function applyHeader(
  d: Dissection,
  item: TreeItem,
  name: string,
  value: string,
  line: HeaderLine,
  headers: HttpHeaders,
): void {
  switch (name) {
    case 'host':
      headers.host = value;
      break;
    case 'content-type':
      headers.contentType = value.split(/[;\s]/)[0]!.toLowerCase();
      break;
    case 'content-encoding':
      headers.contentEncoding = value;
      break;
    case 'content-length': {
      const digits = /^\s*\+?(\d{1,18})(?:\s|$)/.exec(value);
      headers.length = digits === null ? -1 : Number(digits[1]);
      if (digits !== null) d.generated(item, 'http.content_length', BigInt(digits[1]!));
      break;
    }
    case 'transfer-encoding':
      headers.hasTransferEncoding = true;
      headers.chunked = value.split(/[ \t,]+/).some(coding => coding.startsWith('chunked'));
      break;
    case 'authorization':
    case 'proxy-authorization':
      addCredentials(d, item, value);
      break;
    case 'cookie':
      addCookies(d, item, value, line.end - value.length);
      break;
  }
}

/** The name and the password of the Basic scheme (RFC 7617), which are no secret. */
function addCredentials(d: Dissection, item: TreeItem, value: string): void {
  const credentials = /^Basic[ \t]+([A-Za-z0-9+/]*)/.exec(value);
  if (credentials === null) return;
  const digits = credentials[1]!;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  for (let i = 0, word = 0; i < digits.length; i++) {
    word = (word << 6) | BASE64.indexOf(digits[i]!);
    if (i % 4 > 0) bytes[(i >> 2) * 3 + (i % 4) - 1] = word >> (6 - 2 * (i % 4));
  }
  d.generated(item, 'http.authbasic', asciiText(bytes, 0, bytes.length));
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function addCookies(d: Dissection, item: TreeItem, value: string, at: number): void {
  for (const match of value.matchAll(/[^;\s][^;]*/g)) {
    const pair = match[0];
    d.add(item, 'http.cookie_pair', at + match.index, pair.length, pair);
  }
}

function addFullUri(d: Dissection, http: TreeItem, { host, uri, method }: HttpHeaders): void {
  if (host === '' || method === '') return;
  const absolute = /^https?:\/\//i.test(uri) || /^connect/i.test(method);
  d.generated(http, 'http.request.full_uri', absolute ? uri : `http://${host.trim()}${uri}`);
}

const HEADER_FIELDS: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ['authorization', 'http.authorization'],
  ['proxy-authorization', 'http.proxy_authorization'],
  ['proxy-authenticate', 'http.proxy_authenticate'],
  ['www-authenticate', 'http.www_authenticate'],
  ['content-type', 'http.content_type'],
  ['content-length', 'http.content_length_header'],
  ['content-encoding', 'http.content_encoding'],
  ['transfer-encoding', 'http.transfer_encoding'],
  ['upgrade', 'http.upgrade'],
  ['user-agent', 'http.user_agent'],
  ['host', 'http.host'],
  ['connection', 'http.connection'],
  ['cookie', 'http.cookie'],
  ['accept', 'http.accept'],
  ['referer', 'http.referer'],
  ['accept-language', 'http.accept_language'],
  ['accept-encoding', 'http.accept_encoding'],
  ['date', 'http.date'],
  ['cache-control', 'http.cache_control'],
  ['server', 'http.server'],
  ['location', 'http.location'],
  ['sec-websocket-accept', 'http.sec_websocket_accept'],
  ['sec-websocket-extensions', 'http.sec_websocket_extensions'],
  ['sec-websocket-key', 'http.sec_websocket_key'],
  ['sec-websocket-protocol', 'http.sec_websocket_protocol'],
  ['sec-websocket-version', 'http.sec_websocket_version'],
  ['set-cookie', 'http.set_cookie'],
  ['last-modified', 'http.last_modified'],
  ['x-forwarded-for', 'http.x_forwarded_for'],
  ['http2-settings', 'http.http2_settings'],
]);
