// Rows of a log of flows as columns, some thousand at a time: what readers of lines fill and the store takes in one go.
import type { FlowRow } from './flow-row.ts';

/** Rows that a batch holds as a rule: its columns fit the processor's cache. */
const BATCH_ROWS = 4096;

/** Words of an address; an IPv4 address stands in the last one, as in the store. */
export const ADDRESS_WORDS = 4;

export class FlowBatch {
  /** Rows in use. */
  length = 0;
  readonly capacity: number;
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  /** ADDRESS_WORDS big-endian words a row. */
  readonly src: Uint32Array;
  readonly dst: Uint32Array;
  /** Bytes of the addresses: 4 or 16. */
  readonly srcLength: Uint8Array;
  readonly dstLength: Uint8Array;
  readonly srcPort: Uint16Array;
  readonly dstPort: Uint16Array;
  readonly protocol: Uint8Array;
  /** As FlowRow has them: -1 and NaN where the log does not say. */
  readonly state: Int8Array;
  readonly duration: Float64Array;
  readonly bytesUp: Float64Array;
  readonly bytesDown: Float64Array;
  readonly packetsUp: Float64Array;
  readonly packetsDown: Float64Array;

  constructor(capacity = BATCH_ROWS) {
    this.capacity = capacity;
    this.seconds = new Uint32Array(capacity);
    this.nanos = new Uint32Array(capacity);
    this.src = new Uint32Array(capacity * ADDRESS_WORDS);
    this.dst = new Uint32Array(capacity * ADDRESS_WORDS);
    this.srcLength = new Uint8Array(capacity);
    this.dstLength = new Uint8Array(capacity);
    this.srcPort = new Uint16Array(capacity);
    this.dstPort = new Uint16Array(capacity);
    this.protocol = new Uint8Array(capacity);
    this.state = new Int8Array(capacity);
    this.duration = new Float64Array(capacity);
    this.bytesUp = new Float64Array(capacity);
    this.bytesDown = new Float64Array(capacity);
    this.packetsUp = new Float64Array(capacity);
    this.packetsDown = new Float64Array(capacity);
  }

  // hot path
  /** Adds a row; there must be room. */
  push(row: FlowRow): void {
    const i = this.length++;
    this.seconds[i] = row.seconds;
    this.nanos[i] = row.nanos;
    putAddress(this.src, i, row.src, row.srcLength);
    putAddress(this.dst, i, row.dst, row.dstLength);
    this.srcLength[i] = row.srcLength;
    this.dstLength[i] = row.dstLength;
    this.srcPort[i] = row.srcPort;
    this.dstPort[i] = row.dstPort;
    this.protocol[i] = row.protocol;
    this.state[i] = row.state;
    this.duration[i] = row.duration;
    this.bytesUp[i] = row.bytesUp;
    this.bytesDown[i] = row.bytesDown;
    this.packetsUp[i] = row.packetsUp;
    this.packetsDown[i] = row.packetsDown;
  }
}

// hot path
function putAddress(words: Uint32Array, row: number, bytes: Uint8Array, length: number): void {
  const at = row * ADDRESS_WORDS;
  if (length === 4) {
    words[at + 3] = (bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!;
    return;
  }
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    const from = word * 4;
    words[at + word] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
}
