// IP datagrams whose fragments are still coming (RFC 791 section 3.2, RFC 8200 section 4.5).
// Bounded: when too many bytes or datagrams wait, those that wait longest are given up.
import { Reassembly } from './reassembly.ts';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_DATAGRAMS = 16_384;
/** Fragments of one datagram: 65,536 bytes in steps of 8. More are overlaps without end. */
const MOST_FRAGMENTS = 8192;
/** What a fragment costs besides its bytes. */
const OVERHEAD = 128;

export class FragmentTable {
  readonly #waiting = new Map<string, Reassembly>();
  #bytes = 0;

  /** Adds a copy of the fragment to the datagram of `key`; the datagram when that made it whole. */
  add(key: string, frame: number, offset: number, fragment: Uint8Array, more: boolean): Reassembly | null {
    const known = this.#waiting.get(key);
    const datagram = known ?? new Reassembly();
    if (known === undefined) this.#waiting.set(key, datagram);
    const complete = datagram.add(frame, offset, fragment.slice(), more) === true;
    this.#bytes += fragment.length + OVERHEAD;
    if (complete || datagram.pieces.length >= MOST_FRAGMENTS) {
      this.#forget(key, datagram);
      return complete ? datagram : null;
    }
    while (this.#bytes > MOST_BYTES || this.#waiting.size > MOST_DATAGRAMS) this.#giveUpOldest();
    return null;
  }

  #giveUpOldest(): void {
    const [key, datagram] = this.#waiting.entries().next().value!;
    this.#forget(key, datagram);
  }

  #forget(key: string, datagram: Reassembly): void {
    this.#waiting.delete(key);
    for (const { length } of datagram.pieces) this.#bytes -= length + OVERHEAD;
  }
}
