// TLS: the record layer and the hello messages of the handshake (RFC 8446 sections 4.1 and 5.1, RFC 5246, RFC 6066 section 3,
// RFC 7301), with light readers of what a hello says. The tree is in tls-tree.ts.
// Guarantee: the readers read only bytes[at, end), never throw, and their work is bounded by the length of one handshake message.
import { uint16, uint24 } from '../big-endian.ts';

export const RECORD_OFFSET = { type: 0, version: 1, length: 3, fragment: 5 } as const;
export const RECORD_HEADER_LEN = RECORD_OFFSET.fragment;
export const CONTENT_TYPE = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

export const HANDSHAKE_OFFSET = { type: 0, length: 1, body: 4 } as const;
export const HANDSHAKE_HEADER_LEN = HANDSHAKE_OFFSET.body;
export const HANDSHAKE_TYPE = { clientHello: 1, serverHello: 2 } as const;

/** From the body of a client or server hello. */
export const HELLO_OFFSET = { version: 0, random: 2, sessionIdLength: 34, sessionId: 35 } as const;

/** Extension numbers (IANA's registry of TLS extension types). */
export const EXTENSION = {
  serverName: 0,
  statusRequest: 5,
  supportedGroups: 10,
  ecPointFormats: 11,
  signatureAlgorithms: 13,
  alpn: 16,
  padding: 21,
  supportedVersions: 43,
  keyShare: 51,
} as const;

const HOST_NAME = 0;

/** What a client offers. Numbers as they were sent, GREASE (RFC 8701) included. */
export interface ClientHello {
  readonly version: number;
  /** Of the supported_versions extension; empty without. */
  readonly versions: readonly number[];
  readonly ciphers: readonly number[];
  /** Types in the order sent. */
  readonly extensions: readonly number[];
  readonly signatures: readonly number[];
  /** Names of application protocols, one character a byte. */
  readonly alpn: readonly string[];
  /** The host name asked for; null without, and when it is no name. */
  readonly serverName: string | null;
  /** False when the bytes ended before the message did: what was read is its beginning. */
  readonly whole: boolean;
}

/** What a server chose. */
export interface ServerHello {
  /** Of the supported_versions extension, else of the hello. */
  readonly version: number;
  readonly cipher: number;
  readonly alpn: string | null;
}

/** Reads ahead through lists that carry their lengths; `ok` turns false at the first length that does not fit. */
class Reader {
  ok = true;
  readonly bytes: Uint8Array;
  at: number;
  end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get left(): number {
    return this.end - this.at;
  }

  skip(length: number): void {
    if (length > this.left) this.ok = false;
    this.at = Math.min(this.end, this.at + length);
  }

  /** 0 when it is not there. */
  number(length: 1 | 2 | 3): number {
    const { bytes, at } = this;
    this.skip(length);
    if (this.at - at < length) return 0;
    return length === 1 ? bytes[at]! : length === 2 ? uint16(bytes, at) : uint24(bytes, at);
  }

  /** What follows a length of `width` bytes; shorter, and not ok, when it does not fit. */
  list(width: 1 | 2 | 3): Reader {
    const length = this.number(width);
    const inner = new Reader(this.bytes, this.at, this.at + Math.min(length, this.left));
    inner.ok = length <= this.left;
    if (!inner.ok) this.ok = false;
    this.at = inner.end;
    return inner;
  }

  /** All whole numbers of two bytes that are left. */
  words(): number[] {
    const out: number[] = [];
    while (this.left >= 2) out.push(this.number(2));
    return out;
  }

  text(): string {
    let out = '';
    for (let i = this.at; i < this.end; i++) out += String.fromCharCode(this.bytes[i]!);
    return out;
  }
}

/** The hello in the handshake message at `at`; undefined when it is none, or ends before its list of ciphers does. */
export function readClientHello(bytes: Uint8Array, at: number, end: number): ClientHello | undefined {
  const body = helloBody(bytes, at, end, HANDSHAKE_TYPE.clientHello);
  if (body === undefined) return undefined;
  const version = body.number(2);
  body.skip(HELLO_OFFSET.sessionIdLength - HELLO_OFFSET.random);
  body.list(1);
  const ciphers = body.list(2).words();
  if (!body.ok) return undefined;
  body.list(1);
  const found: Extensions = { types: [], versions: [], signatures: [], alpn: [], serverName: null };
  if (body.left > 0) readExtensions(body, found);
  const { types: extensions, versions, signatures, alpn, serverName } = found;
  return { version, versions, ciphers, extensions, signatures, alpn, serverName, whole: body.ok };
}

/** The hello in the handshake message at `at`; undefined when it is none, or was cut before the cipher. */
export function readServerHello(bytes: Uint8Array, at: number, end: number): ServerHello | undefined {
  const body = helloBody(bytes, at, end, HANDSHAKE_TYPE.serverHello);
  if (body === undefined) return undefined;
  const version = body.number(2);
  body.skip(HELLO_OFFSET.sessionIdLength - HELLO_OFFSET.random);
  body.list(1);
  const cipher = body.number(2);
  if (!body.ok) return undefined;
  body.skip(1);
  const found: Extensions = { types: [], versions: [], signatures: [], alpn: [], serverName: null };
  if (body.left > 0) readExtensions(body, found);
  return { version: found.versions[0] ?? version, cipher, alpn: found.alpn[0] ?? null };
}

/** Bytes that the handshake message at `at` has, its header included; 0 when the header is not all there. */
const handshakeLength = (bytes: Uint8Array, at: number, end: number): number =>
  end - at < HANDSHAKE_HEADER_LEN ? 0 : HANDSHAKE_HEADER_LEN + uint24(bytes, at + HANDSHAKE_OFFSET.length);

/** The body of a hello, as far as it is there: its version is 3.x, or that of DTLS. */
function helloBody(bytes: Uint8Array, at: number, end: number, type: number): Reader | undefined {
  const length = handshakeLength(bytes, at, end);
  if (length === 0 || bytes[at + HANDSHAKE_OFFSET.type] !== type) return undefined;
  const body = new Reader(bytes, at + HANDSHAKE_HEADER_LEN, Math.min(end, at + length));
  if (body.left < HELLO_OFFSET.sessionId) return undefined;
  const major = bytes[body.at]!;
  return major === 3 || major === 254 ? body : undefined;
}

interface Extensions {
  readonly types: number[];
  versions: number[];
  signatures: number[];
  alpn: string[];
  serverName: string | null;
}

function readExtensions(body: Reader, into: Extensions): void {
  const list = body.list(2);
  // A list that was cut still holds its first extensions.
  list.ok = true;
  while (list.left > 0) {
    const type = list.number(2);
    const data = list.list(2);
    if (!list.ok) {
      body.ok = false;
      return;
    }
    into.types.push(type);
    readExtension(type, data, into);
  }
}

function readExtension(type: number, data: Reader, into: Extensions): void {
  switch (type) {
    case EXTENSION.serverName:
      into.serverName ??= serverName(data.list(2));
      return;
    case EXTENSION.signatureAlgorithms:
      into.signatures = data.list(2).words();
      return;
    case EXTENSION.supportedVersions:
      // A server's extension is its choice alone, without a list.
      into.versions = (data.left === 2 ? data : data.list(1)).words();
      return;
    case EXTENSION.alpn:
      into.alpn = protocols(data.list(2));
  }
}

function serverName(list: Reader): string | null {
  while (list.ok && list.left > 0) {
    const type = list.number(1);
    const name = list.list(2);
    if (type === HOST_NAME && name.ok) return hostName(name.text());
  }
  return null;
}

function protocols(list: Reader): string[] {
  const out: string[] = [];
  while (list.ok && list.left > 0) {
    const name = list.list(1);
    if (name.ok) out.push(name.text());
  }
  return out;
}

const LONGEST_NAME = 255;

/** The text when it is a name: printable ASCII without blanks (RFC 6066: a DNS host name); null otherwise. */
function hostName(text: string): string | null {
  return text.length > 0 && text.length <= LONGEST_NAME && /^[!-~]+$/.test(text) ? text : null;
}

/**
 * The handshake messages in the records that begin at `at`, without their record headers; what was cut is left out. Borrowed
 * bytes where one record holds all, otherwise a copy of at most `most` bytes.
 */
export function handshakeBytes(bytes: Uint8Array, at: number, end: number, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let record = at; record + RECORD_HEADER_LEN <= end && size < most; ) {
    if (bytes[record + RECORD_OFFSET.type] !== CONTENT_TYPE.handshake) break;
    const fragment = record + RECORD_HEADER_LEN;
    const length = uint16(bytes, record + RECORD_OFFSET.length);
    // An empty one would cost a header alone: there may be as many as there is room for.
    parts.push(bytes.subarray(fragment, Math.min(fragment + length, end)));
    size += length;
    record = fragment + length;
  }
  if (parts.length <= 1) return parts[0] ?? bytes.subarray(0, 0);
  const joined = new Uint8Array(
    Math.min(
      most,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let filled = 0;
  for (const part of parts) {
    const taken = part.subarray(0, joined.length - filled);
    joined.set(taken, filled);
    filled += taken.length;
  }
  return joined;
}
