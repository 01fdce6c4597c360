// The NetBIOS name service (RFC 1002 section 4.2), whose messages are laid out as those of DNS: where the fields lie, names
// out of their first-level encoding, and a light reader of the names that hosts have. The tree is in nbns-tree.ts.
// Guarantee: `readNbnsNames` reads only bytes[at, end), never throws, and its work is bounded by a constant.
import type { EmitName } from '../../../shared/model/name.ts';
import { NBNS_TYPE, NETBIOS_SUFFIX } from '../../../shared/net/nbns-name.ts';
import { uint16 } from '../big-endian.ts';
import { DNS_HEADER_LEN, DNS_OFFSET, QUESTION_LEN, RECORD_OFFSET } from './dns.ts';
import { NameReader } from './dns-name.ts';

/** Of each address in an NB record. */
export const NB_ENTRY = { flags: 0, address: 2 } as const;
export const NB_ENTRY_LEN = NB_ENTRY.address + 4;

const GROUP = 0x8000;
const NAME_LEN = 16;
const LETTER_A = 0x41;
const LETTER_Z = 0x5a;
const MOST_RECORDS = 64;

/** A name of 15 characters, without trailing blanks, and the byte behind it that says what for; suffix -1: no such name. */
export interface NetbiosName {
  readonly text: string;
  readonly suffix: number;
  /** `.scope` behind it, mostly ''. */
  readonly scope: string;
}

/** Undoes the first-level encoding (RFC 1001 section 14.1): two letters for each byte. `text` says what is wrong, with suffix -1. */
export function decodeNetbiosName(encoded: string): NetbiosName {
  const dot = encoded.indexOf('.');
  const letters = dot < 0 ? encoded : encoded.slice(0, dot);
  const bytes: number[] = [];
  for (let i = 0; i < letters.length; i += 2) {
    const high = letters.charCodeAt(i);
    if (high < LETTER_A || high > LETTER_Z) return illegal('1st character not between A and Z in first-level encoding');
    if (i + 1 === letters.length) return illegal('odd number of bytes');
    const low = letters.charCodeAt(i + 1);
    if (low < LETTER_A || low > LETTER_Z) return illegal('2nd character not between A and Z in first-level encoding');
    if (bytes.length < NAME_LEN) bytes.push((((high - LETTER_A) << 4) | (low - LETTER_A)) & 255);
  }
  if (bytes.length !== NAME_LEN) return illegal(`${bytes.length} bytes long`);
  return { text: netbiosText(bytes), suffix: bytes[NAME_LEN - 1]!, scope: dot < 0 ? '' : encoded.slice(dot) };
}

const illegal = (why: string): NetbiosName => ({ text: `Illegal NetBIOS name (${why})`, suffix: -1, scope: '' });

/** The first 15 bytes as text: `<01>` for what cannot be printed, no blanks at the end. */
export function netbiosText(bytes: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < NAME_LEN - 1; i++) {
    const byte = bytes[i]!;
    text += byte >= 0x20 && byte <= 0x7e ? String.fromCharCode(byte) : `<${byte.toString(16).padStart(2, '0')}>`;
  }
  return text.trimEnd();
}

const owner = new NameReader();

/** Tells the unique names of hosts in answers and registrations: those of their workstation and server services. */
export function readNbnsNames(bytes: Uint8Array, at: number, end: number, emit: EmitName): void {
  if (end - at < DNS_HEADER_LEN) return;
  const { questions, answers, authority, additional } = DNS_OFFSET;
  let place = at + DNS_HEADER_LEN;
  for (let left = Math.min(uint16(bytes, at + questions), MOST_RECORDS); left > 0; left--) {
    const behind = owner.read(bytes, place, end, at);
    if (behind < 0) return;
    place = behind + QUESTION_LEN;
  }
  const records = uint16(bytes, at + answers) + uint16(bytes, at + authority) + uint16(bytes, at + additional);
  for (let left = Math.min(records, MOST_RECORDS); left > 0; left--) {
    const record = owner.read(bytes, place, end, at);
    const data = record + RECORD_OFFSET.data;
    if (record < 0 || data > end) return;
    const length = uint16(bytes, record + RECORD_OFFSET.length);
    if (data + length > end) return;
    if (uint16(bytes, record + RECORD_OFFSET.type) === NBNS_TYPE.nb) emitEntries(bytes, data, data + length, emit);
    place = data + length;
  }
}

function emitEntries(bytes: Uint8Array, at: number, end: number, emit: EmitName): void {
  const { text, suffix } = decodeNetbiosName(owner.text());
  if (text === '' || (suffix !== NETBIOS_SUFFIX.workstation && suffix !== NETBIOS_SUFFIX.server)) return;
  for (let entry = at; entry + NB_ENTRY_LEN <= end; entry += NB_ENTRY_LEN) {
    if ((uint16(bytes, entry + NB_ENTRY.flags) & GROUP) !== 0) continue;
    emit(bytes.subarray(entry + NB_ENTRY.address, entry + NB_ENTRY_LEN), text, 'nbns');
  }
}
