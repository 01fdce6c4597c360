// The records of a capture as columns: one typed array a field, 49 bytes a record, in shared memory so that other
// threads can read them without a copy. Row i is record number i + 1.
import { SparseColumn } from './sparse-column.ts';

/** `flow` of a record without IP. */
export const NO_FLOW = 0xffffffff;

/** Bits of the `bits` column. */
export const BIT = {
  /** Sent by the flow's side B (side A sent the flow's first record in the file). */
  reverse: 1,
  /** Two bits: the network layer, a NETWORK code of main/decode/layers.ts. */
  networkShift: 1,
  networkMask: 0b110,
  /** A fragment other than the first. */
  laterFragment: 8,
  /** A header was cut or malformed: the walk stopped early. */
  fault: 16,
  /** The link type is not dissected. */
  undissected: 32,
  /** The TCP or UDP header was read in full, in a packet that is no fragment: its fields and payload length hold. */
  transport: 64,
  /** `tcpOption` holds a value for this row. */
  tcpOption: 128,
  /** Holds further IP headers (tunnel, quoted datagram) or is a fragment: the columns do not say all that a filter may ask. */
  nested: 256,
} as const;

const shared = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);

export class Columns {
  /** Rows in use. */
  length = 0;
  #capacity: number;

  seconds: Uint32Array;
  nanos: Uint32Array;
  /** Offset of the record's data in the (decompressed) file; beyond 2^32 in large files. */
  fileOffset: Float64Array;
  capturedLength: Uint32Array;
  originalLength: Uint32Array;
  interfaceId: Uint16Array;
  /** Number of the flow, or NO_FLOW. */
  flow: Uint32Array;
  bits: Uint16Array;
  payloadLength: Uint32Array;
  payloadKind: Uint8Array;
  ttl: Uint8Array;
  tcpFlags: Uint16Array;
  tcpSeq: Uint32Array;
  tcpAck: Uint32Array;
  /** As the header has it: not scaled. */
  tcpWindow: Uint16Array;
  /** Of a SYN: its window scale shift. Of any other segment: bytes that its SACK blocks cover (decode/transport/tcp-options.ts). */
  readonly tcpOption = new SparseColumn();

  constructor(capacity = 1024) {
    this.#capacity = capacity;
    this.seconds = new Uint32Array(shared(capacity * 4));
    this.nanos = new Uint32Array(shared(capacity * 4));
    this.fileOffset = new Float64Array(shared(capacity * 8));
    this.capturedLength = new Uint32Array(shared(capacity * 4));
    this.originalLength = new Uint32Array(shared(capacity * 4));
    this.interfaceId = new Uint16Array(shared(capacity * 2));
    this.flow = new Uint32Array(shared(capacity * 4));
    this.bits = new Uint16Array(shared(capacity * 2));
    this.payloadLength = new Uint32Array(shared(capacity * 4));
    this.payloadKind = new Uint8Array(shared(capacity));
    this.ttl = new Uint8Array(shared(capacity));
    this.tcpFlags = new Uint16Array(shared(capacity * 2));
    this.tcpSeq = new Uint32Array(shared(capacity * 4));
    this.tcpAck = new Uint32Array(shared(capacity * 4));
    this.tcpWindow = new Uint16Array(shared(capacity * 2));
  }

  get capacity(): number {
    return this.#capacity;
  }

  /** Makes room for `capacity` rows. Column after column, so that only one is held twice at a time. */
  reserve(capacity: number): void {
    if (capacity <= this.#capacity) return;
    const n = this.length;
    const grown32 = (old: Uint32Array): Uint32Array => {
      const next = new Uint32Array(shared(capacity * 4));
      next.set(old.subarray(0, n));
      return next;
    };
    const grown16 = (old: Uint16Array): Uint16Array => {
      const next = new Uint16Array(shared(capacity * 2));
      next.set(old.subarray(0, n));
      return next;
    };
    const grown8 = (old: Uint8Array): Uint8Array => {
      const next = new Uint8Array(shared(capacity));
      next.set(old.subarray(0, n));
      return next;
    };
    this.seconds = grown32(this.seconds);
    this.nanos = grown32(this.nanos);
    const offsets = new Float64Array(shared(capacity * 8));
    offsets.set(this.fileOffset.subarray(0, n));
    this.fileOffset = offsets;
    this.capturedLength = grown32(this.capturedLength);
    this.originalLength = grown32(this.originalLength);
    this.interfaceId = grown16(this.interfaceId);
    this.flow = grown32(this.flow);
    this.bits = grown16(this.bits);
    this.payloadLength = grown32(this.payloadLength);
    this.payloadKind = grown8(this.payloadKind);
    this.ttl = grown8(this.ttl);
    this.tcpFlags = grown16(this.tcpFlags);
    this.tcpSeq = grown32(this.tcpSeq);
    this.tcpAck = grown32(this.tcpAck);
    this.tcpWindow = grown16(this.tcpWindow);
    this.#capacity = capacity;
  }
}
