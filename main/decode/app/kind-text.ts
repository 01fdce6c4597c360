// Kinds of payload that begin with text: request and status lines, commands and banners (RFC 9112, RFC 3261, RFC 2326, UPnP,
// RFC 4253, RFC 5321, RFC 959, RFC 3501, RFC 1939, RFC 1459, RFC 6120, …).
// Guarantee: reads only bytes[at, at + size), allocates nothing.
import { PAYLOAD_KIND } from '../../../shared/model/payload-kind.ts';
import { uint32 } from '../big-endian.ts';

const { data: DATA, HTTP, HTTP2, SSDP, SSH, RTSP, SIP, SMTP, FTP, IMAP, POP, IRC, XMPP, AMQP, Redis } = PAYLOAD_KIND;

const ascii = (text: string): number => [...text].reduce((word, c) => ((word << 8) | c.charCodeAt(0)) >>> 0, 0);

const SPACE = 0x20;
const SLASH = 0x2f;
const STAR = 0x2a;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

const rtsp = ascii('rtsp');
const RTSP_ = ascii('RTSP');
const HTTP_ = ascii('HTTP');
const SIP_ = ascii('SIP/');
const SSH_ = ascii('SSH-');
const PRI = ascii('PRI ');
const AMQP_ = ascii('AMQP');
const NOTIFY = ascii('NOTI');
const M_SEARCH = ascii('M-SE');
const SEARCH = ascii('ARCH');

/** First four letters of a method, and where the space behind it stands. */
const METHODS: ReadonlyMap<number, number> = new Map(
  'GET HEAD POST PUT PATCH DELETE TRACE CONNECT OPTIONS PROPFIND REPORT SUBSCRIBE UNSUBSCRIBE NOTIFY DESCRIBE SETUP PLAY PAUSE TEARDOWN ANNOUNCE RECORD GET_PARAMETER SET_PARAMETER INVITE REGISTER BYE CANCEL ACK MESSAGE INFO'
    .split(' ')
    .map(method => [ascii(`${method} `.slice(0, 4)), method.length]),
);
const NOT_HTTP = new Set(
  'DESCRIBE SETUP PLAY PAUSE TEARDOWN ANNOUNCE RECORD GET_PARAMETER SET_PARAMETER INVITE REGISTER BYE CANCEL ACK MESSAGE INFO'
    .split(' ')
    .map(method => ascii(`${method} `.slice(0, 4))),
);

const isDigit = (byte: number): boolean => byte >= DIGIT_0 && byte <= DIGIT_9;

// hot path
/** A request or status line, whatever the port; the first byte is a capital letter. There are at least 12 bytes. */
export function lineKind(bytes: Uint8Array, at: number, size: number, datagram: boolean): number {
  const word = uint32(bytes, at);
  const space = METHODS.get(word);
  if (space !== undefined) return methodKind(bytes, at, size, word, space, datagram);
  switch (word) {
    case HTTP_:
      return bytes[at + 4] === SLASH && bytes[at + 5] === 0x31 && !datagram ? HTTP : DATA;
    case RTSP_:
      return bytes[at + 4] === SLASH ? RTSP : DATA;
    case SIP_:
      return bytes[at + 4] === 0x32 ? SIP : DATA;
    case SSH_:
      return isDigit(bytes[at + 4]!) ? SSH : DATA;
    case PRI:
      return bytes[at + 4] === STAR ? HTTP2 : DATA;
    case AMQP_:
      return bytes[at + 4]! <= 3 ? AMQP : DATA;
    case M_SEARCH:
      return uint32(bytes, at + 4) === SEARCH ? SSDP : DATA;
    default:
      return DATA;
  }
}

// hot path
function methodKind(
  bytes: Uint8Array,
  at: number,
  size: number,
  word: number,
  space: number,
  datagram: boolean,
): number {
  const target = at + space + 1;
  if (size < space + 6 || bytes[target - 1] !== SPACE) return DATA;
  const scheme = (uint32(bytes, target) | 0x20202020) >>> 0;
  if (scheme === rtsp) return RTSP;
  // sip: and sips:
  if (scheme >>> 8 === 0x736970) return SIP;
  if (datagram) return word === NOTIFY && bytes[target] === STAR ? SSDP : DATA;
  if (NOT_HTTP.has(word)) return DATA;
  const first = bytes[target]!;
  // A path, an asterisk, a host or a URI.
  return first === SLASH || first === STAR || (first | 0x20) >= 0x61 || isDigit(first) ? HTTP : DATA;
}

const words = (list: string): ReadonlySet<number> =>
  new Set(list.split(',').flatMap(word => [ascii(word), ascii(word.toLowerCase())]));
const SMTP_WORDS = words('EHLO,HELO,MAIL,RCPT,DATA,QUIT,STAR,AUTH,RSET,NOOP');
const FTP_WORDS = words(
  'USER,PASS,SYST,TYPE,PORT,PASV,EPSV,EPRT,RETR,STOR,LIST,NLST,CWD ,PWD\r,QUIT,FEAT,OPTS,SIZE,MDTM,AUTH,ACCT,NOOP,CDUP,DELE,MKD ,RNFR',
);
const POP_WORDS = words('USER,PASS,STAT,LIST,RETR,DELE,QUIT,CAPA,STLS,UIDL,APOP,AUTH,TOP ,NOOP,+OK ,+OK\r,-ERR');
const IRC_WORDS = words('NICK,USER,JOIN,PASS,PRIV,PING,PONG,NOTI,QUIT,MODE,PART,WHO ,CAP ');
const XMPP_WORDS = words('<?xm,<str,<iq ,<mes,<pre,</st,<sta,<aut,<suc,<pro,<res');
const REDIS_WORDS = words('+OK\r,+PON,-ERR,PING,QUIT,INFO,AUTH');

// hot path
/** A reply of three digits and a space or a dash. */
const isReply = (bytes: Uint8Array, at: number): boolean =>
  bytes[at]! >= 0x31 &&
  bytes[at]! <= 0x35 &&
  isDigit(bytes[at + 1]!) &&
  isDigit(bytes[at + 2]!) &&
  (bytes[at + 3] === SPACE || bytes[at + 3] === 0x2d);

// hot path
const isText = (bytes: Uint8Array, at: number, length: number): boolean => {
  for (let i = at; i < at + length; i++) if (bytes[i]! < SPACE || bytes[i]! > 0x7e) return false;
  return true;
};

export const smtpKind = (bytes: Uint8Array, at: number): number =>
  isReply(bytes, at) || SMTP_WORDS.has(uint32(bytes, at)) ? SMTP : DATA;

export const ftpKind = (bytes: Uint8Array, at: number): number =>
  isReply(bytes, at) || FTP_WORDS.has(uint32(bytes, at)) ? FTP : DATA;

export const popKind = (bytes: Uint8Array, at: number): number => (POP_WORDS.has(uint32(bytes, at)) ? POP : DATA);

/** `* OK`, `+ `, or a tag and a command: eight characters of text with a space among them. */
export function imapKind(bytes: Uint8Array, at: number, size: number): number {
  if (size < 8 || !isText(bytes, at, 8)) return DATA;
  for (let i = at + 1; i < at + 8; i++) if (bytes[i] === SPACE) return IMAP;
  return DATA;
}

export function ircKind(bytes: Uint8Array, at: number, size: number): number {
  if (IRC_WORDS.has(uint32(bytes, at))) return IRC;
  return bytes[at] === 0x3a && size >= 12 && isText(bytes, at, 12) ? IRC : DATA;
}

export const xmppKind = (bytes: Uint8Array, at: number): number => (XMPP_WORDS.has(uint32(bytes, at)) ? XMPP : DATA);

/** An array or a string by its length, a status, or a command in plain words. */
export function redisKind(bytes: Uint8Array, at: number, size: number): number {
  if (REDIS_WORDS.has(uint32(bytes, at))) return Redis;
  const first = bytes[at]!;
  if (first !== STAR && first !== 0x24 && first !== 0x3a) return DATA;
  for (let i = at + 1; i < at + Math.min(size, 12); i++) {
    if (bytes[i] === 0x0d) return i > at + 1 ? Redis : DATA;
    if (!isDigit(bytes[i]!) && !(i === at + 1 && bytes[i] === 0x2d)) return DATA;
  }
  return DATA;
}
