// Access logs in the combined and the common format of Apache and nginx, one line a request:
//   host ident user [17/May/2015:10:05:03 +0000] "GET /path HTTP/1.1" 200 1234 "referrer" "user agent" …
// also with the virtual host in front, and with the whole line in quotes. What follows the user agent is passed over.
// A log that was cut off keeps its last line when its status and size are there.
import { BAD, DAYS_IN, daysSinceEpoch, parseAddressInto, parseDecimals, parseWhole, twoDigits } from './ascii-parse.ts';
import { badCell } from './bad-cell.ts';
import { type ReadRequest, type RequestRow, TEXT } from './request-row.ts';

const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const BACKSLASH = 0x5c;

/** `17/May/2015:10:05:03`. */
const STAMP_LEN = 20;
/** ` +0000`. */
const ZONE_LEN = 6;

/** Month by the sum of its lower-case letters, each in its place of five bits; 0: none. */
const MONTHS = new Uint8Array(1 << 15);
const monthKey = (a: number, b: number, c: number): number => ((a & 31) << 10) | ((b & 31) << 5) | (c & 31);
for (const [i, name] of ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].entries())
  MONTHS[monthKey(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2))] = i + 1;

// hot path
/** Reads `17/May/2015:10:05:03 +0300`, decimals and zone or not (then it is taken as UTC); false when it is none. */
function parseTime(bytes: Uint8Array, at: number, end: number, row: RequestRow): boolean {
  if (end - at < STAMP_LEN || bytes[at + 2] !== SLASH || bytes[at + 6] !== SLASH || bytes[at + 11] !== COLON)
    return false;
  if (bytes[at + 14] !== COLON || bytes[at + 17] !== COLON) return false;
  const day = twoDigits(bytes, at);
  const month = MONTHS[monthKey(bytes[at + 3]!, bytes[at + 4]!, bytes[at + 5]!)]!;
  const century = twoDigits(bytes, at + 7);
  const year = century * 100 + twoDigits(bytes, at + 9);
  const hour = twoDigits(bytes, at + 12);
  const minute = twoDigits(bytes, at + 15);
  const second = twoDigits(bytes, at + 18);
  if (century < 0 || year < 1970 || year > 2105 || month === 0 || day < 1 || day > DAYS_IN[month - 1]!) return false;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  let zoneAt = at + STAMP_LEN;
  row.nanos = 0;
  if (zoneAt < end && bytes[zoneAt] !== SPACE) {
    const point = zoneAt;
    while (zoneAt < end && bytes[zoneAt] !== SPACE) zoneAt++;
    row.nanos = parseDecimals(bytes, point + 1, zoneAt);
    if (row.nanos < 0) return false;
  }
  row.zone = 0;
  if (zoneAt < end) {
    const sign = bytes[zoneAt + 1];
    const hours = twoDigits(bytes, zoneAt + 2);
    const minutes = twoDigits(bytes, zoneAt + 4);
    if (end - zoneAt !== ZONE_LEN || (sign !== PLUS && sign !== MINUS)) return false;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    row.zone = (sign === MINUS ? -1 : 1) * (hours * 60 + minutes);
  }
  const local = daysSinceEpoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  row.seconds = local - row.zone * 60;
  return row.seconds >= 0;
}

// hot path
/** Where the quoted text that begins at `at` ends: at a quote that no backslash escapes; `end` when it does not. */
function quoteEnd(bytes: Uint8Array, at: number, end: number): number {
  const quote = bytes.indexOf(QUOTE, at);
  if (quote < 0 || quote >= end) return end;
  if (quote === at || bytes[quote - 1] !== BACKSLASH) return quote;
  for (let i = at; i < end; i++) {
    const byte = bytes[i];
    if (byte === BACKSLASH) i++;
    else if (byte === QUOTE) return i;
  }
  return end;
}

// hot path
/** As quoteEnd, for the request: nothing but a space and a digit of the status stands behind it. Some servers escape nothing. */
function requestEnd(bytes: Uint8Array, at: number, end: number): number {
  let i = quoteEnd(bytes, at, end);
  while (i < end && !(bytes[i + 1] === SPACE && isDigit(bytes[i + 2]!))) i = quoteEnd(bytes, i + 1, end);
  return i;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Characters of a method (RFC 9110, section 5.6.2). */
const IS_TOKEN = new Uint8Array(256);
for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
  IS_TOKEN[character.charCodeAt(0)] = 1;

// hot path
/** Method, path and version out of bytes[at, end); false when it is no request of HTTP. Without a version it is one of HTTP/0.9. */
function splitRequest(bytes: Uint8Array, at: number, end: number, row: RequestRow): boolean {
  let space = at;
  while (space < end && IS_TOKEN[bytes[space]!] === 1) space++;
  if (space === at || bytes[space] !== SPACE || space + 1 >= end || bytes[space + 1] === SPACE) return false;
  let last = end - 1;
  while (last > space && bytes[last] !== SPACE) last--;
  const hasVersion = last > space && isVersion(bytes, last + 1, end);
  if (!hasVersion && bytes[space + 1] !== SLASH) return false;
  row.place(TEXT.method, at, space);
  row.place(TEXT.path, space + 1, hasVersion ? last : end);
  row.place(TEXT.version, hasVersion ? last + 1 : end, end);
  return true;
}

/** `HTTP/`. */
const isVersion = (bytes: Uint8Array, at: number, end: number): boolean =>
  end - at > 5 && bytes[at] === 0x48 && bytes[at + 1] === 0x54 && bytes[at + 2] === 0x54 && bytes[at + 4] === SLASH;

const scratch = new Uint8Array(16);
const MOST_WORDS = 8;

/** Reads host, ident and user, which end at the bracket of the time; false when they are not there. */
function readHost(bytes: Uint8Array, at: number, bracket: number, row: RequestRow): boolean {
  let words = 0;
  let first = at;
  let second = at;
  for (let i = at; i < bracket; i++) {
    if (bytes[i] !== SPACE) continue;
    words++;
    if (words === 1) first = i;
    else if (words === 2) second = i;
    if (words > MOST_WORDS) return false;
  }
  if (words < 3 || first === at) return false;
  // Four words: the virtual host stands in front of the client's address, or the user's name holds a space.
  if (words > 3 && isAfterHost(bytes, at, first, second)) row.place(TEXT.ip, first + 1, second);
  else row.place(TEXT.ip, at, first);
  return true;
}

function isAfterHost(bytes: Uint8Array, at: number, first: number, second: number): boolean {
  if (parseAddressInto(bytes, first + 1, second, scratch) > 0) return true;
  let colon = first - 1;
  while (colon > at && isDigit(bytes[colon]!)) colon--;
  return bytes[colon] === COLON && colon < first - 1 && parseAddressInto(bytes, at, first, scratch) === 0;
}

// hot path
/** Referrer and user agent from `at` on, as far as they are there. */
function readQuoted(bytes: Uint8Array, at: number, end: number, row: RequestRow): void {
  row.place(TEXT.referrer, end, end);
  row.place(TEXT.agent, end, end);
  if (bytes[at] !== SPACE || bytes[at + 1] !== QUOTE || at + 1 >= end) return;
  const referrerEnd = quoteEnd(bytes, at + 2, end);
  row.place(TEXT.referrer, at + 2, referrerEnd);
  const agent = referrerEnd + 3;
  if (agent > end || bytes[referrerEnd + 1] !== SPACE || bytes[referrerEnd + 2] !== QUOTE) return;
  row.place(TEXT.agent, agent, quoteEnd(bytes, agent, end));
}

/** A reader of its lines. */
export function accessLog(): ReadRequest {
  // hot path
  return (bytes, from, to, row) => {
    if (from === to) return undefined;
    // Some tools write the whole line as one quoted text.
    const isQuoted = bytes[from] === QUOTE && bytes[to - 1] === QUOTE && to - from > 1;
    const at = isQuoted ? from + 1 : from;
    const end = isQuoted ? to - 1 : to;
    let bracket = at;
    while (bracket < end && !(bytes[bracket] === BRACKET && bytes[bracket - 1] === SPACE)) bracket++;
    if (bracket === end) return 'it has no time in brackets';
    if (!readHost(bytes, at, bracket, row)) return 'host, identity and user do not stand in front of the time';
    let timeEnd = bracket + 1;
    while (timeEnd < end && bytes[timeEnd] !== BRACKET_END) timeEnd++;
    if (!parseTime(bytes, bracket + 1, timeEnd, row)) return badCell(bytes, bracket + 1, timeEnd, 'time', 'time');
    const request = timeEnd + 3;
    if (request >= end || bytes[timeEnd + 1] !== SPACE || bytes[timeEnd + 2] !== QUOTE)
      return 'no request in quotes follows the time';
    const quote = requestEnd(bytes, request, end);
    if (quote === end) return 'it ends before the status';
    if (!splitRequest(bytes, request, quote, row))
      return badCell(bytes, request, quote, 'request', 'method, path and version of HTTP');
    const status = quote + 2;
    row.status = status + 3 <= end ? parseWhole(bytes, status, status + 3) : BAD;
    if (row.status < 0 || (status + 3 < end && bytes[status + 3] !== SPACE))
      return badCell(bytes, status, Math.min(end, status + 4), 'status', 'status');
    const size = status + 4;
    let sizeEnd = size;
    while (sizeEnd < end && bytes[sizeEnd] !== SPACE) sizeEnd++;
    row.size = bytes[size] === MINUS && sizeEnd === size + 1 ? Number.NaN : parseWhole(bytes, size, sizeEnd);
    if (row.size < 0) return badCell(bytes, size, sizeEnd, 'size', 'number');
    row.bytes = bytes;
    readQuoted(bytes, sizeEnd, end, row);
    return null;
  };
}
