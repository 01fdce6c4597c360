// Domain names in a message, with compression (RFC 1035 sections 3.1 and 4.1.4), and their text.
// Guarantee: reads only bytes[message, end), never throws, and ends: pointers and the characters of a name are counted.
import { printable } from '../../../shared/unit/printable.ts';

const LABEL_KIND = 0xc0;
const LABEL_SIZE = 0x3f;
const POINTER = 0xc0;
const PLAIN = 0x00;
/** Bit-string labels and their like (RFC 2673, withdrawn by RFC 6891). */
const EXTENDED = 0x40;
const BIT_STRING = 0x41;

/** Longest text of a name: 255 bytes less the first length and the empty label. */
const LONGEST = 253;
const MOST_POINTERS = 255;
const DOT = 0x2e;

const ROOT = '<Root>';
const LOOPS = '<Name contains a pointer that loops>';
const TOO_LONG = '<Name too long>';
const UNKNOWN_LABEL = '<Unknown extended label>';

const utf8 = new TextDecoder();
const latin1 = new TextDecoder('latin1');

/** Reads names; one instance is used again and again. What it holds is the name that was read last. */
export class NameReader {
  /** Why reading failed: the place of a byte that is not there, or -1 for a label of no known kind. */
  missing = -1;

  readonly #text = new Uint8Array(LONGEST + 1);
  #length = 0;
  #ascii = true;
  /** Said in place of a name that is none. */
  #instead = '';

  // hot path
  /** Reads the name at `at` of a message that begins at `message`; where it ends in place, or -1 when it does not. */
  read(bytes: Uint8Array, at: number, end: number, message: number): number {
    this.#length = 0;
    this.#ascii = true;
    this.#instead = '';
    let behind = -1;
    let pointers = 0;
    let place = at;
    for (;;) {
      if (place >= end) return this.#fail(place);
      const size = bytes[place++]!;
      if (size === 0) break;
      const kind = size & LABEL_KIND;
      if (kind === PLAIN) {
        if (place + size > end) return this.#fail(end);
        this.#add(bytes, place, size);
        place += size;
        if (this.#length > LONGEST && behind >= 0) break;
      } else if (kind === POINTER) {
        if (place >= end) return this.#fail(place);
        const target = message + (((size & LABEL_SIZE) << 8) | bytes[place++]!);
        if (behind < 0) behind = place;
        if (++pointers > MOST_POINTERS) {
          this.#instead = LOOPS;
          break;
        }
        place = target;
      } else if (size === BIT_STRING) {
        const length = place < end ? 1 + Math.max(1, Math.ceil(bytes[place]! / 8)) : 1;
        if (place + length > end) return this.#fail(end);
        this.#addBits(bytes, place, length);
        place += length;
        if (this.#length > LONGEST && behind >= 0) break;
      } else {
        if (kind !== EXTENDED || (behind < 0 && place - at === 1)) return this.#fail(-1);
        this.#instead = UNKNOWN_LABEL;
        break;
      }
    }
    if (this.#length > LONGEST) this.#instead = TOO_LONG;
    return behind < 0 ? place : behind;
  }

  // hot path
  #add(bytes: Uint8Array, at: number, size: number): void {
    let length = this.#length;
    if (length > 0 && length <= LONGEST) this.#text[length++] = DOT;
    for (let i = at; i < at + size && length <= LONGEST; i++) {
      const byte = bytes[i]!;
      if (byte < 0x20 || byte > 0x7e) this.#ascii = false;
      this.#text[length++] = byte;
    }
    this.#length = length;
  }

  /** As Wireshark writes it: `\[xb1f0/12]`, and no dot before it. */
  #addBits(bytes: Uint8Array, at: number, length: number): void {
    let text = '\\[x';
    for (let i = at + 1; i < at + length; i++) text += bytes[i]!.toString(16).padStart(2, '0');
    for (const c of `${text}/${bytes[at]}]`) if (this.#length <= LONGEST) this.#text[this.#length++] = c.charCodeAt(0);
  }

  #fail(missing: number): number {
    this.missing = missing;
    return -1;
  }

  /** Whether it is the name of something: neither the root nor beyond understanding. */
  get named(): boolean {
    return this.#length > 0 && this.#instead === '';
  }

  /** The labels joined by dots, what cannot be printed escaped; `<Root>`, or why it is no name, in angle brackets. */
  text(): string {
    if (this.#instead !== '') return this.#instead;
    if (this.#length === 0) return ROOT;
    const bytes = this.#text.subarray(0, this.#length);
    return this.#ascii ? latin1.decode(bytes) : printable(utf8.decode(bytes));
  }

  /** Length of the name without escapes, as Wireshark counts it: that of the root is the length of `<Root>`. */
  get length(): number {
    if (this.#instead !== '') return this.#instead.length;
    return this.#length === 0 ? ROOT.length : this.#length;
  }

  /** Labels as dots tell them; a name of one character has none, as in Wireshark. */
  get labels(): number {
    if (this.#instead !== '') return 1;
    if (this.#length === 1) return 0;
    let labels = 1;
    for (let i = 0; i < this.#length; i++) if (this.#text[i] === DOT) labels++;
    return labels;
  }
}
