// The flows that sent something lately, by what stands in the headers: most records find theirs here, without a look at
// the tables of addresses and flows.

const SLOTS = 4096;
/** Source, destination, ports, protocol, and the flow times 2 plus the side that sent. */
const WORDS = 5;
const NONE = -1;

export class RecentFlows {
  readonly #known = new Int32Array(SLOTS * WORDS).fill(NONE);

  // hot path
  /** Where a flow would lie. */
  slot(src: number, dst: number, ports: number, protocol: number): number {
    let h = Math.imul(src, 0x9e3779b1) ^ Math.imul(dst, 0x85ebca6b) ^ Math.imul(ports, 0xc2b2ae35) ^ protocol;
    h = Math.imul(h ^ (h >>> 15), 0x27d4eb2f);
    return ((h ^ (h >>> 13)) & (SLOTS - 1)) * WORDS;
  }

  // hot path
  /** The flow times 2 plus the side that sends, or below 0. All numbers are 32 bits, signed. */
  side(slot: number, src: number, dst: number, ports: number, protocol: number): number {
    const known = this.#known;
    const isIt =
      known[slot] === src && known[slot + 1] === dst && known[slot + 2] === ports && known[slot + 3] === protocol;
    return isIt ? known[slot + 4]! : NONE;
  }

  note(slot: number, src: number, dst: number, ports: number, protocol: number, side: number): void {
    const known = this.#known;
    known[slot] = src;
    known[slot + 1] = dst;
    known[slot + 2] = ports;
    known[slot + 3] = protocol;
    known[slot + 4] = side;
  }
}

// hot path
/** The 4 bytes at `at` as one number of 32 bits, signed. */
export const addressWord = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
