// Whether bytes are a message of DNS (RFC 1035 section 4.1) or of one of its relatives: by its counts on the ports that they
// have, by its first question anywhere else.
// Guarantee: reads only bytes[at, end), allocates nothing; the work is bounded by the length of a name.
import { uint16 } from '../big-endian.ts';

const OFFSET = { flags: 2, questions: 4, answers: 6, authority: 8, additional: 10 } as const;
export const DNS_HEADER_LEN = OFFSET.additional + 2;

const SHORTEST_QUESTION = 5;
const SHORTEST_RECORD = 11;
const RESPONSE = 0x8000;
const OPCODE = 0x7800;
const RESERVED = 0x0040;
const LONGEST_LABEL = 63;
const IN = 1;

// hot path
/** On its port: an operation in use, and no more questions and records than `length` bytes can hold. The header is captured. */
export function isDnsHeader(bytes: Uint8Array, at: number, length: number): boolean {
  const flags = uint16(bytes, at + OFFSET.flags);
  if ((flags & OPCODE) > 0x3000 || (flags & RESERVED) !== 0) return false;
  const questions = uint16(bytes, at + OFFSET.questions);
  const records =
    uint16(bytes, at + OFFSET.answers) + uint16(bytes, at + OFFSET.authority) + uint16(bytes, at + OFFSET.additional);
  if (questions + records === 0) return length === DNS_HEADER_LEN && (flags & RESPONSE) !== 0;
  // Cut answers may claim more than they hold.
  const slack = (flags & 0x0200) !== 0 ? 4096 : 0;
  return DNS_HEADER_LEN + questions * SHORTEST_QUESTION + records * SHORTEST_RECORD <= length + slack;
}

// hot path
/** On any port: a standard query or its answer with one question, for a name of letters and digits, in class IN. */
export function isDnsQuestion(bytes: Uint8Array, at: number, end: number, length: number): boolean {
  if (uint16(bytes, at + OFFSET.questions) !== 1 || !isDnsHeader(bytes, at, length)) return false;
  const flags = uint16(bytes, at + OFFSET.flags);
  if ((flags & OPCODE) !== 0) return false;
  if ((flags & RESPONSE) === 0 && (uint16(bytes, at + OFFSET.answers) | uint16(bytes, at + OFFSET.authority)) !== 0) {
    return false;
  }
  let place = at + DNS_HEADER_LEN;
  let labels = 0;
  while (place < end) {
    const size = bytes[place]!;
    if (size === 0) break;
    if (size > LONGEST_LABEL || place + size >= end) return false;
    for (let i = place + 1; i <= place + size; i++) if (bytes[i]! < 0x21 || bytes[i]! > 0x7e) return false;
    place += 1 + size;
    labels++;
  }
  if (labels === 0 || place + 5 > end) return false;
  const type = uint16(bytes, place + 1);
  return (type <= 65 || (type >= 249 && type <= 257)) && type > 0 && uint16(bytes, place + 3) === IN;
}
