// JA4: a fingerprint of what a TLS client offers (FoxIO's technical details of JA4, 2023; of the JA4 family this one alone is
// under the BSD licence). Three parts: what people can read, a hash of the ciphers, a hash of extensions and signatures.
import { createHash } from 'node:crypto';
import { type ClientHello, EXTENSION } from './tls.ts';

/** How the hello came: over TCP, in QUIC, in DTLS. */
export type HelloTransport = 't' | 'q' | 'd';

const VERSIONS: Readonly<Record<number, string>> = {
  2: 's2',
  768: 's3',
  769: '10',
  770: '11',
  771: '12',
  772: '13',
  65279: 'd1',
  65277: 'd2',
  65276: 'd3',
};

const HASH_LEN = 12;
const MOST = 99;

/** Reserved numbers that are sent to be ignored (RFC 8701): 0x0a0a, 0x1a1a, …, 0xfafa. */
export const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff);
const isReal = (value: number): boolean => !isGrease(value);

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
const count = (values: readonly number[]): string => String(Math.min(values.length, MOST)).padStart(2, '0');

const hash = (text: string): string =>
  text === '' ? '0'.repeat(HASH_LEN) : createHash('sha256').update(text).digest('hex').slice(0, HASH_LEN);

/** The JA4 of a whole hello: `t13d1516h2_8daaf6152771_e5627efa2ab1`. */
export function ja4(hello: ClientHello, transport: HelloTransport): string {
  const ciphers = hello.ciphers.filter(isReal);
  const extensions = hello.extensions.filter(isReal);
  const sorted = extensions
    .filter(type => type !== EXTENSION.serverName && type !== EXTENSION.alpn)
    .map(hex4)
    .sort();
  const signatures = hello.signatures.filter(isReal).map(hex4);
  const offered = sorted.join(',') + (signatures.length > 0 ? `_${signatures.join(',')}` : '');
  const name = hello.extensions.includes(EXTENSION.serverName) ? 'd' : 'i';
  const readable = `${transport}${version(hello)}${name}${count(ciphers)}${count(extensions)}${alpnEnds(hello.alpn[0])}`;
  return `${readable}_${hash(ciphers.map(hex4).sort().join(','))}_${hash(extensions.length === 0 ? '' : offered)}`;
}

/** The highest version on offer; of DTLS the numbers run down. */
function version(hello: ClientHello): string {
  const versions = hello.versions.filter(isReal);
  const known = versions.length > 0 ? versions : [hello.version];
  const best = known.reduce((a, b) => (rank(b) > rank(a) ? b : a));
  return VERSIONS[best] ?? '00';
}

const rank = (value: number): number => (value > 0xfe00 ? 0xffff - value : value);

const isAlphanumeric = (character: string): boolean => /^[0-9A-Za-z]$/.test(character);

/** First and last character of the first protocol; of its hexadecimal digits where one of them is no letter or digit. */
function alpnEnds(protocol: string | undefined): string {
  if (protocol === undefined || protocol === '') return '00';
  const first = protocol[0]!;
  const last = protocol.at(-1)!;
  if (isAlphanumeric(first) && isAlphanumeric(last)) return first + last;
  const digits = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');
  return digits(first)[0]! + digits(last)[1]!;
}
