// HTTP/1 (RFC 9112), which SSDP uses as well: lines, start lines, how long a message is, and a light reader of what a request
// or a response begins with. The tree is in http1-tree.ts.
// Guarantee: everything here reads only bytes[at, end), never throws, and takes time linear in what it reads.
import { parseAddress } from '../../../shared/net/address.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { asciiText } from './ascii-text.ts';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COLON = 0x3a;

export type HttpKind = 'request' | 'response' | 'notification';

const REQUEST_METHODS = new Set(
  (
    'GET PUT COPY HEAD LOCK MOVE POLL POST BCOPY BMOVE MKCOL TRACE PATCH LABEL MERGE DELETE SEARCH UNLOCK REPORT UPDATE ' +
    'BDELETE CONNECT OPTIONS CHECKIN PROPFIND CHECKOUT CCM_POST PROPPATCH BPROPFIND BPROPPATCH UNCHECKOUT MKACTIVITY ' +
    'MKWORKSPACE RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA VERSION-CONTROL BASELINE-CONTROL SSTP_DUPLEX_POST'
  ).split(' '),
);
const NOTIFICATIONS = new Set(['NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE']);
const LONGEST_METHOD = 16;

/** Where the line at `at` ends, without its end of line: CR LF, LF or a CR alone. `end` when there is none. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at; i < end; i++) if (bytes[i] === LF || bytes[i] === CR) return i;
  return end;
}

/** Where the line behind the one that ends at `lineEnd` begins; -1 when that cannot be told before `end`. */
export function nextLine(bytes: Uint8Array, lineEndsAt: number, end: number): number {
  if (lineEndsAt >= end) return -1;
  if (bytes[lineEndsAt] === LF) return lineEndsAt + 1;
  if (lineEndsAt + 1 >= end) return -1;
  return lineEndsAt + (bytes[lineEndsAt + 1] === LF ? 2 : 1);
}

const startsWith = (bytes: Uint8Array, at: number, end: number, text: string): boolean => {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** What a line begins: a request by a known method, a notification, a response; undefined for anything else. */
export function startLineKind(bytes: Uint8Array, at: number, end: number): HttpKind | undefined {
  // "M-" is the prefix of the HTTP extension framework (RFC 2774): M-SEARCH.
  const from = startsWith(bytes, at, end, 'M-') ? at + 2 : at;
  if (startsWith(bytes, from, end, 'HTTP/') || startsWith(bytes, from, end, 'ICY')) return 'response';
  let method = '';
  for (let i = from; i < end && method.length <= LONGEST_METHOD && bytes[i] !== SPACE; i++) {
    method += String.fromCharCode(bytes[i]!);
  }
  if (REQUEST_METHODS.has(method)) return 'request';
  return NOTIFICATIONS.has(method) ? 'notification' : undefined;
}

/** Where the token behind the one at `at` begins, blanks skipped. */
export function nextToken(bytes: Uint8Array, at: number, end: number): number {
  let i = tokenEnd(bytes, at, end);
  while (i < end && bytes[i] === SPACE) i++;
  return i;
}

export function tokenEnd(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && bytes[i] !== SPACE) i++;
  return i;
}

/** The status code of the response line at `at`; 0 when there is none. */
function statusCode(bytes: Uint8Array, at: number, end: number): number {
  const code = nextToken(bytes, at, end);
  const text = asciiText(bytes, code, Math.min(3, end - code));
  return /^\d{3}$/.test(text) ? Number(text) : 0;
}

/** The value of a header whose line is bytes[at, end), without blanks in front. */
export function headerValueAt(bytes: Uint8Array, colon: number, end: number): number {
  let i = colon + 1;
  while (i < end && (bytes[i] === SPACE || bytes[i] === TAB)) i++;
  return i;
}

/** Where the colon of a line is; -1 without one. */
export function colonOf(bytes: Uint8Array, at: number, end: number): number {
  for (let i = at; i < end; i++) if (bytes[i] === COLON) return i;
  return -1;
}

/** A response to which no body belongs, whatever its headers say (RFC 9112 section 6.3). */
export const isBodiless = (status: number): boolean =>
  (status >= 100 && status < 200) || status === 204 || status === 304;

/** What the headers say of the body. */
interface Framing {
  /** Where the body begins; -1: the headers go on. */
  readonly body: number;
  /** Content-Length; -1 without a valid one. */
  readonly length: number;
  readonly chunked: boolean;
  /** The body is a channel of remote procedure calls, which is dissected as it comes. */
  readonly rpc: boolean;
}

/** Only headers that can say how long a message is are looked at. */
const FRAMING = /^(content-length|transfer-encoding|content-type):[ \t]*(.*?)[ \t]*$/i;
const LONGEST_FRAMING_LINE = 200;

function framingOf(bytes: Uint8Array, at: number, end: number): Framing {
  let length = -1;
  let chunked = false;
  let rpc = startsWith(bytes, at, end, 'RPC_IN_DATA') || startsWith(bytes, at, end, 'RPC_OUT_DATA');
  for (let line = at; ; ) {
    const lineEndsAt = lineEnd(bytes, line, end);
    const next = nextLine(bytes, lineEndsAt, end);
    if (next < 0) return { body: -1, length, chunked, rpc };
    if (lineEndsAt === line) return { body: next, length, chunked, rpc };
    const first = bytes[line]! | 0x20;
    if ((first === 0x63 || first === 0x74) && lineEndsAt - line <= LONGEST_FRAMING_LINE) {
      const found = FRAMING.exec(asciiText(bytes, line, lineEndsAt - line));
      const value = found?.[2] ?? '';
      if (first === 0x74) chunked ||= /^chunked/i.test(value);
      else if (found?.[1]?.length === 'content-type'.length) rpc ||= value.startsWith('application/rpc');
      else if (/^\d{1,10}$/.test(value)) length = Number(value);
    }
    line = next;
  }
}

/** The size that the line of a chunk says; -1 when it says none (RFC 9112 section 7.1). */
export function chunkSize(bytes: Uint8Array, at: number, lineEndsAt: number): number {
  const digits = /^[ \t]*(?:0x)?([0-9a-f]+)/i.exec(asciiText(bytes, at, Math.min(lineEndsAt - at, 24)));
  return digits === null ? -1 : Number.parseInt(digits[1]!, 16);
}

const LARGEST_CHUNK = 2 ** 31;

/** Where a chunked body ends; 0: not before `end`; -1: it is no such body. */
function chunkedEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let chunk = at; ; ) {
    const lineEndsAt = lineEnd(bytes, chunk, end);
    const data = nextLine(bytes, lineEndsAt, end);
    if (data < 0) return 0;
    const size = chunkSize(bytes, chunk, lineEndsAt);
    if (size < 0 || size > LARGEST_CHUNK) return -1;
    if (size === 0) return trailerEnd(bytes, data, end);
    chunk = data + size + 2;
    if (chunk >= end) return 0;
  }
}

function trailerEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let line = at; ; ) {
    const lineEndsAt = lineEnd(bytes, line, end);
    const next = nextLine(bytes, lineEndsAt, end);
    if (next < 0) return 0;
    if (lineEndsAt === line) return next;
    line = next;
  }
}

/**
 * Length of the message that begins at `at`: 0 when more bytes are needed to tell, infinite for a response that ends with its
 * stream. What is no message is all that there is, once that can be told.
 */
export function httpMessageLength(bytes: Uint8Array, at: number, end: number): number {
  const start = skipEmptyLine(bytes, at, end);
  const lineEndsAt = lineEnd(bytes, start, end);
  const kind = startLineKind(bytes, start, lineEndsAt);
  if (kind === undefined) return start < end && isText(bytes[start]!) && lineEndsAt === end ? 0 : end - at;
  const { body, length, chunked, rpc } = framingOf(bytes, start, end);
  if (body < 0) return 0;
  if (kind === 'response' && isBodiless(statusCode(bytes, start, lineEndsAt))) return body - at;
  if (chunked) {
    const behind = chunkedEnd(bytes, body, end);
    return behind < 0 ? end - at : behind === 0 ? 0 : behind - at;
  }
  if (rpc && length >= RPC_LEAST) return end - at;
  if (length >= 0) return body - at + length;
  if (kind === 'request') return body - at;
  return kind === 'response' ? Number.POSITIVE_INFINITY : end - at;
}

/** A channel of [MS-RPCH] claims at least so many bytes for its body. */
const RPC_LEAST = 128 * 1024;

/** What a line may begin with. */
export const isText = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e;

/** Some senders leave an empty line behind a body (RFC 9112 section 2.2). */
export const skipEmptyLine = (bytes: Uint8Array, at: number, end: number): number =>
  end - at > 3 && bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at;

/** What the first bytes of a message say. Texts are escaped; '' and 0 for what it has not. */
export interface HttpStart {
  readonly method: string;
  readonly uri: string;
  readonly host: string;
  readonly status: number;
}

const MOST_HEADERS = 64;
const LONGEST_VALUE = 255;

/**
 * Reads method, URI and Host header of a request, or the status of a response, at the start of a payload, whose bytes are
 * bytes[at, end); undefined when it begins otherwise. Values are cut at 255 characters.
 */
export function readHttpHost(bytes: Uint8Array, at: number, end: number): HttpStart | undefined {
  let lineEndsAt = lineEnd(bytes, at, end);
  const kind = startLineKind(bytes, at, lineEndsAt);
  if (kind === undefined) return undefined;
  if (kind === 'response') return { method: '', uri: '', host: '', status: statusCode(bytes, at, lineEndsAt) };
  const uri = nextToken(bytes, at, lineEndsAt);
  const start = {
    method: textOf(bytes, at, tokenEnd(bytes, at, lineEndsAt)),
    uri: textOf(bytes, uri, tokenEnd(bytes, uri, lineEndsAt)),
    status: 0,
  };
  for (let left = MOST_HEADERS; left > 0; left--) {
    const line = nextLine(bytes, lineEndsAt, end);
    if (line < 0) break;
    lineEndsAt = lineEnd(bytes, line, end);
    if (lineEndsAt === line) break;
    if (isHost(bytes, line, lineEndsAt)) {
      return { ...start, host: textOf(bytes, headerValueAt(bytes, line + 4, lineEndsAt), lineEndsAt).trim() };
    }
  }
  return { ...start, host: '' };
}

/**
 * Name of the server that a request is sent to: its Host header without the port. Undefined where that is an address, or where
 * the request goes through a proxy, which has another name.
 */
export function serverNameOf({ method, uri, host }: HttpStart): string | undefined {
  if (method === 'CONNECT' || /^[a-z]+:\/\//i.test(uri)) return undefined;
  const name = host.replace(/:\d*$/, '');
  // What has a colon left is an address of IPv6.
  return name === '' || host.lastIndexOf(':') !== host.indexOf(':') || parseAddress(name) !== undefined
    ? undefined
    : name;
}

const textOf = (bytes: Uint8Array, at: number, end: number): string =>
  printable(asciiText(bytes, at, Math.min(end - at, LONGEST_VALUE)));

function isHost(bytes: Uint8Array, at: number, end: number): boolean {
  return end - at > 5 && bytes[at + 4] === COLON && /^host$/i.test(asciiText(bytes, at, 4));
}
