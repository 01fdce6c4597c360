// One row of a log of flows: who talked to whom, when, and how much. Overwritten by every line.
import type { Moment } from './ascii-parse.ts';

/** States of a flow, as the study of DEFINITIONS section 5 names them. */
export const FLOW_STATES = ['closed', 'established', 'reset', 'new', 'closing', 'connecting'] as const;

export class FlowRow implements Moment {
  seconds = 0;
  nanos = 0;
  /** Seconds that it lasted, as nanoseconds; NaN when the log does not say. */
  duration = Number.NaN;
  readonly src = new Uint8Array(16);
  readonly dst = new Uint8Array(16);
  /** Bytes of the addresses: 4 or 16. */
  srcLength = 0;
  dstLength = 0;
  srcPort = 0;
  dstPort = 0;
  protocol = 0;
  /** Index into FLOW_STATES; -1 when the log does not say. */
  state = -1;
  /** Bytes and packets that the source and the destination sent; NaN when the log does not say. */
  bytesUp = Number.NaN;
  bytesDown = Number.NaN;
  packetsUp = Number.NaN;
  packetsDown = Number.NaN;

  /** Nothing is known that a log might not say: the next one may be of another kind. */
  clear(): void {
    this.state = -1;
    this.duration = this.bytesUp = this.bytesDown = this.packetsUp = this.packetsDown = Number.NaN;
  }
}

/** Reads the line bytes[at, end) into the row. Answers why it cannot be read; null: it was; undefined: it holds no row. */
export type ReadRow = (bytes: Uint8Array, at: number, end: number, row: FlowRow) => string | null | undefined;

/**
 * Reads the line that begins at bytes[at], with its end, if it is plain; LONGEST_QUICK_LINE bytes are there. Answers where
 * the next line begins, or NOT_PLAIN: then the line is for ReadRow. What it reads, ReadRow would read just so.
 */
export type QuickRow = (bytes: Uint8Array, at: number, row: FlowRow) => number;
